"""Keeping identifiers of municipalities fresh: what others publish, compared with the records and written into them."""
