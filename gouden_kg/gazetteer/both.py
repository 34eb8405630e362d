"""Two texts of one row, such as a name and a code: what they mean together."""

from __future__ import annotations

from .candidate import AMBIGUOUS, LIKELY, NONE, SURE, Candidate, Match, status_of
from .readings import NOTHING
from .reasons import Reason

_ONE_SIDED = -0.06  # a certain municipality becomes a likely one
_CONTRADICTED = -0.5
_KIN = {"successor", "predecessor"}


def together(match: Match, beside: Match, about: str) -> Match:
    """What a text means, given what another text of the same row means (`about` says which text that is).

    Agreement raises the score, and leaves of several only those that both may mean. Of two texts that mean different
    municipalities none is chosen. A text that says nothing changes nothing.

    >>> from gouden_kg.project import find_project
    >>> from gouden_kg.gazetteer.read import read_gazetteer
    >>> from gouden_kg.gazetteer.match import Matcher
    >>> matcher = Matcher(read_gazetteer(find_project()))
    >>> together(matcher.match("Bergen"), matcher.match("373"), "`code` 373").why()
    'name that several municipalities bear +0.60; confirmed by `code` 373 +0.40'
    >>> together(matcher.match("Ede"), matcher.match("0503"), "`code` 0503").status
    'ambiguous'
    """
    if _is_silent(beside) or not (match.candidates or beside.candidates):
        return match
    if not match.candidates or not beside.candidates:
        return _one_sided(match, beside, about)
    again = {c.municipality.code: c for c in _meant(beside)}
    shared = [(c, again[c.municipality.code]) for c in _meant(match) if c.municipality.code in again]
    if not shared:
        return _apart(match, beside, about)
    if all(c.contradicted for c, _ in shared):
        return match
    raised = sorted((_raised(c, other, about) for c, other in shared), key=lambda c: -c.score)
    return Match(_status(raised, match), tuple(raised), match.reasons)


def _is_silent(match: Match) -> bool:
    kinds = {r.kind: r.about for r in match.reasons}
    return match.status == NONE and bool(kinds.keys() & {"empty", "no-letters"} or kinds.get("is-kind") in NOTHING)


def meant_codes(match: Match) -> set[str]:
    """The CBS codes of those that may be meant."""
    return {c.municipality.code for c in _meant(match)}


def _meant(match: Match) -> list[Candidate]:
    """The candidates, without those that only came before or after the one that is named."""
    found = match.candidates[:1] if match.municipality else match.candidates
    return [c for c in found if not _KIN & {r.kind for r in c.reasons}]


def _apart(match: Match, beside: Match, about: str) -> Match:
    others = ", ".join(f"{c.municipality.code} {c.municipality.name}" for c in _meant(beside))
    against = Reason("contradicted", _CONTRADICTED, f"{about} ({others})")
    candidates = [Candidate(c.municipality, (*c.reasons, against)) for c in match.candidates]
    told = Reason("beside", _CONTRADICTED, about)
    candidates += [Candidate(c.municipality, (*c.reasons, told)) for c in beside.candidates]
    return Match(AMBIGUOUS, tuple(candidates), match.reasons)


def _raised(candidate: Candidate, again: Candidate, about: str) -> Candidate:
    """The candidate with what a second text for it takes away of the doubt."""
    points = round((1 - candidate.score) * again.score, 2)
    return Candidate(candidate.municipality, (*candidate.reasons, Reason("confirmed", points, about)))


def _status(candidates: list[Candidate], match: Match) -> str:
    status = status_of(candidates)
    return LIKELY if status == SURE and any(r.kind == "coverage" for r in match.reasons) else status


def _one_sided(match: Match, beside: Match, about: str) -> Match:
    """One text means a municipality, the other none: chosen only where the other is no name of something else."""
    given, other = (match, beside) if match.candidates else (beside, match)
    silent = _is_silent(other)
    told = Reason("none-beside" if given is match else "beside", 0.0 if silent else _ONE_SIDED, about)
    candidates = [Candidate(c.municipality, (*c.reasons, told)) for c in given.candidates]
    chosen = given.municipality and (silent or all(_leaves_open(r, candidates[0]) for r in other.reasons))
    reasons = match.reasons if not silent or given is match else ()
    return Match(_status(candidates, given) if chosen else AMBIGUOUS, tuple(candidates), reasons)


def _leaves_open(reason: Reason, candidate: Candidate) -> bool:
    """Whether a text that means no municipality, for this reason, may stand beside the municipality."""
    if reason.kind == "is-place":
        return candidate.municipality.province_name in reason.about
    return reason.kind in ("unknown-code", "unknown-identifier", "bad-province")
