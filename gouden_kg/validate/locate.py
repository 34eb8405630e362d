"""From a finding about a triple back to the place in the record that says it."""

from __future__ import annotations

from functools import cached_property

from ..expand.context import Context
from ..expand.expand import Expansion, Placed, placed_triples
from ..problem import Place
from ..read.values import Record


class Locator:
    """Finds places by expanding the record of a focus node once more, value by value; only findings pay for it."""

    def __init__(self, expansion: Expansion, elsewhere: str) -> None:
        self.expansion, self.elsewhere = expansion, elsewhere
        self._placed: dict[str, list[Placed]] = {}

    @cached_property
    def context(self) -> Context:
        """The context with the names of the records."""
        return self.expansion.context

    def place(self, focus: str, path: str = "", value: str = "") -> Place:
        """Where the triple stands; for a missing value, where the record (or nested thing) begins."""
        iri = focus[1:-1].partition("#")[0]
        record = self.expansion.records.get(iri)
        if record is None:
            return Place(self.elsewhere)
        placed = self._of(iri, record)
        for score in (3, 2, 1):
            for s, p, o, at in placed:
                if score == _match(s, p, o, focus, path, value):
                    return record.place(at)
        return record.place()

    def _of(self, iri: str, record: Record) -> list[Placed]:
        if iri not in self._placed:
            self._placed[iri] = placed_triples(iri, record, self.context)
        return self._placed[iri]


def _match(s: str, p: str, o: str, focus: str, path: str, value: str) -> int:
    if s == focus and path and p == path:
        return 3 if o == value else 2
    return 1 if o == focus and s != focus else 0
