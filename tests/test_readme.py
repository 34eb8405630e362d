"""What README.md shows is true: its commands run and print what stands below them, its Python runs, its findings come.

A block is run when its fence is `console` or `python`. `<!-- not run: reason -->` on the line before leaves it out. Below
a command stands what it prints, `…` for what may differ; a command with nothing below it may print anything.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from .conftest import ROOT, gouden

README = (ROOT / "README.md").read_text("utf-8")
_BLOCK = re.compile(r"(?:^<!-- not run: (?P<why>[^\n]+) -->\n+)?^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.M | re.S)
_COMMAND = re.compile(r"^\$ (?P<words>[^\n]+?)(?:  +#[^\n]*)?\n(?P<prints>(?:(?!\$ )[^\n]*\n)*)", re.M)
_FINDING = re.compile(r"^(data/\S+?):(\d+):(\d+): error \[.*`([\w-]+)`\n  hint: did you mean `([\w-]+)`", re.M)
SECONDS = 120


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, and why it is not run."""

    kind: str
    text: str
    why: str

    def commands(self) -> list[tuple[str, str]]:
        """Each command with what it should print."""
        return [(m["words"], m["prints"]) for m in _COMMAND.finditer(self.text)]


BLOCKS = [Block(m["kind"], m["text"], m["why"] or "") for m in _BLOCK.finditer(README)]
RUN = [block for block in BLOCKS if not block.why]
COMMANDS = [pair for block in RUN if block.kind == "console" for pair in block.commands()]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project to run commands in, so that what they write stays out of this one."""
    root = tmp_path_factory.mktemp("readme") / "project"
    for name in ("ontology", "data", "queries", "shapes", "dist"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("site"))
    return root


def test_every_block_is_run_or_says_why_not() -> None:
    assert README.count("\n```") == 2 * len(BLOCKS)
    assert len(COMMANDS) >= 3 and {b.kind for b in BLOCKS} >= {"console", "python", "text"}
    assert all(line.startswith("$ ") for b in BLOCKS if b.kind == "console" for line in b.text.splitlines()[:1])


@pytest.mark.parametrize(("words", "prints"), COMMANDS, ids=[words for words, _ in COMMANDS])
def test_commands_run_and_print_what_is_shown(checkout: Path, words: str, prints: str) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        words, shell=True, cwd=checkout, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    printed = done.stdout + done.stderr
    assert "Traceback" not in printed and "Usage:" not in done.stderr
    assert done.returncode == 0 or (prints and done.returncode == 1), printed
    pattern = re.escape(prints.strip()).replace("…", ".*")
    assert not prints.strip() or re.fullmatch(pattern, printed.strip(), re.S), printed


@pytest.mark.parametrize("block", [b for b in RUN if b.kind == "python"], ids=lambda b: b.text.splitlines()[0])
def test_python_runs(checkout: Path, monkeypatch: pytest.MonkeyPatch, block: Block) -> None:
    monkeypatch.chdir(checkout)
    names: dict[str, object] = {}
    exec(compile(block.text, "README.md", "exec"), names)
    assert len(names) > 1


@pytest.mark.parametrize(
    "found", [m for b in RUN if b.kind == "text" for m in _FINDING.finditer(b.text)], ids=lambda m: m[4]
)
def test_findings_are_told_as_shown(checkout: Path, found: re.Match[str]) -> None:
    """The right word on that line is made the wrong one of the example."""
    name, line, column, wrong, right = found.groups()
    path = checkout / name
    whole = path.read_text("utf-8")
    lines = whole.split("\n")
    assert lines[int(line) - 1][int(column) - 1 :].startswith(right), (
        "the example names another place than the record has"
    )
    lines[int(line) - 1] = lines[int(line) - 1].replace(right, wrong, 1)
    path.write_text("\n".join(lines), "utf-8")
    output = gouden("validate", "--project", checkout, "--lang", "en").output
    path.write_text(whole, "utf-8")
    assert found[0] in output


def test_the_table_of_commands_names_those_that_exist() -> None:
    from gouden_kg.cli import COMMANDS as EXISTING

    named = set(re.findall(r"`gouden ([a-z]+)", README))
    assert named <= set(EXISTING) and len(named) >= 8
