"""A built graph as a publication: pages for people, files for machines, descriptions of both."""
