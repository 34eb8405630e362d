"""One question answered over a store, within a number of rows and bytes."""

from __future__ import annotations

import io
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any

from ...problem import GoudenError
from ...query.engine import (
    BOOLEAN,
    FAILED,
    GRAPH,
    MALFORMED,
    NO_FEDERATION,
    NOT_ACCEPTABLE,
    ROWS,
    TOO_LARGE,
    Limits,
    Question,
    Refused,
    Result,
)
from ...query.run import Askable, NoFederation, declared_prefixes, run_query

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer
    from pyoxigraph import Literal, NamedNode, Triple

_FORMS = {"json": "JSON", "xml": "XML", "csv": "CSV", "tsv": "TSV"}


def evaluated(store: Askable, question: Question, limits: Limits) -> Result:
    """The whole result; raises `Refused`."""
    try:
        return _evaluated(store, question, limits)
    except (NoFederation, OSError):  # only SERVICE tries to reach anything, and a worker can reach nothing
        raise Refused(NO_FEDERATION, "this endpoint asks no other: SERVICE is not answered") from None
    except RuntimeError as error:
        raise Refused(FAILED, f"the query failed: {error}") from None


def _evaluated(store: Askable, question: Question, limits: Limits) -> Result:
    try:
        found = run_query(
            store,
            question.text,
            {name: term_of(text) for name, text in question.bindings},
            "query",
            default_graphs=question.default_graphs,
            named_graphs=question.named_graphs,
            base=question.base,
        )
    except NoFederation:
        raise
    except GoudenError as error:
        place = error.place
        raise Refused(MALFORMED, error.message, place.line if place else 0, place.column if place else 0) from None
    kind = _kind(found)
    form = question.form(kind)
    if not form:
        raise Refused(NOT_ACCEPTABLE, f"the result of this query is {_WORDS[kind]}, and no form of that is accepted")
    content = _graph(found, form, question.text, limits) if kind == GRAPH else _rows(found, kind, form, limits)
    return Result(kind, form, content)


def import_all() -> None:
    """Imports whatever an answer may need: a confined worker can open no file, so no module either."""
    from pyoxigraph import Store

    empty, limits = Store(), Limits()
    binding = (("x", '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'),)
    for rows, graph in (("json", "ttl"), ("xml", "nt"), ("csv", "jsonld"), ("tsv", "rdfxml")):
        table = evaluated(empty, Question("SELECT ?x { BIND(1 AS ?y) }", rows=rows, bindings=binding), limits)
        row_count(rows, table.content)
        evaluated(empty, Question("CONSTRUCT { <x:s> <x:p> ?x } { BIND(1 AS ?x) }", graph=graph), limits)
    for broken in ("SELECT {", "ASK { SERVICE <x:y> {} }"):
        with suppress(Refused):
            evaluated(empty, Question(broken), limits)


_WORDS = {ROWS: "a table", BOOLEAN: "true or false", GRAPH: "a graph"}


def _kind(found: Any) -> str:
    from pyoxigraph import QueryBoolean, QuerySolutions

    return BOOLEAN if isinstance(found, QueryBoolean) else ROWS if isinstance(found, QuerySolutions) else GRAPH


def term_of(text: str) -> NamedNode | Literal:
    """The term that N-Triples text stands for."""
    from pyoxigraph import RdfFormat, parse

    (triple,) = parse(f"<x:s> <x:p> {text} .", RdfFormat.N_TRIPLES)
    term: NamedNode | Literal = triple.object
    return term


def _rows(found: Any, kind: str, form: str, limits: Limits) -> bytes:
    from pyoxigraph import QueryResultsFormat

    out = _Capped(limits.size)
    found.serialize(out, format=getattr(QueryResultsFormat, _FORMS[form]))
    content = out.getvalue()
    # a row is at least two bytes in every form, so small results need no counting
    if kind == ROWS and len(content) > 2 * limits.rows and row_count(form, content) > limits.rows:
        raise _too_many(f"{limits.rows} rows")
    return content


def row_count(form: str, content: bytes) -> int:
    r"""How many rows a result in a standard form has.

    >>> row_count("csv", b'x\r\n"a\nb"\r\n'), row_count("xml", b"<results><result></result></results>")
    (1, 1)
    """
    if form == "json":
        import json

        return len(json.loads(content)["results"]["bindings"])
    if form == "csv":
        import csv

        return sum(1 for _ in csv.reader(content.decode().splitlines(keepends=True))) - 1
    return content.count(b"<result>") if form == "xml" else content.count(b"\n") - 1


def _graph(found: Any, form: str, text: str, limits: Limits) -> bytes:
    from pyoxigraph import serialize

    from ...rdf.syntaxes import oxigraph_format

    # sorted, so that equal answers are equal bytes
    triples: list[Triple] = sorted(set(islice(found, limits.rows + 1)), key=str)
    if len(triples) > limits.rows:
        raise _too_many(f"{limits.rows} triples")
    out = _Capped(limits.size)
    prefixes = declared_prefixes(text)
    if form == "rdfxml":
        _write_rdfxml(triples, prefixes, out)
    else:
        serialize(triples, out, oxigraph_format(form), prefixes=prefixes if form == "ttl" else None)
    return out.getvalue()


def _write_rdfxml(triples: list[Triple], prefixes: dict[str, str], out: _Capped) -> None:
    from pyoxigraph import Quad

    from ...rdf.rdfxml import rdfxml_lines

    try:
        for line in rdfxml_lines((Quad(*triple) for triple in triples), prefixes):
            out.write(line.encode())
    except GoudenError as error:
        raise Refused(NOT_ACCEPTABLE, f"{error.message}; {error.hint}") from None


class _Capped(io.BytesIO):
    """A stream that takes only so many bytes."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def write(self, part: Buffer) -> int:
        """Takes a part; raises `Refused` when it is one too many."""
        taken = super().write(part)
        if self.tell() > self.most:
            raise _too_many(f"{self.most} bytes")
        return taken


def _too_many(what: str) -> Refused:
    return Refused(TOO_LARGE, f"the result is larger than {what}, the most that is given; ask in parts with LIMIT")
