"""A project for Python users: graph, store, stored queries as functions, records with places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .check import project_context
from .expand.identify import identify
from .project import Project
from .query.parameters import bindings_of
from .query.run import Answer, answer, open_store
from .query.stored import StoredQuery, read_queries
from .read.records import read_records
from .read.values import Record

if TYPE_CHECKING:
    import pandas
    import rdflib
    from pyoxigraph import Store

    from .gazetteer.municipalities import Municipalities
    from .problem import Problem


class Rows(list[dict[str, str]]):
    """The rows of an answer: column → IRI or lexical form."""

    def __init__(self, found: Answer) -> None:
        super().__init__(found.dicts())
        self.columns = found.columns

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a pandas frame; raises `ImportError` where pandas is not installed."""
        import pandas

        return pandas.DataFrame(list(self), columns=self.columns)

    def to_polars(self) -> Any:
        """The rows as a polars frame; raises `ImportError` where polars is not installed."""
        import polars

        texts = dict.fromkeys(self.columns, polars.String)  # also where there are no rows to tell by
        return polars.DataFrame({c: [row[c] for row in self] for c in self.columns}, schema=texts)


class Queries:
    """The stored queries as functions: `queries.practices_by_theme(theme="debts")`."""

    def __init__(self, opened: OpenProject) -> None:
        self._opened = opened

    @cached_property
    def _stored(self) -> dict[str, StoredQuery]:
        project = self._opened.project
        return read_queries(project.root / "queries", project.base, project.written)

    def __dir__(self) -> list[str]:
        return [name.replace("-", "_") for name in self._stored]

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored)

    def __getitem__(self, name: str) -> Callable[..., Rows]:
        query = self._stored[name]

        def ask(**given: str) -> Rows:
            opened = self._opened
            bound = bindings_of(query, given, opened.store, opened.project)
            return Rows(answer(opened.store, query.text, bound, query.name).only(query.columns))

        ask.__name__, ask.__doc__ = name.replace("-", "_"), query.words("summary").get("en")
        return ask

    def __getattr__(self, name: str) -> Callable[..., Rows]:
        stored = name.replace("_", "-")
        if name.startswith("_") or stored not in self._stored:
            raise AttributeError(f"no stored query {stored}; there are: {', '.join(self._stored)}")
        return self[stored]


class OpenProject:
    """A built project.

    >>> from gouden_kg import open_project
    >>> project = open_project()
    >>> len(project.queries.golden_municipalities(edition="first-edition"))
    10
    >>> project.records["https://w3id.org/gouden-gemeenten/id/practice/delft-voor-elkaar"].place().file
    'data/delft/practices.yaml'
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.queries = Queries(self)

    @cached_property
    def store(self) -> Store:
        """The built graph as an embedded, read-only SPARQL store; numbers are compared by value, not by spelling."""
        return open_store(self.project)

    @cached_property
    def graph(self) -> rdflib.Graph:
        """The built graph as an rdflib graph, every literal spelled as in the records."""
        from .built import built_file
        from .rdf.rdflib_graph import rdflib_graph

        return rdflib_graph(built_file(self.project, f"{self.project.name}.nt").read_text("utf-8"), "nt")

    @cached_property
    def municipalities(self) -> Municipalities:
        """The municipalities since 2015: found by what somebody wrote, by code, by day."""
        from .gazetteer.municipalities import Municipalities
        from .gazetteer.read import read_gazetteer

        return Municipalities(read_gazetteer(self.project))

    @cached_property
    def records(self) -> dict[str, Record]:
        """IRI → record, each value with its line and column."""
        problems: list[Problem] = []
        found = read_records([self.project.ontology, self.project.data], self.project.root, problems)
        return identify(found, project_context(self.project), problems)

    def ask(self, sparql: str) -> Rows:
        """The rows of your own SELECT or ASK query; raises `GoudenError` when it cannot be run."""
        return Rows(answer(self.store, sparql, {}))
