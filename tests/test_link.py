"""`gouden link` as a person with a table meets it."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import Result
from pyoxigraph import RdfFormat, parse

from .conftest import ROOT, gouden

CSV = "id,gemeente,provincie,jaar\n1,Den Haag,,2017\n2,Bergen,NH,2017\n3,Viaardingen,,2018\n"
ADDED = ["code", "name", "iri", "tooi", "wikidata", "geonames", "osm", "status", "score", "reasons"]


def link(path: Path, *words: str | Path) -> Result:
    return gouden("link", path, "--project", ROOT, *words)


def written(tmp_path: Path, text: str, name: str = "table.csv", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def rows_of(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


# tables


def test_every_row_column_and_cell_stays(tmp_path: Path) -> None:
    text = 'a;gemeente;"b ""c"""\r\n=1+1;Delft;"x\ny"\r\n;Nergenshuizen;\r\n007;Leiden;é\r\n'
    out = tmp_path / "out.csv"
    result = link(written(tmp_path, text), "--column", "gemeente", "-o", out)
    linked = out.read_bytes().decode("utf-8")
    before, after = (list(csv.reader(io.StringIO(t, ""), delimiter=";")) for t in (text, linked))
    assert [row[:3] for row in after] == before
    assert after[0][3:] == [f"gg_{name}" for name in ADDED]
    assert [row[3] for row in after[1:]] == ["GM0503", "", "GM0546"]
    assert linked.count("\r\n") == 4 and linked.count("\n") == 5 and result.exit_code == 1


def test_summary_and_exit_codes(tmp_path: Path) -> None:
    result = link(written(tmp_path, CSV), "--lang", "en")
    assert result.exit_code == 0
    assert "3 rows: 2 sure, 1 likely, 0 ambiguous, 0 none" in result.stderr
    assert "column `provincie` tells the province" in result.stderr
    assert link(written(tmp_path, CSV + "4,Scheveningen,,\n")).exit_code == 1
    assert "3 rijen: 2 zeker" in link(written(tmp_path, CSV), "--lang", "nl").stderr


@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx", "parquet", "jsonl"])
@pytest.mark.parametrize("to", ["csv", "tsv", "xlsx", "parquet", "jsonl"])
def test_formats_into_each_other(tmp_path: Path, form: str, to: str) -> None:
    first, second = tmp_path / f"first.{form}", tmp_path / f"second.{to}"
    assert link(written(tmp_path, CSV), "-o", first).exit_code == 0
    assert link(first, "--column", "gemeente", "--prefix", "again_", "-o", second).exit_code == 0
    found = table_of(second)
    assert [r["gg_code"] for r in found] == [r["again_code"] for r in found] == ["GM0518", "GM0373", "GM0622"]
    assert [str(r["id"]) for r in found] == ["1", "2", "3"]


def table_of(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".parquet":
        return list(pq.read_table(path).to_pylist())
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    if path.suffix == ".xlsx":
        rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
        return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]
    return rows_of(path.read_text("utf-8"), "\t" if path.suffix == ".tsv" else ",")


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    table = pa.table(
        {
            "code": pa.array([503, None, 1961], pa.int16()),
            "when": pa.array([1, 2, 3], pa.timestamp("ns")),
            "nested": pa.array([[1], None, [2, 3]], pa.list_(pa.int8())),
        }
    )
    pq.write_table(table, tmp_path / "t.parquet")
    assert link(tmp_path / "t.parquet", "--column", "code", "-o", tmp_path / "u.parquet").exit_code == 1
    found = pq.read_table(tmp_path / "u.parquet")
    assert found.select(["code", "when", "nested"]).equals(table)
    assert found.column("gg_code").to_pylist() == ["GM0503", None, "GM1961"]


def test_workbook_numbers_dates_formulas_and_other_sheets(tmp_path: Path) -> None:
    import datetime

    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "cover"
    sheet = book.create_sheet("data")
    sheet.append(["gm", "on", "note"])
    sheet.append([503.0, datetime.datetime(2017, 12, 4), "=never calculated"])
    sheet.append(["Leerdam", datetime.datetime(2018, 1, 1)])
    book.save(tmp_path / "t.xlsx")
    words = ("--sheet", "data", "--column", "gm", "--at-column", "on", "-o", tmp_path / "u.xlsx")
    result = link(tmp_path / "t.xlsx", *words)
    assert result.exit_code == 0 and "not cover" in result.stderr
    found = openpyxl.load_workbook(tmp_path / "u.xlsx")["data"]
    assert [c.value for c in found[2]][:4] == [503, datetime.datetime(2017, 12, 4), "=never calculated", "GM0503"]
    assert found["C2"].data_type == "s" and found["D3"].value == "GM0545"


def test_json_lines_keep_what_only_some_have(tmp_path: Path) -> None:
    text = '{"g": "Delft"}\n\n{"g": "Leiden", "x": {"y": [1, null]}}\n'
    found = [json.loads(line) for line in link(written(tmp_path, text, "t.jsonl")).stdout.splitlines()]
    assert found[1]["x"] == {"y": [1, None]} and "x" not in found[0] and found[1]["gg_code"] == "GM0546"
    odd = '{"g": "Delft"}\n{"g": ["Leiden"]}\n{"g": {"a": 5e400}}\n{"g": true}\n{"g": 503.0}\n{"g": null}\n'
    statuses = [json.loads(line)["gg_status"] for line in link(written(tmp_path, odd, "o.jsonl")).stdout.splitlines()]
    assert statuses == ["sure", "sure", "none", "none", "sure", "none"]
    late = "".join('{"g": "Delft"}\n' for _ in range(1001)) + '{"g": "Delft", "late": 1}\n'
    result = link(written(tmp_path, late, "u.jsonl"), "--format", "csv", "-o", tmp_path / "u.csv")
    assert result.exit_code == 2 and "`late`" in result.stderr and not (tmp_path / "u.csv").exists()


def test_column_by_guess_heading_and_number(tmp_path: Path) -> None:
    table = written(tmp_path, "aantal,plaats,x\n14,Delft,\n344,Leiden,\n9,Zwolle,\n")
    assert "column `plaats`" in link(table).stderr
    for named in ("plaats", "PLAATS", "2"):
        assert rows_of(link(table, "--column", named).stdout)[0]["gg_code"] == "GM0503"
    double = written(tmp_path, "g,g\nDelft,Leiden\n", "double.csv")
    assert "several columns" in link(double, "--column", "g").stderr
    assert "columns 1, 2 are all called `g`" in link(double, "--lang", "en").stderr
    assert "two columns of one name" in link(double, "--column", "1", "--format", "jsonl").stderr
    assert link(double, "--column", "2").stdout.splitlines()[1].startswith("Delft,Leiden,GM0546")


def test_table_without_headings(tmp_path: Path) -> None:
    table = written(tmp_path, "Delft,1\nLeiden,2\n")
    assert "--no-header" in link(table).stderr
    assert [r["gg_code"] for r in rows_of(link(table, "--no-header").stdout)] == ["GM0503", "GM0546"]


def test_windows_and_utf16_tables(tmp_path: Path) -> None:
    text = "gemeente\nSúdwest-Fryslân\n"
    windows = written(tmp_path, text, "w.csv", "windows-1252")
    result = link(windows, "-o", tmp_path / "out.csv")
    assert result.exit_code == 2 and "w.csv:2:2" in result.stderr and "--encoding windows-1252" in result.stderr
    assert not (tmp_path / "out.csv").exists()
    assert link(windows, "--encoding", "windows-1252", "-o", tmp_path / "out.csv").exit_code == 0
    assert (tmp_path / "out.csv").read_bytes().startswith(b"gemeente,gg_code")
    assert "S\xfadwest-Frysl\xe2n".encode("windows-1252") in (tmp_path / "out.csv").read_bytes()
    assert link(written(tmp_path, text, "u.csv", "utf-16"), "-o", tmp_path / "u.out.csv").exit_code == 0
    assert "GM1900" in (tmp_path / "u.out.csv").read_text("utf-16")
    assert "--encoding utf-16-le" in link(written(tmp_path, text, "v.csv", "utf-16-le")).stderr
    marked = link(written(tmp_path, text, "m.csv", "utf-8-sig"), "-o", tmp_path / "m.out.csv")
    assert marked.exit_code == 0 and (tmp_path / "m.out.csv").read_bytes().startswith(b"\xef\xbb\xbfgemeente,")


@pytest.mark.parametrize(
    ("name", "content", "words", "told"),
    [
        ("a.csv", b"", [], "is empty"),
        ("a.csv", b"  \n", [], "is empty"),
        ("a.csv", b"g\n", [], "no rows"),
        ("a.csv", b"g,h\nDelft,1\nLeiden,1,2\n", [], "a.csv:3:1: error: this row has 3 cells"),
        ("a.csv", b'g,h\nDelft,"1\n', [], "a.csv:2:1: error: this is no proper CSV"),
        ("a.csv", b"g,h\nDelft,1\n", ["--column", "x"], "there are: `g`, `h`"),
        ("a.csv", b"x,y\nappel,1\npeer,2\n", [], "no column looks like municipalities"),
        ("a.csv", b"g\nDelft\n", ["--at", "2017-02-30"], "is no date"),
        ("a.csv", b"g\nDelft\n", ["--at", "2014"], "covers 2015-01-01 to"),
        ("a.csv", b"g\nDelft\n", ["--to", "1999-01-01"], "covers 2015-01-01 to"),
        ("a.csv", b"g\nDelft\n", ["--at-column", "jaar"], "no column `jaar`"),
        ("a.csv", b"g\nDelft\n", ["--at", "2017", "--at-column", "g"], "exclude each other"),
        ("a.csv", b"g\nDelft\n", ["--encoding", "klingon"], "no encoding `klingon`"),
        ("a.csv", b"g,gg_code\nDelft,\n", [], "--prefix"),
        ("a.csv", b"g\nDelft\n", ["--from", "xlsx"], "no xlsx file"),
        ("a.csv", b"g\nDelft\n", ["--from", "parquet"], "no parquet file"),
        ("a.csv", b"PK\x03\x04 broken", [], "no whole XLSX"),
        ("a.xlsx", b"g\nDelft\n", [], "no xlsx file"),
        ("a.parquet", b"PAR1 and no more", [], "no whole Parquet"),
        ("a.csv", b"PAR1 and no more", [], "is parquet by its content"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", [], "old Excel"),
        ("a.csv", b"<!DOCTYPE html><html>", [], "a web page"),
        ("a.json", b'[{"g": "Delft"}]', [], "one JSON list"),
        ("a.jsonl", b'{"g": "Delft"}\n{"g": \n', [], "a.jsonl:2:1: error: this is no JSON"),
        ("a.jsonl", b'{"g": "Delft"}\n3\n', [], "no JSON object"),
        ("a.csv.gz", b"\x1f\x8b\x08", [], "gzip"),
    ],
)
def test_bad_input_is_told_and_nothing_is_written(
    tmp_path: Path, name: str, content: bytes, words: list[str], told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    result = link(path, *words, "-o", tmp_path / "out", "--format", "csv", "--lang", "en")
    assert result.exit_code == 2 and told in result.stderr and "Traceback" not in result.output
    assert sorted(p.name for p in tmp_path.iterdir()) == [name]


def test_missing_files_and_folders(tmp_path: Path) -> None:
    assert "no file" in link(tmp_path / "none.csv").stderr
    assert "is no file" in link(tmp_path).stderr
    table = written(tmp_path, CSV)
    assert link(table, "-o", tmp_path / "no" / "such" / "x.csv").exit_code == 2
    assert link(table, "-o", tmp_path).exit_code == 2
    assert link(table, "-o", table).exit_code == 0
    assert table.read_text("utf-8").startswith("id,gemeente,provincie,jaar,gg_code")


def test_standard_input_and_a_closed_pipe() -> None:
    command = [sys.executable, "-m", "gouden_kg", "link", "-", "--project", str(ROOT)]
    whole = subprocess.run(command, input=CSV.encode(), capture_output=True, env={**os.environ, "LC_ALL": "C"})
    assert whole.returncode == 0 and rows_of(whole.stdout.decode())[0]["gg_code"] == "GM0518"
    piped = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert piped.stdin and piped.stdout and piped.stderr
    piped.stdout.close()
    piped.stdin.write(CSV.encode())
    piped.stdin.close()
    assert b"Traceback" not in piped.stderr.read()
    piped.stderr.close()
    piped.wait()


def test_formulas_are_neutralised_only_when_asked(tmp_path: Path) -> None:
    table = written(tmp_path, "g,x\nDelft,=cmd()\nLeiden,-5\nZwolle,@a\n")
    assert [r["x"] for r in rows_of(link(table).stdout)] == ["=cmd()", "-5", "@a"]
    assert [r["x"] for r in rows_of(link(table, "--for-spreadsheet").stdout)] == ["'=cmd()", "-5", "'@a"]


# through time


def test_date_column_and_translation(tmp_path: Path) -> None:
    text = "g,d\nLeerdam,2018\nHaaren,1-6-2020\nDelft,2018-02-30\nLeerdam,2020JJ00\nVijfheerenlanden,2019\nZwolle,\n"
    result = link(written(tmp_path, text), "--column", "g", "--at-column", "d", "--to", "2026-01-01", "--lang", "en")
    rows = rows_of(result.stdout)
    assert [r["gg_code"] for r in rows] == ["GM0545", "GM0788", "", "", "GM1961", "GM0193"]
    assert [r["gg_to_code"] for r in rows] == ["GM1961", "", "", "", "GM1961", "GM0193"]
    assert [r["gg_to_status"] for r in rows] == ["succeeded", "divided", "", "", "same", "same"]
    assert rows[1]["gg_to_candidates"] == "GM0757 Boxtel|GM0824 Oisterwijk|GM0855 Tilburg|GM0865 Vught"
    assert "no date: 2018-02-30" in rows[2]["gg_reasons"] and rows[2]["gg_status"] == "ambiguous"
    assert "until 2019-01-01" in rows[3]["gg_reasons"]
    assert "1 divided among several, none chosen" in result.stderr and result.exit_code == 1


def test_translation_back_in_time(tmp_path: Path) -> None:
    rows = rows_of(link(written(tmp_path, "g\nVijfheerenlanden\nDelft\n"), "--to", "2016-01-01").stdout)
    assert [r["gg_to_status"] for r in rows] == ["not-yet", "same"]


# review


def review_rows(path: Path) -> list[dict[str, str]]:
    return rows_of(path.read_text("utf-8"))


def decide(path: Path, decisions: dict[str, str]) -> None:
    rows = review_rows(path)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, "decision": decisions.get(row["text"], "")} for row in rows)


def test_decisions_are_read_back(tmp_path: Path) -> None:
    table, review = written(tmp_path, "g\nBergen\nBergen\nScheveningen\nHaaren\nUtrect\nDelft\n"), tmp_path / "r.csv"
    words = ("--column", "g", "--to", "2026-01-01", "--review", review, "--lang", "en")
    assert link(table, *words).exit_code == 1
    assert [(r["text"], r["rows"], r["first_line"]) for r in review_rows(review)] == [
        ("Bergen", "2", "2"),
        ("Scheveningen", "1", "4"),
        ("Haaren", "1", "5"),
    ]
    decide(review, {"Bergen": "GM0893", "Scheveningen": "none", "Haaren": "Vught"})
    result = link(table, *words)
    rows = rows_of(result.stdout)
    assert [r["gg_code"] for r in rows] == ["GM0893", "GM0893", "", "GM0788", "GM0344", "GM0503"]
    assert rows[3]["gg_to_code"] == "GM0865" and rows[3]["gg_to_status"] == "chosen"
    assert "decided so in r.csv:2:1" in rows[0]["gg_reasons"] and rows[0]["gg_status"] == "sure"
    assert result.exit_code == 0 and "4 decided by a person" in result.stderr
    assert {r["text"]: r["decision"] for r in review_rows(review)} == {
        "Bergen": "GM0893",
        "Scheveningen": "none",
        "Haaren": "Vught",
    }
    assert review_rows(review)[0]["candidates"].startswith("GM0373 Bergen (NH) 0.60")
    again = review.read_bytes()
    assert link(table, *words).exit_code == 0 and review.read_bytes() == again


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        ("GM9999", "GM9999"),
        ("Bergne", "cannot stand"),
        ("Scheveningen", "cannot stand"),
        ("Bergen", "cannot stand"),
        ("GM0545", "until 2019-01-01"),
    ],
)
def test_decisions_that_make_no_sense_are_refused(tmp_path: Path, decision: str, told: str) -> None:
    table, review = written(tmp_path, "g\nBergen\n"), tmp_path / "r.csv"
    words = ("--column", "g", "--at", "2020-01-01", "--review", review, "-o", tmp_path / "out.csv")
    link(table, *words)
    (tmp_path / "out.csv").unlink()
    decide(review, {"Bergen": decision})
    before = review.read_bytes()
    result = link(table, *words)
    assert result.exit_code == 2 and "r.csv:2:1: error:" in result.stderr and told in result.stderr
    assert review.read_bytes() == before and not (tmp_path / "out.csv").exists()


def test_a_successor_that_was_none_is_refused(tmp_path: Path) -> None:
    table, review = written(tmp_path, "g\nHaaren\n"), tmp_path / "r.csv"
    words = ("--column", "g", "--to", "2026-01-01", "--review", review)
    link(table, *words)
    decide(review, {"Haaren": "Delft"})
    result = link(table, *words)
    assert result.exit_code == 2 and "Delft did not follow Haaren" in result.stderr and "Vught" in result.stderr


def test_two_decisions_on_one_text_are_refused(tmp_path: Path) -> None:
    review = written(tmp_path, "text,at,province,to,decision\nBergen,,,,GM0893\nBergen,,,,GM0373\n", "r.csv")
    result = link(written(tmp_path, "g\nBergen\n"), "--column", "g", "--review", review)
    assert result.exit_code == 2 and "r.csv:3:1" in result.stderr and "line 2" in result.stderr


def test_another_table_is_not_taken_for_a_review(tmp_path: Path) -> None:
    table = written(tmp_path, CSV)
    result = link(table, "--review", table)
    assert result.exit_code == 2 and "no review table" in result.stderr and table.read_text("utf-8") == CSV


def test_review_saved_by_a_dutch_spreadsheet(tmp_path: Path) -> None:
    review = written(tmp_path, "text;at;province;to;decision\r\nBergen;4-12-2017;;;893\r\n", "r.csv", "utf-8-sig")
    result = link(written(tmp_path, "g\nBergen\n"), "--column", "g", "--at", "2017-12-04", "--review", review)
    assert result.exit_code == 0 and rows_of(result.stdout)[0]["gg_code"] == "GM0893"
    assert review.read_bytes().startswith(b"\xef\xbb\xbftext;at;")


def test_review_as_a_workbook(tmp_path: Path) -> None:
    review = tmp_path / "r.xlsx"
    link(written(tmp_path, "g\nBergen\n"), "--column", "g", "--review", review)
    book = openpyxl.load_workbook(review)
    sheet = book.worksheets[0]
    sheet.cell(2, 10, "GM0373")
    book.save(review)
    found = link(written(tmp_path, "g\nBergen\n"), "--column", "g", "--review", review)
    assert rows_of(found.stdout)[0]["gg_code"] == "GM0373"


# links


def test_sssom_is_valid(tmp_path: Path) -> None:
    from sssom.parsers import parse_sssom_table
    from sssom.validators import validate

    text = 'g,p\n"Den ""Haag""",\nDen Haag,\nDen Haag,\nBergen,NH\nViaardingen,\nW. bij D.,\nBergen,\nScheveningen,\n'
    table = written(tmp_path, text)
    out = tmp_path / "links.sssom.tsv"
    assert link(table, "--column", "g", "--province-column", "p", "--format", "sssom", "-o", out).exit_code == 1
    assert out.read_text("utf-8").startswith('#sssom_version: "1.1"\n')
    found = parse_sssom_table(out)
    assert all(not report.results for report in validate(found).values())
    frame = found.df
    assert dict(zip(frame["subject_label"], frame["object_id"], strict=True)) == {
        'Den "Haag"': "gm:gm0518",
        "Den Haag": "gm:gm0518",
        "Bergen": "gm:gm0373",
        "Viaardingen": "gm:gm0622",
        "W. bij D.": "gm:gm0352",
    }
    assert set(frame["mapping_justification"]) == {
        "semapv:LexicalMatching",
        "semapv:LexicalSimilarityThresholdMatching",
    }
    assert frame["confidence"].between(0.8, 1).all()


def test_turtle_and_json_ld_say_the_same(tmp_path: Path) -> None:
    table = written(tmp_path, CSV)
    turtle = link(table, "--format", "ttl").stdout
    json_ld = link(table, "--format", "jsonld").stdout
    found = {str(t) for t in parse(turtle.encode(), RdfFormat.TURTLE)}
    assert found == {str(q.triple) for q in parse(json_ld.encode(), RdfFormat.JSON_LD)}
    assert len([t for t in found if "def#municipality>" in t]) == 3
    assert any("table.csv#row=2>" in t and "gm0518" in t for t in found)
    named = link(table, "--format", "ttl", "--id-column", "id", "--base", "https://example.org/row/").stdout
    assert "<https://example.org/row/3> gg:municipality" in named


def test_links_need_sense(tmp_path: Path) -> None:
    table = written(tmp_path, CSV)
    assert "--to" in link(table, "--format", "sssom", "--to", "2026").stderr
    assert link(table, "--format", "ttl", "--id-column", "x").exit_code == 2
    assert link(table, "--format", "jsonl", "--for-spreadsheet").exit_code == 2


def test_a_sheet_takes_what_it_has_no_cell_for_as_text(tmp_path: Path) -> None:
    moment = datetime.datetime(2020, 1, 1, 12, tzinfo=datetime.UTC)
    cells = {"l": [[1, 2]], "s": [{"a": 1}], "t": [moment], "n": [2**62], "f": [float("nan")], "b": [1.5]}
    pq.write_table(pa.table({"gemeente": ["Delft"], **cells}), tmp_path / "t.parquet")
    assert link(tmp_path / "t.parquet", "-o", tmp_path / "o.xlsx").exit_code == 0
    row = list(openpyxl.load_workbook(tmp_path / "o.xlsx").active.values)[1]
    assert row[1:7] == ("[1, 2]", '{"a": 1}', "2020-01-01T12:00:00+00:00", str(2**62), "nan", 1.5)


def test_json_lines_come_out_to_the_letter(tmp_path: Path) -> None:
    lines = ['{"gemeente":"Delft","x":1.10,"n":{"a":[2.50]},"y":1e400}', '{"gemeente": "S\\u00fadwest-Frysl\\u00e2n"}']
    (tmp_path / "t.jsonl").write_text("\n".join(lines))
    written = link(tmp_path / "t.jsonl", "--format", "jsonl").stdout.splitlines()
    assert [w.startswith(line[:-1] + ", ") for w, line in zip(written, lines, strict=True)] == [True, True]
    assert [json.loads(w)["gg_code"] for w in written] == ["GM0503", "GM1900"]


@pytest.mark.parametrize(
    "line", ['{"gemeente":"Delft","gemeente":"Ede"}', '{"gemeente":"Delft","x":NaN}', '{"gemeente":"Delft\\ud800"}']
)
@pytest.mark.parametrize("form", ["jsonl", "csv", "xlsx", "parquet"])
def test_what_is_no_sound_json_is_refused_at_its_line(tmp_path: Path, line: str, form: str) -> None:
    (tmp_path / "t.jsonl").write_text(f'{{"gemeente":"Urk"}}\n{line}\n')
    result = link(tmp_path / "t.jsonl", "-o", tmp_path / f"o.{form}")
    assert result.exit_code == 2
    assert "t.jsonl:2:1: error" in result.stderr
    assert not (tmp_path / f"o.{form}").exists()


def test_numbers_that_json_has_not_come_out_as_json(tmp_path: Path) -> None:
    table = pa.table({"gemeente": ["Delft", "Ede"], "f": [float("nan"), float("inf")], "l": [[float("nan")], None]})
    pq.write_table(table, tmp_path / "t.parquet")
    assert link(tmp_path / "t.parquet", "-o", tmp_path / "o.jsonl").exit_code == 0
    rows = [json.loads(line) for line in (tmp_path / "o.jsonl").read_text().splitlines()]
    assert [(r["f"], r["l"]) for r in rows] == [(None, [None]), ("inf", None)]
    assert link(tmp_path / "o.jsonl", "--prefix", "again_").exit_code == 0


def test_the_line_that_tells_excel_the_separator_is_kept(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"sep=;\r\ngemeente;n\r\nDelft;1\r\nEde;2;3\r\n")
    assert "t.csv:4:1: error: this row has 3 cells" in link(tmp_path / "t.csv").stderr
    (tmp_path / "t.csv").write_bytes(b"sep=;\r\ngemeente;n\r\nDelft;1\r\n")
    assert link(tmp_path / "t.csv", "-o", tmp_path / "o.csv").exit_code == 0
    written = (tmp_path / "o.csv").read_bytes().split(b"\r\n")
    assert written[0] == b"sep=;"
    assert written[1].startswith(b"gemeente;n;gg_code")
    assert written[2].startswith(b"Delft;1;GM0503")
    assert link(tmp_path / "t.csv", "--format", "tsv").stdout.startswith("gemeente\tn\tgg_code")


def test_a_base_that_makes_no_address_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("gemeente\nDelft\n")
    for base in ("a b", "nonsense", "https://example.org/<x>"):
        result = link(tmp_path / "t.csv", "--format", "ttl", "--base", base)
        assert (result.exit_code, result.stdout) == (2, ""), base
