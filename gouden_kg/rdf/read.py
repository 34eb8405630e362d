"""From an opened document to quads; what the parser says becomes a problem with a place."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from ..problem import GoudenError, Problem, ProblemsFound
from .input import Input, opened, syntax_problem
from .syntaxes import TITLES, oxigraph_format

if TYPE_CHECKING:
    from pyoxigraph import Quad

_POSITION = re.compile(r"^Parser error (?:at|between) line \d+ .*?: (?=\S)|\s*\(line \d+\)$")
_HINTS = {
    "No scheme found": "relative IRIs need --base IRI, or @base in the file",
    "LoadDocumentCallback": "nothing is fetched from the web: put the context itself into the file",
    "not a valid subject": "look for a missing dot or quote on the line before",
    "must be followed by a dot": "look for a missing dot or quote on the line before",
    "prefix has not been declared": "declare it at the top of the file",
}


def read_quads(path: Path, base: str | None = None) -> Iterator[Quad]:
    """The quads of a file, its syntax known by its name; relative IRIs are relative to `base`, else to the file.

    Raises `GoudenError` for what is no readable file, `ProblemsFound` at the place of a syntax error.
    """
    base = base or path.absolute().as_uri()
    with opened(str(path)) as document, syntax_told(document, base):
        yield from quads_of(document, base)[0]


def quads_of(document: Input, base: str | None = None) -> tuple[Iterator[Quad], dict[str, str]]:
    """The document's quads in the order of the file, and the prefixes declared before the first of them.

    Syntax errors come out as `ProblemsFound` where the quads are taken, inside `syntax_told`.
    """
    from pyoxigraph import parse

    try:
        parser = parse(document.content, oxigraph_format(document.syntax), base_iri=base)
    except ValueError as error:
        raise GoudenError(f"--base: {error}", "write a full address, like https://example.org/") from None
    first = list(_taken(parser))
    return chain(first, parser), dict(parser.prefixes)


def _taken(quads: Iterator[Quad]) -> Iterator[Quad]:
    quad = next(quads, None)
    return iter(() if quad is None else (quad,))


@contextmanager
def syntax_told(document: Input, base: str | None = None) -> Iterator[None]:
    """Turns what the parser raises inside the block into `ProblemsFound` or `GoudenError`."""
    try:
        yield
    except SyntaxError as error:
        raise ProblemsFound([_problem(document, base, error)]) from None
    except MemoryError:
        hint = "a quote may be missing, so that the rest of the file became one text"
        raise GoudenError(f"{document.name}: one term is longer than 16 MiB", hint) from None


def _problem(document: Input, base: str | None, error: SyntaxError) -> Problem:
    message = _POSITION.sub("", error.msg)
    line = error.lineno or _line_reached(document, base)
    hint = next((hint for words, hint in _HINTS.items() if words in message), "")
    return syntax_problem(document.name, line, error.offset or 1, f"not {TITLES[document.syntax]}: {message}", hint)


class _Lines(io.RawIOBase):
    """Hands out a document a line at a time and counts."""

    def __init__(self, content: BinaryIO) -> None:
        self.content, self.rest, self.line = content, b"", 0

    def read(self, size: int = -1) -> bytes:
        if not self.rest:
            self.rest = self.content.readline()
            self.line += bool(self.rest)
        given, self.rest = (self.rest, b"") if size < 0 else (self.rest[:size], self.rest[size:])
        return given


def _line_reached(document: Input, base: str | None) -> int:
    """The line at which the parser stops, for errors that it tells without a place (RDF/XML, JSON-LD contexts)."""
    from pyoxigraph import parse

    document.content.seek(0)
    lines = _Lines(document.content)
    try:
        for _ in parse(cast(BinaryIO, lines), oxigraph_format(document.syntax), base_iri=base):
            pass
    except SyntaxError:
        pass
    return max(lines.line, 1)
