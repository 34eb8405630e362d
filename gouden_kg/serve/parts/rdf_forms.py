"""A graph in whichever of the four RDF syntaxes a client asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ...graph import Graph, ntriples_text
from ...write.turtle import turtle_text

if TYPE_CHECKING:
    from pyoxigraph import Quad

MEDIA = {
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}


def graph_bytes(graph: Graph, form: str, prefixes: dict[str, str]) -> bytes:
    """The graph as `ttl`, `nt`, `jsonld` or `rdf`."""
    if form == "ttl":
        return turtle_text(graph, prefixes).encode()
    text = ntriples_text(graph)
    return text.encode() if form == "nt" else _converted(text, form, prefixes)


def _converted(text: str, form: str, prefixes: dict[str, str]) -> bytes:
    from pyoxigraph import RdfFormat, parse, serialize

    from ...rdf.rdfxml import rdfxml_lines

    quads = cast("list[Quad]", list(parse(text, RdfFormat.N_TRIPLES)))
    if form == "rdf":
        return "".join(rdfxml_lines(quads, prefixes)).encode()
    return serialize((quad.triple for quad in quads), format=RdfFormat.JSON_LD) or b""
