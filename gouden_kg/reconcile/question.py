"""Reconciliation queries as values, read from what versions 0.2 and 1.0-draft of the API send."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any

from .message import Refused
from .schema import Schema, Term

BATCH_SIZE = 50
MOST_CANDIDATES = 50
FEW_CANDIDATES = 10
MOST_VALUES = 10
NAME, ID, PROPERTY = "name", "id", "property"
ANY, ALL, NONE = "any", "all", "none"
_FIELDS = {"query", "type", "limit", "properties", "type_strict"}
_DRAFT_FIELDS = {"type", "limit", "conditions", "lang", "dir"}


@dataclass(frozen=True, slots=True)
class Condition:
    """What should hold of a candidate: kind is name, id or property; one, each or none of the values should match."""

    kind: str
    values: list[str]
    property: str = ""
    required: bool = False
    quantifier: str = ANY


@dataclass(frozen=True, slots=True)
class Question:
    """One reconciliation query. Without types every type will do."""

    conditions: list[Condition]
    types: list[str]
    limit: int


def questions(batch: Any, schema: Schema) -> dict[str, Question]:
    """The queries of a 0.2 batch by their keys; raises `Refused` at the first that is not as it should be."""
    if not isinstance(batch, dict):
        raise Refused(400, '`queries` should be an object like {"q0": {"query": "Delft"}}')
    _check_size(len(batch))
    return {key: _question(query, f"query `{key}`", schema) for key, query in batch.items()}


def draft_questions(batch: Any, schema: Schema) -> list[Question]:
    """The queries of a 1.0-draft batch in their order; raises `Refused` at the first that is not as it should be."""
    queries = batch.get("queries") if isinstance(batch, dict) else None
    if not isinstance(queries, list):
        raise Refused(400, 'the body should be an object like {"queries": [{"conditions": […]}]}')
    _check_size(len(queries))
    return [_draft_question(query, f"query {number}", schema) for number, query in enumerate(queries, 1)]


def type_term(word: Any, place: str, schema: Schema) -> Term:
    """The type that a word stands for; raises `Refused` with the nearest otherwise."""
    term = schema.type_of(word) if isinstance(word, str) else None
    if term is None:
        raise Refused(400, f"{place}: there is no type {_shown(word)}{_nearest(word, schema.types)}")
    return term


def property_term(word: Any, place: str, schema: Schema) -> Term:
    """The property that a word stands for; raises `Refused` with the nearest otherwise."""
    term = schema.property_of(word) if isinstance(word, str) else None
    if term is None:
        raise Refused(400, f"{place}: there is no property {_shown(word)}{_nearest(word, schema.properties)}")
    return term


def whole_number(given: Any, place: str, least: int) -> int:
    """A number written as number or digits; raises `Refused` when it is none or too small."""
    text = f"{given:g}" if isinstance(given, float) else str(given)
    if isinstance(given, bool) or not (text.isascii() and text.isdigit() and len(text) < 20) or int(text) < least:
        raise Refused(400, f"{place} should be a whole number of at least {least}, not {_shown(given)}")
    return int(text)


def _check_size(size: int) -> None:
    if size > BATCH_SIZE:
        raise Refused(413, f"{size} queries in one batch; send at most {BATCH_SIZE} at a time")


def _question(query: Any, place: str, schema: Schema) -> Question:
    _check_fields(query, place, _FIELDS)
    conditions = []
    if "query" in query:
        if not isinstance(query["query"], str):
            raise Refused(400, f"{place}: `query` should be a text, not {_shown(query['query'])}")
        conditions.append(Condition(NAME, [query["query"]]))
    for item in _list(query.get("properties", []), f"{place}: `properties`"):
        term = property_term(_object(item, f"{place}: a property").get("pid"), place, schema)
        conditions.append(Condition(PROPERTY, _values(item.get("v"), place), term.id))
    if not conditions:
        raise Refused(400, f"{place}: give a `query` or `properties`")
    return _complete(Question(conditions, _types(query, place, schema), _limit(query, place)), place)


def _types(query: dict[str, Any], place: str, schema: Schema) -> list[str]:
    given = query.get("type")
    words = given if isinstance(given, list) else [] if given in (None, "") else [given]
    found = [type_term(w.get("id") if isinstance(w, dict) else w, place, schema).id for w in words]
    strict = query.get("type_strict", ANY)
    if strict not in (ANY, ALL, "should"):
        raise Refused(400, f"{place}: `type_strict` is any, all or should, not {_shown(strict)}")
    # things have one type each here, so of several types a thing never has all
    return found if strict != ALL or len(set(found)) < 2 else [""]


def _draft_question(query: Any, place: str, schema: Schema) -> Question:
    _check_fields(query, place, _DRAFT_FIELDS)
    given = _list(query.get("conditions"), f"{place}: `conditions`")
    if not given:
        raise Refused(400, f"{place}: give at least one condition")
    conditions = [_condition(item, f"{place}, condition {n}", schema) for n, item in enumerate(given, 1)]
    types = [type_term(query["type"], place, schema).id] if "type" in query else []
    return _complete(Question(conditions, types, _limit(query, place)), place)


def _complete(question: Question, place: str) -> Question:
    size = sum(len(c.values) for c in question.conditions)
    if size > MOST_VALUES:
        raise Refused(413, f"{place}: {size} values to compare with; send at most {MOST_VALUES}")
    return question


def _condition(item: Any, place: str, schema: Schema) -> Condition:
    item = _object(item, place)
    kind, quantifier = item.get("matchType"), item.get("matchQuantifier", ANY)
    if kind not in (NAME, ID, PROPERTY):
        raise Refused(400, f"{place}: `matchType` is name, id or property, not {_shown(kind)}")
    if quantifier not in (ANY, ALL, NONE):
        raise Refused(400, f"{place}: `matchQuantifier` is any, all or none, not {_shown(quantifier)}")
    if "matchQualifier" in item:
        raise Refused(400, f"{place}: no `matchQualifier` is offered here; leave it out")
    if not isinstance(required := item.get("required", False), bool):
        raise Refused(400, f"{place}: `required` is true or false, not {_shown(required)}")
    name = property_term(item.get("propertyId"), place, schema).id if kind == PROPERTY else ""
    return Condition(kind, _values(item.get("propertyValue"), place), name, required, quantifier)


def _values(given: Any, place: str) -> list[str]:
    values = given if isinstance(given, list) else [given]
    if not values:
        raise Refused(400, f"{place}: give a value to compare with")
    return [_value(value, place) for value in values]


def _value(given: Any, place: str) -> str:
    if isinstance(given, dict) and isinstance(given.get("id"), str):
        return str(given["id"])
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, (str, int, float)):
        return str(given)
    raise Refused(400, f'{place}: a value is a text, a number, true, false or {{"id": …}}, not {_shown(given)}')


def _limit(query: dict[str, Any], place: str) -> int:
    if "limit" not in query:
        return FEW_CANDIDATES
    return min(whole_number(query["limit"], f"{place}: `limit`", 1), MOST_CANDIDATES)


def _object(given: Any, place: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise Refused(400, f"{place} should be an object, not {_shown(given)}")
    return given


def _check_fields(given: Any, place: str, allowed: set[str]) -> None:
    unknown = sorted(set(_object(given, place)) - allowed)
    if unknown:
        raise Refused(400, f"{place}: `{unknown[0][:80]}` is unknown; there are {', '.join(sorted(allowed))}")


def _list(given: Any, place: str) -> list[Any]:
    if not isinstance(given, list):
        raise Refused(400, f"{place} should be a list, not {_shown(given)}")
    return given


def _nearest(word: Any, terms: dict[str, Term]) -> str:
    near = difflib.get_close_matches(str(word)[:80], terms, 1)
    return f"; did you mean `{near[0]}`?" if near else f"; there are {', '.join(sorted(terms)[:40])}"


def _shown(given: Any) -> str:
    text = repr(given)
    return text if len(text) <= 80 else text[:79] + "…"
