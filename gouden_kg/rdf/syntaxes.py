"""The RDF syntaxes by the names and file extensions people use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..problem import GoudenError

if TYPE_CHECKING:
    from pyoxigraph import RdfFormat

WRITTEN = ("nt", "ttl", "jsonld", "trig", "nq", "rdfxml")
READ = (*WRITTEN, "n3")
TITLES = {
    "nt": "N-Triples",
    "ttl": "Turtle",
    "jsonld": "JSON-LD",
    "trig": "TriG",
    "nq": "N-Quads",
    "rdfxml": "RDF/XML",
    "n3": "N3",
}
_EXTENSIONS = {name: name for name in READ} | {
    "rdf": "rdfxml",
    "xml": "rdfxml",
    "owl": "rdfxml",
    "json": "jsonld",
    "turtle": "ttl",
}


def syntax_of(name: str, given: str | None) -> str:
    """The syntax of a file: the given one, else by its extension. Raises `GoudenError` when neither tells.

    >>> syntax_of("ontology.owl", None), syntax_of("-", "nq")
    ('rdfxml', 'nq')
    """
    if given:
        return given
    found = _EXTENSIONS.get(Path(name).suffix.lower().lstrip("."))
    if found is None:
        hint = f"end it with one of .{', .'.join(READ)}, or add --from to `gouden convert` and `gouden hash`"
        raise GoudenError(f"the name `{name}` does not tell its syntax", hint)
    return found


def oxigraph_format(syntax: str) -> RdfFormat:
    """The engine's name of a syntax."""
    from pyoxigraph import RdfFormat

    return {
        "nt": RdfFormat.N_TRIPLES,
        "ttl": RdfFormat.TURTLE,
        "jsonld": RdfFormat.JSON_LD,
        "trig": RdfFormat.TRIG,
        "nq": RdfFormat.N_QUADS,
        "rdfxml": RdfFormat.RDF_XML,
        "n3": RdfFormat.N3,
    }[syntax]
