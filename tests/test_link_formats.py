"""Tables as they come: bytes and numbers in Parquet and XLSX, encodings, titles, nested JSON, nothing at all."""

from __future__ import annotations

import datetime
import decimal
import json
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from .test_link import link, rows_of, table_of, written

CSV = "code;gemeente\r\n1900;Súdwest-Fryslân\r\n0503;Delft\r\n"


@pytest.fixture
def in_bytes(tmp_path: Path) -> Path:
    cells = [b"Delft", "Súdwest-Fryslân".encode(), None]
    nested = [[b"a"], None, [b"\xff"]]
    path = tmp_path / "t.parquet"
    pq.write_table(pa.table({"g": cells, "b": [b"x", b"\xff\x00", b""], "n": nested}), path)
    return path


def test_bytes_in_parquet_are_text(in_bytes: Path) -> None:
    result = link(in_bytes, "--format", "csv")
    rows = rows_of(result.stdout)
    assert [r["gg_code"] for r in rows] == ["GM0503", "GM1900", ""]
    assert [(r["g"], r["b"], r["n"]) for r in rows] == [
        ("Delft", "x", '["a"]'),
        ("Súdwest-Fryslân", "ff00", ""),
        ("", "", '["ff"]'),
    ]
    assert "b'" not in result.stdout


def test_bytes_in_parquet_stay_bytes_in_parquet(in_bytes: Path, tmp_path: Path) -> None:
    assert link(in_bytes, "-o", tmp_path / "u.parquet").exit_code == 1
    before, after = pq.read_table(in_bytes), pq.read_table(tmp_path / "u.parquet")
    assert after.select(before.column_names).equals(before)
    assert after.column("gg_code").to_pylist() == ["GM0503", "GM1900", None]


def test_bytes_in_parquet_as_json(in_bytes: Path) -> None:
    found = [json.loads(line) for line in link(in_bytes, "--format", "jsonl").stdout.splitlines()]
    assert [(f["g"], f["b"], f["n"]) for f in found] == [
        ("Delft", "x", ["a"]),
        ("Súdwest-Fryslân", "ff00", None),
        (None, "", ["ff"]),
    ]


def test_numbers_dates_and_truths_as_codes(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["code"], [34.0], [503], ["0344"], [True], [datetime.datetime(2017, 1, 2)], [503.5], [None]):
        sheet.append(row)
    book.save(tmp_path / "t.xlsx")
    result = link(tmp_path / "t.xlsx", "--column", "code", "--format", "csv")
    found = [r["gg_code"] for r in rows_of(result.stdout)]
    assert found == ["GM0034", "GM0503", "GM0344", "", "", "", ""]
    decimals = pa.table({"code": pa.array([decimal.Decimal("503.00"), decimal.Decimal("1.50"), None])})
    pq.write_table(decimals, tmp_path / "t.parquet")
    assert [r["gg_code"] for r in table_of_link(tmp_path / "t.parquet")] == ["GM0503", None, None]


def table_of_link(path: Path) -> list[dict[str, str | None]]:
    out = path.with_name("out.parquet")
    link(path, "--column", "1", "-o", out)
    return table_of(out)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_that_are_marked(tmp_path: Path, encoding: str) -> None:
    out = tmp_path / "out.csv"
    assert link(written(tmp_path, CSV, encoding=encoding), "-o", out).exit_code == 0
    text = out.read_bytes().decode(encoding)
    assert [r["gg_code"] for r in rows_of(text, ";")] == ["GM1900", "GM0503"]
    lines = written(tmp_path, '{"gemeente": "Súdwest-Fryslân"}\n', "t.jsonl", encoding)
    assert json.loads(link(lines).stdout)["gg_code"] == "GM1900"


def test_encodings_that_are_named(tmp_path: Path) -> None:
    for encoding in ("windows-1252", "iso-8859-15", "utf-16-be"):
        table = written(tmp_path, CSV, encoding=encoding)
        result = link(table)
        assert result.exit_code == 2 and "--encoding" in result.stderr
        assert link(table, "--encoding", encoding, "-o", tmp_path / "out.csv").exit_code == 0
        assert "Súdwest-Fryslân;GM1900" in (tmp_path / "out.csv").read_bytes().decode(encoding)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("t.csv", "", "is empty"),
        ("t.csv", "\ufeff", "is empty"),
        ("t.csv", "\n\ngemeente,n\nDelft,1\n", "begins with an empty line"),
        ("t.csv", "gemeente,n\n", "has headings but no rows"),
        ("t.csv", "Gemeenten in 2017\n\ngemeente,n\nDelft,1\n", "take away titles above the headings"),
        ("t.jsonl", "", "is empty"),
        ("t.jsonl", "{}\n{}\n", "is empty"),
        ("t.jsonl", '{"g": ' + "[" * 100_000 + "]" * 100_000 + "}\n", "t.jsonl:1:1: error: lists are nested too deep"),
        ("t.jsonl", '{\n  "g": "Delft"\n}\n', "jq -c . FILE"),
        (
            "t.jsonl",
            '{"p": {"name": "Delft"}}\n{"p": {"name": "Leiden"}}\n',
            "jq -c '. + {gemeente: .\"p\".name}' FILE",
        ),
        ("t.jsonl", '{"g": ["Delft", "Leiden"]}\n', "`g` holds lists or objects"),
        ("t.csv", "naam,x\nJansen,1\n", "name it with --column; there are: `naam`, `x`"),
    ],
)
def test_what_holds_no_table_is_told(tmp_path: Path, name: str, text: str, told: str) -> None:
    result = link(written(tmp_path, text, name), "--lang", "en")
    assert result.exit_code == 2 and told in result.stderr and "hint: " in result.stderr
    assert result.stdout == ""


def test_titles_and_merged_cells_in_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Gemeenten in 2017", None], [None], ["code", "gemeente"], ["0503", "Delft"]):
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    book.save(tmp_path / "title.xlsx")
    result = link(tmp_path / "title.xlsx")
    assert result.exit_code == 2
    assert "title.xlsx:3:1" in result.stderr and "take away titles above the headings" in result.stderr
    sheet.delete_rows(2)
    sheet["C1"] = "Cijfers"
    sheet["C2"] = "aantal"
    book.save(tmp_path / "two.xlsx")
    result = link(tmp_path / "two.xlsx", "--format", "csv", "--lang", "en")
    assert "column `2` (guessed" in result.stderr and result.exit_code == 1
    assert [r["gg_status"] for r in rows_of(result.stdout)] == ["none", "sure"]


def test_huge_cells(tmp_path: Path) -> None:
    text = f"gemeente,x\nDelft,{'y' * 3_000_000}\n{'D' * 300_000},z\n"
    rows = rows_of_long(link(written(tmp_path, text)).stdout)
    assert [len(r["x"]) for r in rows] == [3_000_000, 1]
    assert [r["gg_status"] for r in rows] == ["sure", "none"] and "too long" in rows[1]["gg_reasons"]


def rows_of_long(text: str) -> list[dict[str, str]]:
    import csv

    before = csv.field_size_limit(2**24)
    try:
        return rows_of(text)
    finally:
        csv.field_size_limit(before)
