"""From a finding about a triple back to the place in the record that says it."""

from __future__ import annotations

from ..expand.context import Context
from ..expand.expand import Expansion
from ..expand.references import Placed
from ..problem import Place


class Locator:
    """Finds places among the triples of the record that a focus node belongs to."""

    def __init__(self, expansion: Expansion, elsewhere: str) -> None:
        self.expansion, self.elsewhere = expansion, elsewhere

    @property
    def context(self) -> Context:
        """The context with the names of the records."""
        return self.expansion.context

    def place(self, focus: str, path: str = "", value: str = "") -> Place:
        """Where the triple stands; for a missing value, where the record (or nested thing) begins."""
        iri = focus[1:-1].partition("#")[0]
        record = self.expansion.records.get(iri)
        if record is None:
            return Place(self.elsewhere)
        best = max(self.expansion.placed[iri], key=lambda placed: _match(placed, focus, path, value))
        return record.place(best[3]) if _match(best, focus, path, value) else record.place()


def _match(placed: Placed, focus: str, path: str, value: str) -> int:
    s, p, o, _ = placed
    if s == focus and path and p == path:
        return 3 if o == value else 2
    return 1 if o == focus and s != focus else 0
