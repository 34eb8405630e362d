"""A small working project to begin another knowledge graph with."""

from __future__ import annotations

import shlex
import shutil
from importlib.resources import as_file, files
from pathlib import Path

from .problem import GoudenError
from .project import read_project

_EXAMPLE_BASE = "https://example.org/my-dataset/"


def write_starter(folder: Path, base: str) -> list[str]:
    """Writes the five folders; gives lines that say what to do next.

    Raises `GoudenError`, and leaves nothing behind, when the folder holds something already or cannot be written, or
    when the base is no address ending in a slash.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise GoudenError(f"{folder} is not empty", "choose a new folder; nothing was written")
    try:
        _fill(folder, base)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        hint = "choose a folder you may write in, on a disk with room"
        raise GoudenError(f"cannot write {folder}: {error.strerror or error}", hint) from None
    except GoudenError:
        shutil.rmtree(folder)
        raise
    named = shlex.quote(str(folder))
    return [
        f"made {folder}: two records in data/gardens.yaml",
        f"next:  gouden build --project {named}",
        f"       gouden query run gardens --project {named}",
    ]


def _fill(folder: Path, base: str) -> None:
    with as_file(files("gouden_kg") / "templates" / "starter") as starter:
        for path in sorted(p for p in starter.rglob("*") if p.is_file()):
            new = folder / path.relative_to(starter)
            new.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(path.read_bytes())
    dataset = folder / "data" / "dataset.yaml"
    dataset.write_text(dataset.read_text("utf-8").replace(_EXAMPLE_BASE, base), "utf-8")
    read_project(folder)
