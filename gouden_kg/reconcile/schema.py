"""Types and properties as clients of the reconciliation service see them."""

from __future__ import annotations

from dataclasses import dataclass

from ..expand.context import Context
from ..graph import Graph, iri_of, language_of, text_of

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_WORDS = (f"<{_RDFS}label>", f"<{_RDFS}comment>")
VALID_ON = "validOn"
"""A property no record has: the day on which the entity should be in force."""


@dataclass(frozen=True, slots=True)
class Term:
    """A type or property: the word that identifies it here, its IRI, its name and meaning by language."""

    id: str
    iri: str
    names: dict[str, str]
    meanings: dict[str, str]

    def name(self, lang: str) -> str:
        """The name in a language, else in another."""
        return self.names.get(lang) or next(iter(self.names.values()), self.id)


@dataclass(frozen=True, slots=True)
class Schema:
    """Types and properties by id. An id is the word that records write, else a CURIE."""

    types: dict[str, Term]
    properties: dict[str, Term]

    def type_of(self, word: str) -> Term | None:
        """The type with this id or IRI."""
        return _found(self.types, word)

    def property_of(self, word: str) -> Term | None:
        """The property with this id or IRI."""
        return _found(self.properties, word)


def read_schema(graph: Graph, context: Context, used: set[str]) -> Schema:
    """The classes of the context and the properties in `used` (N-Triples terms), in the context's order."""
    words = _words(graph)
    types = {k: _term(k, iri, words) for k, iri in context.classes.items()}
    keys = {prop: terms[0].key for prop, terms in context.property_keys().items()}
    ordered = [*(p for p in keys if p in used), *sorted(used - set(keys))]
    ids = {prop: keys.get(prop) or _curie(iri_of(prop), context.prefixes) for prop in ordered}
    properties = {name: _term(name, iri_of(prop), words) for prop, name in ids.items()}
    return Schema(types, properties | {VALID_ON: _valid_on()})


def _words(graph: Graph) -> dict[str, tuple[dict[str, str], dict[str, str]]]:
    """IRI of a term → its labels and its comments by language."""
    found: dict[str, tuple[dict[str, str], dict[str, str]]] = {}
    for subject, prop, value in graph:
        if prop in _WORDS:
            by_language = found.setdefault(subject[1:-1], ({}, {}))[_WORDS.index(prop)]
            by_language[language_of(value)] = text_of(value)
    return found


def _term(name: str, iri: str, words: dict[str, tuple[dict[str, str], dict[str, str]]]) -> Term:
    names, meanings = words.get(iri, ({}, {}))
    return Term(name, iri, dict(sorted(names.items())), dict(sorted(meanings.items())))


def _curie(iri: str, prefixes: dict[str, str]) -> str:
    for prefix, namespace in prefixes.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _valid_on() -> Term:
    names = {"nl": "Datum waarop geldig", "en": "Date on which in force"}
    meanings = {
        "nl": "Een dag (2017-12-04), maand of jaar waarop de gemeente bestond; een jaar betekent 1 januari.",
        "en": "A day (2017-12-04), month or year on which the municipality existed; a year means 1 January.",
    }
    return Term(VALID_ON, "", names, meanings)


def _found(terms: dict[str, Term], word: str) -> Term | None:
    return terms.get(word) or next((t for t in terms.values() if t.iri == word), None)
