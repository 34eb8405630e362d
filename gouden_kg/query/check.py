"""What is wrong with stored queries, told before anybody asks them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..expand.context import Context
from ..expand.nearest import nearest_word
from ..messages import problem
from ..problem import GoudenError, Place, Problem
from ..read.turtle import TermText
from ..read.values import Fields, Text
from .run import bindings_of, run_query
from .stored import StoredQuery

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Store

    from ..project import Project

_HEADER = {"summary", "parameters", "columns", "view", "subject", "message", "hint", "severity"}
_SETTINGS = {"type", "default", "values"}
_PLAIN = {"text", "date", "integer"}


def problems_of_queries(
    queries: Iterable[StoredQuery], store: Store, project: Project, context: Context
) -> list[Problem]:
    """Syntax errors, promised columns that are not selected, parameters that cannot be filled in or change nothing."""
    return [p for query in queries for p in _problems(query, store, project, context)]


def text_of_query(query: StoredQuery) -> TermText:
    """The SPARQL of a query with its prefixes, to find terms in."""
    prefixes = dict(re.findall(r"(?im)^\s*PREFIX\s+([\w-]*):\s*<([^>]*)>", query.text))
    return TermText(f"queries/{query.name}.rq", query.text, prefixes)


def _problems(query: StoredQuery, store: Store, project: Project, context: Context) -> Iterator[Problem]:
    broken = [*_unknown_keys(query), *_unknown_types(query, context)]
    yield from broken
    if broken:
        return
    try:
        variables = _variables(query, bindings_of(query, {}, store, project))
    except GoudenError as error:
        place = error.place or _place(query, "default")
        yield problem("query-fails", place, {"en": error.hint} if error.hint else None, why=error.message)
        return
    for column in query.columns if variables is not None else ():
        if column not in (variables or ()):
            yield problem("query-column", _place(query, column), name=column)


def _unknown_keys(query: StoredQuery) -> Iterator[Problem]:
    levels = [(query.header, _HEADER)]
    parameters = query.header.get(Text("parameters"), Fields())
    if not isinstance(parameters, Fields):
        yield problem("query-header", _place(query, "parameters"), name="parameters")
        return
    levels += [(settings, _SETTINGS) for settings in parameters.values() if isinstance(settings, Fields)]
    for fields, known in levels:
        for key in fields.keys() - known:
            near = nearest_word(key, known)
            hint = {"en": f"did you mean `{near}`?", "nl": f"bedoelde u `{near}`?"} if near else None
            yield problem("query-header", _place(query, key), hint, name=key)


def _unknown_types(query: StoredQuery, context: Context) -> Iterator[Problem]:
    for parameter in query.parameters:
        if parameter.type not in _PLAIN and parameter.type not in context.classes:
            known = [*_PLAIN, *context.classes]
            near = nearest_word(parameter.type, known)
            hint = {"en": f"did you mean `{near}`?", "nl": f"bedoelde u `{near}`?"} if near else None
            yield problem("query-parameter-type", _place(query, parameter.name), hint, name=parameter.type)
        elif not re.search(rf"[?$]{re.escape(parameter.name)}\b", _body(query)):
            yield problem("query-parameter-unused", _place(query, parameter.name), name=parameter.name)


def _body(query: StoredQuery) -> str:
    return "\n".join(line for line in query.text.splitlines() if not line.startswith("#"))


def _variables(query: StoredQuery, bindings: dict[str, NamedNode | Literal]) -> list[str] | None:
    """What the query selects, `None` where it gives no rows; asked of an empty store, so that little is computed."""
    from pyoxigraph import QuerySolutions, Store

    result = run_query(Store(), query.text, bindings, f"queries/{query.name}.rq")
    return [v.value for v in result.variables] if isinstance(result, QuerySolutions) else None


def _place(query: StoredQuery, word: str) -> Place:
    """Where the word stands in the header; a header remembered by a build does not know."""
    found = re.search(rf"(?m)^#\+.*?\b({re.escape(word)})\b", query.text)
    text = text_of_query(query)
    return text.place(found.start(1)) if found else Place(text.name)
