"""The whole graph as files to download: RDF syntaxes, and tables for people who never met RDF."""
