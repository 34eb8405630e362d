"""The two ways of writing to a SPARQL server: Graph Store Protocol and SPARQL Update."""

from __future__ import annotations

from dataclasses import dataclass

from ..graph import iri_term
from ..problem import GoudenError
from .client import Client, NoEndpoint, refusal

# where servers have them, seen from the address of their queries: Oxigraph and Fuseki, Virtuoso, RDF4J, all in one
_UPDATES = ("{above}update", "{above}sparql-auth", "{query}/statements", "{query}")
_STORES = ("{above}store", "{above}sparql-graph-crud-auth", "{above}data", "{query}/rdf-graphs/service")
_UPDATE_MEDIA = {"content-type": "application/sparql-update"}


@dataclass(frozen=True, slots=True)
class Update:
    """An address that takes SPARQL Update."""

    client: Client
    url: str
    batch: int = 1_000  # Virtuoso 7 cannot compile an INSERT DATA of 5,000 triples

    def run(self, text: str, *, again: bool = True) -> None:
        """Runs an update; raises `GoudenError` when the server refuses it."""
        response = self.client.send("POST", self.url, content=text.encode(), headers=_UPDATE_MEDIA, again=again)
        if not response.is_success:
            raise refusal(self.url, response)

    def add(self, triples: bytes, graph: str) -> None:
        """Adds triples written as N-Triples to a named graph."""
        self.run(f"INSERT DATA {{ GRAPH {iri_term(graph)} {{\n{triples.decode()}}} }}")


@dataclass(frozen=True, slots=True)
class GraphStore:
    """An address that takes graphs by the SPARQL 1.1 Graph Store HTTP Protocol."""

    client: Client
    url: str
    batch: int = 10_000

    def add(self, triples: bytes, graph: str) -> None:
        """Adds triples written as N-Triples to a named graph."""
        headers = {"content-type": "application/n-triples"}
        response = self.client.send("POST", self.url, params={"graph": graph}, content=triples, headers=headers)
        if not response.is_success:
            raise refusal(self.url, response)


def find_update(client: Client, query_url: str, given: str) -> Update:
    """Where the server takes updates; raises `GoudenError` when it takes none."""
    for url in [given] if given else _candidates(_UPDATES, query_url):
        response = client.send("POST", url, content=b"INSERT DATA {}", headers=_UPDATE_MEDIA)
        if response.is_success:
            return Update(client, url)
        if given or response.status_code in (401, 403) or response.is_server_error:
            raise refusal(url, response)
    hint = "name it with --update; does the server let itself be written to?"
    raise GoudenError(f"found no address for SPARQL Update beside {query_url}", hint)


def find_graph_store(client: Client, query_url: str, given: str, graph: str) -> GraphStore | None:
    """Where the server takes graphs by the Graph Store Protocol, tried with nothing to add; `None` for none."""
    for url in [given] if given else _candidates(_STORES, query_url):
        store = GraphStore(client, url)
        try:
            store.add(b"", graph)
        except NoEndpoint:
            continue
        return store
    return None


def _candidates(patterns: tuple[str, ...], query_url: str) -> list[str]:
    above = query_url[: query_url.rindex("/") + 1]
    return [pattern.format(above=above, query=query_url.rstrip("/")) for pattern in patterns]
