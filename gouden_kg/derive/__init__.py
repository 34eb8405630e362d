"""What follows from the records: comparable dates, and what the project's `*-derived.rq` queries construct."""
