"""Reconciliation: other people's names and codes matched to things of the graph, as OpenRefine and others ask it."""
