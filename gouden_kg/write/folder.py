"""A folder that changes at once or not at all."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ..problem import GoudenError, way_out

_AT_FDCWD, _RENAME_EXCHANGE, _RENAME_SWAP = -100, 2, 2


@contextlib.contextmanager
def replaced_folder(target: Path, keep: tuple[str, ...] = ()) -> Iterator[Path]:
    """A new empty folder that takes the place of `target` when the block ends well.

    Until then, and after any interruption, `target` is the old folder, whole. Entries named in `keep` move along.
    Raises `GoudenError` when the disk is full or the folder may not be written.
    """
    target = target.resolve()
    if target.exists() and not target.is_dir():
        raise GoudenError(f"{target} is a file, where a folder should be written", "move it out of the way")
    new = target.with_name(f".{target.name}-{os.getpid()}")
    began = False
    try:
        _sweep(target)
        new.mkdir(parents=True)
        began = True
        yield new
        for name in keep:
            if (target / name).exists() and not (new / name).exists():
                shutil.copytree(target / name, new / name, copy_function=os.link)
        _exchange(new, target)
    except (OSError, GoudenError) as error:
        if began and not new.exists():
            message = f"{target} was not written: another run put a new {target.parent.name}/ in place meanwhile"
            raise GoudenError(message, "run this again; the old output is untouched") from None
        if isinstance(error, GoudenError):
            raise
        raise GoudenError(f"cannot write {target}: {error.strerror or error}", "the old output is untouched") from None
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _exchange(new: Path, target: Path) -> None:
    if not target.exists():
        new.rename(target)
    elif not _exchanged_by_kernel(new, target):
        # where the system cannot exchange two folders there is a moment without one, never a mixture
        old = target.with_name(f".{target.name}-old-{os.getpid()}")
        target.rename(old)
        new.rename(target)
        shutil.rmtree(old, ignore_errors=True)


def _exchanged_by_kernel(new: Path, target: Path) -> bool:
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        a, b = os.fsencode(new), os.fsencode(target)
        if sys.platform == "darwin":
            return int(libc.renamex_np(a, b, _RENAME_SWAP)) == 0
        return int(libc.renameat2(_AT_FDCWD, a, _AT_FDCWD, b, _RENAME_EXCHANGE)) == 0
    except (OSError, AttributeError, TypeError):
        return False


def _sweep(target: Path) -> None:
    """Removes what interrupted runs left beside the target; restores the old folder if one was caught in between."""
    for left in target.parent.glob(f".{target.name}-*"):
        if not _alive(left.name.rpartition("-")[2]):
            if not target.exists() and "-old-" in left.name:
                left.rename(target)
            else:
                shutil.rmtree(left, ignore_errors=True)


def _alive(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (OSError, ValueError):
        return True
    return True


@contextlib.contextmanager
def replaced_file(path: Path) -> Iterator[Path]:
    """A path to write to, whose file takes the place of the named one when the block ends well.

    Until then, and after any interruption, the old file is whole. Links are followed; the permissions of an old file
    are kept; a pipe or device gets the bytes and stays what it is.
    Raises `GoudenError` when the place cannot be written.
    """
    with writing_told(path):
        with contextlib.suppress(FileNotFoundError):
            path.stat()  # tells a link that points at itself, a name too long, a file among the folders
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        in_place = path.exists() and not path.is_file()  # the system knows where /dev/stdout leads, its name does not
        target = path if in_place else path.resolve()
    if in_place:
        with tempfile.TemporaryDirectory(prefix="gouden-") as folder:
            yield Path(folder) / "file"
            with writing_told(path), (Path(folder) / "file").open("rb") as file, target.open("wb") as device:
                shutil.copyfileobj(file, device)
        return
    new = target.with_name(f".{target.name[:200]}-{os.getpid()}")
    try:
        with writing_told(path):
            new.touch()
        yield new
        with writing_told(path):
            with new.open("rb") as file:
                os.fsync(file.fileno())
            if target.exists():
                shutil.copymode(target, new)
            new.replace(target)
    finally:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)


@contextlib.contextmanager
def writing_told(path: Path) -> Iterator[None]:
    """Makes of an error of the system a `GoudenError` that names the file to write."""
    try:
        yield
    except OSError as error:
        hint = f"{way_out(error)}; what was there before is untouched"
        raise GoudenError(f"cannot write {path}: {error.strerror or error}", hint) from None


def write_file(path: Path, content: bytes) -> None:
    """Writes a whole file or leaves the old one; raises `GoudenError` when it cannot."""
    with replaced_file(path) as new, writing_told(path):
        new.write_bytes(content)
