"""What a publication is made from: the built graph, by document, and the addresses of what is published."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from ..built import read_graph
from ..check import project_context
from ..derive.derive import store_of
from ..graph import Graph, language_of, sorted_graph, text_of
from ..languages import preferred_language
from ..project import Project
from ..write.jsonld import Compaction

if TYPE_CHECKING:
    from pyoxigraph import Store

    from ..expand.context import Context

File = tuple[str, bytes]
"""A published file: its path below `dist/site/`, and its bytes."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may ask of a publication beside the standard.

    `boundaries` is a GeoJSON file with the areas of municipalities, to draw the map with; `nanopubs` adds the claims
    as nanopublications.
    """

    boundaries: Path | None = None
    nanopubs: bool = False


STANDARD = Options()


_LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"


@dataclass(frozen=True)
class Publication:
    """A built project with its graph read once."""

    project: Project
    graph: Graph
    options: Options = STANDARD

    @cached_property
    def context(self) -> Context:
        """The project's compiled JSON-LD context."""
        return project_context(self.project)

    @cached_property
    def compaction(self) -> Compaction:
        """Writes things with the keys of the context."""
        return Compaction(self.context)

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Prefix → namespace: those of the context, and one for each class that has things."""
        kinds = {address.partition("/")[0] for address in self.documents if "/" in address}
        own = {kind: f"{self.project.base}id/{kind}/" for kind in kinds}
        return {**{k: v for k, v in self.context.prefixes.items() if k != "gid"}, **own}

    @cached_property
    def store(self) -> Store:
        """The built graph for SPARQL; numbers are normalised, so nothing is published from it but answers.

        In memory: loading takes a moment, hundreds of questions then take a fifth of the time of the store on disk.
        """
        return store_of(self.graph)

    @cached_property
    def documents(self) -> dict[str, Graph]:
        """Address below `id/` (`practice/delft-voor-elkaar`), or `def`, → triples of that thing and what nests in it.

        Every triple of the graph stands in exactly one document; triples about terms of other vocabularies stand in
        `def`. The thing itself comes first, then what nests in it.
        """
        things = f"<{self.project.base}id/"
        by_document: dict[str, Graph] = {}
        for subject, triples in groupby(self.graph, lambda triple: triple[0]):
            own = subject.startswith(things)
            address = subject[len(things) : -1].partition("#")[0] if own else "def"
            by_document.setdefault(address, []).extend(triples)
        return {address: _thing_first(triples) for address, triples in sorted(by_document.items())}

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
        if by_language:
            tag = preferred_language(by_language, lang)
            return by_language[tag], tag
        return iri.rstrip("/").replace("#", "/").rpartition("/")[2], ""


def _thing_first(triples: Graph) -> Graph:
    return sorted(sorted_graph(triples), key=lambda triple: triple[0][:-1])  # without `>`, which sorts after `#`


def open_publication(project: Project, options: Options = STANDARD) -> Publication:
    """The publication of a built project; raises `GoudenError` when the project has not been built."""
    return Publication(project, read_graph(project), options)
