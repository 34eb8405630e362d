"""Everything that is wrong with a graph made of records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..expand.expand import Expansion
from ..graph import Graph, Triple, text_of
from ..messages import problem
from ..problem import Problem
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

    `graph` and `store` hold the same triples: records, derived and vocabulary.
    """
    locator = Locator(expansion, "ontology")
    found = problems_of_results(validate_shacl(graph, shapes, engine), read_shape_words(shapes), locator)
    for query in queries.values():
        found += problems_of_query(query, store, locator)
    return found


def impossible_dates(expansion: Expansion, triples: list[Triple]) -> list[Problem]:
    """A problem for each date that no calendar has."""
    locator = Locator(expansion, "ontology")
    return [problem("impossible-date", locator.place(s, p, o), name=text_of(o)) for s, p, o in triples]
