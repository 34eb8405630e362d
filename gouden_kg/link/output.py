"""A file that appears whole or not at all, or the same on stdout."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..problem import GoudenError
from ..write.folder import replaced_file


@contextmanager
def written_file(output: Path | None) -> Iterator[Path]:
    """A path to write to; when the block ends well its file becomes `output`, or goes to stdout.

    Raises `GoudenError` when it cannot be written; the old file is untouched then.
    """
    if output is None:
        with tempfile.TemporaryDirectory(prefix="gouden-") as folder:
            path = Path(folder) / "output"
            yield path
            with path.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer, 2**20)
                sys.stdout.buffer.flush()
        return
    with replaced_file(output) as new:
        yield new


@contextmanager
def local_file(path: Path) -> Iterator[Path]:
    """The file of a path that can be read more than once; `-` is stdin, kept beside while it is read."""
    if str(path) != "-":
        if not path.exists():
            raise GoudenError(f"there is no file {path}", "name a table, or `-` for standard input")
        if not path.is_file():
            raise GoudenError(f"{path} is no file", "name a table, or `-` for standard input")
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="gouden-") as folder:
        copy = Path(folder) / "input"
        with copy.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file, 2**20)
        yield copy
