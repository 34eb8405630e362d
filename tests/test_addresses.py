"""Sitemap, feed and statistics: what tells that pages and releases exist, and how much they hold."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from gouden_kg.project import read_project
from gouden_kg.publish.describe import sitemap
from gouden_kg.publish.describe.feed import feed_file
from gouden_kg.publish.describe.stats import dataset_statistics
from gouden_kg.publish.publication import Publication, open_publication
from gouden_kg.publish.written import Written

from .conftest import ROOT, gouden
from .test_dumps import publication
from .test_release import edit, raise_version, release
from .test_release import released as released  # a fixture

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
ATOM = "{http://www.w3.org/2005/Atom}"
PAGES = ("nl/index.html", "en/index.html", "nl/a&b.html", "index.html", "nl/only.html")


@pytest.fixture
def small(starter: Path) -> Publication:
    """The starter project, built."""
    assert gouden("build", "--project", starter).exit_code == 0
    return open_publication(read_project(starter))


def with_pages(folder: Path) -> Written:
    written = Written(folder)
    written.add([(path, b"") for path in PAGES])
    return written


def test_the_sitemap_names_each_page_with_its_translations(small: Publication, tmp_path: Path) -> None:
    made = dict(sitemap.sitemap_files(small, with_pages(tmp_path / "site")))
    tree = ElementTree.fromstring(made["sitemap.xml"])
    found = {
        url.findtext(f"{MAP}loc"): [link.get("hreflang") for link in url.iter(LINK)] for url in tree.iter(f"{MAP}url")
    }
    base = small.project.base
    assert found == {
        f"{base}nl/index.html": ["nl", "en"],
        f"{base}en/index.html": ["nl", "en"],
        f"{base}nl/a&b.html": ["nl"],
        f"{base}nl/only.html": ["nl"],
    }
    assert made["robots.txt"].decode().endswith(f"Sitemap: {base}sitemap.xml\n")


def test_a_large_sitemap_is_divided(small: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST", 3)
    made = dict(sitemap.sitemap_files(small, with_pages(tmp_path / "site")))
    index = [loc.text for loc in ElementTree.fromstring(made["sitemap.xml"]).iter(f"{MAP}loc")]
    assert index == [f"{small.project.base}sitemap-{n}.xml" for n in (1, 2)]
    pages = [loc.text for n in (1, 2) for loc in ElementTree.fromstring(made[f"sitemap-{n}.xml"]).iter(f"{MAP}loc")]
    assert len(pages) == len(set(pages)) == 4


def test_the_feed_tells_each_release_the_newest_first(released: Path) -> None:
    edit(released, "en: Butterfly Court", "en: Butterfly <b>Garden</b>")
    raise_version(released, "0.9.0")
    assert release(released, "0.9.0", "--note-nl", "Naam & adres.").exit_code == 0
    ((path, content),) = feed_file(open_publication(read_project(released)))
    feed = ElementTree.fromstring(content)
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert path == "feed.xml" and titles == ["my-dataset 0.9.0", "my-dataset 0.1.0"]
    assert feed.findtext(f"{ATOM}updated") == "2026-12-01T00:00:00Z"
    newest = next(feed.iter(f"{ATOM}content")).text or ""
    assert "Naam &amp; adres." in newest and "0 added, 1 changed, 0 removed" in newest
    assert "Butterfly &lt;b&gt;Garden&lt;/b&gt;" in newest


def test_the_feed_of_a_project_without_releases_is_empty_but_valid(small: Publication) -> None:
    ((_, content),) = feed_file(small)
    feed = ElementTree.fromstring(content)
    assert not list(feed.iter(f"{ATOM}entry"))
    assert all(feed.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))


def test_statistics_count_things_and_how_often_properties_are_filled_in(small: Publication) -> None:
    garden = next(c for c in dataset_statistics(small).classes if c.kind == "garden")
    assert (garden.things, garden.name) == (2, {"nl": "buurttuin", "en": "community garden"})
    fills = {(fill.property.rpartition("/")[2], fill.language): (fill.things, fill.share) for fill in garden.fills}
    assert fills[("description", "nl")] == (1, 0.5)
    assert fills[("def#since", "")] == (2, 1.0)


def test_statistics_of_links_out_are_those_of_the_graph() -> None:
    links = {
        (link.host, link.property.rpartition("#")[2]): link.links for link in dataset_statistics(publication()).links
    }
    tooi = [o for _, p, o in publication().graph if p.endswith("def#tooi>")]
    assert links[("identifier.overheid.nl", "tooi")] == len(tooi) > 300


def test_statistics_are_told_as_table_and_as_json() -> None:
    told = gouden("stats", "--project", ROOT, "--lang", "nl")
    assert told.exit_code == 0 and "Gemeente (municipality)" in told.stdout and "Koppelingen naar buiten" in told.stdout
    things, shares = 0, set()
    for line in told.stdout.splitlines():
        if found := re.match(r" +(\d+) +([<>]?\d+%)  ", line):
            shares.add(found[2])
            assert found[2] != "0%" and (found[2] == "100%") == (int(found[1]) == things), line
        elif found := re.match(r" *(\d+)  .+ \([a-z-]+\)$", line):
            things = int(found[1])
    assert {"<1%", "100%"} < shares
    document = json.loads(gouden("stats", "--project", ROOT, "--format", "json").stdout)
    assert document["triples"] == len(publication().graph)
