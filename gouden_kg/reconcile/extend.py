"""New columns for somebody's table: values of chosen properties of chosen entities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..graph import XSD, datatype_of, iri_of, text_of
from ..languages import LANGUAGES
from .entities import Entities, in_one_language
from .message import Refused
from .question import property_term, whole_number
from .schema import VALID_ON, Term

MOST_IDS, MOST_PROPERTIES, MOST_CELLS = 1000, 50, 5000


@dataclass(frozen=True, slots=True)
class Column:
    """A property with how its values are wanted."""

    term: Term
    lang: str
    limit: int


@dataclass(frozen=True, slots=True)
class Extension:
    """What a data extension query asks for."""

    ids: list[str]
    columns: list[Column]


def read_extension(query: Any, entities: Entities, lang: str) -> Extension:
    """The query of either version; raises `Refused` when it is not as it should be."""
    if not isinstance(query, dict) or not isinstance(ids := query.get("ids"), list):
        raise Refused(400, 'a data extension query is an object like {"ids": […], "properties": [{"id": "cbsCode"}]}')
    if not all(isinstance(i, str) for i in ids):
        raise Refused(400, "`ids` should be a list of texts")
    if len(ids) > MOST_IDS:
        raise Refused(413, f"{len(ids)} ids at once; send at most {MOST_IDS} at a time")
    properties = query.get("properties")
    if not isinstance(properties, list) or len(properties) > MOST_PROPERTIES:
        raise Refused(400, f"`properties` should be a list of at most {MOST_PROPERTIES} properties")
    if len(ids) * len(properties) > MOST_CELLS:
        raise Refused(413, f"{len(ids)} ids by {len(properties)} properties; ask for at most {MOST_CELLS} values")
    return Extension(ids, [_column(p, f"property {n}", entities, lang) for n, p in enumerate(properties, 1)])


def column_values(entities: Entities, word: str, column: Column) -> list[dict[str, Any]]:
    """The values of one cell; none for an id that nothing has."""
    entity = entities.find(word)
    values = in_one_language(entity.values.get(column.term.id, []), column.lang) if entity else []
    return [_value(entities, v, column.lang) for v in values[: column.limit or None]]


def column_type(entities: Entities, column: Column) -> Term | None:
    """The type of the entities in a column; `None` when it holds no entities or several types of them."""
    found = entities.ranges.get(column.term.id, set())
    return entities.schema.types.get(next(iter(found))) if len(found) == 1 else None


def _column(item: Any, place: str, entities: Entities, lang: str) -> Column:
    if not isinstance(item, dict):
        raise Refused(400, f'{place} should be an object like {{"id": "cbsCode"}}')
    term = property_term(item.get("id"), place, entities.schema)
    if term.id == VALID_ON:
        raise Refused(400, f"{place}: {VALID_ON} can be asked, not fetched; fetch validFrom and validTo")
    settings = item.get("settings") or {}
    if not isinstance(settings, dict):
        raise Refused(400, f"{place}: `settings` should be an object")
    wanted = settings.get("lang", lang)
    if wanted not in LANGUAGES:
        raise Refused(400, f"{place}: the setting `lang` is nl or en")
    return Column(term, wanted, whole_number(settings.get("limit") or 0, f"{place}: the setting `limit`", 0))


def _value(entities: Entities, value: str, lang: str) -> dict[str, Any]:
    iri, kind, text = iri_of(value), datatype_of(value), text_of(value)
    if iri in entities.by_iri:
        return {"id": iri, "name": entities.shown(value, lang)}
    if kind == f"{XSD}integer":
        return {"int": int(text)}
    if kind == f"{XSD}decimal":
        return {"float": float(text)}
    if kind == f"{XSD}date":
        return {"date": f"{text}T00:00:00Z"}
    return {"str": text}
