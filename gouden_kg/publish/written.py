"""The files of a publication as they reach the folder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ..problem import GoudenError
from .publication import File


@dataclass(frozen=True, slots=True)
class Written:
    """The folder of a publication in the making, and the paths in it so far, sorted by `paths()`."""

    folder: Path
    _paths: set[str] = field(default_factory=set)

    def add(self, files: Iterable[File]) -> list[str]:
        """Writes files below the folder and gives their paths; raises `GoudenError` when two parts write one path."""
        added = []
        for path, content in files:
            self.adopt([path])
            added.append(path)
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        return added

    def adopt(self, paths: Iterable[str]) -> None:
        """Counts files that another process has written."""
        for path in paths:
            if path in self._paths:
                raise GoudenError(f"two parts of the publication write {path}", "this is a mistake in gouden_kg")
            self._paths.add(path)

    def paths(self, below: str = "", ending: str = "") -> list[str]:
        """The paths that begin and end so, sorted."""
        return sorted(p for p in self._paths if p.startswith(below) and p.endswith(ending))

    def size(self, path: str) -> int:
        """How many bytes the file has."""
        return (self.folder / path).stat().st_size

    def digest(self, path: str) -> str:
        """The SHA-256 of the file in hexadecimal digits."""
        return hashlib.sha256((self.folder / path).read_bytes()).hexdigest()

    def text(self, path: str) -> str:
        """The text of the file."""
        return (self.folder / path).read_text("utf-8")
