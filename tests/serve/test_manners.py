"""HTTP as RFC 9110, 9111 and the SPARQL 1.1 Protocol ask of a good server, point by point."""

from __future__ import annotations

import asyncio
import gzip
import http.client
import json
import re
import shutil
from collections.abc import Callable, Iterable
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from gouden_kg.serve import app
from gouden_kg.serve.access_log import AccessLog
from gouden_kg.serve.engine.cache import Cache
from gouden_kg.serve.finish import head_lines
from gouden_kg.serve.http import Raw, Sent
from gouden_kg.serve.metrics import Metrics
from gouden_kg.serve.page import Frame
from gouden_kg.serve.settings import Settings

from .conftest import Answer, Server

ASK = "/sparql?query=ASK%7B%7D"
ROWS = "/sparql?" + urlencode({"query": "SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s LIMIT 3"})
THING, DATA, PAGE = "/id/garden/vlinderhof", "/doc/garden/vlinderhof", "/nl/garden/vlinderhof.html"
API, LIST, OPENAPI = "/api/queries/gardens", "/api/queries", "/api/openapi.json"
RESOURCES = [
    ASK,
    THING,
    DATA,
    DATA + ".ttl",
    "/def",
    PAGE,
    "/",
    "/sparql",
    LIST,
    API,
    API + ".csv",
    OPENAPI,
    "/health",
    "/reconcile",
]
FORM = "application/x-www-form-urlencoded"
FUTURE = "Fri, 01 Jan 2100 00:00:00 GMT"
TYPICAL = {"date", "connection", "keep-alive", "transfer-encoding", "content-length", "age"}


@pytest.mark.parametrize("path", RESOURCES)
class TestEveryResource:
    """What each address owes its visitors."""

    def test_head_says_what_get_says(self, path: str, server: Server) -> None:
        get, head = server.ask(path), server.ask(path, "HEAD")
        assert head.status == get.status and head.body == b""
        varying = {"date", "x-request-id"}
        assert {k: v for k, v in head.headers.items() if k not in varying} == {
            k: v for k, v in get.headers.items() if k not in varying
        }

    def test_a_date_and_a_length(self, path: str, server: Server) -> None:
        answer = server.ask(path)
        assert parsedate_to_datetime(answer.headers["date"]).tzinfo is not None
        assert int(answer.headers["content-length"]) == len(answer.body)

    def test_options_names_the_methods(self, path: str, server: Server) -> None:
        answer = server.ask(path, "OPTIONS")
        assert answer.status in (200, 204)
        assert {"GET", "HEAD", "OPTIONS"} <= methods(answer)

    @pytest.mark.parametrize("method", ["DELETE", "PUT", "PATCH"])
    def test_other_methods_are_refused_with_the_right_ones(self, method: str, path: str, server: Server) -> None:
        answer = server.ask(path, method)
        assert answer.status == 405 and {"GET", "HEAD"} <= methods(answer) and method not in methods(answer)

    @pytest.mark.parametrize("method", ["BREW", "get", "TRACE", "PROPFIND"])
    def test_unknown_methods(self, method: str, path: str, server: Server) -> None:
        assert server.ask(path, method).status in (405, 501)

    def test_scripts_of_other_sites_may_read(self, path: str, server: Server) -> None:
        answer = server.ask(path, Origin="https://elsewhere.example")
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
        exposed = answer.headers["access-control-expose-headers"]
        assert all(name in exposed for name in ("Content-Range", "ETag", "Link"))

    def test_preflight(self, path: str, server: Server) -> None:
        answer = server.ask(
            path,
            "OPTIONS",
            Origin="https://elsewhere.example",
            Access_Control_Request_Method="GET",
            Access_Control_Request_Headers="accept, content-type",
        )
        assert answer.status in (200, 204) and answer.headers["access-control-allow-origin"] == "*"
        assert "GET" in answer.headers["access-control-allow-methods"]
        allowed = answer.headers["access-control-allow-headers"].lower()
        assert {"*", "accept", "content-type", "range"} <= {a.strip() for a in allowed.split(",")}

    def test_nobody_guesses_types_or_learns_of_the_software(self, path: str, server: Server) -> None:
        answer = server.ask(path)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "python" not in str(answer.headers).lower() and "uvicorn" not in str(answer.headers).lower()

    def test_text_names_its_charset(self, path: str, server: Server) -> None:
        answer = server.ask(path)
        kind = answer.headers.get("content-type", "text/plain; charset=utf-8")
        assert not kind.startswith("text/") or "charset=utf-8" in kind.lower()

    def test_keeping_is_spoken_of(self, path: str, server: Server) -> None:
        assert server.ask(path).headers.get("cache-control")


CACHED = [ASK, ROWS, DATA + ".ttl", DATA, "/def.ttl", PAGE, API + ".csv", OPENAPI, "/reconcile"]


@pytest.mark.parametrize("path", CACHED)
class TestKeeping:
    """Conditional requests (RFC 9110, section 13)."""

    def test_same_tag_saves_the_body(self, path: str, server: Server) -> None:
        tag = server.ask(path).headers["etag"]
        assert re.fullmatch(r'(W/)?"[\x21\x23-\x7e]+"', tag)
        for given in (tag, "*", f'"other", {tag}', "W/" + tag.removeprefix("W/")):
            answer = server.ask(path, If_None_Match=given)
            assert answer.status == 304 and answer.body == b"", given
            assert answer.headers["etag"] == tag and "content-type" not in answer.headers
        assert server.ask(path, "HEAD", If_None_Match=tag).status == 304

    def test_other_tag_gets_the_body(self, path: str, server: Server) -> None:
        for given in ('"other"', "nonsense", ""):
            assert server.ask(path, If_None_Match=given).status == 200

    def test_kept_answers_name_what_they_vary_by(self, path: str, server: Server) -> None:
        full, short = server.ask(path), server.ask(path, If_None_Match="*")
        assert full.headers.get("vary") == short.headers.get("vary")
        assert full.headers.get("cache-control") == short.headers.get("cache-control")

    def test_each_form_has_its_own_tag(self, path: str, server: Server) -> None:
        plain, packed = server.ask(path), server.ask(path, Accept_Encoding="gzip")
        if "content-encoding" in packed.headers:
            assert plain.headers["etag"].startswith("W/") or plain.headers["etag"] != packed.headers["etag"]

    def test_failing_preconditions(self, path: str, server: Server) -> None:
        assert server.ask(path, If_Match='"other"').status == 412
        assert server.ask(path, If_Unmodified_Since="Sat, 01 Jan 2000 00:00:00 GMT").status == 412


def test_a_failure_of_our_own_is_told_as_safely_as_all_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("/inner/path")

    def left() -> None:
        pass

    class Client:
        async def take(self, sent: Sent, more: Iterable[bytes] = ()) -> None:
            said.append(sent)

    said: list[Sent] = []
    monkeypatch.setattr(app, "answered", broken)
    release: Any = SimpleNamespace(sent=Cache(1000, len), frame=Frame(), leave=left)
    current: Any = SimpleNamespace(enter=lambda: release)
    settings = Settings(log="")
    serving = app.Application(current, settings, Metrics(), AccessLog(settings))
    with pytest.raises(RuntimeError):  # for the log of the server
        asyncio.run(serving.serve(Raw("GET", b"/", [], b"", "", last=False), Client()))
    (sent,) = said
    assert sent.status == 500 and sent.closing and b"inner" not in sent.body
    assert b"\r\nx-content-type-options: nosniff\r\n" in sent.head and b"\r\ncontent-security-policy: " in sent.head


@pytest.mark.parametrize("value", ["a\r\nSet-Cookie: b", "a\nb", "a\rb", "a\0b"])
def test_no_header_ends_its_line(value: str) -> None:
    with pytest.raises(ValueError, match="end its line"):
        head_lines((("Location", value),), (), False, False)


class TestChance:
    """Answers about chance or the moment are new each time, and nobody keeps them."""

    @pytest.mark.parametrize("word", ["RAND()", "now( )", "UUID()", "StrUUID()", "BNODE()"])
    def test_new_each_time(self, word: str, server: Server) -> None:
        path = "/sparql?" + urlencode({"query": f"SELECT ?x {{ BIND({word} AS ?x) }}"})
        first, second = server.ask(path), server.ask(path)
        assert first.status == second.status == 200 and first.body != second.body
        assert not {"etag", "last-modified"} & first.headers.keys()
        assert first.headers["cache-control"] == "no-cache"
        assert server.ask(path, If_None_Match="*").status == server.ask(path, If_Modified_Since=FUTURE).status == 200

    @pytest.mark.parametrize("text", ['"NOW()"', "?rand", "<x:UUID>", "1 # RAND()\n"])
    def test_the_words_alone_mean_nothing(self, text: str, server: Server) -> None:
        path = "/sparql?" + urlencode({"query": f"SELECT ?x {{ BIND({text} AS ?x) }}"})
        assert {"etag", "last-modified"} <= server.ask(path).headers.keys()

    def test_stored_queries_too(self, serving: Callable[..., Server], garden: Path, tmp_path: Path) -> None:
        project = tmp_path / "project"
        shutil.copytree(garden, project)
        header = "#+ summary: {nl: Toeval, en: Chance}\n#+ columns: [x]\n"
        (project / "queries" / "chance.rq").write_text(header + "SELECT ?x { BIND(RAND() AS ?x) }\n")
        server = serving("--project", project, "--log", "")
        first, second = (server.ask("/api/queries/chance.csv") for _ in range(2))
        assert first.status == 200 and first.body != second.body and "etag" not in first.headers
        assert "etag" in server.ask(API).headers


class TestDates:
    """Last-Modified is the time of the build."""

    @pytest.mark.parametrize("path", [DATA + ".ttl", PAGE])
    def test_not_changed_since(self, path: str, server: Server) -> None:
        changed = server.ask(path).headers["last-modified"]
        assert parsedate_to_datetime(changed)
        assert server.ask(path, If_Modified_Since=changed).status == 304
        assert server.ask(path, If_Modified_Since="Sat, 01 Jan 2000 00:00:00 GMT").status == 200
        assert server.ask(path, If_Modified_Since="yesterday").status == 200
        assert server.ask(path, If_Modified_Since=changed, If_None_Match='"other"').status == 200, "tags go first"


class TestPacking:
    """Content codings (RFC 9110, section 12.5.3)."""

    @pytest.mark.parametrize("path", [DATA + ".ttl", OPENAPI, "/assets/style.css"])
    @pytest.mark.parametrize("accepted", ["gzip", "gzip;q=0.5", "*", "br;q=0, gzip", "x-unknown, gzip, deflate"])
    def test_packed_for_those_who_can(self, accepted: str, path: str, server: Server) -> None:
        plain, packed = server.ask(path), server.ask(path, Accept_Encoding=accepted)
        assert "accept-encoding" in plain.headers["vary"].lower()
        if packed.headers.get("content-encoding") == "gzip":
            assert gzip.decompress(packed.body) == plain.body
        else:
            assert "content-encoding" not in packed.headers and packed.body == plain.body

    @pytest.mark.parametrize(
        "accepted", ["identity", "gzip;q=0", "", "gzip;q=0, *;q=0.5", "*;q=0, identity", "identity, gzip;q=0.9"]
    )
    def test_plain_for_those_who_cannot(self, accepted: str, server: Server) -> None:
        answer = server.ask(OPENAPI, Accept_Encoding=accepted)
        assert answer.status == 200 and answer.headers.get("content-encoding") != "gzip"
        assert json.loads(answer.body)


class TestProtocol:
    """Requests of the SPARQL 1.1 Protocol that are not quite right."""

    @pytest.mark.parametrize(
        ("method", "path", "kind", "body", "status"),
        [
            ("POST", "/sparql", None, b"ASK {}", 415),
            ("POST", "/sparql", "text/plain", b"ASK {}", 415),
            ("POST", "/sparql", "application/json", b"{}", 415),
            ("POST", "/sparql", "nonsense", b"ASK {}", 415),
            ("POST", "/sparql", "application/sparql-query", b"ASK {}", 200),
            ("POST", "/sparql", "application/sparql-query; charset=utf-8", b"ASK {}", 200),
            ("POST", "/sparql", 'Application/SPARQL-Query; Charset="UTF-8"', b"ASK {}", 200),
            ("POST", "/sparql", "application/sparql-query; charset=utf-16", "ASK {}".encode("utf-16"), 415),
            ("POST", "/sparql", "application/sparql-query", b"ASK { # \xff\xfe\n}", 400),
            ("POST", "/sparql", "application/sparql-query", "\ufeffASK {}".encode(), 200),
            ("POST", "/sparql", "application/sparql-query", b"", 400),
            ("POST", "/sparql", "application/sparql-query", b" \n", 400),
            ("POST", "/sparql", FORM, b"query=ASK%7B%7D", 200),
            ("POST", "/sparql", FORM + "; charset=utf-8", b"query=ASK%7B%7D", 200),
            ("POST", "/sparql", FORM, b"query=ASK%7B%7D&query=ASK%7B%7D", 400),
            ("POST", "/sparql", FORM, b"", 400),
            ("POST", "/sparql", FORM, b"query=", 400),
            ("POST", "/sparql", FORM, b"q=ASK%7B%7D", 400),
            ("POST", "/sparql", FORM, b"query=%FF", 400),
            ("POST", "/sparql", "multipart/form-data; boundary=x", b"--x--", 415),
            ("POST", ASK, FORM, b"query=ASK%7B%7D", 400),
            ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, None, 400),
            ("GET", "/sparql?query=%FF%FE", None, None, 400),
            ("GET", "/sparql?query=%ZZ", None, None, 400),
            ("GET", "/sparql?query=", None, None, 400),
            ("GET", "/sparql?query=SELECT", None, None, 400),
            ("GET", ASK + "&default-graph-uri=no%20iri", None, None, 400),
            ("GET", ASK + "&default-graph-uri=", None, None, 400),
        ],
    )
    def test_status(
        self, method: str, path: str, kind: str | None, body: bytes | None, status: int, server: Server
    ) -> None:
        answer = server.ask(path, method, body, content_type=kind) if kind else server.ask(path, method, body)
        assert answer.status == status, answer.text
        if status >= 400:
            assert_told(answer)

    def test_unknown_types_are_answered_with_those_there_are(self, server: Server) -> None:
        for path in (ASK, ROWS, DATA, API):
            answer = server.ask(path, Accept="image/png")
            assert answer.status == 406 and "accept" in answer.headers["vary"].lower()
            assert re.search(r"application/|text/", answer.text), "the types there are"

    def test_errors_are_for_machines_and_people(self, server: Server) -> None:
        assert_told(server.ask("/sparql?query=SELECT"))
        assert_told(server.ask("/api/queries/none-such"))
        assert_told(server.ask(API + "?nonsense=1"))
        page = server.ask("/nl/nothing.html", Accept="text/html")
        assert page.status == 404 and page.headers["content-type"] == "text/html; charset=utf-8"
        assert "<h1" in page.text and '<html lang="' in page.text

    def test_places_of_mistakes(self, server: Server) -> None:
        told = json.loads(server.ask("/sparql?query=" + quote("SELECT *\n{ ?s ?p }")).body)
        assert (told["line"], told["column"]) == (2, 10)

    def test_too_long_and_too_large(self, server: Server) -> None:
        assert server.ask("/sparql?query=" + "x" * 70_000).status == 414
        large = server.ask("/sparql", "POST", b"#" * 2_000_000, content_type="application/sparql-query")
        assert large.status == 413

    def test_what_is_announced_too_large_is_not_read(self, server: Server) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        connection.putrequest("POST", "/sparql")
        connection.putheader("Content-Type", "application/sparql-query")
        connection.putheader("Content-Length", str(10**12))
        connection.endheaders()
        assert connection.getresponse().status == 413
        connection.close()

    def test_expectations(self, server: Server) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        connection.request(
            "POST", "/sparql", b"ASK {}", {"Content-Type": "application/sparql-query", "Expect": "100-continue"}
        )
        assert connection.getresponse().status == 200
        connection.close()

    def test_a_connection_serves_many_requests(self, server: Server) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        for path in (ASK, "/nothing", "/sparql?query=SELECT", DATA + ".ttl", ASK):
            connection.request("GET", path)
            assert connection.getresponse().read() != b""
        connection.close()


class TestLinks:
    """Signposts between a thing, its pages and its data."""

    def test_a_thing_is_not_its_document(self, server: Server) -> None:
        for kind, place in (("text/turtle", "/doc/garden/vlinderhof"), ("text/html", "garden/vlinderhof")):
            answer = server.ask(THING, Accept=kind)
            assert answer.status == 303 and place in answer.headers["location"]
            assert server.ask(answer.headers["location"].removeprefix(server.url), Accept=kind).status == 200

    def test_forms_of_a_document_are_listed(self, server: Server) -> None:
        links = server.ask(DATA, Accept="text/turtle").headers["link"]
        for kind in ("text/html", "application/ld+json", "application/n-triples", "application/rdf+xml"):
            assert kind in links and 'rel="alternate"' in links.replace("rel=alternate", 'rel="alternate"')

    def test_negotiated_answers_say_where_they_are(self, server: Server) -> None:
        answer = server.ask(DATA, Accept="text/turtle")
        assert answer.headers["content-location"].endswith("vlinderhof.ttl")
        assert {"accept", "accept-language"} <= {v.strip().lower() for v in answer.headers["vary"].split(",")}

    def test_pages_tell_their_language(self, server: Server) -> None:
        for lang in ("nl", "en"):
            answer = server.ask(DATA, Accept="text/html", Accept_Language=lang)
            assert answer.headers["content-language"] == lang

    def test_what_is_gone_is_gone(self, server: Server) -> None:
        for path, kind in (
            ("/doc/garden/old", "text/html"),
            ("/doc/garden/old", "text/turtle"),
            ("/doc/garden/old.ttl", "*/*"),
        ):
            answer = server.ask(path, Accept=kind)
            assert answer.status == 410 and answer.body


def methods(answer: Answer) -> set[str]:
    return {method.strip() for method in answer.headers["allow"].split(",")}


def assert_told(answer: Answer) -> None:
    """An error in the form of RFC 9457."""
    assert answer.headers["content-type"].startswith("application/problem+json")
    told = json.loads(answer.body)
    assert told["status"] == answer.status and told["title"] and told["detail"]
