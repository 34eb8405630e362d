"""Imports go one way: no folder of the package, nor module beside the folders, needs what needs it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import gouden_kg

from .conftest import ROOT, gouden

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


HOMES = {  # imported module → the parts that may import it; RDF terms and stores are everybody's
    "click": {"cli"},
    "httptools": {"serve"},
    "httpx": {"remote", "serve"},
    "jinja2": {"site", "template"},
    "openpyxl": {"link"},
    "pyarrow": {"link", "publish"},
    "pyoxigraph": None,
    "pyshacl": {"validate"},
    "rapidfuzz": {"gazetteer"},
    "rdflib": {"api", "rdf", "validate"},
    "rich": {"cli"},
    "shacl": {"validate"},
    "snowballstemmer": {"site"},
    "yaml": {"read"},
}
NAMED_OTHERWISE = {"PyYAML": "yaml"}


def outside(path: Path) -> Iterator[str]:
    """The modules that a module imports from outside the package, by their first name."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module.partition(".")[0]
        elif isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)


def test_each_dependency_is_used_and_at_home() -> None:
    users: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        for name in outside(path):
            users.setdefault(name, set()).add(part_of(path))
    written = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {re.split(r"[^\w-]", dependency)[0] for dependency in written}
    assert {NAMED_OTHERWISE.get(name, name) for name in names} == HOMES.keys()
    found = {name: users.get(name, set()) for name, homes in HOMES.items() if homes is not None}
    assert found == {name: homes for name, homes in HOMES.items() if homes is not None}
    assert users["pyoxigraph"]


def imported_by(*words: str) -> set[str]:
    """The modules that a run of `gouden` has imported at its end."""
    ending = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); "
    start = f"from gouden_kg.__main__ import main; sys.argv = ['gouden', *{words!r}]; main()"
    result = subprocess.run([sys.executable, "-c", ending + start], capture_output=True, text=True, encoding="utf-8")
    assert result.returncode == 0 and result.stdout
    return set(result.stderr.split())


def test_the_commonest_commands_import_little(starter: Path) -> None:
    helped = imported_by("--help")
    assert {name for name in helped if name.startswith("gouden_kg")} == {"gouden_kg", "gouden_kg.__main__"}
    gouden("build", "--project", starter)
    asked = imported_by("query", "run", "gardens", "--format", "csv", "--project", str(starter))
    assert "pyoxigraph" in asked
    assert (
        asked & (HOMES.keys() - {"pyoxigraph"} | {"asyncio", "ssl", "tomllib", "gouden_kg.cli", "gouden_kg.check"})
        == set()
    )
