"""A small working project to begin another knowledge graph with."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path

from .problem import GoudenError
from .project import read_project
from .write.folder import write_file

_EXAMPLE_BASE = "https://example.org/my-dataset/"


def write_starter(folder: Path, base: str) -> list[str]:
    """Writes the five folders; gives lines that say what to do next.

    Raises `GoudenError` when the folder holds something already, or the base is no address ending in a slash.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise GoudenError(f"{folder} is not empty", "choose a new folder; nothing was written")
    try:
        with as_file(files("gouden_kg") / "templates" / "starter") as starter:
            shutil.copytree(starter, folder, dirs_exist_ok=True)
    except OSError as error:
        raise GoudenError(f"cannot write {folder}: {error.strerror}", "choose a folder you may write in") from None
    dataset = folder / "data" / "dataset.yaml"
    write_file(dataset, dataset.read_text("utf-8").replace(_EXAMPLE_BASE, base).encode())
    try:
        read_project(folder)
    except GoudenError:
        shutil.rmtree(folder)
        raise
    return [
        f"made {folder}: two records in data/gardens.yaml",
        f"next:  gouden build --project {folder}",
        f"       gouden query run gardens --project {folder}",
    ]
