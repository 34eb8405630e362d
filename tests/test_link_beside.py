"""Tables with both codes and names: the one is held against the other."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from gouden_kg.gazetteer.both import together
from gouden_kg.gazetteer.match import Matcher
from gouden_kg.gazetteer.read import read_gazetteer
from gouden_kg.link.beside import column_beside
from gouden_kg.link.table import Row
from gouden_kg.project import read_project

from .conftest import ROOT
from .test_link import link, rows_of, written


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(read_gazetteer(read_project(ROOT)))


BOTH = [  # name, code → status, code found
    ("Ede", "0503", "ambiguous", ""),
    ("Delft", "0503", "sure", "GM0503"),
    ("Delft", "GM0503", "sure", "GM0503"),
    ("Bergen", "373", "sure", "GM0373"),
    ("Bergen", "0893", "sure", "GM0893"),
    ("Bergen", "0503", "ambiguous", ""),
    ("Utrecth", "0344", "sure", "GM0344"),
    ("Utrecth", "0503", "ambiguous", ""),
    ("Almere", "34", "sure", "GM0034"),
    ("Delft", "9999", "likely", "GM0503"),
    ("Delft", "", "sure", "GM0503"),
    ("Delft", "-", "sure", "GM0503"),
    ("", "0503", "sure", "GM0503"),
    ("onbekend", "0503", "sure", "GM0503"),
    ("", "14", "likely", "GM0014"),
    ("Scheveningen", "0518", "likely", "GM0518"),
    ("Scheveningen", "0363", "ambiguous", ""),
    ("Parijs", "0363", "ambiguous", ""),
    ("Provincie Utrecht", "0344", "ambiguous", ""),
    ("Nergenshuizen", "0363", "ambiguous", ""),
    ("Nergenshuizen", "9999", "none", ""),
    ("", "", "none", ""),
]


@pytest.mark.parametrize(("name", "code", "status", "found"), BOTH)
def test_name_and_code_together(matcher: Matcher, name: str, code: str, status: str, found: str) -> None:
    for one, other in ((name, code), (code, name)):
        both = together(matcher.match(one), matcher.match(other), f"`x` {other}")
        assert (both.status, both.municipality.code if both.municipality else "") == (status, found), both.why()
        for c in both.candidates:
            assert c.score == min(1, max(0, round(sum(r.points for r in c.reasons), 2)))


def test_an_ended_municipality_stays_ended(matcher: Matcher) -> None:
    import datetime

    day = datetime.date(2020, 1, 1)
    both = together(matcher.match("Leerdam", day), matcher.match("0545", day), "`code` 0545")
    assert both.status == "ambiguous" and "Vijfheerenlanden" in both.why()
    assert "confirmed" not in both.why()
    moved = together(matcher.match("Vijfheerenlanden", day), matcher.match("0545", day), "`code` 0545")
    assert moved.status == "ambiguous" and "means another municipality" in moved.why()
    outside = datetime.date(2010, 1, 1)
    assert together(matcher.match("Delft", outside), matcher.match("0503", outside), "x").status == "likely"


TABLE = "code,gemeente,aantal\n0503,Ede,1\n0363,Amsterdam,2\n373,Bergen,3\n"


def test_disagreement_goes_to_review_and_is_told(tmp_path: Path) -> None:
    review = tmp_path / "review.csv"
    result = link(written(tmp_path, TABLE), "--review", review, "--lang", "en")
    assert result.exit_code == 1
    assert "column `code` is held against it" in result.stderr
    assert "1 two columns, two municipalities, none chosen" in result.stderr
    first, *others = rows_of(result.stdout)
    assert (first["gg_status"], first["gg_code"], first["gg_score"]) == ("ambiguous", "", "0.50")
    assert "`code` 0503 (GM0503 Delft) means another municipality" in first["gg_reasons"]
    assert [(r["gg_status"], r["gg_code"]) for r in others] == [("sure", "GM0363"), ("sure", "GM0373")]
    (question,) = rows_of(review.read_text("utf-8"))
    assert (question["text"], question["beside"]) == ("Ede", "0503")
    assert question["candidates"] == "GM0228 Ede 0.50 | GM0503 Delft 0.50"


def test_a_decision_holds_for_name_and_code_together(tmp_path: Path) -> None:
    review, table = tmp_path / "review.csv", written(tmp_path, TABLE + "0363,Ede,4\n0228,Ede,5\n")
    assert link(table, "--review", review).exit_code == 1
    rows = rows_of(review.read_text("utf-8"))
    assert [r["beside"] for r in rows] == ["0503", "0363"]
    rows[0]["decision"], rows[1]["decision"] = "GM0503", "Ede"
    with review.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    again = link(table, "--review", review)
    assert again.exit_code == 0
    assert [r["gg_code"] for r in rows_of(again.stdout)] == ["GM0503", "GM0363", "GM0373", "GM0228", "GM0228"]
    before = review.read_text("utf-8")
    assert link(table, "--review", review).exit_code == 0 and review.read_text("utf-8") == before


def test_a_review_of_before_is_read(tmp_path: Path) -> None:
    review = tmp_path / "review.csv"
    review.write_text("text,at,province,to,status,why,candidates,rows,first_line,decision\nBergen,,,,,,,,,GM0373\n")
    table = written(tmp_path, "gemeente\nBergen\n")
    assert link(table, "--column", "gemeente", "--review", review).exit_code == 0


def test_the_column_beside_is_named_or_left_out(tmp_path: Path) -> None:
    table = written(tmp_path, TABLE)
    assert link(table, "--check-column", "none").exit_code == 1  # Bergen
    found = rows_of(link(table, "--check-column", "none").stdout)
    assert (found[0]["gg_code"], found[2]["gg_status"]) == ("GM0228", "ambiguous")
    named = rows_of(link(table, "--column", "code", "--check-column", "gemeente").stdout)
    assert named[0]["gg_status"] == "ambiguous" and "Ede" in named[0]["gg_reasons"]
    missing = link(table, "--check-column", "gm")
    assert missing.exit_code == 2 and "there is no column `gm`" in missing.stderr


@pytest.mark.parametrize(
    ("table", "beside"),
    [
        ("code,gemeente\n0503,Ede\n", 0),
        ("gemeentecode,gemeentenaam\nGM0503,Ede\n", 0),
        ("x,tooi,gemeente\n1,https://identifier.overheid.nl/tooi/id/gemeente/gm0503,Delft\n", 1),
        ("werk,woongemeente\n0503,Delft\n0363,Amsterdam\n", 0),
        ("werkgemeentecode,woongemeente\n0503,Ede\n0363,Leiden\n0344,Zwolle\n", None),
        ("werkgemeentecode,woongemeentecode,woongemeente\n0503,0228,Ede\n0363,0546,Leiden\n", 1),
        ("id,gemeente\n1,Ede\n2,Delft\n3,Leiden\n", None),
        ("aantal,gemeente\n503,Ede\n363,Delft\n", None),
        ("jaar,gemeente\n2017,Ede\n2018,Delft\n", None),
        ("postcode,gemeente\n2611,Delft\n1012,Amsterdam\n", None),
        ("naam,gemeente\nJansen,Ede\nDelft,Leiden\n", None),
        ("gemeente\nEde\n", None),
        ("code,gemeente\n,Ede\n,Leiden\n", None),
        ("jaar,gemeentecode,gemeente\n2020,1961,Vijfheerenlanden\n2019,1978,Molenlanden\n", 1),
    ],
)
def test_which_column_stands_beside(matcher: Matcher, table: str, beside: int | None) -> None:
    headings, *cells = csv.reader(io.StringIO(table))
    rows = [Row(n, row) for n, row in enumerate(cells, 2)]
    assert column_beside(headings, rows, len(headings) - 1, matcher) == beside


def test_sssom_tells_what_stood_beside(tmp_path: Path) -> None:
    result = link(written(tmp_path, TABLE), "--format", "sssom", "--lang", "en")
    rows = [line.split("\t") for line in result.stdout.splitlines() if not line.startswith("#")][1:]
    assert [row[0] for row in rows] == ["Amsterdam", "Bergen"]
    assert "beside: 373" in rows[1][-1] and "confirmed by `code` 373" in rows[1][-1]
    assert "two columns, two municipalities" in result.stderr
