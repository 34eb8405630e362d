"""The graph by thing, indexed once: values, links in, and what nests inside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..graph import Graph, iri_of

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
Values = dict[str, list[str]]
"""Property IRI → values as N-Triples terms."""
LinksIn = dict[tuple[str, str], list[str]]
"""Kind of the linking thing and property IRI → IRIs of linking things."""


@dataclass(frozen=True, slots=True)
class Things:
    """The things of a publication; a kind is the part of the IRI after `id/`, such as `practice`."""

    base: str
    values: dict[str, Values]
    links_in: dict[str, LinksIn]
    nested: dict[str, list[str]]
    by_kind: dict[str, list[str]]

    def address(self, iri: str) -> str:
        """`practice/delft-voor-elkaar` for a thing or what nests in it; an empty text for anything else."""
        return iri[len(self.base) :].partition("#")[0] if iri.startswith(self.base) else ""

    def kind(self, iri: str) -> str:
        """`practice` for a practice; an empty text for what is no thing."""
        return self.address(iri).partition("/")[0]

    def terms(self, iri: str, prop: str) -> list[str]:
        """The values of a property as N-Triples terms."""
        return self.values.get(iri, {}).get(prop, [])

    def references(self, iri: str, prop: str) -> list[str]:
        """The IRIs that a property points at."""
        return [iri_of(term) for term in self.terms(iri, prop) if term.startswith("<")]

    def linking(self, iri: str, prop: str, kind: str = "") -> list[str]:
        """The things (of a kind) whose property points here."""
        found = self.links_in.get(iri, {})
        return [s for (k, p), subjects in found.items() if p == prop and kind in (k, "") for s in subjects]


def index_things(graph: Graph, base: str) -> Things:
    """The things under `{base}id/`; a link out of something nested counts as a link of the thing around it."""
    things = Things(f"{base}id/", {}, {}, {}, {})
    for subject, prop, value in graph:
        things.values.setdefault(iri_of(subject), {}).setdefault(iri_of(prop), []).append(value)
    for iri in things.values:
        address, _, fragment = iri.partition("#")
        if fragment and things.kind(iri):
            things.nested.setdefault(address, []).append(iri)
        elif things.kind(iri):
            things.by_kind.setdefault(things.kind(iri), []).append(iri)
    _index_links(graph, things)
    return things


def _index_links(graph: Graph, things: Things) -> None:
    for subject, prop, value in graph:
        target, origin = iri_of(value), iri_of(subject).partition("#")[0]
        if not target.startswith(things.base) or target.partition("#")[0] == origin:
            continue
        linking = things.links_in.setdefault(target, {}).setdefault((things.kind(origin), iri_of(prop)), [])
        if not linking or linking[-1] != origin:  # the graph is sorted: nested subjects follow each other
            linking.append(origin)


def ordered_kinds(kinds: Iterable[str], order: list[str]) -> list[str]:
    """The kinds in a wished order, the others after them by name.

    >>> ordered_kinds(["b", "z", "a"], ["z"])
    ['z', 'a', 'b']
    """
    return sorted(kinds, key=lambda kind: (order.index(kind) if kind in order else len(order), kind))
