"""The SPARQL 1.1 Protocol: the cases of W3C, and what they leave open."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from ..conftest import ROOT
from .conftest import Server

SUITES = ROOT.parent / "shared" / "suites"
PROTOCOL = SUITES / "sparql11-protocol" / "manifest.ttl"
DATA = "http://kasei.us/2009/09/sparql/data/"
needs_suites = pytest.mark.skipif(not PROTOCOL.exists(), reason="the W3C protocol cases in ../shared are not here")
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"


def cases() -> list[tuple[str, list[dict[str, Any]]]]:
    """Name and requests of each case in the manifest."""
    if not PROTOCOL.exists():
        return []
    import rdflib
    from rdflib.collection import Collection

    graph = rdflib.Graph().parse(PROTOCOL, format="turtle")
    mf, ht, cnt = (rdflib.Namespace(n) for n in (MF, HT, CNT))

    def texts(node: Any, *path: Any) -> Any:
        for step in path:
            node = graph.value(node, step)
        return node

    entries = Collection(graph, next(graph.objects(None, mf.entries)))
    found = []
    for entry in entries:
        # the manifest nests the list of requests in a list of one
        requests = []
        for node in Collection(graph, texts(entry, mf.action, ht.requests)):
            headers = {}
            fields = texts(node, ht.headers)
            for field in Collection(graph, fields) if fields else []:
                headers[str(texts(field, ht.fieldName))] = str(texts(field, ht.fieldValue))
            body = texts(node, ht.body)
            encoding = str(texts(body, cnt.characterEncoding) or "utf-8") if body else "utf-8"
            requests.append(
                {
                    "method": str(texts(node, ht.methodName)),
                    "path": str(texts(node, ht.absolutePath)),
                    "headers": headers,
                    "body": str(texts(body, cnt.chars)).encode(encoding) if body else None,
                    "status": {str(s)[-3:-2] for s in graph.objects(texts(node, ht.resp), mf.expectedStatus)},
                    "boolean": texts(node, ht.resp, mf.expectedBoolean),
                    "format": str(texts(node, ht.resp, mf.expectedFormat) or ""),
                }
            )
        found.append((str(entry).rpartition("#")[2], requests))
    return found


CASES = cases()


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three graphs of the cases under their names."""
    path = tmp_path_factory.mktemp("protocol") / "data.nq"
    lines = []
    for number in (1, 2, 3):
        text = (PROTOCOL.parent / f"data{number}.nt").read_text()
        lines += [line.rstrip(" .") + f" <{DATA}data{number}.rdf> ." for line in text.splitlines() if line.strip()]
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.fixture(scope="module")
def endpoint(dataset: Path) -> Iterator[Server]:
    """A server of those graphs."""
    from .conftest import start

    running = start("--data", dataset, "--log", "")
    yield running
    running.stop()


@needs_suites
def test_all_cases_are_found() -> None:
    assert len(CASES) == 34


@needs_suites
@pytest.mark.parametrize(("name", "requests"), CASES, ids=[name for name, _ in CASES])
def test_w3c_case(endpoint: Server, name: str, requests: list[dict[str, Any]]) -> None:
    updating = name.startswith("update_")
    for request in requests:
        connection = http.client.HTTPConnection("127.0.0.1", endpoint.port, timeout=30)
        connection.putrequest(request["method"], request["path"].replace(" ", "%20"), skip_accept_encoding=True)
        for field, value in request["headers"].items():
            connection.putheader(field, value)
        if request["body"] is not None:
            connection.putheader("Content-Length", str(len(request["body"])))
        connection.endheaders(request["body"])
        response = connection.getresponse()
        content = response.read()
        posted_as = request["headers"].get("content-type", "")
        if updating and (posted_as.endswith("sparql-update") or (request["body"] or b"").startswith(b"update=")):
            assert response.status == 403, "a read-only service refuses every update"
            continue
        assert str(response.status)[0] in request["status"], (response.status, content)
        if request["boolean"] is not None and not updating:
            assert json.loads(content)["boolean"] is (str(request["boolean"]) == "true")
        if request["format"] == "RDF":
            assert "turtle" in response.headers["Content-Type"] or "rdf" in response.headers["Content-Type"]


@needs_suites
def test_service_description(endpoint: Server) -> None:
    import rdflib

    answer = endpoint.ask("/sparql")
    assert answer.status == 200 and answer.headers["content-type"].startswith("text/turtle")
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    service = graph.value(None, sd.endpoint, rdflib.URIRef(endpoint.url + "/sparql"))
    assert (service, rdflib.RDF.type, sd.Service) in graph
    assert sd.SPARQL11Query in set(graph.objects(service, sd.supportedLanguage))
    assert not set(graph.objects(service, sd.supportedLanguage)) - {sd.SPARQL11Query}, "it cannot update"
    default = graph.value(graph.value(service, sd.defaultDataset), sd.defaultGraph)
    assert (default, rdflib.RDF.type, sd.Graph) in graph


@pytest.mark.parametrize(
    ("accept", "query", "media"),
    [
        ("", "ASK {}", "application/sparql-results+json"),
        ("*/*", "SELECT * {?s ?p ?o} LIMIT 1", "application/sparql-results+json"),
        ("application/sparql-results+xml", "SELECT * {?s ?p ?o} LIMIT 1", "application/sparql-results+xml"),
        ("application/xml", "SELECT * {?s ?p ?o} LIMIT 1", "application/xml"),
        ("text/csv", "SELECT * {?s ?p ?o} LIMIT 1", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "SELECT * {?s ?p ?o} LIMIT 1", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.1, application/json", "ASK {}", "application/json"),
        ("", "CONSTRUCT WHERE {?s ?p ?o}", "text/turtle; charset=utf-8"),
        ("application/n-triples", "CONSTRUCT WHERE {?s ?p ?o}", "application/n-triples"),
        ("application/ld+json", "CONSTRUCT WHERE {?s ?p ?o}", "application/ld+json"),
        ("application/rdf+xml", "DESCRIBE <x:y>", "application/rdf+xml"),
        ("text/html, */*;q=0.1", "ASK {}", "application/sparql-results+json"),
    ],
)
def test_forms(server: Server, accept: str, query: str, media: str) -> None:
    liked: dict[str, Any] = {"Accept": accept} if accept else {}
    answer = server.ask("/sparql?query=" + quote(query), **liked)
    assert (answer.status, answer.headers["content-type"]) == (200, media)
    assert "Accept" in answer.headers["vary"].split(", ") and answer.headers["etag"]


@pytest.mark.parametrize(
    ("status", "request_"),
    [
        (400, {"path": "/sparql?query=SELECT"}),
        (400, {"path": "/sparql?query=ASK%7B%7D&query=ASK%7B%7D"}),
        (400, {"path": "/sparql?query=%zz"}),
        (400, {"path": "/sparql?query=%ff"}),
        (400, {"path": "/sparql?default-graph-uri=x:y"}),
        (400, {"path": "/sparql?query=ASK%7B%7D&default-graph-uri=a%20b"}),
        (
            400,
            {"path": "/sparql", "method": "POST", "body": "a=b", "content_type": "application/x-www-form-urlencoded"},
        ),
        (400, {"path": "/sparql", "method": "POST", "body": b"\xff", "content_type": "application/sparql-query"}),
        (403, {"path": "/sparql?update=CLEAR%20ALL"}),
        (403, {"path": "/sparql", "method": "POST", "body": "CLEAR ALL", "content_type": "application/sparql-update"}),
        (403, {"path": "/sparql?query=ASK%7BSERVICE%20%3Chttp://127.0.0.1:1/%3E%7B%7D%7D"}),
        (404, {"path": "/sparql/more"}),
        (405, {"path": "/sparql", "method": "PUT"}),
        (405, {"path": "/sparql", "method": "DELETE"}),
        (406, {"path": "/sparql?query=ASK%7B%7D", "Accept": "image/png"}),
        (406, {"path": "/sparql?query=ASK%7B%7D", "Accept": "text/turtle"}),
        (406, {"path": "/sparql?query=ASK%7B%7D", "Accept": "*/*;q=0"}),
        (406, {"path": "/sparql", "Accept": "image/png"}),
        (415, {"path": "/sparql", "method": "POST", "body": "ASK {}"}),
        (415, {"path": "/sparql", "method": "POST", "body": "ASK {}", "content_type": "text/plain"}),
        (
            415,
            {
                "path": "/sparql",
                "method": "POST",
                "body": "A",
                "content_type": "application/sparql-query;charset=utf-16",
            },
        ),
    ],
)
def test_refusals(server: Server, status: int, request_: dict[str, Any]) -> None:
    answer = server.ask(**request_)
    assert answer.status == status, answer.text
    assert answer.headers["access-control-allow-origin"] == "*"
    if request_.get("Accept") != "text/turtle":
        problem = json.loads(answer.body)
        assert problem["status"] == status and problem["detail"] and problem["title"]
    if status == 405:
        assert answer.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_syntax_error_has_a_place(server: Server) -> None:
    problem = json.loads(server.ask("/sparql?query=" + quote("SELECT *\nWHERE { ?s ?p }")).body)
    assert problem["line"] == 2 and "SPARQL" in problem["detail"]


def test_head_says_what_get_says(server: Server) -> None:
    for path in ("/sparql", "/sparql?query=ASK%7B%7D", "/doc/garden/vlinderhof.ttl", "/nothing", "/large.bin"):
        got, headed = server.ask(path), server.ask(path, "HEAD")
        assert headed.body == b"" and headed.status == got.status
        assert {**got.headers, "date": ""} == {**headed.headers, "date": ""}


def test_options_and_preflight(server: Server) -> None:
    answer = server.ask("/sparql", "OPTIONS", Origin="https://a.example", Access_Control_Request_Method="POST")
    assert answer.status == 204 and answer.body == b""
    assert answer.headers["allow"] == answer.headers["access-control-allow-methods"] == "GET, HEAD, POST, OPTIONS"
    assert "Content-Type" in answer.headers["access-control-allow-headers"]
    assert server.ask("*", "OPTIONS").status == 204


def test_a_kept_answer_is_told_from_a_new_one_by_its_tag(server: Server) -> None:
    path = "/sparql?query=" + quote("SELECT * {?s ?p ?o}")
    first = server.ask(path)
    assert server.ask(path, If_None_Match=first.headers["etag"]).status == 304
    packed = server.ask(path, Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip" and packed.headers["etag"] != first.headers["etag"]
    assert server.ask(path, If_None_Match=f'"other", W/{packed.headers["etag"]}').status == 304
    assert server.ask(path, If_None_Match='"other"').body == first.body
    assert server.ask(path, If_Match='"other"').status == 412


def test_only_the_named_graphs_are_asked(endpoint_or_skip: Server) -> None:
    asked = f"/sparql?named-graph-uri={quote(DATA)}data1.rdf&query=" + quote("SELECT ?g {GRAPH ?g {}} ")
    rows = json.loads(endpoint_or_skip.ask(asked).body)["results"]["bindings"]
    assert [row["g"]["value"] for row in rows] == [DATA + "data1.rdf"]


@pytest.fixture
def endpoint_or_skip(request: pytest.FixtureRequest) -> Server:
    if not PROTOCOL.exists():
        pytest.skip("the W3C protocol cases in ../shared are not here")
    server: Server = request.getfixturevalue("endpoint")
    return server


def test_real_clients(server: Server) -> None:
    import pandas
    import rdflib
    from rdflib.plugins.stores.sparqlstore import SPARQLStore
    from SPARQLWrapper import JSON, SPARQLWrapper

    query = "SELECT ?s { ?s a <https://example.org/my-dataset/def#Garden> } ORDER BY ?s"
    wrapper = SPARQLWrapper(server.url + "/sparql")
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery(query)
    rows: Any = wrapper.queryAndConvert()
    assert len(rows["results"]["bindings"]) == 2
    store = SPARQLStore(server.url + "/sparql")
    assert len(list(rdflib.Graph(store).query(query))) == 2
    frame = pandas.read_csv(server.url + "/api/queries/gardens.csv")
    assert len(frame) == 1 and "garden" in frame.columns


def test_equal_questions_at_once_are_worked_out_once() -> None:
    import asyncio

    from gouden_kg.serve.engine.cache import Shared

    worked = 0

    async def work() -> int:
        nonlocal worked
        worked += 1
        await asyncio.sleep(0.01)
        return worked

    async def many() -> list[int]:
        shared: Shared[int] = Shared()
        return await asyncio.gather(*(shared.do("same", work) for _ in range(5)))

    assert asyncio.run(many()) == [1] * 5


def test_who_waits_does_the_work_when_the_one_who_did_it_leaves() -> None:
    import asyncio

    from gouden_kg.serve.engine.cache import Shared

    async def scene() -> list[str]:
        shared: Shared[str] = Shared()
        done: list[str] = []

        async def work(name: str) -> str:
            await asyncio.sleep(0.02)
            done.append(name)
            return name

        tasks = [asyncio.create_task(shared.do("same", lambda n=name: work(n))) for name in ("a", "b", "c")]  # type: ignore[misc]
        await asyncio.sleep(0.01)
        tasks[0].cancel()
        said = await asyncio.gather(*tasks, return_exceptions=True)
        assert said[1:] == ["b", "b"] and not shared.waiting
        return done

    assert asyncio.run(scene()) == ["b"]


def test_who_waits_hears_the_same_refusal() -> None:
    import asyncio

    from gouden_kg.query.engine import TOO_SLOW, Refused
    from gouden_kg.serve.engine.cache import Shared

    async def scene() -> int:
        shared: Shared[str] = Shared()
        tried = 0

        async def work() -> str:
            nonlocal tried
            tried += 1
            await asyncio.sleep(0.01)
            raise Refused(TOO_SLOW, "no")

        said = await asyncio.gather(*(shared.do("same", work) for _ in range(4)), return_exceptions=True)
        assert all(isinstance(s, Refused) for s in said)
        return tried

    assert asyncio.run(scene()) == 1
