"""The curators' handbook, data/README.md, does what it says: its records pass, its commands print what it shows."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from gouden_kg.project import kebab

from .conftest import ROOT, gouden

HANDBOOK = (ROOT / "data" / "README.md").read_text("utf-8")
PLACE = "data/voorbeeldstad"
_BLOCK = re.compile(r"(?:<!-- (?P<what>[\w ]+): (?P<of>[^\n]+) -->\n)?```(?P<kind>\w+)\n(?P<text>.*?)\n```", re.DOTALL)
_TABLE = re.compile(r"<!-- keys: (\w+) -->\n\|[^\n]+\n\|[^\n]+\n((?:\|[^\n]+\n)+)")

# Code of a message in the table → the example record with the slip that gives it.
SLIPS: dict[str, tuple[str, str, str]] = {
    "yaml-syntax": ("voorbeeldstad-samen-eten", "nl: Wekelijkse", "nl: Elke week: wekelijkse"),
    "unknown-key": ("voorbeeldstad-samen-eten", "targetGroup", "targetgroup"),
    "dangling-reference": ("voorbeeldstad-samen-eten", "loneliness", "lonelines"),
    "bad-reference": ("voorbeeldstad-samen-eten", "organization/samen-proeven", "samen-proeven"),
    "bad-id": ("voorbeeldstad-samen-eten", "[voorbeeldstad]", "[Voorbeeldstad]"),
    "language-expected": ("voorbeeldstad-samen-eten", "{nl: Buren koken voor buren, ", "Buren koken voor buren # {"),
    "practice-status-present": ("voorbeeldstad-samen-eten", "  status: running\n", ""),
    "claim-statement-in-english": ("voorbeeldstad-meal-in-town-centre-from-2019", "    en: ", "    # en: "),
    "impossible-date": ("voorbeeldstad-hundredth-meal", "2018-02-07", "07-02-2018"),
    "unsealed-evidence": (
        "voorbeeldstad-hundredth-meal",
        "- {source",
        "- find: voorbeeldkrant-2018 | Op 7 februari # {",
    ),
}


@dataclass
class Walk:
    """A copy of the project in which somebody did all that the handbook says, and what the commands printed."""

    root: Path
    printed: list[tuple[str, str, str]] = field(default_factory=list)

    def path(self, name: str) -> Path:
        return self.root / name

    def gouden(self, *words: str) -> str:
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.root)
            patch.setenv("GOUDEN_SOURCES", str(self.root.parent / "bronnen"))
            patch.setenv("LC_ALL", "C")
            return gouden(*words).output

    def do(self, what: str, of: str, kind: str, text: str) -> None:
        """Does what a block asks."""
        if what == "source":
            self.path(f"../bronnen/{of}").write_text(text + "\n", "utf-8", newline="\n")
        elif what in ("records", "rows"):
            self.path(of).parent.mkdir(exist_ok=True)
            with self.path(of).open("a", encoding="utf-8", newline="\n") as file:
                file.write(text + "\n")
        elif what == "add to":
            name, file_name = of.split(" in ")
            whole = self.path(file_name).read_text("utf-8")
            self.path(file_name).write_text(re.sub(f"(- id: {name}\n)", rf"\1  {text}\n", whole), "utf-8")
        elif kind == "console":
            for command, expected in re.findall(r"\$ gouden ([^\n]+)\n?(.*?)(?=\n\$ |\Z)", text, re.DOTALL):
                self.printed.append((command, expected, self.gouden(*shlex.split(command))))


def blocks() -> list[tuple[str, str, str, str]]:
    found = [(m["what"] or "", m["of"] or "", m["kind"], m["text"]) for m in _BLOCK.finditer(HANDBOOK)]
    assert HANDBOOK.count("```") == 2 * len(found)
    return found


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    root = tmp_path_factory.mktemp("handbook") / "project"
    for name in ("ontology", "data", "shapes", "queries"):
        shutil.copytree(ROOT / name, root / name)
    (root.parent / "bronnen").mkdir()
    walked = Walk(root)
    for block in sorted(blocks(), key=lambda block: block[0] != "rows"):
        walked.do(*block)
    return walked


def records(walk: Walk) -> dict[str, str]:
    """Id → the text of each example record."""
    texts = [path.read_text("utf-8") for path in sorted(walk.path(PLACE).glob("*.yaml"))]
    found = [record for text in texts for record in re.split(r"(?m)^(?=- id: )", text) if record.strip()]
    return {record.split("\n")[0].removeprefix("- id: "): record for record in found}


def key_tables() -> Iterator[tuple[str, dict[str, str]]]:
    """Class → its keys, each with its mark: `●` required, `○` wanted, or nothing."""
    for kind, rows in _TABLE.findall(HANDBOOK):
        cells = [row.split("|") for row in rows.splitlines()]
        yield kind, {key: cell[2].strip() for cell in cells for key in re.findall(r"`(\w+)`", cell[1])}


def test_the_examples_pass(walk: Walk) -> None:
    assert walk.gouden("validate", PLACE).startswith("0 error(s), 0 warning(s)")
    others = walk.gouden("validate", "data/municipalities.csv", "data/changes.yaml", "ontology/lists/themes.yaml")
    assert "0 error(s)" in others
    assert re.findall(r"\[([\w-]+)\] .*Voorbeeldstad", others) == ["concept-used"]
    assert [r for r in records(walk).values() if "find:" in r] == []
    checked = walk.gouden("evidence", "check")
    assert PLACE not in checked
    assert "passages" in checked


def test_there_is_an_example_of_every_kind(walk: Walk) -> None:
    kinds = {yaml.load(r, yaml.BaseLoader)[0]["type"] for r in records(walk).values()}
    assert kinds == {kind for kind, _ in key_tables()} | {"Source"}


def test_commands_print_what_the_handbook_shows(walk: Walk) -> None:
    assert len(walk.printed) >= 9
    for command, expected, printed in walk.printed:
        pattern = re.escape(expected.strip()).replace("…", ".*")
        assert re.fullmatch(pattern, printed.strip()), f"gouden {command}\n{printed}"


def test_required_keys_are_those_of_the_tables(walk: Walk) -> None:
    folder = walk.path(PLACE) / "variants"
    folder.mkdir()
    marks: dict[str, str] = {}
    for kind, keys in key_tables():
        whole = next(r for r in (yaml.load(t, yaml.BaseLoader)[0] for t in records(walk).values()) if r["type"] == kind)
        assert {key for key, mark in keys.items() if mark} <= whole.keys()
        for key in whole.keys() - {"id", "type"}:
            name = f"{kind.lower()}-{key.lower()}"
            less = {k: v for k, v in whole.items() if k != key} | {"id": f"{whole['id']}-{name}"}
            (folder / f"{name}.yaml").write_text(yaml.safe_dump([less], allow_unicode=True), "utf-8")
            marks[name] = keys.get(key, "")
    report = walk.gouden("validate", f"{PLACE}/variants", "--lang", "en")
    shutil.rmtree(folder)
    for name, mark in marks.items():
        found = re.findall(rf"variants/{name}[.]yaml:\S+ (\w+)", report)
        assert ("error" in found) == (mark == "●"), f"{name}\n{report}"
        assert mark != "○" or "warning" in found, f"{name}\n{report}"


def test_keys_of_the_tables_belong_to_their_kind(walk: Walk) -> None:
    tables = dict(key_tables())
    assert len(tables) == 9
    for kind, keys in tables.items():
        allowed = set(re.split(", | / |: |[.] ", walk.gouden("explain", f"{kebab(kind)}-closed", "--lang", "en")))
        assert keys.keys() <= allowed


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_messages_are_what_the_tool_prints(walk: Walk, lang: str) -> None:
    table = HANDBOOK.split("## Tien meldingen")[1]
    assert re.findall(r"(?m)^\| `([\w-]+)` \|", table) == list(SLIPS)
    folder = walk.path(PLACE) / "slips"
    folder.mkdir()
    for code, (name, old, new) in SLIPS.items():
        example = records(walk)[name]
        assert old in example, code
        slipped = example.replace(f"- id: {name}", f"- id: slip-{code}").replace(old, new)
        (folder / f"{code}.yaml").write_text(slipped, "utf-8")
    report = walk.gouden("validate", f"{PLACE}/slips", "--lang", lang)
    shutil.rmtree(folder)
    for code in SLIPS:
        message = re.search(rf"slips/{code}[.]yaml:\S+ \w+ \[{code}\] (.+)", report)
        assert message, f"{code}\n{report}"
        row = next(line for line in table.splitlines() if line.startswith(f"| `{code}` |"))
        assert message[1] in re.split("[|]|<br>", row.replace(" | ", "|")), message[1]


def test_fragments_use_known_keys(walk: Walk) -> None:
    context = (ROOT / "ontology" / "context.jsonld").read_text("utf-8")
    fragments = [text for what, _, kind, text in blocks() if kind == "yaml" and what in ("", "add to")]
    assert len(fragments) >= 4
    for text in fragments:
        assert all(f'"{key}": {{"@id"' in context for key in yaml.load(text, yaml.BaseLoader))


def test_files_and_commands_of_the_tables_exist(walk: Walk) -> None:
    names = set(re.findall(r"`(?:[\w/-]+/)?([\w-]+[.](?:yaml|csv))`", HANDBOOK))
    there = {path.name for folder in ("data", "ontology") for path in (ROOT / folder).rglob("*")}
    assert len(names) > 20
    assert names <= there
    for words in set(re.findall(r"(?:`|\$ )gouden ((?:evidence )?[a-z]+)", HANDBOOK)):
        assert walk.gouden(*words.split(), "--help").startswith(f"Usage: gouden {words} ["), words


def test_links_lead_to_headings() -> None:
    headings = re.findall(r"(?m)^#+ (.+)$", HANDBOOK)
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    links = re.findall(r"\]\(#([^)]+)\)", HANDBOOK)
    assert len(links) >= 9
    assert set(links) <= anchors
