"""rdflib's graphs, with every literal spelled as it was written."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import rdflib


def rdflib_graph(text: str, syntax: str) -> rdflib.Graph:
    """The graph of a text in rdflib's `nt` or `turtle`.

    rdflib would rewrite `007` to `7`, and log a traceback for each literal outside its datatype's lexical space.
    """
    import rdflib

    rdflib.NORMALIZE_LITERALS = False
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)
    return rdflib.Graph().parse(data=text, format=syntax)
