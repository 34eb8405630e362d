"""What differs between two graphs, at the level of things and in words, and which stored queries answer otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ...graph import RDF_TYPE, Graph, iri_of, language_of, text_of
from ...languages import LANGUAGES
from ..words import Words, local_name, vocabulary_words

ADDED, CHANGED, REMOVED = "added", "changed", "removed"
_TOMBSTONE = "Tombstone"
_LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
InLanguages = dict[str, str]


@dataclass(frozen=True, slots=True)
class PropertyChange:
    """Values of one property that went and came, in words by language."""

    property: str
    name: InLanguages
    removed: list[InLanguages]
    added: list[InLanguages]


@dataclass(frozen=True, slots=True)
class ThingChange:
    """A thing that was added, changed or removed: address below the base, class and name in words."""

    kind: str
    address: str
    class_name: InLanguages
    name: InLanguages
    properties: list[PropertyChange] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class QueryChange:
    """A stored query that is new or gone, is asked otherwise, or has other rows: how many went and came."""

    name: str
    kind: str
    rows_removed: int
    rows_added: int


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs from the release before."""

    things: list[ThingChange] = field(default_factory=list)
    queries: list[QueryChange] = field(default_factory=list)

    def count(self, kind: str) -> int:
        """How many things were `added`, `changed` or `removed`."""
        return sum(thing.kind == kind for thing in self.things)


def changes_from(document: dict[str, Any]) -> Changes:
    """The changes that the ledger holds."""
    things = [
        ThingChange(**{**thing, "properties": [PropertyChange(**p) for p in thing["properties"]]})
        for thing in document["things"]
    ]
    return Changes(things, [QueryChange(**query) for query in document["queries"]])


def compare_graphs(old: Graph, new: Graph, base: str) -> list[ThingChange]:
    """The things that differ, by address; nested things count as part of the one they belong to.

    A thing that became a tombstone was removed; what the tombstone says of it is told.
    """
    before, after = _Side(old, base), _Side(new, base)
    kinds = {address: _kind(address, before, after) for address in before.documents.keys() | after.documents.keys()}
    return [_thing(address, kind, before, after) for address, kind in sorted(kinds.items()) if kind]


class _Side:
    """One of the two graphs, by document."""

    def __init__(self, graph: Graph, base: str) -> None:
        self.base = base
        self.documents: dict[str, set[tuple[str, str, str]]] = {}
        self.names: dict[str, InLanguages] = {}
        self.classes: dict[str, str] = {}
        self.retired = f"{base}def#{_TOMBSTONE}"
        self.words: Words = vocabulary_words(graph)
        for subject, prop, value in graph:
            iri = iri_of(subject)
            if iri.startswith(base):
                document = iri[len(base) :] if "/def#" in iri else iri[len(base) :].partition("#")[0]
                self.documents.setdefault(document, set()).add((subject, prop, value))
            if prop == _LABEL:
                self.names.setdefault(iri, {})[language_of(value)] = text_of(value)
            elif prop == RDF_TYPE:
                self.classes.setdefault(iri, iri_of(value))

    def is_retired(self, address: str) -> bool:
        """Whether a tombstone stands at the address."""
        return self.classes.get(self.base + address) == self.retired

    def name(self, iri: str) -> InLanguages:
        """The label by language, else what the vocabulary calls it, else the end of the address."""
        found = self.names.get(iri) or self.words.labels.get(iri) or {}
        return {lang: found.get(lang) or next(iter(found.values()), local_name(iri)) for lang in LANGUAGES}


def _kind(address: str, before: _Side, after: _Side) -> str:
    old, new = before.documents.get(address), after.documents.get(address)
    if old is None or new is None:
        return ADDED if old is None else REMOVED
    if after.is_retired(address) and not before.is_retired(address):
        return REMOVED
    return CHANGED if old != new else ""


def _thing(address: str, kind: str, before: _Side, after: _Side) -> ThingChange:
    side = before if kind == REMOVED else after
    triples = side.documents[address]
    subject = iri_of(min((s for s, _, _ in triples), key=len))
    properties = list(_properties(address, before, after)) if kind in (CHANGED, REMOVED) else []
    if kind == REMOVED:
        properties = [p for p in properties if p.added]
    class_iri = side.classes.get(subject, "")
    class_name = {lang: side.words.label(class_iri, lang) for lang in LANGUAGES}
    return ThingChange(kind, address, class_name, side.name(subject), properties)


def _properties(address: str, before: _Side, after: _Side) -> Iterator[PropertyChange]:
    old, new = before.documents[address], after.documents.get(address, set())
    gone, come = old - new, new - old
    for prop in sorted({p for _, p, _ in gone | come}):
        iri = iri_of(prop)
        yield PropertyChange(
            iri,
            {lang: after.words.label(iri, lang) for lang in LANGUAGES},
            [_words(value, before) for _, p, value in sorted(gone) if p == prop],
            [_words(value, after) for _, p, value in sorted(come) if p == prop],
        )


def _words(value: str, side: _Side) -> InLanguages:
    """The value in words; a text in one language has that language only."""
    iri = iri_of(value)
    if iri:
        return side.name(iri)
    return {language_of(value) or lang: text_of(value) for lang in LANGUAGES}
