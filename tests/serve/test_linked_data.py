"""From IRI to document: redirects, negotiation, languages, files, things withdrawn."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest

from ..conftest import ROOT
from .conftest import BASE, Server

THING = "/doc/garden/vlinderhof"
PLAIN = "/doc/garden/de-groene-hoek"


def test_a_thing_points_at_its_document(server: Server) -> None:
    answer = server.ask("/id/garden/vlinderhof")
    assert (answer.status, answer.headers["location"]) == (303, THING)
    assert f'<a href="{THING}">' in answer.text, "for whoever is not sent on by itself"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "text/html; charset=utf-8"),
        ("*/*", "text/html; charset=utf-8"),
        ("", "text/html; charset=utf-8"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"),
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("TEXT/TURTLE", "text/turtle; charset=utf-8"),
        ("text/turtle; charset=utf-8", "text/turtle; charset=utf-8"),
        ("text/turtle;q=0.2, application/ld+json;q=0.3", "application/ld+json"),
        ('application/ld+json; profile="a,b;q=0"', "application/ld+json"),
        ("application/json", "application/json"),
        ("application/n-triples, text/html;q=0.9", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/*;q=0.5, application/rdf+xml;q=0.4", "text/html; charset=utf-8"),
        ("text/html;q=0, */*;q=0.1", "text/turtle; charset=utf-8"),
        ("text/html;q=0, text/*", "text/turtle; charset=utf-8"),
        ("image/png, text/turtle;q=0.001", "text/turtle; charset=utf-8"),
        ("text/turtle;q=1.000, text/html;q=0.999", "text/turtle; charset=utf-8"),
        ("nonsense, text/turtle", "text/turtle; charset=utf-8"),
    ],
)
def test_forms_by_accept(server: Server, accept: str | None, media: str) -> None:
    liked: dict[str, Any] = {} if accept is None else {"Accept": accept}
    answer = server.ask(THING, **liked)
    assert (answer.status, answer.headers["content-type"]) == (200, media)
    assert {"Accept", "Accept-Language"} <= set(answer.headers["vary"].split(", "))


@pytest.mark.parametrize("accept", ["image/png", "text/html;q=0", "*/*;q=0", "text/turtle;q=0, text/html;q=0.0"])
def test_no_form_that_is_liked(server: Server, accept: str) -> None:
    answer = server.ask(THING, Accept=accept)
    assert answer.status == 406 and "text/turtle" in json.loads(answer.body)["offered"]


@pytest.mark.parametrize(
    ("languages", "lang"),
    [
        ("en", "en"),
        ("nl-BE, en;q=0.5", "nl"),
        ("fr, de;q=0.5", "nl"),
        ("en;q=0.3, nl;q=0.2", "en"),
        ("*", "nl"),
        ("nl;q=0, *", "en"),
    ],
)
def test_pages_by_language(server: Server, languages: str, lang: str) -> None:
    for path in (THING, THING + ".html", PLAIN):
        answer = server.ask(path, Accept_Language=languages)
        assert answer.headers["content-language"] == lang and f'lang="{lang}"' in answer.text
        assert "Accept-Language" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("extension", "media"),
    [
        ("ttl", "text/turtle"),
        ("nt", "application/n-triples"),
        ("jsonld", "application/ld+json"),
        ("rdf", "application/rdf+xml"),
        ("html", "text/html"),
    ],
)
def test_an_extension_beats_accept(server: Server, extension: str, media: str) -> None:
    answer = server.ask(f"{THING}.{extension}", Accept="image/png")
    assert answer.status == 200 and answer.headers["content-type"].partition(";")[0] == media
    assert answer.headers["content-location"] == f"{THING}.{extension}"


def test_every_form_says_the_same(server: Server) -> None:
    from pyoxigraph import RdfFormat, parse

    def triples(extension: str, form: RdfFormat) -> set[str]:
        return {str(quad) for quad in parse(server.ask(f"{THING}.{extension}").body, form)}

    said = triples("nt", RdfFormat.N_TRIPLES)
    assert said and said == triples("ttl", RdfFormat.TURTLE) == triples("rdf", RdfFormat.RDF_XML)
    assert all(f"<{BASE}id/garden/vlinderhof" in triple.split(" ", 1)[0] for triple in said)


def test_links_tell_where_all_else_is(server: Server) -> None:
    link = server.ask(THING).headers["link"]
    assert f'<{BASE}id/garden/vlinderhof>; rel="cite-as"' in link
    assert f'<{THING}.ttl>; rel="alternate"; type="text/turtle"' in link
    assert f'<{BASE}def#Garden>; rel="type"' in link and 'rel="describedby"' in link and 'rel="collection"' in link
    assert f'<{THING}.ttl>; rel="describedby"' in server.ask("/nl/garden/vlinderhof.html").headers["link"]


def test_a_page_of_the_site_keeps_its_links(server: Server) -> None:
    page = server.ask(THING, Accept="text/html", Accept_Language="en").text
    assert '<head><base href="/en/garden/vlinderhof.html">' in page


def test_without_a_page_there_is_a_bare_one(server: Server) -> None:
    page = server.ask(PLAIN, Accept="text/html", Accept_Language="en").text
    assert "The Green Corner" in page and f'href="{PLAIN}.ttl"' in page and "<script" not in page


def test_dates_and_tags_save_sending_twice(server: Server) -> None:
    answer = server.ask(THING + ".ttl")
    assert server.ask(THING + ".ttl", If_None_Match=answer.headers["etag"]).status == 304
    since = server.ask(THING + ".ttl", If_Modified_Since=answer.headers["last-modified"])
    assert since.status == 304 and since.body == b"" and since.headers["etag"] == answer.headers["etag"]
    assert server.ask(THING + ".ttl", If_Modified_Since="Mon, 01 Jan 2001 00:00:00 GMT").status == 200
    assert server.ask(THING + ".ttl", If_Modified_Since="yesterday").status == 200


@pytest.mark.parametrize("path", ["/id/garden/old", "/doc/garden/old", "/doc/garden/old.ttl"])
def test_what_was_withdrawn_says_why(server: Server, path: str) -> None:
    turtle = server.ask(path, Accept="text/turtle")
    assert (
        turtle.status == 410 and "Doubled." in turtle.text and turtle.headers["content-type"].startswith("text/turtle")
    )
    if not path.endswith(".ttl"):
        page = server.ask(path, Accept="text/html")
        assert page.status == 410 and "<h1>" in page.text and "Doubled." in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/id/garden/none",
        "/doc/garden/none",
        "/id/garden/vlinderhof/",
        "/id/Garden/vlinderhof",
        "/id",
        "/doc/",
        "/doc/garden/vlinderhof.exe",
    ],
)
def test_what_is_not_there(server: Server, path: str) -> None:
    page = server.ask(path, Accept="text/html", Accept_Language="nl")
    assert page.status == 404 and "<h1>Hier is niets</h1>" in page.text
    turtle = server.ask(path, Accept="text/turtle")
    assert (
        turtle.status == 404
        and "404 Not Found" in turtle.text
        and turtle.headers["content-type"].startswith("text/turtle")
    )


@pytest.mark.parametrize(
    "media", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_what_is_not_there_is_told_in_every_rdf_form(server: Server, media: str) -> None:
    from rdflib import RDFS, Graph, URIRef

    answer = server.ask("/id/garden/none", Accept=media)
    assert answer.status == 404 and answer.headers["content-type"].startswith(media)
    told = Graph().parse(data=answer.text, format=media).value(URIRef(f"{BASE}id/garden/none"), RDFS.comment)
    assert str(told).startswith("404 Not Found")


@pytest.mark.parametrize("path", ["/nl", "//nl", "///nl"])
def test_the_slash_of_a_folder_is_added_on_this_host(server: Server, path: str) -> None:
    answer = server.ask(path)
    assert (answer.status, answer.headers["location"]) == (308, "/nl/")


@pytest.mark.parametrize("path", ["/health/x", "/metrics/x", "/sparql/x", "/dataset/x"])
def test_nothing_is_below_a_service(server: Server, path: str) -> None:
    assert server.ask(path).status == 404


def test_what_goes_wrong_is_told_in_both_languages(server: Server) -> None:
    dutch = server.ask("/none", Accept="text/html", Accept_Language="nl")
    assert dutch.headers["content-language"] == "nl" and "Op dit adres staat niets." in dutch.text
    english = server.ask("/none", Accept="text/html", Accept_Language="en")
    assert english.headers["content-language"] == "en" and "There is nothing at this address." in english.text


def test_the_vocabulary_is_documented_at_its_terms(server: Server) -> None:
    assert "Garden" in server.ask("/def", Accept="text/turtle").text
    assert server.ask("/def.ttl").headers["content-type"].startswith("text/turtle")
    assert "<h1>" in server.ask("/def", Accept="text/html").text
    assert server.ask("/def/Garden").status == 404


def test_only_reading(server: Server) -> None:
    for path in ("/id/garden/vlinderhof", THING, "/def", "/assets/style.css", "/", "/health", "/metrics"):
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            answer = server.ask(path, method, body="")
            assert answer.status == 405 and answer.headers["allow"] == "GET, HEAD, OPTIONS"
        assert server.ask(path, "OPTIONS").status == 204


def test_files_of_the_site(server: Server) -> None:
    css = server.ask("/assets/style.css", Accept_Encoding="gzip")
    assert css.headers["content-type"] == "text/css; charset=utf-8" and css.headers["content-encoding"] == "gzip"
    assert gzip.decompress(css.body) == server.ask("/assets/style.css").body
    assert server.ask("/large.bin").body == bytes(range(256)) * 8192
    assert server.ask("/").text == server.ask("/index.html").text == "<!doctype html><title>page</title>"
    moved = server.ask("/nl")
    assert (moved.status, moved.headers["location"]) == (308, "/nl/") and server.ask("/nl/").status == 200
    assert server.ask("/nl?q=%22a+b%22&c='<").headers["location"] == "/nl/?q=%22a+b%22&c='%3C"


def test_dataset_and_catalogue_lead_to_what_tells_of_them(server: Server) -> None:
    for place in ("/dataset", "/catalog"):
        for accept in ("text/turtle", "*/*"):  # this small site has no page of it
            answer = server.ask(place, Accept=accept)
            assert (answer.status, answer.headers["location"]) == (303, "/catalog.ttl")
        refused = server.ask(place, Accept="image/png")
        assert refused.status == 406 and json.loads(refused.body)["offered"] == ["text/turtle"]
        assert server.ask(place + "/none").status == 404
    assert server.ask("/.well-known/void", Accept="text/turtle").status == 200


def test_void_is_found_in_the_form_that_is_liked(real: Server) -> None:
    if real.ask("/void.ttl").status == 404:
        pytest.skip("dist/site/ is not there; make it with `gouden publish`")
    for accept, path in (("*/*", "/void.ttl"), ("application/ld+json", "/void.jsonld"), ("text/html", None)):
        answer = real.ask("/.well-known/void", Accept=accept)
        assert (answer.status, answer.headers.get("location")) == ((303, path) if path else (406, None))
    for name, accept, path in (
        ("void", "application/ld+json", "/void.jsonld"),
        ("prov", "application/rdf+xml", "/prov.rdf"),
        ("prov", "text/html", "/nl/dataset.html"),
    ):
        assert real.ask("/" + name, Accept=accept).headers["location"] == path


def test_a_page_has_one_address_for_search_engines(server: Server) -> None:
    canonical = f'<{BASE}en/garden/vlinderhof.html>; rel="canonical"'
    assert canonical in server.ask("/en/garden/vlinderhof.html").headers["link"]
    assert canonical in server.ask(THING, Accept="text/html", Accept_Language="en").headers["link"]
    assert "canonical" not in server.ask(THING + ".ttl").headers["link"]


def test_a_release_may_be_kept_for_good(server: Server) -> None:
    assert "immutable" in server.ask("/release/1.0.0/index.html").headers["cache-control"]
    assert "immutable" not in server.ask("/index.html").headers["cache-control"]


@pytest.mark.parametrize(
    "path",
    [
        "/../data/gardens.yaml",
        "/assets/../../my-dataset.nt",
        "/%2e%2e/%2e%2e/data/gardens.yaml",
        "/assets/%2e%2e%2f%2e%2e%2fmy-dataset.nt",
        "/assets/..%5c..%5cmy-dataset.nt",
        "//etc/passwd",
        "/assets//style.css",
        "/doc/garden/..%2f..%2fvlinderhof",
        "/%00",
        "/assets/style.css%00.html",
        "/doc/../../../etc/passwd",
    ],
)
def test_no_path_leads_out(server: Server, path: str) -> None:
    answer = server.ask(path)
    assert answer.status == 404 and "root:" not in answer.text and str(ROOT) not in answer.text


def test_links_in_the_site_folder_are_not_followed(garden_copy: Server) -> None:
    assert garden_copy.ask("/secret.txt").status == 404 and garden_copy.ask("/index.html").status == 200


@pytest.fixture
def garden_copy(tmp_path: object, serving: object, garden: object) -> Server:
    import shutil
    from pathlib import Path
    from typing import Any, cast

    folder = Path(str(tmp_path)) / "copy"
    shutil.copytree(str(garden), folder)
    (folder / "dist" / "site" / "secret.txt").symlink_to("/etc/passwd")
    running: Server = cast(Any, serving)("--project", folder, "--log", "")
    return running


def test_below_a_path(serving: object, garden: object) -> None:
    from typing import Any, cast

    below: Server = cast(Any, serving)("--project", garden, "--path", "/kg", "--log", "")
    assert below.ask("/kg/id/garden/vlinderhof").headers["location"] == "/kg/doc/garden/vlinderhof"
    for path, folder in (("/kg", "/kg/"), ("/kg?a=b", "/kg/?a=b")):
        bare = below.ask(path)
        assert (bare.status, bare.headers["location"]) == (308, folder)
    assert below.ask("/kg/").status == 200 and below.ask("/kgb").status == 404
    assert '<base href="/kg/nl/garden/vlinderhof.html">' in below.ask("/kg/doc/garden/vlinderhof").text
    assert below.ask("/id/garden/vlinderhof").status == 404
