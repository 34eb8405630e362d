"""Search, facets and the map, as somebody uses them with a mouse, a phone or only the keyboard."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys

from .conftest import PHONE, WIDE, Browser

BOTH = pytest.mark.parametrize(("lang", "width"), [("nl", WIDE), ("en", PHONE)])


@BOTH
def test_search_suggests_while_typing_and_lists_what_it_found(lang: str, width: int, browser: Browser) -> None:
    browser.open(f"{lang}/index.html", width)
    browser.one("#q").click()
    browser.keys("delft voor")
    browser.until(lambda: browser.all(".suggestions li"), "suggestions")
    assert any("Delft voor Elkaar" in item.text for item in browser.all(".suggestions li"))
    browser.keys(Keys.ESCAPE, Keys.ENTER)
    browser.until(lambda: "search.html?q=" in browser.driver.current_url, "the search page")
    browser.until(lambda: browser.all("#results a"), "results")
    assert "Delft voor Elkaar" in browser.one("#results").text


def test_a_suggestion_is_chosen_with_the_keyboard(browser: Browser) -> None:
    browser.open("nl/index.html")
    browser.one("#q").click()
    browser.keys("delft voor elkaar")
    browser.until(lambda: browser.all(".suggestions li"), "suggestions")
    browser.keys(Keys.ARROW_DOWN, Keys.ENTER)
    browser.until(
        lambda: browser.driver.current_url.endswith(".html") and "index" not in browser.driver.current_url, "a page"
    )
    assert "Delft" in browser.one("h1").text


@pytest.mark.parametrize(("words", "wanted"), [("gemeenschappelijk", "gemeenschap"), ("noaberfonds", "aoberfonds")])
def test_search_knows_stems_and_spellings(words: str, wanted: str, browser: Browser) -> None:
    browser.open(f"nl/search.html?q={words.replace(' ', '+')}")
    browser.until(lambda: browser.all("#results a"), "results")
    assert wanted in browser.one("#results").text.lower()


@pytest.mark.parametrize(
    ("words", "taken", "wanted"),
    [
        ("eenzaamhied", "eenzaamheid", "Eenzaamheid"),  # two letters swapped
        ("mantelzrog", "mantelzorg", "Mantelzorg"),
        ("Zandvoord", "zandvoort", "Zandvoort"),
        ("verleners", "hulpverleners", "hulpverleners"),  # the end of a compound
        ("mantelzorgteam", "mantelzorg", "Mantelzorg"),  # a compound of which a part is known
    ],
)
def test_a_word_that_is_nowhere_is_taken_for_the_nearest(words: str, taken: str, wanted: str, browser: Browser) -> None:
    browser.open(f"nl/search.html?q={words}")
    browser.until(lambda: browser.all("#results a"), "results")
    assert taken in browser.one("#found").text and words.lower() in browser.one("#found").text
    assert wanted in browser.one("#results").text


def test_a_compound_is_found_by_its_parts(browser: Browser) -> None:
    browser.open("nl/search.html?q=schuld")
    browser.until(lambda: browser.all("#results a"), "results")
    shown = browser.one("#results").text.lower()
    assert "schuldhulp" in shown and "schulden" in shown


def test_nothing_is_found_by_a_word_far_from_all(browser: Browser) -> None:
    browser.open("nl/search.html?q=xqzwvkj")
    browser.until(lambda: browser.one("#found").text, "an answer")
    assert browser.one("#found").text.startswith("Niets gevonden")
    assert browser.all("#results a") == []


def test_search_works_from_disk(browser: Browser) -> None:
    browser.open("nl/search.html?q=mantelzorg", origin=browser.published.folder.as_uri() + "/")
    browser.until(lambda: browser.all("#results a"), "results")


@BOTH
def test_facets_narrow_a_list(lang: str, width: int, browser: Browser) -> None:
    browser.open(f"{lang}/practice/index.html", width)
    browser.until(lambda: browser.all(".facets input[type=checkbox]"), "boxes to tick")
    box = browser.one(".facets input[value=loneliness]")
    item = box.find_element("xpath", "ancestor::li")
    wanted = item.find_element("css selector", ".n").text
    assert int(wanted) > 1
    browser.run("arguments[0].scrollIntoView({block: 'center'})", box)
    browser.run("arguments[0].focus()", box)
    browser.keys(" ")
    browser.until(lambda: len(browser.all("#list li")) == int(wanted), "as many practices as the box promised")
    assert wanted in browser.one("#found").text
    browser.keys(" ")
    browser.until(lambda: len(browser.all("#list li")) > int(wanted), "the whole list again")


@BOTH
def test_the_map_is_walked_with_the_arrow_keys(lang: str, width: int, browser: Browser) -> None:
    browser.open(f"{lang}/index.html", width)
    first = browser.one(".map svg a[aria-label]")
    browser.run("arguments[0].focus()", first)
    name = first.get_attribute("aria-label")
    browser.until(lambda: browser.one(".map .caption").text == name, "the caption to tell where the focus is")
    for key in (Keys.ARROW_DOWN, Keys.ARROW_RIGHT, Keys.ARROW_UP, Keys.ARROW_LEFT):
        browser.keys(key)
        if browser.run("return document.activeElement !== arguments[0]", first):
            break
    told = browser.one(".map .caption").text
    assert told and told != name
    browser.keys(Keys.ENTER)
    browser.until(lambda: "/municipality/" in browser.driver.current_url, "the municipality's page")
    assert told.startswith(browser.one("h1").text)


def test_tab_reaches_each_golden_municipality_of_the_map(browser: Browser) -> None:
    browser.open("nl/index.html")
    golden = browser.run("return [...document.querySelectorAll('.map svg a')].filter((a) => a.tabIndex === 0).length")
    assert golden == len(browser.all(".map svg a[aria-label]")) >= 20


@BOTH
def test_places_are_compared_and_the_rest_of_their_practices_unfolds(lang: str, width: int, browser: Browser) -> None:
    browser.open(f"{lang}/compare.html#gm0503,gm0473", width)
    browser.until(lambda: browser.all("#comparison tbody tr"), "the comparison")
    folded = browser.all("#comparison details")
    assert folded
    before = len([a for a in browser.all("#comparison td a") if a.is_displayed()])
    browser.run("arguments[0].querySelector('summary').focus()", folded[0])
    browser.keys(Keys.ENTER)
    browser.until(lambda: len([a for a in browser.all("#comparison td a") if a.is_displayed()]) > before, "more links")
