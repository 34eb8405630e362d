"""A municipality with its names, its identifiers and the days on which it existed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

IDENTIFIERS = ("tooi", "wikidata", "geonames", "osm")


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write a municipality's name; `kind` is `name`, `alias` or `former`."""

    text: str
    language: str
    kind: str


@dataclass(frozen=True, slots=True)
class Identifier:
    """A municipality in somebody else's register: the whole address, how sure the link is, and where it comes from.

    `confidence` is `high`, `medium`, `low`, or empty where the link follows from the code itself.
    """

    iri: str
    confidence: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Municipality:
    """A municipality with one CBS code, equal only to itself.

    `valid_to` is the first day on which it no longer existed.
    """

    iri: str
    code: str
    names: tuple[Name, ...]
    province: str
    province_name: str
    valid_from: datetime.date | None
    valid_to: datetime.date | None
    successors: tuple[str, ...]
    identifiers: dict[str, Identifier]
    point: tuple[float, float] | None = None

    @property
    def name(self) -> str:
        """The official name, in Dutch where it has more than one."""
        official = [n for n in self.names if n.kind == "name"]
        return next((n.text for n in official if n.language == "nl"), official[0].text)

    def existed(self, at: datetime.date) -> bool:
        """Whether it existed on the day."""
        return (self.valid_from is None or self.valid_from <= at) and (self.valid_to is None or at < self.valid_to)

    def address(self, register: str) -> str:
        """Its address in a register of `IDENTIFIERS`; an empty text when none is known."""
        found = self.identifiers.get(register)
        return found.iri if found else ""
