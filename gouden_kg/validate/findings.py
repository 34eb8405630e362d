"""SHACL results and rows of violation queries as problems: coded, worded, placed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..expand.context import Context
from ..graph import iri_of, language_of, text_of
from ..messages import shortened
from ..problem import ERROR, WARNING, GoudenError, Place, Problem
from ..query.run import run_query
from .locate import Locator
from .shacl import SH, Result

if TYPE_CHECKING:
    from pyoxigraph import Store

    from ..query.stored import StoredQuery

_CLOSED = f"<{SH}ClosedConstraintComponent>"


@dataclass(frozen=True, slots=True)
class ShapeWords:
    """What a shape says of itself, by language."""

    message: dict[str, str]
    description: dict[str, str]


def read_shape_words(shapes: str) -> dict[str, ShapeWords]:
    """Shape term → its messages and descriptions; raises `GoudenError` at the place of a syntax error."""
    from pyoxigraph import RdfFormat, parse

    found: dict[str, ShapeWords] = {}
    try:
        for triple in parse(shapes, RdfFormat.TURTLE):
            kind = str(triple.predicate)
            if kind in (f"<{SH}message>", f"<{SH}description>"):
                words = found.setdefault(str(triple.subject), ShapeWords({}, {}))
                text = str(triple.object)
                target = words.message if kind.endswith("message>") else words.description
                target[language_of(text) or "en"] = text_of(text)
    except SyntaxError as error:
        raise GoudenError(f"shapes: {error.msg}", "check the Turtle of the shapes") from None
    return found


def code_of(shape: str) -> str:
    """The name of a shape or query as a code: its last part.

    >>> code_of("<https://example.org/shapes#claim-by-known>")
    'claim-by-known'
    """
    return re.split(r"[#/]", shape.strip("<>"))[-1]


def problems_of_results(results: Iterable[Result], words: dict[str, ShapeWords], locator: Locator) -> list[Problem]:
    """A problem for each SHACL result."""
    return [_problem_of_result(r, words.get(r.shape, ShapeWords({}, {})), locator) for r in results]


def _problem_of_result(result: Result, words: ShapeWords, locator: Locator) -> Problem:
    severity = ERROR if result.severity == f"<{SH}Violation>" else WARNING
    place = locator.place(result.focus, result.path, result.value)
    context = locator.context
    terms = (result.focus, result.path, result.value, result.shape, result.component)
    if result.component == _CLOSED:
        key = _key(result.path, context)
        message = {
            "en": f"`{key}` does not belong on this kind of record",
            "nl": f"`{key}` hoort niet bij dit soort record",
        }
        return Problem(code_of(result.shape) + "-closed", place, message, words.description, severity, terms)
    shown = f": `{shown_term(result.value, context)}`" if result.value else ""
    message = {tag: text.rstrip(".") + shown for tag, text in words.message.items()}
    default = {"en": f"{code_of(result.component)}{shown}", "nl": f"{code_of(result.component)}{shown}"}
    return Problem(code_of(result.shape), place, message or default, words.description, severity, terms)


def shown_term(term: str, context: Context) -> str:
    """A term as a curator would write it: `theme/loneliness` for an IRI of ours, the bare text of a literal."""
    return shortened(text_of(term).removeprefix(context.things))


def _key(path: str, context: Context) -> str:
    return next((term.key for term in context.terms.values() if term.property == path), iri_of(path))


def problems_of_query(query: StoredQuery, store: Store, locator: Locator) -> list[Problem]:
    """A problem for each row of a violation query; its columns are focus, path, value and what its message names."""
    from pyoxigraph import QuerySolutions

    rows = run_query(store, query.text, {}, f"queries/{query.name}.rq")
    if not isinstance(rows, QuerySolutions):
        raise GoudenError(
            "a violation query should be a SELECT query",
            "select ?focus, and what the message names",
            Place(f"queries/{query.name}.rq"),
        )
    names = [v.value for v in rows.variables]
    if "focus" not in names:
        raise GoudenError(
            "a violation query selects ?focus",
            "?focus is the thing that is wrong; ?path and ?value may tell where",
            Place(f"queries/{query.name}.rq"),
        )
    found = [{n: str(row[n]) if row[n] is not None else "" for n in names} for row in rows]
    return [_problem_of_row(query, row, locator) for row in found]


def _problem_of_row(query: StoredQuery, row: dict[str, str], locator: Locator) -> Problem:
    focus, path, value = (row.get(name, "") for name in ("focus", "path", "value"))
    shown = {name: shown_term(term, locator.context) for name, term in row.items() if term}
    message = {tag: _filled(text, shown) for tag, text in query.words("message").items()}
    file = f"queries/{query.name}.rq"
    standing = {
        "en": f"{file} says what is asked of the records",
        "nl": f"{file} zegt wat er van de records gevraagd is",
    }
    hint = {tag: _filled(text, shown) for tag, text in query.words("hint").items()} or standing
    severity, place = query.setting("severity", ERROR), locator.place(focus, path, value)
    return Problem(query.name.removesuffix("-violation"), place, message, hint, severity, (focus, path, value, "", ""))


def _filled(text: str, values: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda m: values.get(m[1], "…"), text)
