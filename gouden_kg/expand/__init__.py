"""From records to triples, by the JSON-LD context alone."""
