"""From a graph to findings: SHACL, set queries, and the places in the records that caused them."""
