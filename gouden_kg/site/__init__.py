"""Pages for people: a page is a template filled from the graph, in two languages."""
