"""Content negotiation (RFC 9110, sections 12.1 and 12.5) in every corner, as a table."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from .conftest import Server

DOC, DEF = "/doc/garden/vlinderhof", "/def"
ROWS = "/sparql?" + urlencode({"query": "SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s LIMIT 3"})
YES = "/sparql?query=ASK%7B%7D"
GRAPH = "/sparql?" + urlencode({"query": "CONSTRUCT WHERE { ?s ?p ?o }"})
API = "/api/queries/gardens"
HTML, TURTLE, JSONLD = "text/html", "text/turtle", "application/ld+json"
NT, XML = "application/n-triples", "application/rdf+xml"
RJ, RX = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
JENA = "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3"
RDFLIB = "text/turtle;q=0.9, application/rdf+xml, application/trix;q=0.5, application/n-quads"
PROTEGE = "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09"
NONE = ""  # 406

CASES = [
    *[(DOC, kind, kind) for kind in (HTML, TURTLE, JSONLD, NT, XML)],
    *[(DEF, kind, kind) for kind in (HTML, TURTLE, JSONLD, NT, XML)],
    *[(ROWS, kind, kind) for kind in (RJ, RX, CSV, TSV)],
    *[(YES, kind, kind) for kind in (RJ, RX)],
    *[(GRAPH, kind, kind) for kind in (TURTLE, NT, JSONLD, XML)],
    *[(API, kind, kind) for kind in (RJ, CSV, TSV)],
    # short names that people use come back as they were called
    (ROWS, "application/json", "application/json"),
    (ROWS, "application/xml", "application/xml"),
    (ROWS, "text/xml", "text/xml"),
    (API, "application/json", "application/json"),
    (DOC, "application/json", "application/json"),
    (DOC, "application/xml", "application/xml"),
    (DOC, "application/xhtml+xml", HTML),
    (DOC, "text/plain", "text/plain"),
    (GRAPH, "application/json", "application/json"),
    # what programs really send
    (DOC, BROWSER, HTML),
    (ROWS, BROWSER, "application/xml"),
    (API, BROWSER, HTML),
    (DOC, JENA, TURTLE),
    (DOC, RDFLIB, XML),
    (DOC, PROTEGE, XML),
    (ROWS, "application/sparql-results+xml,application/json;q=0.9,*/*;q=0.1", RX),
    # weights
    (DOC, "text/html;q=0.5, text/turtle", TURTLE),
    (DOC, "text/turtle;q=0.5, application/ld+json;q=0.6", JSONLD),
    (DOC, "text/turtle;q=0.500, application/ld+json;q=0.501", JSONLD),
    (DOC, "text/turtle;q=0, */*", "not text/turtle"),
    (DOC, "text/html;q=0, text/*", TURTLE),
    (DOC, "text/*;q=0, */*", "not text/"),
    (DOC, "*/*;q=0", NONE),
    (DOC, "text/turtle;q=0", NONE),
    (DOC, "*/*, text/html;q=0.1, text/turtle;q=0.1, application/ld+json;q=0.1, application/rdf+xml;q=0.1", NT),
    (DOC, "text/*;q=0.3, text/html;q=0.7, */*;q=0.5, text/turtle;q=0.2", HTML),
    (DOC, "application/*", "application/"),
    (DOC, "text/*;q=0.5, application/rdf+xml;q=0.9", XML),
    (ROWS, "text/csv;q=0.1, application/sparql-results+xml;q=0.2", RX),
    (ROWS, "text/csv;q=1.0, application/sparql-results+xml;q=0.999", CSV),
    # the way of writing
    (DOC, "TEXT/TURTLE", TURTLE),
    (DOC, "Text/Html;Q=0.1, Application/LD+JSON;Q=0.9", JSONLD),
    (DOC, "  text/turtle  ;  q=0.9  ,text/html;q=0.1", TURTLE),
    (DOC, "text/turtle;charset=utf-8", TURTLE),
    (DOC, 'text/turtle;charset="utf-8";q=0.9, text/html;q=0.1', TURTLE),
    (DOC, "text/turtle;version=1.1", TURTLE),
    (DOC, 'application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"', JSONLD),
    (DOC, "application/x-nothing, text/turtle", TURTLE),
    (DOC, ",,text/turtle,,", TURTLE),
    (DOC, "text/turtle, nonsense", TURTLE),
    (DOC, "text/turtle;q=x, application/ld+json", JSONLD),
    (DOC, 'application/x;a="b,c;q=1", text/turtle;q=0.5', TURTLE),
    # nothing that fits
    (DOC, "image/png", NONE),
    (DOC, "text/turtlex", NONE),
    (DOC, "*/turtle", NONE),
    (ROWS, "text/turtle", NONE),
    (GRAPH, "text/csv", NONE),
    (YES, "image/*", NONE),
    (API, "video/mp4", NONE),
    # no wish at all
    (ROWS, "*/*", RJ),
    (GRAPH, "*/*", TURTLE),
    (DOC, "", "any"),
]


@pytest.mark.parametrize(("path", "accept", "wanted"), CASES)
def test_what_is_accepted_is_what_comes(path: str, accept: str, wanted: str, server: Server) -> None:
    answer = server.ask(path, Accept=accept)
    vary = {part.strip().lower() for part in answer.headers["vary"].split(",")}
    assert "accept" in vary
    if answer.status == 303 and wanted == HTML:  # a page of the API is another address
        return
    if wanted == NONE:
        assert answer.status == 406
        return
    assert answer.status == 200, answer.text
    kind = answer.headers["content-type"].partition(";")[0]
    if wanted.startswith("not "):
        assert not kind.startswith(wanted.removeprefix("not "))
    elif wanted != "any":
        assert kind == wanted or (wanted.endswith("/") and kind.startswith(wanted))


@pytest.mark.parametrize("path", [DOC, ROWS, GRAPH, API, DEF, "/sparql", "/id/garden/vlinderhof", "/"])
def test_no_header_is_a_wish_for_anything(path: str, server: Server) -> None:
    assert server.ask(path).status in (200, 303)


@pytest.mark.parametrize(
    ("accepted", "wanted"),
    [
        ("nl", "nl"),
        ("en", "en"),
        ("nl-NL", "nl"),
        ("nl-BE, en;q=0.5", "nl"),
        ("en-GB,en;q=0.9,nl;q=0.8", "en"),
        ("fr, en;q=0.1", "en"),
        ("nl;q=0.1, en;q=0.2", "en"),
        ("nl;q=0, *", "en"),
        ("EN", "en"),
        ("en;q=0, *;q=0.5", "nl"),
        ("*", "nl"),
        ("fr", "nl"),
        ("", "nl"),
        ("x" * 5000, "nl"),
        ("en_GB;;q=,,", "nl"),
    ],
)
def test_languages(accepted: str, wanted: str, server: Server) -> None:
    answer = server.ask(DOC, Accept="text/html", Accept_Language=accepted)
    assert answer.status == 200 and answer.headers["content-language"] == wanted
    assert f'lang="{wanted}"' in answer.text


EXTENSIONS = {".html": HTML, ".ttl": TURTLE, ".jsonld": JSONLD, ".nt": NT, ".rdf": XML}


@pytest.mark.parametrize(("extension", "kind"), EXTENSIONS.items())
@pytest.mark.parametrize("path", [DOC, DEF])
def test_an_extension_is_a_choice_made(path: str, extension: str, kind: str, server: Server) -> None:
    for accept in (kind, "*/*", "image/png"):
        answer = server.ask(path + extension, Accept=accept)
        assert answer.status == 200 and answer.headers["content-type"].startswith(kind)


@pytest.mark.parametrize(("extension", "kind"), {".csv": CSV, ".tsv": TSV, ".json": "application/json"}.items())
def test_an_extension_of_a_stored_query(extension: str, kind: str, server: Server) -> None:
    answer = server.ask(API + extension, Accept="image/png")
    assert answer.status == 200 and answer.headers["content-type"].startswith(kind)


def test_two_headers_are_one_list(server: Server) -> None:
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.putrequest("GET", DOC)
    connection.putheader("Accept", "text/html;q=0.5")
    connection.putheader("Accept", "text/turtle")
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.read() and answer.headers["content-type"].startswith(TURTLE)
    connection.close()
