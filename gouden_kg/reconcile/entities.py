"""The named things of a publication, ready to be matched, suggested, previewed and extended."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from ..expand.context import Context
from ..graph import RDF_TYPE, Graph, Triple, iri_of, language_of, text_of
from .schema import Schema, Term, read_schema

_SHOWN = 160
_NAME = "name"
_OTHER_NAMES = ("altName", "foundForm", "formerName", "abbreviation")
_WHERE = ("municipality", "region", "province", "place")


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing: IRI, id of its type, and property id → values as N-Triples terms."""

    iri: str
    type: str
    values: dict[str, list[str]]

    @property
    def names(self) -> list[str]:
        """The preferred names, in every language."""
        return [text_of(v) for v in self.values[_NAME]]

    @property
    def other_names(self) -> list[str]:
        """Aliases, former names, forms found in sources."""
        return [text_of(v) for key in _OTHER_NAMES for v in self.values.get(key, ())]


@dataclass(frozen=True)
class Entities:
    """All named things by IRI, with their properties and their types, the most common type first.

    `roles` are the memberships of a person.
    """

    things: str
    schema: Schema
    by_iri: dict[str, Entity]
    roles: dict[str, list[Entity]]

    @cached_property
    def dated(self) -> set[str]:
        """Types of which some things came into being or ended: of those, one without dates always existed."""
        return {e.type for e in self.by_iri.values() if "validFrom" in e.values or "validTo" in e.values}

    @cached_property
    def ranges(self) -> dict[str, set[str]]:
        """Property id → types of its values; an empty text for values that are no entities."""
        found: dict[str, set[str]] = {}
        for entity in self.by_iri.values():
            for key, values in entity.values.items():
                others = (self.by_iri.get(iri_of(value)) for value in values)
                found.setdefault(key, set()).update(other.type if other else "" for other in others)
        return found

    def find(self, word: str) -> Entity | None:
        """The entity with this IRI or address (`practice/delft-voor-elkaar`)."""
        return self.by_iri.get(word) or self.by_iri.get(self.things + word)

    def name(self, entity: Entity, lang: str) -> str:
        """Its preferred name in a language, else in another."""
        return text_of(in_language(entity.values[_NAME], lang))

    def type(self, entity: Entity) -> Term:
        """Its type."""
        return self.schema.types[entity.type]

    def shown(self, value: str, lang: str) -> str:
        """A value as people read it: an entity's name, the IRI or the text."""
        other = self.by_iri.get(iri_of(value))
        return self.name(other, lang) if other else text_of(value)

    def description(self, entity: Entity, lang: str) -> str:
        """What sets it apart from its namesakes: its summary, else its code, roles, where it is and when it existed."""
        said = entity.values.get("summary") or entity.values.get("definition")
        if said:
            text = text_of(in_language(said, lang))
            return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"
        parts = [text_of(v) for v in entity.values.get("cbsCode", ())]
        parts += [self._role(role, lang) for role in self.roles.get(entity.iri, ())]
        parts += [self.shown(v, lang) for key in _WHERE for v in entity.values.get(key, ())]
        return " · ".join([*dict.fromkeys(parts), *_period(entity)])

    def _role(self, role: Entity, lang: str) -> str:
        """What the role is called, and at which organisation."""
        called = role.values.get("title") or role.values.get("role", [])
        said = [in_language(values, lang) for values in (called, role.values.get("organization", [])) if values]
        return ", ".join(self.shown(v, lang) for v in said)


def read_entities(graph: Graph, context: Context) -> Entities:
    """The named things of a sorted graph whose class the context knows."""
    classes = {f"<{iri}>": name for name, iri in context.classes.items()}
    start = f"<{context.things}"
    own = [(subject, list(triples)) for subject, triples in groupby(graph, lambda t: t[0]) if subject.startswith(start)]
    raw = {subject: triples for subject, triples in own if "#" not in subject}
    schema = read_schema(graph, context, {t[1] for triples in raw.values() for t in triples} - {RDF_TYPE})
    ids = {f"<{term.iri}>": term.id for term in schema.properties.values()}
    found = [_entity(subject, triples, classes, ids) for subject, triples in raw.items()]
    by_iri = {e.iri: e for e in found if e.type and _NAME in e.values}
    kinds = Counter(e.type for e in by_iri.values())
    types = {kind: schema.types[kind] for kind, _ in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))}
    roles: dict[str, list[Entity]] = {}
    for role in found:
        for person in role.values.get("person", ()):
            roles.setdefault(iri_of(person), []).append(role)
    return Entities(context.things, Schema(types, schema.properties), by_iri, roles)


def in_language(values: list[str], lang: str) -> str:
    """The first value in a language, else in none, else the first."""
    for tag in (lang, ""):
        for value in values:
            if language_of(value) == tag:
                return value
    return values[0]


def in_one_language(values: list[str], lang: str) -> list[str]:
    """Texts in one language only, that one where there are any; other values as they are."""
    if not values or not all(language_of(v) for v in values):
        return values
    tag = language_of(in_language(values, lang))
    return [v for v in values if language_of(v) == tag]


def _entity(subject: str, triples: list[Triple], classes: dict[str, str], ids: dict[str, str]) -> Entity:
    values: dict[str, list[str]] = {}
    kind = ""
    for _, prop, value in triples:
        if prop == RDF_TYPE:
            kind = classes.get(value, kind)
        else:
            values.setdefault(ids[prop], []).append(value)
    return Entity(subject[1:-1], kind, values)


def _period(entity: Entity) -> list[str]:
    begin, end = (text_of(next(iter(entity.values.get(key, ())), '""')) for key in ("validFrom", "validTo"))
    return [f"{begin} – {end}".strip()] if begin or end else []
