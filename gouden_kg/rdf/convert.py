"""One syntax into another, in the order of the file, every lexical form as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ..problem import GoudenError
from .input import Input, opened
from .labels import labelled
from .output import written
from .rdfxml import rdfxml_lines
from .read import quads_of, syntax_told
from .syntaxes import TITLES, oxigraph_format

if TYPE_CHECKING:
    from pyoxigraph import Quad

_WITH_PREFIXES = {"ttl", "trig"}
_LABELLED = {"nt", "nq"}  # there each blank node has a label already


def convert(name: str, to: str, output: Path | None, given: str | None = None, base: str | None = None) -> None:
    """Writes the document in the syntax `to`; `name` may be `-`, `output` `None` is standard output.

    Raises `ProblemsFound` for syntax errors and `GoudenError` for what the syntax cannot hold; then nothing is
    written.
    """
    with opened(name, given) as document, written(output) as stream, syntax_told(document, base):
        quads, prefixes = quads_of(document, base)
        with _limits_told(document, to):
            _write(quads if document.syntax in _LABELLED else labelled(quads), prefixes, to, stream)


def _write(quads: Iterator[Quad], prefixes: dict[str, str], to: str, stream: BinaryIO) -> None:
    from pyoxigraph import serialize

    if to == "rdfxml":
        for line in rdfxml_lines(quads, prefixes):
            stream.write(line.encode())
    else:
        serialize(quads, stream, oxigraph_format(to), prefixes=prefixes if to in _WITH_PREFIXES else None)
        stream.write(b"\n" if to == "jsonld" else b"")


@contextmanager
def _limits_told(document: Input, to: str) -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        if "named graphs" not in str(error):
            raise GoudenError(f"{document.name}: {error}") from None
        message = f"{document.name} holds named graphs, which {TITLES[to]} cannot"
        raise GoudenError(message, "use --to trig, nq or jsonld") from None
    except OSError as error:
        if error.errno is not None or "RDF 1.2" not in str(error):
            raise
        raise GoudenError(f"{TITLES[to]} cannot hold a triple term", "use ttl, trig, nt or nq") from None
