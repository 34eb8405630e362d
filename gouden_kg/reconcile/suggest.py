"""Completions of what somebody is typing: entities, types and properties."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from .entities import Entities, Entity
from .match import Matcher
from .names import NameIndex
from .question import type_term, whole_number
from .schema import VALID_ON, Term

_PAGE, _LARGEST_PAGE = 10, 100
_Item = TypeVar("_Item")


class Suggestions:
    """Completes prefixes; an empty one brings up everything, a page at a time."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher, self._entities = matcher, matcher.entities
        schema = self._entities.schema
        self._types, self._properties = _term_index(schema.types.values()), _term_index(schema.properties.values())

    def entities(self, given: dict[str, str], lang: str) -> list[dict[str, Any]]:
        """Entities of which an identifier is the prefix, or a word of a name begins with it."""
        prefix, wanted = given.get("prefix", ""), self._type(given)
        iris = dict.fromkeys([*self._matcher.identified(prefix), *self._matcher.names.beginning(prefix)])
        found = [e for e in map(self._entities.by_iri.__getitem__, iris) if wanted in ("", e.type)]
        return [self._entity(e, lang) for e in _page(found, given)]

    def types(self, given: dict[str, str], lang: str) -> list[dict[str, Any]]:
        """Types with their meaning."""
        types = self._entities.schema.types
        return [term_entry(types[key], lang) for key in _page(self._types.beginning(given.get("prefix", "")), given)]

    def properties(self, given: dict[str, str], lang: str) -> list[dict[str, Any]]:
        """Properties with their meaning; with a `type` those that its things have."""
        wanted = self._type(given)
        used = used_properties(self._entities, wanted) if wanted else self._entities.schema.properties
        found = [key for key in self._properties.beginning(given.get("prefix", "")) if key in used]
        return [term_entry(self._entities.schema.properties[key], lang) for key in _page(found, given)]

    def _type(self, given: dict[str, str]) -> str:
        word = given.get("type", "")
        return type_term(word, "`type`", self._entities.schema).id if word else ""

    def _entity(self, entity: Entity, lang: str) -> dict[str, Any]:
        kind = self._entities.type(entity)
        entry = {"id": entity.iri, "name": self._entities.name(entity, lang)}
        about = self._entities.description(entity, lang)
        return (
            entry | ({"description": about} if about else {}) | {"notable": [{"id": kind.id, "name": kind.name(lang)}]}
        )


def term_entry(term: Term, lang: str) -> dict[str, Any]:
    """A type or property with its id, name and meaning."""
    meaning = term.meanings.get(lang)
    return {"id": term.id, "name": term.name(lang)} | ({"description": meaning} if meaning else {})


def used_properties(entities: Entities, kind: str) -> list[str]:
    """Ids of the properties that things of a type (any, when it is empty) have, the most common first."""
    counts: dict[str, int] = {VALID_ON: 0} if kind in entities.dated else {}
    for entity in entities.by_iri.values():
        if kind in ("", entity.type):
            for key in entity.values:
                counts[key] = counts.get(key, 0) + 1
    return sorted(counts, key=lambda key: (-counts[key], key))


def _term_index(terms: Iterable[Term]) -> NameIndex:
    return NameIndex((name, True, term.id) for term in terms for name in {term.id, *term.names.values()})


def _page(found: list[_Item], given: dict[str, str]) -> list[_Item]:
    begin = whole_number(given.get("cursor") or 0, "`cursor`", 0)
    size = whole_number(given.get("limit") or _PAGE, "`limit`", 1)
    return found[begin : begin + min(size, _LARGEST_PAGE)]
