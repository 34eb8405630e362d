"""The texts of the sources, which only their holders have: read exactly as they are, so that positions hold."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..problem import GoudenError, Place
from ..rdf.input import open_regular


@dataclass(frozen=True)
class SourceText:
    """A source's text; positions count Unicode characters, line ends as in the file."""

    slug: str
    text: str
    digest: str

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(i + 1 for i, character in enumerate(self.text) if character == "\n")]

    def line(self, position: int) -> int:
        """The line, from 1, on which a position lies."""
        return bisect_right(self._line_starts, position)

    def passage_digest(self, start: int, end: int) -> str:
        """The SHA-256 of a passage's UTF-8 bytes, in hexadecimal digits."""
        return digest_of(self.text[start:end])


def digest_of(text: str) -> str:
    """The SHA-256 of a text's UTF-8 bytes.

    >>> digest_of("één")[:8]
    '51c4a8ee'
    """
    return hashlib.sha256(text.encode()).hexdigest()


def read_source(path: Path, slug: str) -> SourceText:
    """The text of a file, no line end translated; raises `GoudenError` when it is missing or not UTF-8."""
    with open_regular(path) as file:
        content = file.read()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise GoudenError("the source is not UTF-8", "get the file again as it was", Place(str(path), line)) from None
    return SourceText(slug, text, hashlib.sha256(content).hexdigest())


def sources_folder(folder: Path | None) -> Path:
    """The folder, if it is one; raises `GoudenError` otherwise."""
    hint = "add --sources DIR or set GOUDEN_SOURCES; the texts are not part of the publication"
    if folder is None:
        raise GoudenError("the folder with the texts of the sources is not named", hint)
    if not folder.is_dir():
        raise GoudenError(f"there is no folder {folder}", hint)
    return folder
