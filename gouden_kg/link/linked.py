"""What is added to a row: the municipality, its identifiers, and who is there on another day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from ..gazetteer.both import together
from ..gazetteer.candidate import AMBIGUOUS, LIKELY, NONE, SURE, Candidate, Match
from ..gazetteer.gazetteer import Gazetteer
from ..gazetteer.match import Matcher
from ..gazetteer.municipality import IDENTIFIERS, Municipality
from ..gazetteer.reasons import Reason

_FIELDS = ("code", "name", "iri", *IDENTIFIERS)
SAME, SUCCEEDED, CHOSEN, DIVIDED, NOT_YET = "same", "succeeded", "chosen", "divided", "not-yet"


@dataclass(frozen=True, slots=True)
class Asked:
    """What one row asks: the text as written, the day, the province, and a code or name beside it."""

    text: str
    at: datetime.date | None = None
    province: str = ""
    bad_date: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Translation:
    """Who is there on the other day: `same`, `succeeded` (by one), `divided` (among several, none chosen), `chosen`
    (one of those, by a person) or `not-yet`."""

    status: str
    municipalities: tuple[Municipality, ...] = ()

    @property
    def municipality(self) -> Municipality | None:
        """The one that is there; none where the area was divided."""
        return self.municipalities[0] if self.status in (SAME, SUCCEEDED, CHOSEN) else None


@dataclass(frozen=True, slots=True)
class Linked:
    """A match, whether a person decided it, and its translation to another day where one was asked."""

    match: Match
    decided: bool = False
    translation: Translation | None = None

    @property
    def contradicted(self) -> bool:
        """Whether the text and what stands beside it mean different municipalities."""
        first = self.match.candidates[0].reasons if self.match.candidates else ()
        return any(r.kind == "contradicted" for r in first)

    @property
    def settled(self) -> bool:
        """Whether nothing is left to decide."""
        divided = self.translation is not None and self.translation.status == DIVIDED
        return self.decided or (self.match.status in (SURE, LIKELY) and not divided)


def linked(asked: Asked, matcher: Matcher, to: datetime.date | None, beside: str = "") -> Linked:
    """What a row asks, matched and translated; `beside` is the heading of what stands beside the text."""
    match = matcher.match(asked.text, asked.at, asked.province)
    if asked.beside:
        match = together(match, matcher.match(asked.beside, asked.at, asked.province), f"`{beside}` {asked.beside}")
    if asked.bad_date:
        match = _without_date(match, asked.bad_date)
    translation = translated(match.municipality, to, matcher.gazetteer) if to and match.municipality else None
    return Linked(match, False, translation)


def _without_date(match: Match, written: str) -> Match:
    """Without the day that was meant nobody is chosen."""
    status = AMBIGUOUS if match.candidates else NONE
    return Match(status, match.candidates, (Reason("bad-date", 0.0, written), *match.reasons))


def translated(municipality: Municipality, to: datetime.date, gazetteer: Gazetteer) -> Translation:
    """Who is there on the day in place of the municipality."""
    found = tuple(gazetteer.successors(municipality, to))
    if found == (municipality,):
        return Translation(SAME, found)
    if not found:
        return Translation(NOT_YET)
    return Translation(SUCCEEDED if len(found) == 1 else DIVIDED, found)


def decided(municipality: Municipality, origin: str) -> Match:
    """The match that a person's decision makes."""
    return Match(SURE, (Candidate(municipality, (Reason("decision", 1.0, origin),)),))


def column_names(prefix: str, *, translate: bool) -> list[str]:
    """The headings of what is added."""
    names = [prefix + f for f in _FIELDS] + [prefix + f for f in ("status", "score", "reasons")]
    return names + [f"{prefix}to_{f}" for f in (*_FIELDS, "status", "candidates")] * translate


def cells_of(found: Linked, lang: str, *, translate: bool) -> tuple[str, ...]:
    """The cells of what is added."""
    match = found.match
    score = f"{match.score:.2f}" if match.candidates else ""
    cells = [*_identity(match.municipality), match.status, score, match.why(lang)]
    if not translate:
        return tuple(cells)
    there = found.translation
    if there is None:
        return (*cells, *_identity(None), "", "")
    several = "|".join(f"{m.code} {m.name}" for m in there.municipalities) if there.status == DIVIDED else ""
    return (*cells, *_identity(there.municipality), there.status, several)


def _identity(municipality: Municipality | None) -> list[str]:
    if municipality is None:
        return [""] * len(_FIELDS)
    return [municipality.code, municipality.name, municipality.iri, *(municipality.address(r) for r in IDENTIFIERS)]
