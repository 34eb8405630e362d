"""What a publication is made from: the built graph, by document, and the addresses of what is published."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from ..built import read_graph
from ..graph import Graph, language_of, sorted_graph, text_of
from ..project import Project
from ..query.run import open_store

if TYPE_CHECKING:
    from pyoxigraph import Store

File = tuple[str, bytes]
"""A published file: its path below `dist/site/`, and its bytes."""

LANGUAGES = ("nl", "en")
_LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"


@dataclass(frozen=True)
class Publication:
    """A built project with its graph read once."""

    project: Project
    graph: Graph

    @cached_property
    def store(self) -> Store:
        """The built graph for SPARQL; numbers are normalised, so nothing is published from it but answers."""
        return open_store(self.project)

    @cached_property
    def documents(self) -> dict[str, Graph]:
        """Address below `id/` (`practice/delft-voor-elkaar`), or `def`, → triples of that thing and what nests in it.

        Every triple of the graph stands in exactly one document; triples about terms of other vocabularies stand in
        `def`.
        """
        things = f"<{self.project.base}id/"
        by_document: dict[str, Graph] = {}
        for subject, triples in groupby(self.graph, lambda triple: triple[0]):
            own = subject.startswith(things)
            address = subject[len(things) : -1].partition("#")[0] if own else "def"
            by_document.setdefault(address, []).extend(triples)
        return {address: sorted_graph(triples) for address, triples in sorted(by_document.items())}

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """IRI → language → preferred label."""
        found: dict[str, dict[str, str]] = {}
        for subject, prop, value in self.graph:
            if prop == _LABEL:
                found.setdefault(subject[1:-1], {})[language_of(value)] = text_of(value)
        return found

    def label(self, iri: str, lang: str) -> tuple[str, str]:
        """The label in a language, else in another, with the language it is in; else the last part of the IRI."""
        by_language = self.labels.get(iri, {})
        for tag in (lang, *LANGUAGES, *sorted(by_language)):
            if tag in by_language:
                return by_language[tag], tag
        return iri.rstrip("/").replace("#", "/").rpartition("/")[2], ""


def open_publication(project: Project) -> Publication:
    """The publication of a built project; raises `GoudenError` when the project has not been built."""
    return Publication(project, read_graph(project))
