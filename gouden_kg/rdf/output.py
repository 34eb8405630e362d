"""A file that is written whole or not at all."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

from ..write.folder import replaced_file, writing_told

_IN_MEMORY = 32 * 2**20


@contextmanager
def written(path: Path | None) -> Iterator[BinaryIO]:
    """A stream whose bytes reach the file, or standard output, only when the block ends well.

    Links are followed; the permissions of a replaced file are kept; a device (`/dev/null`) is written, not replaced.
    Raises `GoudenError` when the place cannot be written.
    """
    if path is None:
        with _spooled(sys.stdout.buffer) as stream:
            yield stream
        return
    with replaced_file(path) as new, writing_told(path), new.open("wb") as stream:
        yield stream


@contextmanager
def _spooled(destination: IO[bytes]) -> Iterator[BinaryIO]:
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as spool:
        yield cast(BinaryIO, spool)
        spool.seek(0)
        shutil.copyfileobj(spool, destination)
        destination.flush()
