"""Which entities have a value that somebody sent, however it is written."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache

from ..dates import bounds
from ..graph import iri_of, text_of
from .entities import Entities, Entity
from .names import folded
from .schema import VALID_ON

_NUMBER = re.compile(r"[+-]?[0-9]{1,30}(?:\.[0-9]{1,30})?")
_CODE = re.compile(r"GM([0-9]{4})")  # spreadsheets make numbers of what is left without the letters
_DATE = re.compile(r"([0-9]{4})(-[0-9]{2})?(-[0-9]{2})?(?:T.*)?")


class ValueIndex:
    """Finds the holders of a value; the forms of a property's values are listed once, when it is first asked for."""

    def __init__(self, entities: Entities) -> None:
        self._entities = entities
        self._holders: dict[str, dict[str, set[str]]] = {}

    def degree(self, entity: Entity, prop: str, wanted: str) -> float | None:
        """1 when the entity has the wanted value, 0 when it has others, `None` when nothing can be said."""
        if prop == VALID_ON:
            return _in_force(entity, wanted) if entity.type in self._entities.dated else None
        if prop not in entity.values:
            return None
        return float(entity.iri in self.holders(prop, wanted))

    def holders(self, prop: str, wanted: str) -> set[str]:
        """IRIs of the entities that have the wanted value."""
        by_form = self._holders.get(prop)
        if by_form is None:
            by_form = self._holders[prop] = self._forms_of(prop)
        return by_form.get(wanted.strip()) or by_form.get(_plain(wanted), set())

    def _forms_of(self, prop: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for iri, entity in self._entities.by_iri.items():
            for form in (f for value in entity.values.get(prop, ()) for f in self._forms(value)):
                found.setdefault(form, set()).add(iri)
        return found

    def _forms(self, value: str) -> Iterator[str]:
        """The ways to write a value: a thing by IRI, address, name or code; a date also by its month or year."""
        iri, text = iri_of(value), text_of(value)
        if not iri:
            yield _plain(text)
            if code := _CODE.fullmatch(text):
                yield _plain(code[1])
            if date := _DATE.fullmatch(text):
                yield from (date[1], date[1] + (date[2] or ""))
            return
        yield from (iri, iri.removeprefix(self._entities.things), _plain(re.split("[/#]", iri.rstrip("/"))[-1]))
        if other := self._entities.by_iri.get(iri):
            yield from map(_plain, [*other.names, *other.other_names, *map(text_of, other.values.get("cbsCode", ()))])


@lru_cache(maxsize=1000)
def day_of(text: str) -> datetime.date | None:
    """The first day of a date as tables write it: `2017`, `2017-12`, `2017-12-04`, `2017-12-04T00:00:00Z`.

    >>> day_of("2017"), day_of("4 december")
    (datetime.date(2017, 1, 1), None)
    """
    found = bounds(text.strip().partition("T")[0].removesuffix(".0"))
    return datetime.date.fromisoformat(found[0]) if found else None


def _in_force(entity: Entity, wanted: str) -> float | None:
    day = day_of(wanted)
    if day is None:
        return None
    begin, end = (text_of(entity.values.get(key, ['""'])[0]) for key in ("validFrom", "validTo"))
    return float((not begin or begin <= day.isoformat()) and (not end or day.isoformat() < end))


def _plain(text: str) -> str:
    """The text as it is compared: numbers by value, dates without the time, the rest folded."""
    text = text.strip()
    if _NUMBER.fullmatch(text):
        return f"{float(text):.12g}"
    return text.partition("T")[0] if _DATE.fullmatch(text) else folded(text)
