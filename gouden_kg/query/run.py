"""Asking: values enter a query as bindings, never as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ..graph import XSD, text_of
from ..problem import GoudenError, Place

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Store, Variable

    from ..project import Project

MAX_NESTING = 200
STANDARD = {"json": "JSON", "xml": "XML", "tsv": "TSV"}
_OPENING = "({["
_GRAPHS = {"ttl": "TURTLE", "nt": "N_TRIPLES"}


class Askable(Protocol):
    """What answers queries as pyoxigraph's `Store` does: that store, or an endpoint elsewhere."""

    def query(
        self,
        query: str,
        *,
        default_graph: Any = None,
        named_graphs: Any = None,
        substitutions: dict[Variable, Any] | None = None,
    ) -> Any:
        """Solutions, a boolean, or triples."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of N-Triples terms under their columns; an unbound value is an empty text."""

    columns: list[str]
    rows: list[list[str]]

    def only(self, columns: list[str]) -> Answer:
        """The answer with just these columns, in this order; all of them when none are named."""
        at = [self.columns.index(c) for c in columns if c in self.columns]
        return Answer(columns, [[row[i] for i in at] for row in self.rows]) if len(at) == len(columns) > 0 else self

    @property
    def has_empty_column(self) -> bool:
        """Whether a column has a value in no row."""
        return not all(any(row[at] for row in self.rows) for at in range(len(self.columns)))

    def dicts(self) -> list[dict[str, str]]:
        """Each row as column → text: the IRI or the lexical form."""
        return [{c: text_of(v) if v else "" for c, v in zip(self.columns, row, strict=True)} for row in self.rows]


class NoFederation(GoudenError):
    """A query asked another endpoint (SERVICE), which could not be reached."""


def open_store(project: Project) -> Store:
    """The built graph as a read-only store; raises `GoudenError` when the project has not been built.

    Where the prepared store cannot be opened (another platform, a folder of another user) the dump is loaded.
    """
    from pyoxigraph import RdfFormat, Store

    from ..built import built_file

    dump = built_file(project, f"{project.name}.nt")
    try:
        return Store.read_only(str(project.dist / "store"))
    except OSError:
        store = Store()
        store.bulk_load(path=str(dump), format=RdfFormat.N_TRIPLES)
        return store


def store_of_files(paths: Sequence[Path], base: str | None = None) -> Store:
    """A store with the triples of RDF files, named graphs kept; relative IRIs are relative to `base`, else the file."""
    from pyoxigraph import Store

    from ..rdf.read import read_quads

    store = Store()
    for path in paths:
        store.extend(read_quads(path, base))
    return store


def answer(store: Askable, text: str, bindings: dict[str, NamedNode | Literal], name: str = "query") -> Answer:
    """The rows of a SELECT query, or one row `answer` of an ASK query.

    Raises `GoudenError` for a syntax error (with its place) and for queries that give a graph.
    """
    from pyoxigraph import QueryBoolean, QuerySolutions

    result = run_query(store, text, bindings, name)
    if isinstance(result, QueryBoolean):
        return Answer(["answer"], [[f'"{str(bool(result)).lower()}"^^<{XSD}boolean>']])
    if not isinstance(result, QuerySolutions):
        raise GoudenError("this query gives a graph", "ask for it with --format ttl")
    columns = [v.value for v in result.variables]
    try:
        return Answer(columns, [[str(v) if v is not None else "" for v in row] for row in result])
    except (RuntimeError, OSError) as error:  # OSError: SERVICE, which is not taken
        raise GoudenError(f"the query failed: {error}") from None


def usual_answer(store: Askable, text: str, bindings: dict[str, NamedNode | Literal], found: Answer) -> Answer | None:
    """What the question gives about all things at once, where the answer found has a column without values."""
    from pyoxigraph import Literal

    plain: dict[str, NamedNode | Literal] = {
        name: value for name, value in bindings.items() if isinstance(value, Literal)
    }  # things are bound as IRIs
    if plain == bindings or not found.has_empty_column:
        return None
    return answer(store, text, plain).only(found.columns)


def serialized(store: Askable, text: str, bindings: dict[str, NamedNode | Literal], name: str, form: str) -> str:
    """The result in a standard format: json, xml, tsv (SPARQL results) or ttl, nt (a graph)."""
    from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions

    result = run_query(store, text, bindings, name)
    is_graph = not isinstance(result, (QueryBoolean, QuerySolutions))
    if is_graph != (form in _GRAPHS):
        raise GoudenError(f"this query's result cannot be written as {form}", "SELECT gives rows, CONSTRUCT a graph")
    if is_graph:
        from ..graph import ntriples_text, sorted_graph

        graph = sorted_graph((str(t.subject), str(t.predicate), _term_text(t.object)) for t in result)
        if form == "nt":
            return ntriples_text(graph)
        from ..write.turtle import turtle_text

        return turtle_text(graph, declared_prefixes(text))
    content: bytes = result.serialize(format=getattr(QueryResultsFormat, STANDARD[form]))
    return content.decode()


def _term_text(term: object) -> str:
    """The term as N-Triples; a triple term writes itself without its brackets."""
    from pyoxigraph import Triple

    return f"<<( {term} )>>" if isinstance(term, Triple) else str(term)


def run_query(
    store: Askable,
    text: str,
    bindings: dict[str, NamedNode | Literal],
    name: str,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
    base: str = "",
) -> Any:
    """The engine's result; raises `GoudenError` for a syntax error (with its place) and for what would overflow it.

    Graphs that are named here replace the dataset of the query (SPARQL 1.1 Protocol, section 2.1.4).
    """
    from pyoxigraph import NamedNode, Variable

    _refuse_deep(text)
    extra: dict[str, Any] = {"base_iri": base} if base else {}
    if default_graphs or named_graphs:
        extra["default_graph"] = [NamedNode(iri) for iri in default_graphs]
        extra["named_graphs"] = [NamedNode(iri) for iri in named_graphs]
    try:
        return store.query(text, substitutions={Variable(k): v for k, v in bindings.items()}, **extra)
    except SyntaxError as error:
        place = Place(name, *_position(error))
        words = error.msg.splitlines()[0].partition("expected one of")[0].strip()
        raise GoudenError(f"this is not SPARQL: {words}", "look at this line and the one before", place) from None
    except OSError as error:
        raise NoFederation(f"the query failed: {error}") from None
    except (ValueError, RuntimeError) as error:
        raise GoudenError(f"the query failed: {error}") from None


def _position(error: SyntaxError) -> tuple[int, int]:
    """Line and column of a syntax error; the engine often has them only in its words."""
    match = re.search(r"\bat (\d+):(\d+)", error.msg)
    return (int(match[1]), int(match[2])) if match else (error.lineno or 1, error.offset or 1)


def _refuse_deep(text: str) -> None:
    """Raises `GoudenError` for nesting that would overflow the engine's stack (4,000 braces end the process)."""
    if sum(map(text.count, _OPENING)) <= MAX_NESTING:
        return
    depth = deepest = 0
    for char in text:
        if char in _OPENING:
            depth += 1
            deepest = max(deepest, depth)
        elif char in ")}]":
            depth -= 1
    if deepest > MAX_NESTING:
        raise GoudenError(f"the query is nested {deepest} deep; at most {MAX_NESTING} is taken", "simplify the query")


def declared_prefixes(text: str) -> dict[str, str]:
    """The prefixes that a query declares."""
    return dict(re.findall(r"(?i)\bPREFIX\s+([A-Za-z][\w-]*):\s*<([^>]*)>", text))
