"""All municipalities by code, and the way from an ended one to what came after it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from functools import cached_property

from .municipality import Municipality
from .provinces import Province

# every municipality of these days is known; what changes from the last day on is not
COVERED_FROM, COVERED_TO = datetime.date(2015, 1, 1), datetime.date(2027, 1, 1)


@dataclass(frozen=True)
class Gazetteer:
    """The municipalities of a project by CBS code (`GM0503`), with the provinces they lie in.

    >>> from gouden_kg.project import find_project
    >>> from gouden_kg.gazetteer.read import read_gazetteer
    >>> gazetteer = read_gazetteer(find_project())
    >>> leerdam = gazetteer["GM0545"]
    >>> [m.name for m in gazetteer.successors(leerdam, datetime.date(2026, 1, 1))]
    ['Vijfheerenlanden']
    >>> [m.name for m in gazetteer.successors(gazetteer["GM0788"], datetime.date(2026, 1, 1))]
    ['Boxtel', 'Oisterwijk', 'Tilburg', 'Vught']
    """

    by_code: dict[str, Municipality]
    provinces: tuple[Province, ...] = field(default=())

    def __getitem__(self, code: str) -> Municipality:
        return self.by_code[code]

    def __len__(self) -> int:
        return len(self.by_code)

    @cached_property
    def by_iri(self) -> dict[str, Municipality]:
        """IRI → municipality."""
        return {m.iri: m for m in self.by_code.values()}

    def on(self, at: datetime.date) -> list[Municipality]:
        """Those that existed on the day, by code."""
        return [m for m in self.by_code.values() if m.existed(at)]

    def successors(self, municipality: Municipality, at: datetime.date) -> list[Municipality]:
        """Those that were there on the day in place of the municipality: itself while it exists, else who followed.

        More than one when its area was divided; none before it came into being.
        """
        found: dict[str, Municipality] = {}
        waiting = [municipality]
        while waiting:
            here = waiting.pop()
            if here.existed(at):
                found[here.code] = here
            elif here.valid_to is not None and here.valid_to <= at:
                waiting += [self.by_code[code] for code in here.successors]
        return [found[code] for code in sorted(found)]

    def predecessors(self, municipality: Municipality, at: datetime.date) -> list[Municipality]:
        """Those of the day from which a municipality that was yet to come would be made."""
        if municipality.valid_from is None or municipality.valid_from <= at:
            return []
        return [m for m in self.on(at) if municipality in self.successors(m, municipality.valid_from)]

    def chain(self, municipality: Municipality) -> list[tuple[datetime.date, list[Municipality]]]:
        """Each day on which the area got other municipalities, with those: the whole way to the present."""
        steps: list[tuple[datetime.date, list[Municipality]]] = []
        here = [municipality]
        while ended := [m.valid_to for m in here if m.valid_to]:
            day = min(ended)
            here = self.successors(municipality, day)
            steps.append((day, here))
        return steps
