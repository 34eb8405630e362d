"""The live endpoint: SPARQL, Linked Data, stored queries and the site over HTTP, read-only."""
