"""Imports go one way: no folder of the package, nor module beside the folders, needs what needs it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import gouden_kg

PACKAGE = Path(gouden_kg.__file__).parent
HOOK = "wheel"  # run by the build backend, outside the package
FACADE = "__init__"  # what users import: every import runs it, so it imports the rest only inside `open_project`


def part_of(path: Path) -> str:
    """The folder of the package that a module is in, or the module itself where it is in none."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(path: Path) -> Iterator[str]:
    """The parts of the package that a module imports, at its top, inside functions, or for types alone."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            folder = path.parents[node.level - 1]
            names = [node.module] if node.module else [alias.name for alias in node.names]
            found = [folder.joinpath(*name.split(".")) for name in names]
            yield from (part_of(f) for f in found if f.is_dir() or f.with_suffix(".py").is_file())


def needs(modules: dict[Path, str]) -> dict[str, set[str]]:
    """Part → the other parts that it imports."""
    graph: dict[str, set[str]] = {}
    for path, part in modules.items():
        graph.setdefault(part, set()).update(set(imported(path)) - {part})
    return graph


def test_imports_between_parts_go_one_way() -> None:
    modules = {path: part_of(path) for path in sorted(PACKAGE.rglob("*.py"))}
    graph = needs({path: part for path, part in modules.items() if part != FACADE})
    assert {"read", "expand", "derive", "validate", "write", "query", "publish", "site", "serve"} <= graph.keys()
    assert {"read", "expand", "derive", "validate", "query"} <= graph["check"]  # imports are seen at all
    order = list(TopologicalSorter(graph).static_order())
    assert order.index("read") < order.index("expand") < order.index("query") < order.index("derive")
    assert order.index("publish") < order.index("site") < order.index("publishing") < order.index("cli")


def test_every_import_within_the_package_is_relative() -> None:
    absolute = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if part_of(path) != HOOK
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.ImportFrom) and not node.level and (node.module or "").split(".")[0] == "gouden_kg")
        or (isinstance(node, ast.Import) and any(a.name.split(".")[0] == "gouden_kg" for a in node.names))
    ]
    assert absolute == []


def test_a_circle_would_be_seen() -> None:
    with pytest.raises(CycleError):
        TopologicalSorter({"query": {"remote"}, "remote": {"query"}}).prepare()
