"""SPARQL servers elsewhere: the built graph loaded into them, questions asked of them."""
