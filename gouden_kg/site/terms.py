"""The context's words for properties and classes, both ways: `theme` ↔ its IRI."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property

from ..built import built_file
from ..project import Project
from .layout import layout

_STANDARD = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
}


@dataclass(frozen=True)
class Terms:
    """The terms and prefixes of a built project's context, in its order."""

    prefixes: dict[str, str]
    terms: dict[str, str]

    def iri(self, word: str) -> str:
        """The IRI of a term or CURIE; an empty text when this project knows neither."""
        if word in self.terms:
            return self.terms[word]
        prefix, colon, local = word.partition(":")
        return self.prefixes[prefix] + local if colon and prefix in self.prefixes else ""

    def term(self, iri: str) -> str:
        """The context's term for an IRI, else its CURIE, else the IRI."""
        return self._terms_by_iri.get(iri) or self._curie(iri)

    def rank(self, iri: str) -> tuple[bool, int, str]:
        """The place of a property in the context's order; those without a term come after, explanations last."""
        return iri in self._last, self._ranks.get(iri, len(self._ranks)), iri

    def hidden(self, iri: str) -> bool:
        """Whether a property is left to the files for machines."""
        return iri in self._hidden or iri.endswith(tuple(layout()["hidden_endings"]))

    @cached_property
    def _terms_by_iri(self) -> dict[str, str]:
        return {iri: term for term, iri in reversed(self.terms.items())}

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {iri: rank for rank, iri in reversed(list(enumerate(self.terms.values())))}

    @cached_property
    def _hidden(self) -> frozenset[str]:
        return frozenset(self.iri(word) for word in layout()["hidden"])

    @cached_property
    def _last(self) -> frozenset[str]:
        return frozenset(self.iri(word) for word in layout()["last"])

    def _curie(self, iri: str) -> str:
        fitting = [(space, prefix) for prefix, space in self.prefixes.items() if iri.startswith(space)]
        if not fitting:
            return iri
        space, prefix = max(fitting, key=lambda pair: len(pair[0]))
        return f"{prefix}:{iri[len(space) :]}"


def read_terms(project: Project) -> Terms:
    """The terms of the context that the build wrote."""
    entries = json.loads(built_file(project, "context.jsonld").read_text("utf-8"))["@context"]
    prefixes = {k: v for k, v in entries.items() if isinstance(v, str) and v.endswith(("/", "#")) and k[0] != "@"}
    prefixes = {**_STANDARD, **prefixes}
    ids = {k: v if isinstance(v, str) else v.get("@id", "") for k, v in entries.items() if k[0] != "@"}
    known = Terms(prefixes, {})
    return Terms(prefixes, {k: known.iri(v) or v for k, v in ids.items() if k not in prefixes and v[:1] != "@"})
