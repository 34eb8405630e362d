"""What breaks a small working project: changes by name, and how the line that refuses them begins."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

Change = Callable[[Path], object]
Cases = dict[str, tuple[list[Change], str]]

DATASET, CONTEXT, VOCABULARY = "data/dataset.yaml", "ontology/context.jsonld", "ontology/vocabulary.ttl"
KINDS, SHAPES, RECORDS = "ontology/kinds.yaml", "shapes/garden.ttl", "data/gardens.yaml"
UNIQUE, NEW = "queries/name-unique-violation.rq", "queries/z.rq"
YAML, CSV = "data/x.yaml", "data/x.csv"
GARDEN = "- id: hof\n  type: Garden\n  name: {nl: Hof}\n  kind: vegetables\n"
HEADER = '#+ summary: {nl: "x", en: "x"}\n'


def put(name: str, content: str | bytes) -> Change:
    """Writes a file."""

    def change(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))

    return change


def sub(name: str, old: str, new: str | bytes) -> Change:
    """Replaces words that must be there."""

    def change(root: Path) -> None:
        before = (root / name).read_bytes()
        assert old.encode() in before
        after = before.replace(old.encode(), new if isinstance(new, bytes) else new.encode("utf-8"), 1)
        (root / name).write_bytes(after)

    return change


def add(name: str, content: str) -> Change:
    """Writes more at the end of a file."""
    return lambda root: (root / name).write_text((root / name).read_text("utf-8") + content, "utf-8")


def remove(name: str) -> Change:
    """Takes away a file or a folder."""
    return lambda root: shutil.rmtree(root / name) if (root / name).is_dir() else (root / name).unlink()


def folder(name: str) -> Change:
    """Makes a folder."""
    return lambda root: (root / name).mkdir()


def pipe(name: str) -> Change:
    """Makes a named pipe, which hangs whoever opens it."""
    return lambda root: os.mkfifo(root / name)


def link(name: str, target: str) -> Change:
    """Makes a symbolic link."""
    return lambda root: (root / name).symlink_to(target)
