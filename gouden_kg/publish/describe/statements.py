"""Descriptions as triples: short names for the vocabularies that tell of datasets, and their files."""

from __future__ import annotations

import io
from collections.abc import Iterable

from ...graph import XSD, Graph, Triple, iri_term, literal_term, ntriples_text, sorted_graph
from ...rdf.rdfxml import rdfxml_lines
from ...write.turtle import turtle_text
from ..publication import File

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": XSD,
}

Said = dict[str, str | list[str]]
"""Property as `prefix:name` → its value, or values, as N-Triples terms."""


def about(subject: str, said: Said) -> list[Triple]:
    """The triples that say this of an IRI; empty values are left out."""
    return [
        (iri_term(subject), iri_term(expanded(prop)), value)
        for prop, values in said.items()
        for value in ([values] if isinstance(values, str) else values)
        if value
    ]


def expanded(name: str) -> str:
    """The IRI of `prefix:name`.

    >>> expanded("dct:title")
    'http://purl.org/dc/terms/title'
    """
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def term(name: str) -> str:
    """The N-Triples term of `prefix:name`."""
    return iri_term(expanded(name))


def link(iri: str) -> str:
    """The N-Triples term of an IRI; nothing when there is none."""
    return iri_term(iri) if iri else ""


def texts(by_language: dict[str, str]) -> list[str]:
    """A literal for each language."""
    return [literal_term(text, language=lang) for lang, text in sorted(by_language.items())]


def typed(text: str | int, datatype: str) -> str:
    """A literal of an XSD datatype; nothing for an empty text."""
    return literal_term(str(text), datatype=XSD + datatype) if text != "" else ""


def description_files(name: str, triples: Iterable[Triple], prefixes: dict[str, str]) -> Iterable[File]:
    """The description in Turtle, N-Triples, JSON-LD and RDF/XML."""
    from pyoxigraph import RdfFormat, parse, serialize

    graph: Graph = sorted_graph(triples)
    lines = ntriples_text(graph)
    yield f"{name}.ttl", turtle_text(graph, prefixes).encode()
    yield f"{name}.nt", lines.encode()
    out = io.BytesIO()
    serialize(parse(lines, RdfFormat.N_TRIPLES), out, RdfFormat.JSON_LD)
    yield f"{name}.jsonld", out.getvalue() + b"\n"
    yield f"{name}.rdf", "".join(rdfxml_lines(parse(lines, RdfFormat.N_TRIPLES), prefixes)).encode()
