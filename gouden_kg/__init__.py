"""Curated records as validated linked data: read, expand, validate, query, publish.

>>> import gouden_kg
>>> project = gouden_kg.open_project()
>>> project.queries.golden_municipalities(edition="second-edition")[0].keys() >= {"municipality", "edition"}
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["__version__", "open_project"]

if TYPE_CHECKING:
    from pathlib import Path

    from .api import OpenProject


def open_project(path: str | Path | None = None) -> OpenProject:
    """The project in a folder, ready to be asked; without a path the one around, or the one that came along.

    Raises `gouden_kg.problem.GoudenError` when the folder is no project.
    """
    from pathlib import Path as _Path

    from .api import OpenProject
    from .project import find_project

    return OpenProject(find_project(_Path(path) if path is not None else None))
