"""References to things of ours that no record describes, each with the nearest one that is described."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from ..graph import iri_of
from ..messages import problem
from ..problem import Problem
from ..read.values import Record, Value
from .context import LITERAL, Context
from .nearest import MAX_SEARCHES, nearest_word

Placed = tuple[str, str, str, Value]  # a triple, and the value that says it
_FEW = 40  # as many as a code list has, to choose from
_NO_HINT = {"en": "add its record, or correct the word", "nl": "voeg het record toe, of verbeter het woord"}


@dataclass(frozen=True, slots=True)
class References:
    """What the words of each key stand for, what each record says, the nested things, and the records."""

    context: Context
    nodes: Mapping[str, Mapping[str, str]]
    placed: Mapping[str, list[Placed]]
    nested: Container[str]
    records: Mapping[str, Record]

    def problems(self) -> Iterator[Problem]:
        """Every reference to a thing of ours that no record describes, at its place."""
        dangling = dict.fromkeys(self._dangling(), _NO_HINT)
        for node in islice(dangling, MAX_SEARCHES):
            dangling[node] = self._hint(iri_of(node))
        for iri, node, value in self._objects() if dangling else ():
            if node in dangling:
                kind, _, name = iri_of(node).removeprefix(self.context.things).partition("/")
                place = self.records[iri].place(value)
                yield problem("dangling-reference", place, dangling[node], kind=kind, name=name)

    def _objects(self) -> Iterator[tuple[str, str, Value]]:
        """The object of each triple, between the record that says it and its value there."""
        return ((iri, node, value) for iri, placed in self.placed.items() for _, _, node, value in placed)

    def _dangling(self) -> Iterator[str]:
        for key, known in self.nodes.items():
            if self.context.terms[key].kind != LITERAL:
                for node in known.values():
                    iri = node[1:-1]
                    if iri.startswith(self.context.things) and iri not in self.records and iri not in self.nested:
                        yield node

    def _hint(self, iri: str) -> dict[str, str]:
        """The nearest id of the same class, and where it is; else all ids of a small class."""
        namespace = iri[: iri.rindex("/") + 1]
        ids = {known.removeprefix(namespace): known for known in self.records if known.startswith(namespace)}
        for term in self.context.terms.values():
            if term.namespace == namespace:
                ids |= term.names
        near = nearest_word(iri.removeprefix(namespace), ids)
        if not near:
            return _one_of(ids) if 0 < len(ids) <= _FEW else _NO_HINT
        place = self.records[ids[near]].place()
        return {"en": f"did you mean `{near}` ({place})?", "nl": f"bedoelde u `{near}` ({place})?"}


def _one_of(ids: Iterable[str]) -> dict[str, str]:
    words = ", ".join(sorted(ids))
    return {"en": f"one of {words}; or add its record", "nl": f"een van {words}; of voeg het record toe"}
