"""Candidates for a question, each with its score and what the score is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..gazetteer.reasons import Reason
from ..graph import iri_of, text_of
from .entities import Entities, Entity
from .municipal import Municipal
from .names import Likeness, NameIndex
from .question import ALL, NAME, NONE, PROPERTY, Condition, Question
from .schema import VALID_ON
from .values import ValueIndex

IDENTIFYING = ("cbsCode", "tooi", "wikidata", "geonames", "osmRelation", "exactMatch")
_HEAVY, _LIGHT, _UNKNOWN = 3.0, 1.0, 0.5
_UNLIKE = Likeness(0.0, False)

Found = dict[str, Likeness]
"""IRI → how like the entity is to one value asked for."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that may be meant: score from 0 to 100, whether it is taken to be the one, and why."""

    entity: Entity
    score: float
    features: dict[str, float | bool]
    reasons: tuple[Reason, ...] = ()
    match: bool = False

    def rank(self) -> tuple[float, bool, str]:
        """Orders candidates from the best: by score, then those found by their preferred name."""
        return -self.score, not self.features.get("preferredName", False), self.entity.iri


class Matcher:
    """Finds candidates by name, identifier and property."""

    def __init__(self, entities: Entities, municipal: Municipal) -> None:
        self.entities, self._municipal = entities, municipal
        self.names = NameIndex(
            (name, preferred, entity.iri)
            for entity in entities.by_iri.values()
            for preferred, names in ((True, entity.names), (False, entity.other_names))
            for name in dict.fromkeys(names)
        )
        self._identified = _identifiers(entities)
        self._values = ValueIndex(entities)

    def candidates(self, question: Question) -> list[Candidate]:
        """The best candidates first, at most as many as asked for.

        The first is a match when everything asked holds of it, and not of another, and its name or an identifier was
        among what was asked.
        """
        question = self._municipal.with_provinces(question)
        found = [[self._found(c, value, question) for value in c.values] for c in question.conditions]
        scored = [self._candidate(entity, question, found) for entity in self._possible(question, found)]
        kept = sorted((c for c in scored if c), key=Candidate.rank)
        perfect = sum(c.score == 100 for c in kept[:2])
        sure = perfect == 1 and any(c.property in (*IDENTIFYING, "") for c in question.conditions)
        return [replace(c, match=sure and c is kept[0]) for c in kept[: question.limit]]

    def identified(self, text: str) -> list[str]:
        """IRIs of the entities that the text identifies: by address, code, or IRI in another register."""
        return self._identified.get(_identifier(text), [])

    def _found(self, condition: Condition, value: str, question: Question) -> Found:
        if condition.kind == PROPERTY:
            return {}
        identified = {iri: Likeness(1.0, True, True) for iri in self.identified(value)}
        if condition.kind != NAME:
            return identified
        named = {iri: like for iri, like in self.names.like(value).items() if iri not in self._municipal.iris}
        return named | self._municipal.found(value, question) | identified

    def _possible(self, question: Question, found: list[list[Found]]) -> list[Entity]:
        """What names and identifiers bring up, else what has a property asked for; everything for none of those."""
        asked = [(c, fs) for c, fs in zip(question.conditions, found, strict=True) if c.quantifier != NONE]
        leading = [(c, fs) for c, fs in asked if c.property in (*IDENTIFYING, "")]
        leading = leading or [(c, fs) for c, fs in asked if c.property != VALID_ON]
        iris = [iri for _, likenesses in leading for like in likenesses for iri in like]
        iris += [iri for c, _ in leading if c.property for v in c.values for iri in self._values.holders(c.property, v)]
        by_iri = self.entities.by_iri
        entities = map(by_iri.__getitem__, dict.fromkeys(iris)) if leading else by_iri.values()
        types = question.types or self.entities.schema.types
        dated = self.entities.dated if not leading and asked else types  # only a date is asked for
        return [e for e in entities if e.type in types and e.type in dated]

    def _candidate(self, entity: Entity, question: Question, found: list[list[Found]]) -> Candidate | None:
        """The entity with its score; `None` when it fails what is required, or nothing speaks for it."""
        features: dict[str, float | bool] = {}
        reasons: list[Reason] = []
        reached = possible = 0.0
        for condition, likenesses in zip(question.conditions, found, strict=True):
            here = [found.get(entity.iri, _UNLIKE) for found in likenesses]
            reasons += max(here, default=_UNLIKE).reasons
            value = self._degree(entity, condition, here, features)
            if condition.required and value != 1 and not (condition.kind == NAME and value):
                return None
            weight = _LIGHT if condition.kind == PROPERTY and condition.property not in IDENTIFYING else _HEAVY
            reached += weight * (_UNKNOWN if value is None else value)
            possible += weight
        score = round(100 * reached / possible, 1)
        return Candidate(entity, score, features, tuple(reasons)) if any(features.values()) else None

    def _degree(
        self, entity: Entity, condition: Condition, likenesses: list[Likeness], features: dict[str, float | bool]
    ) -> float | None:
        """How far the condition holds, from 0 to 1; what was seen is added to the features."""
        if condition.kind == PROPERTY:
            values = [self._values.degree(entity, condition.property, wanted) for wanted in condition.values]
            known = [v for v in values if v is not None]
            if not known:
                return None
            holds = combined(condition.quantifier, known)
            features[f"property:{condition.property}"] = holds == 1
            return holds
        best, holds = max(likenesses), combined(condition.quantifier, [like.degree for like in likenesses])
        features["identifier"] = best.identifier
        if not best.identifier:
            features |= {"nameLikeness": round(100 * best.degree, 1), "preferredName": best.preferred}
        return holds


def combined(quantifier: str, degrees: list[float]) -> float:
    """How far any, all or none of the values match.

    >>> combined("any", [1.0, 0.4]), combined("all", [1.0, 0.4]), combined("none", [1.0, 0.4])
    (1.0, 0.4, 0.0)
    """
    if quantifier == ALL:
        return min(degrees)
    return 1 - max(degrees) if quantifier == NONE else max(degrees)


def _identifiers(entities: Entities) -> dict[str, list[str]]:
    """What identifies an entity (lower case) → IRIs; an outside IRI and its last part (`Q690`) do too."""
    found: dict[str, list[str]] = {}
    for iri, entity in entities.by_iri.items():
        address = iri.removeprefix(entities.things)
        codes = [text_of(v) for v in entity.values.get("cbsCode", ())]
        words = {iri, address, *codes, *(code.removeprefix("GM") for code in codes)}
        for value in (v for key in IDENTIFYING for v in entity.values.get(key, ()) if iri_of(v)):
            last = iri_of(value).rstrip("/").rpartition("/")[2]
            words |= {iri_of(value)} if last.isdigit() else {iri_of(value), last}  # any number may be anything
        for word in sorted(words):
            found.setdefault(_identifier(word), []).append(iri)
    return found


def _identifier(text: str) -> str:
    """An identifier however written: `https://…/Q995` and `http://…/q995/` are one."""
    return re.sub("^https?://", "", text.strip().casefold()).rstrip("/")
