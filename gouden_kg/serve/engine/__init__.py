"""Engines that answer queries: a graph in memory behind confined workers, or a store elsewhere."""
