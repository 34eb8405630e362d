"""Questions in the browser: the same rows as on the command line, faults at their place, stopped at will."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from urllib.parse import quote

import pytest
from selenium.webdriver.common.keys import Keys

from ..conftest import gouden
from .conftest import PHONE, WIDE, Browser

HEAVY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f && ?f != ?i) }"
PREFIX = "PREFIX gg: <https://w3id.org/gouden-gemeenten/def#>\n"
ANSWERED = "return !document.querySelector('#run').disabled && document.querySelector('#state').textContent.trim()"
EDITOR = "return document.querySelector('.editor')?.shadowRoot?.querySelector('.cm-content')"
OWN = {
    "strings and numbers": PREFIX + "SELECT ?c ?code ?name WHERE { ?c gg:cbsCode ?code ; <http://www.w3.org/2004/02/skos/core#prefLabel> ?name } ORDER BY ?code ?name LIMIT 300",
    "a group": PREFIX + "SELECT ?k (COUNT(*) AS ?n) WHERE { ?c gg:claimKind ?k } GROUP BY ?k ORDER BY DESC(?n) ?k",
    "unbound values": PREFIX + "SELECT ?p ?since WHERE { ?p a gg:Practice OPTIONAL { ?p gg:since ?since } } ORDER BY ?p LIMIT 50",
    "a question of yes or no": PREFIX + "ASK { ?c a gg:Claim }",
}  # fmt: skip


def rows_of_terminal(browser: Browser, *words: str) -> list[list[str]]:
    result = gouden("query", "run", *words, "--format", "csv", "--project", browser.published.project.root)
    assert result.exit_code == 0, result.output
    return list(csv.reader(io.StringIO(result.stdout)))


def ask(browser: Browser, query: str, *, width: int = WIDE, origin: str = "", lang: str = "nl") -> None:
    browser.open(f"{lang}/sparql.html#query={quote(query)}", width, origin)
    run(browser)
    wait(browser)


def run(browser: Browser) -> None:
    """Presses the button once the script of the page has come and taken the form in hand."""
    browser.until(lambda: browser.run(EDITOR), "the editor")
    browser.one("#run").click()


def wait(browser: Browser) -> None:
    """Until an answer or failure is told: one look at button and state, which change between two looks."""
    browser.until(lambda: browser.run(ANSWERED), "an answer")


def saved(browser: Browser) -> list[list[str]]:
    """The rows of the CSV that the page offers, caught on its way to the disk."""
    browser.run(
        "globalThis.caught = new Promise((done) => { URL.createObjectURL = (blob) => { blob.text().then(done); return '#'; } })"
    )
    next(button for button in browser.all(".files button") if "CSV" in button.text).click()
    text = browser.driver.execute_async_script("caught.then(arguments[0])")
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("query", OWN.values(), ids=OWN)
def test_editor_gives_the_rows_of_the_command_line(query: str, browser: Browser) -> None:
    ask(browser, query)
    terminal = rows_of_terminal(browser, "-e", query)
    rows = saved(browser)
    columns = [terminal[0].index(column) for column in rows[0]]  # the command line adds columns of labels
    assert rows == [[row[at] for at in columns] for row in terminal]
    assert len(browser.all("#result tbody tr")) == len(rows) - 1
    assert len(rows) > 1


def test_editor_works_on_a_phone_in_english(browser: Browser) -> None:
    ask(browser, OWN["a group"], width=PHONE, lang="en")
    assert browser.one("#state").text.startswith("12 rows in ")
    browser.one("[aria-pressed]").click()
    assert len(browser.all("#result .bar")) == 12


def test_editor_works_from_disk(browser: Browser) -> None:
    ask(browser, OWN["a group"], origin=browser.published.folder.as_uri() + "/")
    assert browser.one("#state").text.startswith("12 rijen in ")


def test_a_graph_is_shown_as_turtle(browser: Browser) -> None:
    ask(browser, PREFIX + "CONSTRUCT { ?c a gg:Claim } WHERE { ?c a gg:Claim } LIMIT 3")
    assert browser.one("#result pre").text.count("gouden-gemeenten/def#Claim") >= 1
    assert browser.one("#state").text.startswith("Een graaf")


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT * WHERE {\n  ?s ?p \n}", "regel 3, teken 2"),
        ("SELECT ?c WHERE {\n  ?c a nix:Claim }", "regel 2, teken"),
    ],
)
def test_a_fault_is_told_and_shown_at_its_place(query: str, place: str, browser: Browser) -> None:
    ask(browser, query)
    assert place in browser.one("#state").text
    marks = "return document.querySelector('.editor').shadowRoot.querySelectorAll('.cm-lint-marker-error, .cm-lintRange-error').length"
    browser.until(lambda: browser.run(marks) > 0, "a mark in the editor")
    assert "failed" in browser.one("#state").get_attribute("class")
    ask(browser, OWN["a group"])
    assert browser.one("#state").text.startswith("12 rijen")


def test_a_question_nested_too_deep_breaks_nothing(browser: Browser) -> None:
    ask(browser, "ASK { " + "{" * 900 + "}" * 900 + " }")
    assert browser.one("#state").text
    fill(browser, OWN["a group"])
    browser.one("#run").click()
    browser.until(lambda: browser.one("#state").text.startswith("12 rijen"), "the next answer")


def test_a_long_question_can_be_stopped_and_the_next_one_answered(browser: Browser) -> None:
    browser.open(f"nl/sparql.html#query={quote(HEAVY)}")
    browser.one("#run").click()
    browser.until(lambda: browser.one("#state").text == "Bezig met zoeken…", "the question to be under way")
    assert not browser.one("#run").is_enabled()
    browser.one("#stop").click()
    browser.until(lambda: browser.one("#state").text == "Gestopt.", "the question to stop")
    fill(browser, OWN["a group"])
    browser.one("#run").click()
    browser.until(lambda: browser.one("#state").text.startswith("12 rijen"), "the next answer")


def fill(browser: Browser, query: str) -> None:
    """Another query by way of a shared link, without loading the page again."""
    browser.run("location.hash = arguments[0]", "query=" + quote(query))


def test_terms_are_completed_by_keyboard_and_their_prefix_is_added(browser: Browser) -> None:
    browser.open(f"nl/sparql.html#query={quote('SELECT * WHERE { ?s a  } LIMIT 7')}")
    browser.run("document.querySelector('.editor').shadowRoot.querySelector('.cm-content').focus()")
    browser.keys(Keys.END, *([Keys.ARROW_LEFT] * len(" } LIMIT 7")), "Bewering")
    root = "const root = document.querySelector('.editor').shadowRoot;"
    chosen = root + "return root.querySelector('li[aria-selected=true]')?.textContent"
    browser.until(lambda: browser.run(chosen) == "gg:ClaimBewering", "the best term to be chosen")
    browser.pause(0.2)  # the editor takes no Enter at once, lest somebody who just typed on gets a surprise
    browser.keys(Keys.ENTER)
    text = root + "return root.querySelector('.cm-content').innerText"
    browser.until(lambda: "PREFIX gg: <https://w3id.org/gouden-gemeenten/def#>" in browser.run(text), "the prefix")
    browser.chord(Keys.CONTROL, Keys.ENTER)
    wait(browser)
    assert browser.one("#state").text.startswith("7 rijen")
    assert "query=PREFIX" in browser.run("return location.hash")


@pytest.mark.parametrize(("lang", "width"), [("nl", WIDE), ("en", PHONE)])
def test_a_stored_query_answers_another_value(lang: str, width: int, browser: Browser) -> None:
    browser.open(f"{lang}/query/practices-by-theme.html", width)
    before = len(browser.all("#answer tbody tr"))
    browser.run("document.querySelector('select[name=theme]').value = 'procurement'")
    browser.one("#run").click()
    wait(browser)
    terminal = rows_of_terminal(browser, "practices-by-theme", "--theme", "procurement", "--lang", lang)
    assert saved(browser) == terminal
    assert len(browser.all("#answer tbody tr")) == len(terminal) - 1 != before
    assert "theme=procurement" in browser.run("return location.hash")
    first = browser.one("#answer tbody a")
    assert first.text == terminal[1][terminal[0].index("practiceLabel")]
    assert (browser.published.folder / first.get_attribute("href").removeprefix(browser.published.origin)).is_file()


def test_a_stored_query_takes_a_day_and_marks_the_map(browser: Browser) -> None:
    browser.open("nl/query/municipalities-on.html#on=2025-01-01")
    wait(browser)
    assert browser.one("#state").text.startswith("342 rijen")
    assert len(browser.all(".answer-map .on")) == 342


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_an_answer_asked_anew_reads_as_the_published_one(lang: str, browser: Browser) -> None:
    browser.open(f"{lang}/query/figures-of-municipality.html")
    published = browser.one("#answer-title").text, browser.one("#answer table").text
    browser.one("#run").click()
    wait(browser)
    assert (browser.one("#answer-title").text, browser.one("#answer table").text) == published


@pytest.mark.parametrize(("lang", "day"), [("nl", "4 december 2017"), ("en", "4 December 2017")])
def test_a_chosen_day_stands_in_words_above_the_answer(lang: str, day: str, browser: Browser) -> None:
    browser.open(f"{lang}/query/people-and-roles-on.html")
    assert browser.one("#answer-title").text == day
    browser.one("#run").click()
    wait(browser)
    assert browser.one("#answer-title").text == day


def test_a_link_to_another_release_says_so(browser: Browser) -> None:
    browser.open("nl/query/golden-municipalities.html#release=0.0.1&version=abc")
    assert "uitgave 0.0.1" in browser.one(".note").text
    assert "/release/0.0.1/queries/golden-municipalities.rq" in browser.one(".note a").get_attribute("href")
    link = browser.one("[rel=bookmark]").get_attribute("href")
    browser.open(link.removeprefix(browser.published.origin))
    wait(browser)
    assert not browser.all(".note")


def test_asking_sends_nothing_elsewhere(browser: Browser) -> None:
    browser.requests()
    ask(browser, OWN["a group"])
    asked = browser.requests()
    assert any(url.endswith("engine/wasm.js") for url in asked)
    assert [url for url in asked if not url.startswith(browser.published.origin)] == []


def test_the_dump_in_the_page_is_the_published_one(browser: Browser, tmp_path: Path) -> None:
    ask(browser, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    dump = browser.published.project.dist / "gouden-gemeenten.nt"
    assert saved(browser) == [["n"], [str(len(dump.read_text("utf-8").splitlines()))]]


def test_an_engine_that_does_not_come_is_told_and_asked_for_again(browser: Browser) -> None:
    browser.driver.execute_cdp_cmd("Network.enable", {})
    browser.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*/engine/dump.js"]})
    try:
        ask(browser, OWN["a group"])
        assert browser.one("#state").text.startswith("De gegevens zijn niet te laden")
    finally:
        browser.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
    browser.one("#run").click()
    browser.until(lambda: browser.one("#state").text.startswith("12 rijen"), "an answer after all")
    browser.complaints()


def test_a_query_travels_by_its_link(browser: Browser) -> None:
    ask(browser, OWN["unbound values"])
    assert browser.one("#state").text.startswith("50 rijen")
    browser.until(lambda: browser.all(".files a"), "the links of the answer")
    link = browser.one(".files a").get_attribute("href")
    browser.open(link.removeprefix(browser.published.origin))
    run(browser)
    wait(browser)
    assert browser.one("#state").text.startswith("50 rijen")
