"""From a name on the command line to bytes that may be parsed: regular files and standard input only."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ..problem import GoudenError, Place, Problem, ProblemsFound
from .nesting import check_nesting
from .syntaxes import syntax_of

STANDARD_INPUT = "-"
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Input:
    """An opened document, positioned after its byte order mark if it has one."""

    name: str
    syntax: str
    content: BinaryIO


@contextmanager
def opened(name: str, given: str | None = None) -> Iterator[Input]:
    """The document, opened and found fit to parse.

    Raises `GoudenError` for what is no readable file, `ProblemsFound` for another encoding, ill-formed XML and
    nesting that would overflow the parser's stack.
    """
    syntax = syntax_of(name, given)
    with _standard_input() if name == STANDARD_INPUT else open_regular(Path(name)) as content:
        shown = "stdin" if name == STANDARD_INPUT else name
        start = _after_mark(shown, content)
        check_nesting(shown, syntax, content)
        content.seek(start)
        yield Input(shown, syntax, content)


def open_regular(path: Path) -> BinaryIO:
    """The file opened for reading; refuses folders, pipes and devices instead of waiting for them."""
    try:
        # without O_NONBLOCK a named pipe that is swapped in after a check would hang here
        file = os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb")
    except OSError as error:
        raise GoudenError(f"cannot read {path}: {error.strerror or error}", _hint(path)) from None
    except ValueError:
        raise GoudenError(f"cannot read {str(path)!r}: no file can have this name", "check the spelling") from None
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise GoudenError(f"{path} is no ordinary file", "name a file, or pipe the data in and write `-`")
    return file


def _hint(path: Path) -> str:
    with suppress(OSError):  # a name that is too long
        if path.is_dir():
            return "this is a folder; name a file in it"
        if path.exists():
            return "check that you may read it"
    return "check the spelling; standard input is written `-`"


def _standard_input() -> BinaryIO:
    return io.BytesIO(sys.stdin.buffer.read())


def _after_mark(name: str, content: BinaryIO) -> int:
    begin = content.read(3)
    if begin.startswith(_UTF16):
        raise ProblemsFound([syntax_problem(name, 1, 1, "the file is UTF-16, not UTF-8", "save it as UTF-8")])
    start = len(_BOM) if begin == _BOM else 0
    content.seek(start)
    return start


def syntax_problem(name: str, line: int, column: int, message: str, hint: str = "") -> Problem:
    """A finding about the text of a document; the parser's own words, which exist in English only."""
    return Problem("syntax", Place(name, line, column), {"en": message}, {"en": hint} if hint else {})
