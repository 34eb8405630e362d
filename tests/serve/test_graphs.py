"""The named graphs of the TriG dump under their own IRIs."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from .conftest import BASE, Server

FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


@pytest.mark.parametrize("media", FORMATS)
def test_each_graph_of_the_dump_is_at_its_iri(server: Server, garden: Path, media: str) -> None:
    quads = list(pyoxigraph.parse(path=garden / "dist" / "my-dataset.trig"))
    names = {q.graph_name for q in quads}
    assert len(names) == 3
    for name in names:
        path = urlsplit(str(name.value)).path.removeprefix(urlsplit(BASE).path.rstrip("/"))
        answer = server.ask(path, Accept=media)
        assert answer.status == 200 and answer.headers["content-type"].partition(";")[0] == media
        assert {q.triple for q in pyoxigraph.parse(answer.body, FORMATS[media])} == {
            q.triple for q in quads if q.graph_name == name
        }
        assert server.ask(answer.headers["content-location"], Accept="image/png").body == answer.body


def test_the_graph_that_push_fills_is_everything(server: Server, garden: Path) -> None:
    answer = server.ask("/graph/published.nt")
    assert sorted(answer.body.splitlines()) == sorted((garden / "dist" / "my-dataset.nt").read_bytes().splitlines())


def test_people_get_a_page_with_the_forms(server: Server) -> None:
    for lang, words in (("nl", "Wat daaruit is afgeleid"), ("en", "What was derived from that")):
        answer = server.ask("/graph/derived", Accept="text/html", Accept_Language=lang)
        assert answer.headers["content-language"] == lang and f"<h1>{words}</h1>" in answer.text
        assert f"{BASE}graph/derived" in answer.text and 'href="derived.ttl"' in answer.text


def test_a_graph_behaves_as_other_documents_do(server: Server) -> None:
    answer = server.ask("/graph/vocabulary", Accept="text/turtle")
    assert {"accept", "accept-language"} <= {v.strip().lower() for v in answer.headers["vary"].split(",")}
    for media in FORMATS:
        assert f'rel="alternate"; type="{media}"' in answer.headers["link"]
    assert server.ask("/graph/vocabulary", Accept="text/turtle", If_None_Match=answer.headers["etag"]).status == 304
    assert server.ask("/graph/vocabulary.ttl", Range="bytes=0-6").body == answer.body[:7]
    assert server.ask("/graph/vocabulary", Accept="image/png").status == 406
    assert server.ask("/graph/vocabulary", "POST", "").status == 405


@pytest.mark.parametrize("path", ["/graph", "/graph/", "/graph/none", "/graph/records/x", "/graph/records.exe"])
def test_other_graphs_are_not_there(server: Server, path: str) -> None:
    assert server.ask(path, Accept="text/turtle").status == 404
