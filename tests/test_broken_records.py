"""Broken records are refused with file, line and column; the old output stays untouched."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from .conftest import gouden

GARDEN = "- id: hof\n  type: Garden\n  name: {nl: Hof}\n  kind: vegetables\n"

# name → (content, code, place in the file)
BROKEN: dict[str, tuple[str | bytes, str, str]] = {
    "broken flow": (GARDEN + "- id: [\n", "yaml-syntax", "6:1"),
    "tab": ("- id: hof\n\ttype: Garden\n", "yaml-syntax", "2:1"),
    "unclosed quote": ('- id: hof\n  type: "Garden\n', "yaml-syntax", "3:1"),
    "colon in text": ("- id: hof\n  type: Garden\n  name: {nl: a}: b\n", "yaml-syntax", "3:16"),
    "bad indentation": ("- id: hof\n  type: Garden\n name: x\n", "yaml-syntax", "3:2"),
    "utf-16": (GARDEN.encode("utf-16"), "not-utf8", "1:1"),
    "latin-1": (GARDEN.replace("Hof}", "Hóf}").encode("latin-1"), "not-utf8", "3:15"),
    "nul": (GARDEN.replace("Hof}", "H\0f}"), "invisible-character", "3:15"),
    "bell": (GARDEN.replace("Hof}", "H\7f}"), "invisible-character", "3:15"),
    "line separator": (GARDEN.replace("Hof}", "H\u2028f}"), "invisible-character", "3:15"),
    "escaped nul": (GARDEN.replace("{nl: Hof}", '{nl: "H\\0f"}'), "invisible-character", "3:14"),
    "half a surrogate pair": (GARDEN.replace("{nl: Hof}", '{nl: "H\\ud83cf"}'), "yaml-syntax", "3:18"),
    "empty": ("", "empty-file", "1:1"),
    "blank": (" \n\n", "empty-file", "1:1"),
    "only comments": ("# nothing yet\n", "empty-file", "1:1"),
    "empty list": ("[]\n", "empty-file", "1:1"),
    "mapping": ("id: hof\ntype: Garden\n", "list-expected", "1:1"),
    "bare text": ("hello\n", "list-expected", "1:1"),
    "text in list": (GARDEN + "- hello\n", "record-expected", "5:3"),
    "two documents": (GARDEN + "---\n" + GARDEN, "yaml-documents", "5:1"),
    "duplicate key": (GARDEN + "  kind: wild-flowers\n", "duplicate-key", "5:3"),
    "duplicate language": (GARDEN.replace("{nl: Hof}", "{nl: Hof, nl: Tuin}"), "duplicate-key", "3:19"),
    "unknown key": (GARDEN + "  knd: vegetables\n", "unknown-key", "5:3"),
    "key by IRI": (GARDEN + "  http://x.org/p: a\n", "unknown-key", "5:3"),
    "json-ld keyword": (GARDEN + '  "@id": x\n', "unknown-key", "5:3"),
    "number key": (GARDEN + "  12: a\n", "unknown-key", "5:3"),
    "empty key": (GARDEN + '  "": a\n', "unknown-key", "5:3"),
    "list as key": (GARDEN + "  ? [a]\n  : b\n", "yaml-key", "5:5"),
    "anchor": (GARDEN.replace("{nl: Hof}", "&a {nl: Hof}"), "yaml-anchor", "3:9"),
    "alias": (GARDEN + "- *a\n", "yaml-anchor", "5:3"),
    "bomb": ("- &a [x]\n- &b [*a, *a]\n- [*b, *b]\n", "yaml-anchor", "1:3"),
    "tag": (GARDEN.replace("Garden", "!!python/object Garden"), "yaml-tag", "2:9"),
    "merge key": (GARDEN + "  <<: {a: b}\n", "yaml-merge-key", "5:3"),
    "deep": (GARDEN + "  kind: " + "[" * 30 + "]" * 30 + "\n", "too-deep", "5:27"),
    "very deep": (GARDEN + "  kind2: " + "[" * 5000 + "]" * 5000 + "\n", "yaml-syntax", "5:1008"),
    "long line": (GARDEN.replace("Hof", "x" * 10_000_000), "text-too-long", "3:14"),
    "no id": ("- type: Garden\n  name: {nl: a}\n", "missing-id", "1:3"),
    "empty id": ("- id:\n  type: Garden\n  name: {nl: a}\n", "missing-id", "1:3"),
    "no type": ("- id: a\n  name: {nl: a}\n", "missing-type", "1:3"),
    "unknown type": (GARDEN.replace("Garden", "Gardn"), "unknown-type", "2:9"),
    "list type": (GARDEN.replace("Garden", "[Garden]"), "unknown-type", "2:9"),
    "id with space": (GARDEN.replace("hof", "de hof"), "bad-id", "1:7"),
    "id with slash": (GARDEN.replace("hof", "a/b"), "bad-id", "1:7"),
    "id with dot": (GARDEN.replace("hof", "a.b"), "bad-id", "1:7"),
    "id with dots": (GARDEN.replace("hof", ".."), "bad-id", "1:7"),
    "id with accent": (GARDEN.replace("hof", "hóf"), "bad-id", "1:7"),
    "id in capitals": (GARDEN.replace("hof", "Hof"), "bad-id", "1:7"),
    "id with hash": (GARDEN.replace("hof", "a#b"), "bad-id", "1:7"),
    "id with fullwidth": (GARDEN.replace("hof", "ｈof"), "bad-id", "1:7"),
    "id with trailing dash": (GARDEN.replace("hof", "hof-"), "bad-id", "1:7"),
    "id as list": (GARDEN.replace("hof", "[hof]"), "bad-id", "1:7"),
    "id very long": (GARDEN.replace("hof", "h" * 300), "bad-id", "1:7"),
    "id as IRI": (GARDEN.replace("hof", "https://x.org/hof"), "bad-id", "1:7"),
    "duplicate id": (GARDEN + GARDEN, "duplicate-id", "5:7"),
    "dangling": (GARDEN.replace("vegetables", "vegetable"), "dangling-reference", "4:9"),
    "reference with space": (GARDEN.replace("vegetables", "wild flowers"), "bad-id", "4:9"),
    "reference as mapping": (GARDEN.replace("vegetables", "{a: b}"), "text-expected", "4:9"),
    "reference to another class": (GARDEN.replace("vegetables", "hof"), "dangling-reference", "4:9"),
    "text for languages": (GARDEN.replace("{nl: Hof}", "Hof"), "language-expected", "3:9"),
    "list for languages": (GARDEN.replace("{nl: Hof}", "[Hof]"), "language-expected", "3:9"),
    "wrong language": (GARDEN.replace("nl:", "Nederlands:"), "bad-language", "3:10"),
    "empty text": (GARDEN.replace("{nl: Hof}", '{nl: ""}'), "empty-value", "3:14"),
    "blank text": (GARDEN.replace("{nl: Hof}", '{nl: "  "}'), "empty-value", "3:14"),
    "empty value": (GARDEN.replace("vegetables", ""), "empty-value", "4:3"),
    "empty list value": (GARDEN.replace("vegetables", "[]"), "empty-value", "4:3"),
    "impossible day": (GARDEN + "  since: 2017-02-30\n", "impossible-date", "5:10"),
    "impossible month": (GARDEN + "  since: 2017-13\n", "impossible-date", "5:10"),
    "words as date": (GARDEN + "  since: vorig jaar\n", "impossible-date", "5:10"),
    "two dates": (GARDEN + "  since: [2017, 2018]\n", "since", "5:11"),
    "missing name": ("- id: hof\n  type: Garden\n  kind: vegetables\n", "name-present", "1:3"),
    "key of another class": (
        GARDEN + '- id: k\n  type: Kind\n  name: {nl: k}\n  homepage: "x y"\n',
        "unknown-key",
        "8:3",
    ),
}

BROKEN_CSV: dict[str, tuple[str | bytes, str, str]] = {
    "short row": ("id,type,name@nl\nhof,Garden\n", "csv-row-length", "2:1"),
    "long row": ("id,type,name@nl\nhof,Garden,a,b\n", "csv-row-length", "2:1"),
    "open quote": ('id,type,name@nl\nhof,Garden,"a\n', "csv-syntax", "2:1"),
    "no heading": ("id,type,\nhof,Garden,a\n", "csv-heading-empty", "1:9"),
    "same heading": ("id,type,type\nhof,Garden,Garden\n", "duplicate-key", "1:9"),
    "unknown heading": ("id,type,name@nl,zzz\nhof,Garden,a,b\n", "unknown-key", "2:14"),
    "large cell": ('id,type,name@nl\nhof,Garden,"' + "x" * 200_000 + '"\n', "text-too-long", "2:12"),
    "dangling": ("id,type,name@nl,kind\nhof,Garden,a,xx\n", "dangling-reference", "2:14"),
    "dangling in a list": ("id,type,name@nl,kind\nhof,Garden,a,vegetables|xx\n", "dangling-reference", "2:25"),
    "after quoted newline": ('id,type,name@nl,kind\nhof,Garden,"a\nb",xx\n', "dangling-reference", "3:4"),
    "empty": ("", "empty-file", "1:1"),
    "latin-1": ("id,type,name@nl\nhof,Garden,é\n".encode("latin-1"), "not-utf8", "2:12"),
}


def refusal(starter: Path, name: str, content: str | bytes) -> tuple[int, str, dict[str, bytes]]:
    """Exit code and report of a build with one broken file, and what stands in `dist/` afterwards."""
    assert gouden("build", "--project", starter).exit_code == 0
    before = published(starter)
    (starter / "data" / name).write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    result = gouden("build", "--project", starter, "--lang", "en")
    assert "Traceback" not in result.output
    assert published(starter) == before
    return result.exit_code, result.output, before


def published(starter: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (starter / "dist").iterdir() if p.is_file()}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_yaml(starter: Path, case: str) -> None:
    content, code, place = BROKEN[case]
    exit_code, output, _ = refusal(starter, "z.yaml", content)
    assert exit_code == 1
    assert f"data/z.yaml:{place}: error [{code}]" in output


@pytest.mark.parametrize("case", BROKEN_CSV)
def test_broken_csv(starter: Path, case: str) -> None:
    content, code, place = BROKEN_CSV[case]
    exit_code, output, _ = refusal(starter, "z.csv", content)
    assert exit_code == 1
    assert f"data/z.csv:{place}: error [{code}]" in output


def test_dutch_messages_and_nearest_words(starter: Path) -> None:
    (starter / "data" / "z.yaml").write_text(GARDEN.replace("vegetables", "vegetable"))
    output = gouden("validate", "--project", starter, "--lang", "nl").output
    assert "fout [dangling-reference] kind `vegetable` bestaat niet" in output
    assert "tip: bedoelde u `vegetables` (ontology/kinds.yaml:1:3)?" in output


def test_byte_order_mark_is_a_warning(starter: Path) -> None:
    (starter / "data" / "z.yaml").write_bytes(b"\xef\xbb\xbf" + GARDEN.encode())
    (starter / "data" / "z.csv").write_bytes(
        b"\xef\xbb\xbfid;type;name@nl\r\nhof2;Garden;Hof; \r\n".replace(b"; \r", b"\r")
    )
    plain = gouden("validate", "--project", starter)
    assert plain.exit_code == 0 and plain.output.count("[byte-order-mark]") == 2
    assert gouden("validate", "--strict", "--project", starter).exit_code == 1


def test_folder_pipe_and_link_loop(starter: Path) -> None:
    data = starter / "data"
    (data / "folder.yaml").mkdir()
    os.mkfifo(data / "pipe.yaml")
    (data / "loop.yaml").symlink_to(data / "loop.yaml")
    (data / "again").symlink_to(data)
    (data / "notes.txt").write_text("x")
    output = gouden("validate", "--project", starter, "--lang", "en").output
    assert "data/folder.yaml:1:1: error [not-a-file]" in output
    assert "data/pipe.yaml:1:1: error [not-a-file]" in output
    assert "data/loop.yaml:1:1: error [unreadable]" in output
    assert "data/notes.txt:1:1: error [unknown-file]" in output


def test_missing_and_empty_data(starter: Path, tmp_path: Path) -> None:
    assert gouden("build", "--project", tmp_path / "nothing").exit_code == 2
    (starter / "data" / "gardens.yaml").unlink()
    (starter / "ontology" / "kinds.yaml").unlink()
    result = gouden("build", "--project", starter, "--lang", "en")
    assert result.exit_code == 1 and "[no-records]" in result.output
    assert not (starter / "dist").exists()


def test_removed_records_leave_the_output(starter: Path) -> None:
    gouden("build", "--project", starter)
    path = starter / "data" / "gardens.yaml"
    path.write_text(path.read_text().partition("- id: vlinderhof")[0])
    gouden("build", "--project", starter)
    assert all(b"vlinderhof" not in content for content in published(starter).values())


def test_hard_texts_survive(starter: Path) -> None:
    from gouden_kg import open_project

    text = "zij zei \"ja\" \\ 'nee'\téén\u200f\n<b>&amp;</b> 日本 🎈"
    (starter / "data" / "z.yaml").write_text(GARDEN + "  summary: {nl: " + json.dumps(text, ensure_ascii=False) + "}\n")
    assert gouden("build", "--project", starter).exit_code == 0
    opened = open_project(starter)
    found = opened.ask(
        "SELECT ?n { <https://example.org/my-dataset/id/garden/hof> <http://purl.org/dc/terms/description> ?n }"
    )
    assert [row["n"] for row in found] == [text]
    assert text in {str(o) for o in opened.graph.objects()}
