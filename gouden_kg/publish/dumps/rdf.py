"""The whole graph in RDF syntaxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ...built import built_file
from ...rdf.rdfxml import rdfxml_lines
from ..publication import File, Publication

if TYPE_CHECKING:
    from pyoxigraph import Quad

FOLDER = "download"
_BUILT = ("ttl", "nt", "jsonld", "trig")


def rdf_dumps(publication: Publication) -> Iterable[File]:
    """Turtle, N-Triples, JSON-LD and TriG as built, and RDF/XML."""
    project = publication.project
    for syntax in _BUILT:
        name = f"{project.name}.{syntax}"
        yield f"{FOLDER}/{name}", built_file(project, name).read_bytes()
    text = "".join(rdfxml_lines(_quads(publication), publication.prefixes))
    yield f"{FOLDER}/{project.name}.rdf", text.encode()


def _quads(publication: Publication) -> Iterator[Quad]:
    from pyoxigraph import RdfFormat, parse

    return parse(path=built_file(publication.project, f"{publication.project.name}.nt"), format=RdfFormat.N_TRIPLES)
