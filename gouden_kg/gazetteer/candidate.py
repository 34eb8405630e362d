"""What a match is: candidates with scores and reasons, and how sure the first one is."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .gazetteer import COVERED_FROM, COVERED_TO, Gazetteer
from .municipality import Municipality
from .reasons import Reason

SURE, LIKELY, AMBIGUOUS, NONE = "sure", "likely", "ambiguous", "none"
STATUSES = (SURE, LIKELY, AMBIGUOUS, NONE)
_SURE_FROM, _LIKELY_FROM, _MARGIN = 0.95, 0.85, 0.05
_SHOWN = 5
CONTRADICTS = {"ended-before", "not-yet", "province-other"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A municipality that may be meant; the points of its reasons add up to its score."""

    municipality: Municipality
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> float:
        """From 0 to 1."""
        return round(min(1.0, max(0.0, sum(r.points for r in self.reasons))), 2)

    @property
    def contradicted(self) -> bool:
        """Whether date or province speak against it."""
        return any(r.kind in CONTRADICTS for r in self.reasons)


@dataclass(frozen=True, slots=True)
class Match:
    """What a text means: a status, the candidates with the best first, and what holds for the whole text.

    Only where the status is `sure` or `likely` is there a `municipality`.
    """

    status: str
    candidates: tuple[Candidate, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def municipality(self) -> Municipality | None:
        """The municipality that is meant."""
        return self.candidates[0].municipality if self.status in (SURE, LIKELY) else None

    @property
    def score(self) -> float:
        """The score of the first candidate; 0 without one."""
        return self.candidates[0].score if self.candidates else 0.0

    def why(self, lang: str = "en") -> str:
        """All reasons in one line."""
        first = self.candidates[0].reasons if self.candidates else ()
        return "; ".join(f"{r.words(lang)}{_points(r.points)}" for r in (*first, *self.reasons))


def _points(points: float) -> str:
    return f" {points:+.2f}" if points else ""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the text: the day and the province, and what to tell about those."""

    at: datetime.date | None = None
    province: str = ""
    reasons: tuple[Reason, ...] = ()

    @property
    def covered(self) -> bool:
        """Whether the gazetteer is complete on the day."""
        return self.at is None or COVERED_FROM <= self.at < COVERED_TO


def candidate(municipality: Municipality, reasons: Iterable[Reason], province: str, context: Context) -> Candidate:
    """The candidate with what date and province add or take off."""
    return Candidate(
        municipality, (*reasons, *_province_reasons(municipality, province), *_date_reasons(municipality, context.at))
    )


def _province_reasons(municipality: Municipality, province: str) -> Iterable[Reason]:
    if not province:
        return
    if province == municipality.province:
        yield Reason("province", 0.0, municipality.province_name)
    else:
        yield Reason("province-other", -0.5, municipality.province_name)


def _date_reasons(municipality: Municipality, at: datetime.date | None) -> Iterable[Reason]:
    if at is None:
        if municipality.valid_to:
            yield Reason("ended", 0.0, str(municipality.valid_to))
    elif municipality.existed(at):
        yield Reason("date", 0.0, str(at))
    elif municipality.valid_to and municipality.valid_to <= at:
        yield Reason("ended-before", -0.4, str(municipality.valid_to))
    else:
        yield Reason("not-yet", -0.4, str(municipality.valid_from))


def judged(found: Iterable[Candidate], gazetteer: Gazetteer, context: Context) -> Match:
    """The match that these candidates make; contradicted ones count only where there is nothing else."""
    best: dict[str, Candidate] = {}
    for c in sorted(found, key=lambda c: (-c.score, c.municipality.code)):
        best.setdefault(c.municipality.code, c)
    right = [c for c in best.values() if not c.contradicted]
    if not right:
        return _contradicted(list(best.values()), gazetteer, context)
    if len(right) == 1 and (shared := [r for r in right[0].reasons if r.kind == "shared"]):
        right = [_singled_out(right[0], shared[0])]
    status = status_of(right)
    if status == SURE and not context.covered:
        status, context = LIKELY, replace(context, reasons=(*context.reasons, _coverage()))
    return Match(status, tuple(right[:_SHOWN]), context.reasons)


def status_of(right: list[Candidate]) -> str:
    """How sure the first of these is, the best first and none of them contradicted."""
    if len(right) > 1 and right[0].score - right[1].score < _MARGIN:
        return AMBIGUOUS
    score = right[0].score
    return SURE if score >= _SURE_FROM else LIKELY if score >= _LIKELY_FROM else AMBIGUOUS


def _singled_out(found: Candidate, shared: Reason) -> Candidate:
    """Date or province leave one of several that bear the name, and then count for what the name lacks."""
    said = next((r for r in found.reasons if r.kind in ("province", "date")), None)
    if said is None:
        return found
    points = round(1 - shared.points, 2)
    return Candidate(found.municipality, tuple(replace(r, points=points) if r is said else r for r in found.reasons))


def _coverage() -> Reason:
    return Reason("coverage", 0.0, f"{COVERED_FROM} – {COVERED_TO}")


def _contradicted(found: list[Candidate], gazetteer: Gazetteer, context: Context) -> Match:
    """Not one municipality fits: who was there at the time is told, nobody is chosen."""
    others = [o for c in found if context.at for o in _others(c, gazetteer, context.at)]
    told = context.reasons if context.covered else (*context.reasons, _coverage())
    if others:
        there = ", ".join(f"{o.municipality.code} {o.municipality.name}" for o in others)
        told = (*told, Reason("then-there", 0.0, there))
    return Match(AMBIGUOUS if found else NONE, tuple([*found, *others][:_SHOWN]), told)


def _others(found: Candidate, gazetteer: Gazetteer, at: datetime.date) -> Iterable[Candidate]:
    here = found.municipality
    for after in gazetteer.successors(here, at):
        if after is not here:
            yield Candidate(after, (Reason("successor", 0.5, here.name), Reason("date", 0.0, str(at))))
    for before in gazetteer.predecessors(here, at):
        yield Candidate(before, (Reason("predecessor", 0.5, here.name), Reason("date", 0.0, str(at))))
