"""Files as people download them, and a project to compare them with."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from gouden_kg.refresh.records import NAME, Records

from .conftest import ROOT, gouden

RELATION = "https://www.openstreetmap.org/relation/"
TOOI = "https://identifier.overheid.nl/tooi/"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The project's table of municipalities, with what a project needs around it."""
    folder = tmp_path / "project"
    (folder / "data").mkdir(parents=True)
    for name in ("data/dataset.yaml", NAME):
        shutil.copy(ROOT / name, folder / name)
    return folder


def saved(project: Path, name: str, content: Any) -> Path:
    path = project.parent / name
    path.write_bytes(content if isinstance(content, bytes) else _text(content).encode())
    return path


def _text(content: Any) -> str:
    return content if isinstance(content, str) else json.dumps(content)


def relation(number: int, code: str | int | None, level: str | int = "8", **tags: str) -> dict[str, Any]:
    own = {"boundary": "administrative", "admin_level": level, **tags}
    return {"type": "relation", "id": number, "tags": own | ({} if code is None else {"ref:gemeentecode": code})}


def overpass(*elements: dict[str, Any], day: str = "2026-11-20") -> dict[str, Any]:
    stamp = {"osm3s": {"timestamp_osm_base": f"{day}T10:00:00Z"}} if day else {}
    return {"version": 0.6, "generator": "Overpass API", **stamp, "elements": list(elements)}


def wikidata(*rows: tuple[str, str, str]) -> dict[str, Any]:
    def value(text: str) -> dict[str, str]:
        return {"type": "literal", "value": text}

    bindings = [
        {"item": value(f"http://www.wikidata.org/entity/{item}"), "code": value(code)}
        | ({"relation": value(number)} if number else {})
        for item, code, number in rows
    ]
    return {"head": {"vars": ["item", "code", "relation"]}, "results": {"bindings": bindings}}


def compared(project: Path, *files: Path, **options: str) -> dict[tuple[str, str, str], dict[str, Any]]:
    """(code, column, theirs) → difference."""
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    result = gouden("gazetteer", "import", *files, "--format", "json", "--project", project, *words)
    assert result.exit_code in (0, 1), result.stderr
    found = json.loads(result.stdout)["differences"]
    return {(d["code"], d["column"], d["theirs"]): d for d in found}


def applied(project: Path, *files: Path, date: str = "2026-11-20") -> Records:
    result = gouden("gazetteer", "import", *files, "--apply", "--date", date, "--project", project)
    assert result.exit_code in (0, 1), result.stderr
    return Records((project / NAME).read_text("utf-8"))


def rows(project: Path) -> list[bytes]:
    return (project / NAME).read_bytes().splitlines(keepends=True)


def changed_rows(before: Iterable[bytes], after: Iterable[bytes]) -> list[bytes]:
    return [new for old, new in zip(before, after, strict=True) if old != new]
