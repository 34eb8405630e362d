"""`gouden serve --backend`: the graph in a SPARQL server of others, answered as from the embedded one."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from urllib.parse import quote, urlencode

import pytest

from ..conftest import ROOT, gouden
from ..servers import Server as Store
from ..servers import running_server
from .conftest import Server, eventually, start

FORMS = ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"]
GRAPHS = ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
THEME = "<https://w3id.org/gouden-gemeenten/id/theme/debts>"


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A server of others with the graph pushed to it, and a graph that is nobody's business."""
    if not (ROOT / "dist").is_dir():
        pytest.skip("dist/ is not there; build it with `gouden build`")
    with running_server(request.param, tmp_path_factory.mktemp(request.param)) as started:
        words = ["--user", started.user] if started.user else []
        assert gouden("push", started.root, *words, "--project", ROOT).exit_code == 0
        assert gouden("push", started.root, *words, "--project", ROOT, "--graph", "urn:others").exit_code == 0
        yield started


@pytest.fixture(scope="module")
def relay(store: Store) -> Iterator[Server]:
    running = start("--project", ROOT, "--log", "", "--backend", store.root, "--query-seconds", "5")
    yield running
    running.stop()


def sparql(text: str) -> str:
    return "/sparql?" + urlencode({"query": text})


@pytest.mark.parametrize("accept", FORMS)
@pytest.mark.parametrize(
    "query", ["golden-municipalities", "practices-by-theme", "golden-per-province", "figures-of-municipality"]
)
def test_stored_queries_answer_alike(query: str, accept: str, relay: Server, real: Server) -> None:
    path = f"/api/queries/{query}?limit=200"
    there, here = relay.ask(path, Accept=accept), real.ask(path, Accept=accept)
    assert there.status == here.status == 200 and there.body == here.body
    assert there.headers["etag"] == here.headers["etag"]


@pytest.mark.parametrize("accept", FORMS)
def test_own_queries_answer_alike(accept: str, relay: Server, real: Server) -> None:
    for text in (
        f"SELECT ?p ?o {{ {THEME} ?p ?o }} ORDER BY ?p STR(?o)",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT ?class (COUNT(*) AS ?n) { ?s a ?class } GROUP BY ?class ORDER BY DESC(?n) ?class",
    ):
        there, here = relay.ask(sparql(text), Accept=accept), real.ask(sparql(text), Accept=accept)
        assert there.status == here.status == 200 and there.body == here.body, text


@pytest.mark.parametrize("accept", GRAPHS)
def test_graphs_answer_alike(accept: str, relay: Server, real: Server) -> None:
    path = sparql(f"CONSTRUCT WHERE {{ {THEME} ?p ?o }}")
    there, here = relay.ask(path, Accept=accept), real.ask(path, Accept=accept)
    assert there.status == here.status == 200 and there.body == here.body


def test_truth_and_falsehood(relay: Server) -> None:
    assert json.loads(relay.ask(sparql(f"ASK {{ {THEME} ?p ?o }}")).body)["boolean"] is True
    assert json.loads(relay.ask(sparql("ASK { <urn:none> ?p ?o }")).body)["boolean"] is False


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * {",
        "SELECT * { ?s ?p ?o . SERVICE <http://127.0.0.1:1/> { ?s ?p ?z } }",
        "CLEAR ALL",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "define get:soft 'soft' SELECT * FROM <http://127.0.0.1:1/> { ?s ?p ?o }",
        "SELECT * { " + "{" * 5000 + "}" * 5000 + " }",
    ],
)
def test_what_is_refused_here_never_goes_there(text: str, relay: Server, real: Server) -> None:
    there, here = relay.ask(sparql(text)), real.ask(sparql(text))
    assert there.status == here.status and 400 <= there.status < 500 and there.body == here.body


@pytest.mark.parametrize("others", ["urn:others", "https://w3id.org/gouden-gemeenten/graph/published"])
def test_other_graphs_are_not_shown(others: str, relay: Server) -> None:
    for path in (
        sparql(f"SELECT * FROM <{others}> {{ ?s ?p ?o }}"),
        sparql(f"SELECT * FROM NAMED <{others}> {{ GRAPH ?g {{ ?s ?p ?o }} }}"),
        sparql("SELECT * { GRAPH ?g { ?s ?p ?o } } LIMIT 5"),
        sparql(f"SELECT * {{ GRAPH <{others}> {{ ?s ?p ?o }} }} LIMIT 5"),
        sparql("SELECT * { ?s ?p ?o } LIMIT 5") + f"&default-graph-uri={quote(others)}",
        sparql("SELECT * { GRAPH ?g { ?s ?p ?o } } LIMIT 5") + f"&named-graph-uri={quote(others)}",
    ):
        answer = relay.ask(path, Accept="text/csv")
        assert answer.status == 200 and len(answer.body.splitlines()) == 1, path


def test_the_rest_needs_no_store(relay: Server) -> None:
    assert relay.ask("/doc/municipality/gm0503.ttl").status == 200
    assert relay.ask("/api/queries").status == 200


def test_a_store_that_is_gone_is_told(serving: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> None:
    with running_server("oxigraph", tmp_path_factory.mktemp("gone")) as started:
        assert gouden("push", started.root, "--project", ROOT).exit_code == 0
        server = serving("--project", ROOT, "--log", "", "--backend", started.root)
        assert json.loads(server.ask("/health").body)["status"] == "ok"
        assert server.ask(sparql(f"ASK {{ {THEME} ?p ?o }}")).status == 200
        os.kill(started.process, signal.SIGSTOP)
        # not after the ten seconds that a query may take
        assert eventually(lambda: server.ask("/health", timeout=5).status == 503)
        os.kill(started.process, signal.SIGKILL)
        answer = server.ask(sparql(f"ASK {{ {THEME} ?p ?o1 }}"))
    assert answer.status == 502 and "127.0.0.1" not in answer.text
    gone = server.ask("/health")
    assert gone.status == 503 and "does not answer" in json.loads(gone.body)["status"]


def test_a_file_that_is_not_there_is_named() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gouden_kg", "serve", "--port", "0", "--data", "nosuch.ttl"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2 and "cannot read nosuch.ttl: No such file" in done.stderr and "build" not in done.stderr


def test_no_store_no_start() -> None:
    words = [sys.executable, "-m", "gouden_kg", "serve", "--port", "0", "--backend", "http://127.0.0.1:1/"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2 and "cannot reach" in done.stderr and "Traceback" not in done.stderr
