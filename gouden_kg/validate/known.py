"""Whether the terms that shapes and queries speak of exist: a misspelt one would find nothing, in silence."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from ..dates import EDTF
from ..expand.context import Context
from ..expand.expand import Expansion
from ..expand.nearest import nearest_word
from ..graph import RDF_TYPE, Graph, datatype_of, iri_of
from ..messages import problem
from ..problem import Problem
from ..read.turtle import TermText


@dataclass(frozen=True, slots=True)
class Known:
    """The IRIs of a project by what they are; `things` begins those of its records, `vocabulary` its own terms."""

    properties: set[str]
    classes: set[str]
    datatypes: set[str]
    records: set[str]
    things: str
    vocabulary: str

    def strangers(self, text: TermText) -> list[Problem]:
        """A problem for each term of the project's own that is neither in vocabulary, context, records nor graph."""
        found: dict[str, Problem] = {}
        for iri, at in text.terms():
            own_term = iri.startswith(self.vocabulary) and iri != self.vocabulary
            own_thing = iri.startswith(self.things) and iri.removeprefix(self.things).count("/") == 1
            unknown = own_term and iri not in self.properties | self.classes
            if iri not in found and (unknown or (own_thing and not self._described(iri))):
                known = self.records if own_thing else self.properties | self.classes
                hint = nearest_hint(text, iri, known)
                found[iri] = problem("term-unknown", text.place(at), hint, name=text.short(iri))
        return list(found.values())

    def _described(self, iri: str) -> bool:
        return iri in self.records or iri.endswith("/")


def known_terms(expansion: Expansion, vocabulary: Graph, graph: Graph, namespace: str) -> Known:
    """What the records, the context, the vocabulary and the derived triples hold."""
    context = expansion.context
    declared = {iri_of(s) for s, _, _ in vocabulary}
    used = {iri_of(p) for _, p, _ in graph}
    bounds = {namespace + name for name in _date_bounds(context)}
    return Known(
        {iri_of(t.property) for t in context.terms.values()} | declared | used | bounds,
        {*context.classes.values(), *declared, *(iri_of(o) for _, p, o in graph if p == RDF_TYPE)},
        {t.datatype[3:-1] for t in context.terms.values() if t.datatype} | {datatype_of(o) for _, _, o in graph},
        set(expansion.records),
        context.things,
        namespace,
    )


def _date_bounds(context: Context) -> list[str]:
    """Local names of the properties that are derived from dates."""
    dated = [iri_of(t.property) for t in context.terms.values() if t.datatype == f"^^<{EDTF}>"]
    local = [iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :] for iri in dated]
    return [name + end for name in local for end in ("Earliest", "Latest")]


def nearest_hint(text: TermText, iri: str, known: Set[str]) -> dict[str, str]:
    """A hint with the nearest known term in the same namespace; empty when none is like it."""
    namespace = iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
    near = nearest_word(
        iri.removeprefix(namespace), [k.removeprefix(namespace) for k in known if k.startswith(namespace)]
    )
    word = text.short(namespace + near)
    return {"en": f"did you mean `{word}`?", "nl": f"bedoelde u `{word}`?"} if near else {}
