"""From a validated graph to files: sorted, whole, the same bytes every time."""
