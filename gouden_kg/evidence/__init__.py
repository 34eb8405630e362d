"""Evidence: which passage of which source a record rests on, proven by the digest of that passage."""
