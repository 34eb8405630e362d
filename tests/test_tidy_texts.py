"""Names hold no line breaks, tabs, odd spaces or loose accents; prose may be folded and broken into lines."""

from __future__ import annotations

import json
import shutil
import unicodedata
from pathlib import Path

import pytest

from gouden_kg.check import project_context, read_shapes
from gouden_kg.expand.context import LANGUAGE, LITERAL
from gouden_kg.project import read_project

from .broken.changes import GARDEN
from .conftest import ROOT, gouden
from .test_findings import findings

LOOSE = unicodedata.normalize("NFD", "Hóf")
UNTIDY = ["Hof\nvan Delft", "Hof\tvan", " Hof", "Hof ", "Hof  van", "Hof\u00a0van", "Hof\u200bvan", "Hof\n", "\nHof"]
PROSE = {"summary", "definition", "note", "basis", "statement", "retiredBecause"}
OTHERWISE = {  # held to a list, a pattern or another text by a shape or query of their own
    "slug", "cbsCode", "wikidataConfidence", "geonamesConfidence", "osmConfidence", "language", "file", "digest",
}  # fmt: skip


@pytest.mark.parametrize("name", UNTIDY)
def test_untidy_name_in_yaml(starter: Path, name: str) -> None:
    (starter / "data" / "x.yaml").write_text(GARDEN.replace("Hof", json.dumps(name, ensure_ascii=False)))
    assert findings(starter) == [("name-on-one-line", 3, 14)]


@pytest.mark.parametrize("name", UNTIDY)
def test_untidy_name_in_csv(starter: Path, name: str) -> None:
    (starter / "data" / "x.csv").write_text(f'id,type,kind,name@nl\nhof,Garden,vegetables,"{name}"\n')
    assert findings(starter) == [("name-on-one-line", 2, 23)]


@pytest.mark.parametrize("block", ["|\n", ">\n", "|-\n      Hof\n", "|2\n  "])
def test_name_as_block(starter: Path, block: str) -> None:
    (starter / "data" / "x.yaml").write_text(GARDEN.replace("{nl: Hof}", f"\n    nl: {block}      Hof\n"))
    assert [code for code, _, _ in findings(starter)] == ["name-on-one-line"]


@pytest.mark.parametrize(
    ("file", "content", "place"),
    [
        ("x.yaml", GARDEN.replace("Hof", LOOSE), (3, 14)),
        ("x.yaml", f"{GARDEN}  summary: {{en: {LOOSE}}}\n", (5, 17)),
        ("x.csv", f"id,type,kind,name@nl\nhof,Garden,vegetables,{LOOSE}\n", (2, 23)),
    ],
)
def test_loose_accents_are_told_in_every_text(starter: Path, file: str, content: str, place: tuple[int, int]) -> None:
    (starter / "data" / file).write_text(content)
    assert findings(starter) == [("decomposed-text", *place)]


def test_prose_may_hold_line_breaks(starter: Path) -> None:
    (starter / "data" / "x.yaml").write_text(
        GARDEN + "  summary:\n    nl: |\n      Eerste.\n\n      - punt\n    en: >\n      folded\n      text\n"
    )
    assert findings(starter) == []


def test_every_text_of_the_model_is_prose_or_on_one_line() -> None:
    project = read_project(ROOT)
    shapes, terms = read_shapes(project), project_context(project).terms.values()
    texts = {t.key: t.property for t in terms if t.kind == LANGUAGE or (t.kind == LITERAL and not t.datatype)}
    held = {key for key in texts if f"`{key}` holds a line break" in shapes}
    assert {*texts} == held | PROSE | OTHERWISE and not held & (PROSE | OTHERWISE)
    assert len(held) == 12


def test_untidy_names_in_the_real_project(tmp_path: Path) -> None:
    for folder in ("ontology", "data", "queries", "shapes"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("releases"))
    table, people = tmp_path / "data" / "municipalities.csv", tmp_path / "data" / "delft" / "people.yaml"
    rows = table.read_text("utf-8")
    rows = rows.replace(",Delft,", ',"Del\nft",').replace(",Zeist,", ", Zeist,")
    table.write_text(rows.replace(",Súdwest-Fryslân,", f",{unicodedata.normalize('NFD', 'Súdwest-Fryslân')},"), "utf-8")
    lines = people.read_text("utf-8").splitlines(keepends=True)
    title = next(n for n, line in enumerate(lines) if line.startswith("  title: {nl: "))
    lines[title] = lines[title].replace("{nl: ", '{nl: "a\\tb", nds: ')
    people.write_text("".join(lines), "utf-8")
    told = {(code, line) for code, line, _ in findings(tmp_path)}
    at = {row.split(",")[4].strip(): n for n, row in enumerate(rows.splitlines(), 1)}
    found = {code for code, _ in told}
    assert {"name-on-one-line", "decomposed-text", "title-on-one-line"} <= found
    assert ("name-on-one-line", at['"Del']) in told and ("title-on-one-line", title + 1) in told
    output = gouden("validate", "--project", tmp_path, "--lang", "nl").output
    assert "tip: Typ de tekst opnieuw op één regel" in output and "Traceback" not in output
