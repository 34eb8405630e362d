"""What tells people and machines of the dataset: catalogue, statistics, provenance, citation, addresses, servers."""
