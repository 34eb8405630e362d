"""The stored queries over HTTP."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Server

QUERY = "/api/queries/gardens"


def test_the_list_leads_to_each_query(server: Server) -> None:
    listed = json.loads(server.ask("/api/queries").body)["queries"]
    assert [q["name"] for q in listed] == ["gardens"]
    entry = listed[0]
    assert set(entry["summary"]) == {"nl", "en"} and entry["parameters"][0]["name"]
    assert server.ask(entry["href"]).status == server.ask(entry["pinned"]).status == 200


def test_rows_with_what_they_answer(server: Server) -> None:
    answer = json.loads(server.ask(QUERY + "?kind=vegetables").body)
    assert answer["query"] == "gardens" and answer["parameters"] == {"kind": "vegetables"}
    assert answer["total"] == len(answer["rows"]) == 1
    assert answer["rows"][0]["garden"].endswith("/id/garden/de-groene-hoek")


@pytest.mark.parametrize(
    ("ending", "media"),
    [
        ("json", "application/json"),
        ("csv", "text/csv"),
        ("tsv", "text/tab-separated-values"),
        ("srj", "application/sparql-results+json"),
        ("html", "text/html"),
    ],
)
def test_forms_by_extension_and_by_accept(server: Server, ending: str, media: str) -> None:
    by_extension = server.ask(f"{QUERY}.{ending}", Accept="image/png")
    by_accept = server.ask(QUERY, Accept=media)
    assert by_extension.headers["content-type"].partition(";")[0] == media
    assert (
        by_extension.body == by_accept.body and b"vlinderhof" in server.ask(f"{QUERY}.{ending}?kind=wild-flowers").body
    )


def test_csv_carries_labels(server: Server) -> None:
    rows = list(csv.DictReader(server.ask(QUERY + ".csv", Accept_Language="en").text.splitlines()))
    assert rows[0]["kindLabel"] and rows[0]["kind"].startswith("https://")


def test_pages_are_linked(server: Server, real: Server) -> None:
    path = "/api/queries/practices-by-theme?theme=loneliness"
    whole = json.loads(real.ask(path).body)
    seen: list[object] = []
    following: str | None = path + "&limit=3"
    while following:
        page = real.ask(following)
        seen += json.loads(page.body)["rows"]
        links = {
            part.split(";")[1].strip(): part.split(">")[0].strip(" <") for part in page.headers["link"].split(", ")
        }
        following = links.get('rel="next"')
    assert seen == whole["rows"] and len(seen) == int(real.ask(path).headers["x-total-count"]) > 3


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (QUERY + "?colour=red", "unknown-parameter"),
        (QUERY + "?kind=nonsense", "bad-parameter"),
        (QUERY + "?kind=vegetables&kind=herbs", "given-twice"),
        (QUERY + "?limit=-1", "bad-parameter"),
        (QUERY + "?limit=1e3", "bad-parameter"),
        (QUERY + "?limit=10001", "bad-parameter"),
        (QUERY + "?offset=x", "bad-parameter"),
        (QUERY + "?limit=%D9%A1", "bad-parameter"),
        (QUERY + "?kind=%00", "bad-parameter"),
        (QUERY + "?kind=%zz", "bad-escape"),
    ],
)
def test_wrong_parameters_are_told(server: Server, path: str, code: str) -> None:
    answer = server.ask(path)
    problem = json.loads(answer.body)
    assert answer.status == 400 and problem["code"] == code and "--" not in problem["detail"]
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", [QUERY + ".exe", "/api/queries/none", QUERY + "/v", QUERY + "/v/1/2", "/api/none"])
def test_unknown_addresses(server: Server, path: str) -> None:
    assert server.ask(path).status == 404


def test_a_value_stays_a_value(server: Server) -> None:
    from urllib.parse import quote

    for attack in ('" } INSERT', "vegetables> } #", "<script>alert(1)</script>", "a\r\nSet-Cookie: x=1"):
        answer = server.ask(f"{QUERY}?kind={quote(attack)}", Accept="text/html")
        assert answer.status == 400 and "<script" not in answer.text and "set-cookie" not in answer.headers


def test_the_version_is_in_the_address(server: Server) -> None:
    version = json.loads(server.ask("/api/queries").body)["queries"][0]["version"]
    pinned = server.ask(f"{QUERY}/v/{version}?kind=vegetables")
    assert pinned.status == 200 and json.loads(pinned.body)["version"] == version
    assert server.ask(f"{QUERY}/v/{version}.csv").headers["content-type"].startswith("text/csv")
    other = server.ask(f"{QUERY}/v/0123456789ab")
    assert other.status == 404 and f"/v/{version}" in other.headers["link"]


def test_the_permanent_link_asks_the_same(real: Server) -> None:
    asked = real.ask("/api/queries/practices-by-theme?theme=loneliness&limit=1")
    link = next(part for part in asked.headers["link"].split(", ") if 'rel="permalink"' in part)
    kept = real.ask(link.strip("<").partition(">")[0] + "&limit=1")
    assert json.loads(kept.body)["rows"] == json.loads(asked.body)["rows"] != []


@pytest.mark.parametrize("form", ["json", "csv"])
def test_every_page_has_the_same_columns(real: Server, form: str) -> None:
    def columns(offset: int) -> object:
        body = real.ask(f"/api/queries/municipalities-on.{form}?limit=1&offset={offset}").body
        return json.loads(body)["columns"] if form == "json" else body.splitlines()[0]

    assert columns(0) == columns(100_000)


def test_every_value_has_the_same_columns(real: Server) -> None:
    bodies = [real.ask(f"/api/queries/practices-of-municipality.csv?municipality={m}").body for m in ("weert", "urk")]
    assert len({body.splitlines()[0] for body in bodies}) == 1 and b"regionLabel" in bodies[1]


def test_before_what_is_beyond_the_end_comes_the_end(server: Server) -> None:
    links = server.ask(QUERY + "?limit=1&offset=999").headers["link"].split(", ")
    previous, last = (next(part for part in links if f'rel="{rel}"' in part) for rel in ("prev", "last"))
    assert previous.partition(">")[0] == last.partition(">")[0]


def test_offset_beyond_the_end_is_empty(server: Server) -> None:
    assert json.loads(server.ask(QUERY + "?offset=999").body)["rows"] == []
    assert json.loads(server.ask(QUERY + "?limit=0").body)["rows"] == []


def test_equal_to_the_command_line(real: Server) -> None:
    from ..conftest import ROOT, gouden

    said = gouden(
        "query",
        "run",
        "practices-by-theme",
        "--theme",
        "loneliness",
        "--lang",
        "nl",
        "--format",
        "csv",
        "--project",
        ROOT,
    )
    asked = real.ask("/api/queries/practices-by-theme.csv?theme=loneliness&lang=nl&limit=10000")
    assert asked.text.splitlines() == said.stdout.splitlines()


def test_readable_page_and_description(server: Server) -> None:
    page = server.ask("/api", Accept="text/html", Accept_Language="en").text
    assert QUERY in page and "OpenAPI" in page
    described = json.loads(server.ask("/api/openapi.json").body)
    assert described["openapi"] == "3.1.0" and QUERY in described["paths"]
    assert described["servers"] == [{"url": server.url}]


def test_an_empty_value_is_any_thing_but_no_day_and_no_language(real: Server) -> None:
    def total(name: str) -> int:
        return int(real.ask("/api/queries/" + name).headers["x-total-count"])

    assert total("practices-by-theme?theme=") > total("practices-by-theme?theme=loneliness") > 0
    for path in ("municipalities-on?on=", "practices-by-theme?lang="):
        answer = real.ask("/api/queries/" + path)
        assert answer.status == 400 and json.loads(answer.body)["code"] == "bad-parameter"


def test_schemathesis_finds_nothing(server: Server, tmp_path: Path) -> None:
    tried(server, tmp_path, "--max-examples", "20")


def test_schemathesis_finds_nothing_in_the_real_project(real: Server, tmp_path: Path) -> None:
    # its phase "coverage" asks for each municipality in each query: 20,000 requests, too many for every run
    tried(real, tmp_path, "--max-examples", "5", "--phases", "fuzzing")


def tried(server: Server, folder: Path, *words: str) -> None:
    """Has each operation of the description tried with values that fit and values that do not."""
    command = [
        sys.executable, "-m", "schemathesis.cli", "run", server.url + "/api/openapi.json",
        "--seed", "1", "--suppress-health-check", "all", *words,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=folder, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
