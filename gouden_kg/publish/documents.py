"""The data beside each page: Turtle, JSON-LD and N-Triples of one thing."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from ..graph import Graph, ntriples_text
from ..write.jsonld import Compaction
from ..write.turtle import turtle_text
from .publication import File, Publication

CONTEXT = "context.jsonld"
FORMS = ("ttl", "nt", "jsonld")


def document_files(publication: Publication) -> Iterable[File]:
    """Three files for each document, and the context that the JSON-LD ones point at."""
    for address in publication.documents:
        for form in FORMS:
            yield f"{document_path(address)}.{form}", document_text(publication, address, form).encode()
    text = json.dumps(publication.context.document, ensure_ascii=False, indent=1) + "\n"
    yield CONTEXT, text.encode()


def document_text(publication: Publication, address: str, form: str) -> str:
    """One document in one form."""
    graph = publication.documents[address]
    if form == "ttl":
        return turtle_text(graph, publication.prefixes)
    if form == "nt":
        return ntriples_text(graph)
    return _jsonld(graph, publication.compaction, _context(document_path(address), publication))


def document_path(address: str) -> str:
    """Where the data of a document stands in the site, without extension.

    >>> document_path("practice/delft-voor-elkaar"), document_path("def")
    ('doc/practice/delft-voor-elkaar', 'def')
    """
    return f"doc/{address}" if "/" in address else address


def _context(path: str, publication: Publication) -> list[object]:
    """The way to the context from a document; the base beside it, as a base in a file pointed at does not count."""
    return ["../" * path.count("/") + CONTEXT, {"@base": publication.context.things}]


def _jsonld(graph: Graph, compact: Compaction, context: list[object]) -> str:
    things = [compact.thing(s, list(triples)) for s, triples in groupby(graph, itemgetter(0))]
    body = {"@context": context, **things[0]} if len(things) == 1 else {"@context": context, "@graph": things}
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"
