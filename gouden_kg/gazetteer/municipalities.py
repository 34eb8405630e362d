"""The municipalities of a project for Python users: days as dates or as text."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from .candidate import Match
from .gazetteer import Gazetteer
from .match import Matcher
from .municipality import Municipality

Day = datetime.date | str
_MISSING = {"nan", "NaT", "<NA>"}


class Municipalities:
    """Finds municipalities.

    >>> from gouden_kg import open_project
    >>> municipalities = open_project().municipalities
    >>> found = municipalities.match("Gemeente Den Haag", at="2017-12-04")
    >>> found.status, found.municipality.code, found.municipality.address("wikidata")
    ('sure', 'GM0518', 'http://www.wikidata.org/entity/Q36600')
    >>> [c.municipality.name for c in municipalities.match("Bergen").candidates]
    ['Bergen (NH)', 'Bergen (L)']
    >>> municipalities.match("Bergen", province="Limburg").municipality.code
    'GM0893'
    >>> [m.name for m in municipalities.successors("GM0545", "2026-01-01")]
    ['Vijfheerenlanden']
    >>> len(municipalities.on("2015-01-01")), len(municipalities)
    (393, 414)
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._matcher = Matcher(gazetteer)

    def __getitem__(self, code: str) -> Municipality:
        return self.gazetteer[code]

    def __iter__(self) -> Iterator[Municipality]:
        return iter(self.gazetteer.by_code.values())

    def __len__(self) -> int:
        return len(self.gazetteer)

    def match(self, text: object, at: Day | None = None, province: str = "") -> Match:
        """What the text means on a day; without one any municipality since 2015.

        A cell of a pandas or polars frame will do as well: a number is a code, what is missing is an empty text.
        Raises `ValueError` when `at` is text and no date.
        """
        return self._matcher.match(_text(text), _day(at) if at is not None else None, province)

    def on(self, at: Day) -> list[Municipality]:
        """Those that existed on the day."""
        return self.gazetteer.on(_day(at))

    def successors(self, code: str, at: Day) -> list[Municipality]:
        """Those that were there on the day in place of the one with this CBS code."""
        return self.gazetteer.successors(self.gazetteer[code], _day(at))


def _text(cell: object) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None or str(cell) in _MISSING else str(cell)


def _day(at: Day) -> datetime.date:
    if isinstance(at, datetime.date):
        return at
    try:
        return datetime.date.fromisoformat(at)
    except ValueError:
        raise ValueError(f"`{at}` is no date: write it like 2017-12-04") from None
