"""Frozen releases: what stood under a version, how it differs from the one before, which addresses existed."""
