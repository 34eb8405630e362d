"""Municipalities, matched by the gazetteer: it knows spellings, codes, mergers, and the villages that are none."""

from __future__ import annotations

from dataclasses import replace

from ..gazetteer.candidate import SURE
from ..gazetteer.match import Matcher as Gazetteer
from ..gazetteer.provinces import ProvinceNames
from ..gazetteer.read import gazetteer_of_graph
from ..graph import Graph
from .names import Likeness
from .question import Question
from .schema import VALID_ON
from .values import day_of

_KIND, _PROVINCE = "Municipality", "province"
_PREFERRED = {"name", "shared"}
_CODES = {"code", "district", "identifier"}


class Municipal:
    """The gazetteer's matcher, asked as reconciliation asks: with day and province among the properties."""

    def __init__(self, graph: Graph, base: str) -> None:
        gazetteer = gazetteer_of_graph(graph, base)
        self.iris = set(gazetteer.by_iri)
        self._matcher, self._provinces = Gazetteer(gazetteer), ProvinceNames(gazetteer.provinces)

    def found(self, text: str, question: Question) -> dict[str, Likeness]:
        """IRI → likeness of the municipalities the text may mean; 1 only where the gazetteer is sure."""
        if not self.iris or (question.types and _KIND not in question.types):
            return {}
        asked = {c.property: c.values[0] for c in question.conditions}
        match = self._matcher.match(text, day_of(asked.get(VALID_ON, "")), asked.get(_PROVINCE, ""))
        found = {}
        for number, candidate in enumerate(match.candidates):
            kinds = {reason.kind for reason in candidate.reasons}
            degree = 1.0 if match.status == SURE and number == 0 else min(candidate.score, 0.99)
            likeness = Likeness(degree, bool(kinds & _PREFERRED), bool(kinds & _CODES), candidate.reasons)
            found[candidate.municipality.iri] = likeness
        return found

    def with_provinces(self, question: Question) -> Question:
        """The question with provinces by their slug, however they were written."""
        conditions = [
            replace(c, values=[self._slug(v) for v in c.values]) if c.property == _PROVINCE else c
            for c in question.conditions
        ]
        return replace(question, conditions=conditions)

    def _slug(self, text: str) -> str:
        return self._provinces.slug_of(text.rpartition("/")[2]) or text
