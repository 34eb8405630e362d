"""Derived triples, kept apart from what the records say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..dates import EDTF, bounds
from ..graph import XSD, Graph, Triple, ntriples_text, sorted_graph, text_of
from ..problem import GoudenError, Place

if TYPE_CHECKING:
    from pyoxigraph import Store


def store_of(graph: Iterable[Triple], path: Path | None = None) -> Store:
    """A SPARQL store that holds the graph; in memory, or in a folder."""
    from pyoxigraph import RdfFormat, Store

    store = Store(str(path)) if path else Store()
    store.bulk_load(ntriples_text(graph).encode(), RdfFormat.N_TRIPLES)
    return store


def derive(store: Store, graph: Graph, queries: dict[str, str], vocabulary: str) -> Graph:
    """The derived triples; `store` holds both graphs afterwards.

    The queries (name → CONSTRUCT) run in the order of their names; each sees what came before.
    """
    from pyoxigraph import RdfFormat

    said = set(graph)
    found = _date_bounds(graph, vocabulary)
    store.bulk_load(ntriples_text(found).encode(), RdfFormat.N_TRIPLES)
    for name, query in sorted(queries.items()):
        new = [t for t in _constructed(store, name, query) if t not in said]
        store.bulk_load(ntriples_text(new).encode(), RdfFormat.N_TRIPLES)
        found += new
    return sorted_graph(found)


def _constructed(store: Store, name: str, query: str) -> list[Triple]:
    from pyoxigraph import QueryTriples

    from ..query.run import run_query

    result = run_query(store, query, {}, f"queries/{name}.rq")
    if not isinstance(result, QueryTriples):
        raise GoudenError(
            "a derivation should be a CONSTRUCT query",
            "it makes the triples that follow from others",
            Place(f"queries/{name}.rq"),
        )
    found = [(str(t.subject), str(t.predicate), str(t.object)) for t in result]
    if any(s.startswith("_:") or o.startswith("_:") for s, _, o in found):
        raise GoudenError("a derivation makes a blank node", "give the thing an IRI", Place(f"queries/{name}.rq"))
    return found


def _date_bounds(graph: Graph, vocabulary: str) -> list[Triple]:
    found: list[Triple] = []
    for triple in graph:
        days = bounds(text_of(triple[2])) if triple[2].endswith(f"^^<{EDTF}>") else None
        if days:
            found += _bound_triples(triple, days, vocabulary)
    return found


def _bound_triples(triple: Triple, days: tuple[str, str], vocabulary: str) -> Iterator[Triple]:
    local = re.split(r"[#/]", triple[1][1:-1])[-1]
    for name, day in zip(("Earliest", "Latest"), days, strict=True):
        yield triple[0], f"<{vocabulary}{local}{name}>", f'"{day}"^^<{XSD}date>'
