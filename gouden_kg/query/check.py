"""What is wrong with stored queries, told before anybody asks them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from ..expand.context import Context
from ..expand.identify import SLUG_PATTERN, likely_slug
from ..expand.nearest import nearest_word
from ..messages import problem
from ..problem import GoudenError, Place, Problem
from ..read.turtle import TermText
from ..read.values import Fields, Items, Text
from .parameters import bindings_of, term_of, things_of_class
from .run import run_query
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
    broken = [*_header_problems(query), *_unknown_types(query, context)] or list(_wrong_defaults(query, store, project))
    yield from broken
    if broken:
        return
    try:
        variables = _variables(query, bindings_of(query, {}, store, project))
    except GoudenError as error:
        place = error.place or _place(query, "default" if query.parameters else "summary")
        yield problem("query-fails", place, {"en": error.hint} if error.hint else None, why=error.message)
        return
    for word, names in (("columns", query.columns), ("message", _named_values(query))):
        for name in names:
            if variables is not None and name not in variables:
                yield problem("query-column", _place(query, name), name=name, key=word)


def _header_problems(query: StoredQuery) -> Iterator[Problem]:
    """Keys that no header has, and values that are not written as their key wants."""
    if not SLUG_PATTERN.fullmatch(query.name):
        place = Place(f"queries/{query.name}.rq")
        yield problem("bad-id", place, name=query.name, likely=likely_slug(query.name))
    parameters = query.header.get(Text("parameters"), Fields())
    settings = list(parameters.values()) if isinstance(parameters, Fields) else [Text("")]
    columns = query.header.get(Text("columns"), Items())
    wrong = {"parameters": not all(isinstance(s, Fields) for s in settings), "columns": not isinstance(columns, Items)}
    for key in (key for key, is_wrong in wrong.items() if is_wrong):
        yield problem("query-header-value", _place(query, key), name=key)
    levels = [(query.header, _HEADER), *((s, _SETTINGS) for s in settings if isinstance(s, Fields))]
    for fields, known in levels:
        for name in sorted(fields.keys() - known):
            yield problem("query-header", _place(query, name), _did_you_mean(name, known), name=name)


def _did_you_mean(word: str, known: Collection[str]) -> dict[str, str] | None:
    near = nearest_word(word, known)
    return {"en": f"did you mean `{near}`?", "nl": f"bedoelde u `{near}`?"} if near else None


def _named_values(query: StoredQuery) -> list[str]:
    """The values that the sentences of a violation query name between braces."""
    sentences = [*query.words("message").values(), *query.words("hint").values()]
    return sorted({name for sentence in sentences for name in re.findall(r"\{(\w+)\}", sentence)})


def _unknown_types(query: StoredQuery, context: Context) -> Iterator[Problem]:
    for parameter in query.parameters:
        if parameter.type not in _PLAIN and parameter.type not in context.classes:
            hint = _did_you_mean(parameter.type, [*_PLAIN, *context.classes])
            yield problem("query-parameter-type", _place(query, parameter.name), hint, name=parameter.type)
        elif not re.search(rf"[?$]{re.escape(parameter.name)}\b", _body(query).partition("{")[2]):
            yield problem("query-parameter-unused", _place(query, parameter.name), name=parameter.name)


def _wrong_defaults(query: StoredQuery, store: Store, project: Project) -> Iterator[Problem]:
    for parameter in query.parameters:
        try:
            if parameter.default:
                term_of(parameter, parameter.default, store, project)
        except GoudenError:
            known = parameter.values or things_of_class(parameter.type, store, project)
            hint = _did_you_mean(parameter.default, known)
            place = _place(query, parameter.default, r"default:\s*[\"']?")
            yield problem("query-default", place, hint, name=parameter.default, type=parameter.type)


def _body(query: StoredQuery) -> str:
    return "\n".join(line for line in query.text.splitlines() if not line.startswith("#"))


def _variables(query: StoredQuery, bindings: dict[str, NamedNode | Literal]) -> list[str] | None:
    """What the query selects, `None` where it gives no rows; asked of an empty store, so that little is computed."""
    from pyoxigraph import QuerySolutions, Store

    if re.search(r"(?i)\bSERVICE\b", _body(query)):
        raise GoudenError("SERVICE asks another machine", "a stored query answers from the graph itself")
    result = run_query(Store(), query.text, bindings, f"queries/{query.name}.rq")
    return [v.value for v in result.variables] if isinstance(result, QuerySolutions) else None


def _place(query: StoredQuery, word: str, before: str = r"\b") -> Place:
    """Where the word stands in the header; a header remembered by a build does not know."""
    found = re.search(rf"(?m)^#\+.*?{before}({re.escape(word)})\b", query.text)
    text = text_of_query(query)
    return text.place(found.start(1)) if found else Place(text.name)
