"""Stored queries as pages: the question, its form, its answer, its files."""
