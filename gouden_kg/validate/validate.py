"""Everything that is wrong with a graph made of records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..expand.expand import Expansion
from ..graph import Graph
from ..problem import ERROR, Problem
from .findings import problems_of_query, problems_of_results, read_shape_words
from .locate import Locator
from .shacl import validate_shacl

if TYPE_CHECKING:
    from pyoxigraph import Store

    from ..query.stored import StoredQuery


def validate(
    expansion: Expansion,
    graph: Graph,
    store: Store,
    shapes: str,
    queries: dict[str, StoredQuery],
    engine: str = "auto",
) -> list[Problem]:
    """The findings of the shapes and of the violation queries, with their places.

    What reading or expanding has told already is not told again: a value that stands at the place of a problem, and
    the absence of a value that could not be read.
    `graph` and `store` hold the same triples: records, derived and vocabulary.
    """
    locator = Locator(expansion, "ontology")
    results = [r for r in validate_shacl(graph, shapes, engine) if r.value or (r.focus, r.path) not in expansion.unread]
    found = problems_of_results(results, read_shape_words(shapes), locator)
    for query in queries.values():
        found += problems_of_query(query, store, locator)
    told = {p.place for p in expansion.problems if p.severity == ERROR}
    return [p for p in found if p.place not in told or not _about_a_value(p)]


def _about_a_value(found: Problem) -> bool:
    return found.terms is not None and found.terms[2] != ""
