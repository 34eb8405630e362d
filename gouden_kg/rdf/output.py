"""A file that is written whole or not at all."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

from ..problem import GoudenError

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
    try:
        target = path.resolve()
        if target.is_dir():
            raise GoudenError(f"{path} is a folder", "name a file to write")
        with _replaced(target) if _replaceable(target) else _device(target) as stream:
            yield stream
    except (OSError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise GoudenError(f"cannot write {path}: {why}", "what was there before is untouched") from None


def _replaceable(target: Path) -> bool:
    return not target.exists() or stat.S_ISREG(target.stat().st_mode)


@contextmanager
def _replaced(target: Path) -> Iterator[BinaryIO]:
    new = target.with_name(f".{target.name[:200]}-{os.getpid()}")
    try:
        with new.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            shutil.copymode(target, new)
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)


@contextmanager
def _device(target: Path) -> Iterator[BinaryIO]:
    with target.open("wb") as device, _spooled(device) as stream:
        yield stream


@contextmanager
def _spooled(destination: IO[bytes]) -> Iterator[BinaryIO]:
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as spool:
        yield cast(BinaryIO, spool)
        spool.seek(0)
        shutil.copyfileobj(spool, destination)
        destination.flush()
