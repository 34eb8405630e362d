"""Whatever is broken in a project is refused at its place, with the old output untouched."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from gouden_kg.starter import write_starter

from .broken import BROKEN_PROJECTS
from .broken.changes import GARDEN
from .conftest import gouden
from .test_broken_records import BROKEN, BROKEN_CSV, published


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project, built; to be copied, not changed."""
    root = tmp_path_factory.mktemp("built") / "project"
    write_starter(root, "https://example.org/my-dataset/")
    assert gouden("build", "--project", root).exit_code == 0
    return root


def test_there_are_enough_of_them() -> None:
    assert len(BROKEN_PROJECTS) + len(BROKEN) + len(BROKEN_CSV) > 400


@pytest.mark.parametrize("case", BROKEN_PROJECTS)
def test_broken_project(built: Path, tmp_path: Path, case: str) -> None:
    changes, told = BROKEN_PROJECTS[case]
    root = tmp_path / "project"
    shutil.copytree(built, root)
    for change in changes:
        change(root)
    result = gouden("build", "--project", root, "--lang", "en")
    lines = result.output.replace(f"{root}/", "").splitlines()
    assert any(line.startswith(told) for line in lines), result.output
    assert result.exit_code == (1 if "error [" in told else 2)
    assert "Traceback" not in result.output and published(root) == published(built)
    places = re.findall(r"^(\S.*?:\d+:\d+): error \[([a-z0-9-]+)\]", result.output, re.MULTILINE)
    assert len(places) == len(set(places)), result.output  # nothing is told twice
    assert result.output.count("\n  hint: ") >= max(1, len(places)), result.output  # nor without a way out


@pytest.mark.parametrize(
    "content",
    [
        GARDEN.replace("\n", "\r"),
        GARDEN.replace("\n", "\r\n"),
        GARDEN.replace("id: hof", "id: 0"),
        "%YAML 1.2\n---\n" + GARDEN,
        "---\n" + GARDEN + "...\n",
        "# a note\n\n" + GARDEN + "  since: 2017   # and another\n",
        GARDEN.replace("nl: Hof", "nl: ’s-Hof – 日本 🎈, fy: Hôf"),
        GARDEN.replace("{nl: Hof}", "\n    nl: >-\n      Hof\n      en tuin"),
    ],
)
def test_what_only_looks_odd_is_taken(built: Path, tmp_path: Path, content: str) -> None:
    root = tmp_path / "project"
    shutil.copytree(built, root)
    (root / "data" / "x.yaml").write_bytes(content.encode())
    result = gouden("build", "--project", root)
    assert result.exit_code == 0 and "5 records" in result.output
