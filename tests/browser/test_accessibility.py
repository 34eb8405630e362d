"""axe-core finds nothing serious on any type of page, in both languages, wide and on a phone; the keyboard suffices."""

from __future__ import annotations

import pytest

from .conftest import AXE, PHONE, WIDE, Browser

PAPER = 680  # pixels between the margins of A4

PAGES = [
    "index.html",
    "municipality/index.html", "municipality/gm0503.html",
    "practice/index.html", "practice/delft-voor-elkaar.html",
    "claim/index.html", "claim/delft-consultations-scrapped.html",
    "figure/delft-case-consultations-before.html", "person/raimond-de-prez.html",
    "membership/raimond-de-prez-alderman.html", "source/bundle-2017.html", "section/bundle-almelo.html",
    "organization/pluspunt.html", "event/goirle-oprichting-loket.html", "municipal-change/index.html",
    "recognition/first-edition-deventer.html", "edition/first-edition.html", "omission/index.html",
    "theme/loneliness.html", "concept-scheme/theme.html", "region/midden-limburg.html", "province/index.html",
    "search.html", "compare.html", "compare/gm0503.html", "gaps.html", "stats.html", "borrowed.html", "policy/wmo.html", "timeline.html", "dataset.html",
    "queries.html", "query/practices-by-theme.html", "query/arguments-most-named.html",
    "query/golden-municipalities.html", "query/people-and-roles-on.html", "sparql.html",
    "def.html", "lists.html", "checks.html", "checks/shapes.html", "changes.html", "stories.html", "story/who-is-in-the-room.html",
]  # fmt: skip
SERIOUS = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ["violations"]}).then(({violations}) => done(violations
  .filter(({impact}) => impact === "serious" || impact === "critical")
  .map(({id, nodes}) => `${id}: ${nodes.slice(0, 3).map(({html}) => html.slice(0, 200)).join(" | ")}`)));
"""


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        pytest.skip("axe-core is not here: `python3 dev.py browser` installs it (needs Node.js)")
    return AXE.read_text("utf-8")


@pytest.mark.parametrize(("lang", "width"), [("nl", WIDE), ("en", PHONE)])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(path: str, lang: str, width: int, browser: Browser, axe: str) -> None:
    browser.open(f"{lang}/{path}", width)
    browser.run("document.querySelectorAll('details').forEach((d, at) => { if (at < 5) d.open = true })")
    browser.run(axe)
    assert browser.driver.execute_async_script(SERIOUS) == []
    assert browser.run("return document.documentElement.scrollWidth") <= width, "the page scrolls sideways"
    assert browser.run("return document.documentElement.lang") == lang


@pytest.mark.parametrize(
    "path", ["index.html", "query/arguments-most-named.html", "sparql.html", "def.html", "gaps.html"]
)
def test_contrast_suffices_in_the_dark(path: str, browser: Browser, axe: str) -> None:
    dark = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", dark)
    try:
        browser.open(f"nl/{path}")
        browser.run(axe)
        assert browser.driver.execute_async_script(SERIOUS) == []
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


@pytest.mark.parametrize(
    "path",
    ["municipality/gm0503.html", "compare/gm0503.html", "gaps.html", "query/golden-municipalities.html", "def.html"],
)
def test_on_paper_nothing_is_cut_off_or_folded_away(path: str, browser: Browser) -> None:
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        browser.open(f"nl/{path}", PAPER)
        assert browser.run("return document.documentElement.scrollWidth") <= PAPER
        assert not browser.one(".top nav").is_displayed() and not browser.one(".find").is_displayed()
        folded = "[...document.querySelectorAll('.group:not([open], .others) > :not(summary)')]"
        assert browser.run(f"return {folded}.filter((part) => !part.checkVisibility()).length") == 0
        assert browser.one("h1").is_displayed() and browser.one(".brand").is_displayed()
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_the_first_tab_offers_to_skip_to_the_content(browser: Browser) -> None:
    browser.open("nl/practice/delft-voor-elkaar.html")
    browser.keys("\ue004")
    assert browser.focused().get_attribute("href").endswith("#main")
    browser.keys("\ue007")
    assert browser.run("return document.activeElement.id") == "main"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_needs_nothing_from_elsewhere(path: str, browser: Browser) -> None:
    browser.requests(), browser.complaints()
    browser.open(f"nl/{path}")
    assert [url for url in browser.requests() if not url.startswith(browser.published.origin)] == []
    assert browser.complaints() == []


def test_stored_answers_stand_in_the_page_without_scripts(browser: Browser) -> None:
    browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.open("en/query/arguments-most-named/challenge.html")
        assert browser.one("#answer-title").text == "Challenge"
        assert len(browser.all("#answer tbody tr")) > 10
        assert not browser.one("#ask").is_displayed()
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
