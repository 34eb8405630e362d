"""Findings are told once, at the best place, and in any number; values are held against their datatypes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gouden_kg.expand.lexical import example_of, is_lexical
from gouden_kg.expand.nearest import MAX_SEARCHES
from gouden_kg.graph import XSD

from .conftest import gouden

GARDEN = "- id: hof\n  type: Garden\n  name: {nl: Hof}\n  kind: vegetables\n"

LEXICAL = {
    "boolean": ("true 1 0 false", "yes TRUE 2"),
    "decimal": ("1.50 -0 +.5 5. 007", "1,5 1e3 . INF"),
    "integer": ("-12 +7 000", "1.0 1_000 - ٣"),
    "nonNegativeInteger": ("0 12", "-1"),
    "positiveInteger": ("1", "0 -1"),
    "byte": ("-128 127", "128 -129"),
    "unsignedByte": ("255", "256 -1"),
    "long": ("9223372036854775807", "9223372036854775808"),
    "double": ("1e3 -1.5E-2 INF -INF NaN 2", "1e inf nan"),
    "date": (
        "2016-02-29 2017-12-04Z 2017-12-04+14:00 -0044-03-15 12017-01-01",
        "2017-02-29 2017-2-3 17-01-01 2017-12-04+14:30 0-01-01",
    ),
    "dateTime": (
        "2017-12-04T24:00:00 2017-12-04T09:30:00.5Z",
        "2017-12-04 2017-12-04T9:30:00 2017-12-04T25:00:00 2017-12-04T24:00:01",
    ),
    "dateTimeStamp": ("2017-12-04T09:30:00Z", "2017-12-04T09:30:00"),
    "time": ("09:30:00 23:59:59.999-05:00", "24:01:00 9:30"),
    "gYear": ("2017 -0044 12017", "17 02017 2017-01"),
    "gYearMonth": ("2017-12", "2017-13 2017"),
    "duration": ("P1Y6M PT5S -P3D P1DT2H", "P PT 1Y P1S"),
    "language": ("nl nl-BE", "n_l nederlands123"),
    "hexBinary": ("0fB7", "0fb g0"),
    "anyURI": ("https://example.org/a#b relative", "<a> {b}"),
    "ownType": ("whatever 12", ""),
}


@pytest.mark.parametrize("name", LEXICAL)
def test_lexical_space(name: str) -> None:
    right, wrong = (words.split() for words in LEXICAL[name])
    assert [w for w in right if not is_lexical(w, XSD + name)] == []
    assert [w for w in wrong if is_lexical(w, XSD + name)] == []
    assert name == "ownType" or is_lexical(example_of(XSD + name), XSD + name)


def findings(project: Path) -> list[tuple[str, int, int]]:
    report = gouden("validate", "--project", project, "--format", "json").stdout
    return [(p["code"], p["line"], p["column"]) for p in json.loads(report)]


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (GARDEN.replace("vegetables", "vegetable"), [("dangling-reference", 4, 9)]),
        (
            GARDEN.replace("vegetables", "[vegetables, vegetable, wild-flower]"),
            [("dangling-reference", 4, 22), ("dangling-reference", 4, 33)],
        ),
        (GARDEN.replace("{nl: Hof}", "Hof"), [("language-expected", 3, 9)]),
        (GARDEN.replace("{nl: Hof}", "{nl: ''}"), [("empty-value", 3, 14)]),
        (GARDEN + "  since: 2017-02-30\n", [("impossible-date", 5, 10)]),
        (GARDEN.replace("  name: {nl: Hof}\n", ""), [("name-present", 1, 3)]),
        ("- nme: {nl: Hof}\n  id: hof\n  type: Garden\n", [("name-present", 1, 3), ("unknown-key", 1, 3)]),
    ],
)
def test_a_mistake_is_told_once(starter: Path, record: str, told: list[tuple[str, int, int]]) -> None:
    (starter / "data" / "x.yaml").write_text(record)
    assert sorted(findings(starter)) == sorted(told)


def test_thousands_of_findings_are_all_told_and_the_first_with_a_guess(starter: Path) -> None:
    count = 40 * MAX_SEARCHES
    (starter / "data" / "x.yaml").write_text(
        "".join(
            f"- id: h{n}\n  type: Garden\n  name: {{nl: H{n}}}\n  knd{n}: x\n  kind: vegetablez{n}\n"
            for n in range(count)
        )
    )
    told = findings(starter)
    assert sum(code == "unknown-key" for code, _, _ in told) == count
    assert sum(code == "dangling-reference" for code, _, _ in told) == count
    output = gouden("validate", "--project", starter, "--lang", "en").output
    assert output.count("did you mean `kind`?") == MAX_SEARCHES
    assert output.count("did you mean `vegetables`") == MAX_SEARCHES


def test_rows_of_violation_queries_carry_their_terms(starter: Path) -> None:
    (starter / "data" / "x.yaml").write_text(GARDEN.replace("Hof}", "Vlinderhof}"))
    report = gouden("validate", "--project", starter, "--format", "shacl").stdout
    assert "sh:focusNode <https://example.org/my-dataset/id/garden/" in report and 'sh:value "Vlinderhof"@nl' in report


def test_a_shape_may_ignore_a_property_that_no_record_has_yet(starter: Path) -> None:
    shapes = starter / "shapes" / "garden.ttl"
    shapes.write_text(shapes.read_text().replace("( rdf:type ", "( rdf:type skos:note "))
    assert gouden("validate", "--project", starter, "--strict").exit_code == 0


@pytest.mark.parametrize(
    ("headings", "row", "told"),
    [
        ("id,type,name@nl,straat", "h{n},Garden,Hof {n},x", [("unknown-key", 2, 19)]),
        ("id,name@nl", "h{n},Hof {n}", [("missing-type", 2, 1)]),
        ("type,name@nl", "Garden,Hof {n}", [("missing-id", 2, 1)]),
        ("id,type,name", "h{n},Garden,Hof {n}", [("language-expected", 2, 12)]),
        ("Tuinen", "h{n},Garden,Hof {n}", [("csv-headings", 1, 1)]),
    ],
)
def test_a_wrong_heading_is_told_once_for_all_rows(
    starter: Path, headings: str, row: str, told: list[tuple[str, int, int]]
) -> None:
    rows = "".join(row.format(n=n) + "\n" for n in range(10, 40))
    (starter / "data" / "x.csv").write_text(f"{headings}\n{rows},,,\n")
    assert findings(starter) == told


def test_a_row_without_an_id_is_told_for_itself(starter: Path) -> None:
    (starter / "data" / "x.csv").write_text("id,type,name@nl\nh1,Garden,Hof 1\n,Garden,Hof 2\nh3,,Hof 3\n,,Totaal\n")
    assert findings(starter) == [("missing-id", 3, 1), ("missing-type", 4, 1), ("missing-id", 5, 1)]


def test_harm_is_told_with_what_was_meant(starter: Path) -> None:
    harmed = {"CafÃ©": "`Café`", "â€™t Hof": "`’t Hof`", "Caf\ufffd": "�", "#VERW!": "formula", "null": "leave"}
    (starter / "data" / "x.csv").write_text(
        "id,type,name@nl\n" + "".join(f"h{n},Garden,{text}\n" for n, text in enumerate(harmed))
    )
    codes = [code for code, _, _ in findings(starter)]
    assert codes == ["misread-text", "misread-text", "lost-letter", "spreadsheet-error", "placeholder"]
    output = gouden("validate", "--project", starter, "--lang", "en").output
    assert all(word in output for word in harmed.values())
    right = ("SÃO PAULO", "Â", "Mâcon", "Null", "C&A", "§ 3", "100 %", "日本", "Tâ")
    (starter / "data" / "x.csv").write_text(
        "id,type,name@nl\n" + "".join(f"h{n},Garden,{text}\n" for n, text in enumerate(right) if text != "Null")
    )
    assert findings(starter) == []


def test_a_reference_like_nothing_gets_the_ids_to_choose_from(starter: Path) -> None:
    records = starter / "data" / "gardens.yaml"
    records.write_text(GARDEN.replace("vegetables", "orchard-trees"), "utf-8")
    for lang, told in (("en", "one of vegetables, wild-flowers"), ("nl", "een van vegetables, wild-flowers")):
        assert told in gouden("validate", "--project", starter, "--lang", lang).output
