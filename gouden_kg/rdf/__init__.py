"""Plain RDF: files that no record made, read, converted and hashed with care for what they may do to a machine."""
