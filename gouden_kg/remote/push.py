"""The built graph loaded into a SPARQL server: in batches beside the old one, proven, and swapped in whole.

The batches go into a graph whose name holds the digest of the dump. So a push that broke off is resumed without
anything remembered here: the server is asked how far it came.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..built import built_file
from ..graph import iri_term
from ..problem import GoudenError
from ..project import Project
from ..query.run import run_query
from .client import Client
from .dump import Dump, read_dump
from .endpoint import DEFAULT, Endpoint, RemoteStore, find_endpoint
from .proof import count, prove
from .writing import GraphStore, Update, find_graph_store, find_update

AUTO, STORE, UPDATE = "auto", "store", "update"
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Address:
    """What the asker says of a server; empty texts where it is to be found out."""

    endpoint: str
    update: str = ""
    store: str = ""
    graph: str = ""
    way: str = AUTO
    user: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A server ready to be written to: its graph, the graphs beside it, and how it takes batches."""

    client: Client
    query_url: str
    update: Update
    writer: Update | GraphStore
    graph: str  # an IRI, or `default`
    loading: str  # how the names of graphs begin that are being loaded

    def asked(self, graph: str) -> RemoteStore:
        """The server, asked of one of its graphs."""
        return RemoteStore(self.client, Endpoint(self.query_url, "" if graph == DEFAULT else graph))


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did: triples in the graph, batches sent, batches that were there from an earlier try."""

    triples: int
    sent: int
    resumed: int


def push_project(project: Project, address: Address, batch: int, step: Progress) -> str:
    """Pushes the built graph and tells what was done; raises `GoudenError` when it could not."""
    dump = read_dump(built_file(project, f"{project.name}.nt"))
    with Client(address.user, seconds=600.0) as client:
        target = open_target(client, address, project)
        pushed = push_dump(dump, target, batch, step)
    graph = "the default graph" if target.graph == DEFAULT else f"<{target.graph}>"
    earlier = f" ({pushed.resumed} batches were there already)" if pushed.resumed else ""
    return f"pushed {pushed.triples} triples to {graph} at {target.query_url}{earlier}"


def open_target(client: Client, address: Address, project: Project) -> Target:
    """The server with its services found; raises `GoudenError` for the one that is missing."""
    graph = address.graph or project.published_graph
    loading = f"{project.base}graph/loading"
    url = find_endpoint(client, address.endpoint, graph, "").url
    update = find_update(client, url, address.update)
    store = None if address.way == UPDATE else find_graph_store(client, url, address.store, loading)
    if store is None and address.way == STORE:
        raise GoudenError(f"found no Graph Store Protocol beside {url}", "name its address with --store")
    return Target(client, url, update, store or update, graph, loading)


def push_dump(dump: Dump, target: Target, batch: int = 0, step: Progress = lambda words: None) -> Pushed:
    """Loads the dump so that the target graph holds it and nothing else; until the swap it keeps what it held.

    Raises `GoudenError` when the server refuses, or when what arrived differs from what was sent.
    """
    size = batch or target.writer.batch
    staged = f"{target.loading}-{dump.digest[:16]}"
    resumed = min(count(target.asked(staged)), dump.triples) // size
    sent = 0
    for sent, triples in enumerate(dump.batches(size, resumed), 1):
        target.writer.add(triples, staged)
        step(f"{min((resumed + sent) * size, dump.triples)} of {dump.triples} triples sent")
    step("comparing")
    try:
        prove(dump, target.asked(staged))
    except GoudenError:
        target.update.run(f"DROP SILENT GRAPH {iri_term(staged)}")
        raise
    step("swapping")
    _swap(target, staged)
    arrived = count(target.asked(target.graph))
    if arrived != dump.triples:
        raise GoudenError(f"{dump.triples} triples were sent, {arrived} are there", "push again")
    return Pushed(arrived, sent, resumed)


def _swap(target: Target, staged: str) -> None:
    """Puts the loaded graph in its place, and removes what earlier tries with other builds left beside it."""
    name = "DEFAULT" if target.graph == DEFAULT else f"GRAPH {iri_term(target.graph)}"
    # a second MOVE of the same graph would empty the target, so this one is never sent twice
    target.update.run(f"MOVE GRAPH {iri_term(staged)} TO {name}", again=False)
    text = f'SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{target.loading}")) }}'
    for row in run_query(target.asked(DEFAULT), text, {}, "leftovers"):
        target.update.run(f"DROP SILENT GRAPH {row[0]}")
