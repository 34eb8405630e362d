"""The site's pages as `gouden serve` sends them, with its headers, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ..serve.conftest import Server, start
from .conftest import Browser, Published
from .test_asking import OWN, ask, rows_of_terminal, saved

PAGES = (
    "nl/index.html",
    "en/index.html",
    "en/practice/delft-voor-elkaar.html",
    "nl/municipality/gm0503.html",
    "nl/def.html",
)


@pytest.fixture(scope="module")
def live(published: Published) -> Iterator[Server]:
    """The published site behind the server."""
    running = start("--project", published.project.root, "--log", "")
    yield running
    running.stop()


@pytest.mark.parametrize("path", [*PAGES, "doc/practice/delft-voor-elkaar", "id/municipality/gm0503", "sparql", "api"])
def test_pages_do_nothing_that_the_policy_forbids(path: str, live: Server, browser: Browser) -> None:
    browser.requests(), browser.complaints()
    browser.open(path, origin=live.url + "/")
    assert browser.all("h1")
    complaints = [words for words in browser.complaints() if "favicon" not in words]
    assert not complaints, complaints
    assert all(url.startswith(live.url) for url in browser.requests())


def test_links_of_a_negotiated_page_lead_somewhere(live: Server, browser: Browser) -> None:
    browser.open("doc/practice/delft-voor-elkaar", origin=live.url + "/")
    links = browser.run("return [...document.querySelectorAll('a[href], link[href]')].map((a) => a.href)")
    own = sorted({link.partition("#")[0] for link in links if link.startswith(live.url)})
    assert len(own) > 10
    assert [link for link in own if live.ask(link.removeprefix(live.url), "HEAD").status != 200] == []


def test_the_editor_works_under_the_policy(live: Server, browser: Browser) -> None:
    query = OWN["a group"]
    ask(browser, query, origin=live.url + "/")
    assert saved(browser)[1:] and len(saved(browser)) == len(rows_of_terminal(browser, "-e", query))
