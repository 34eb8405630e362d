"""Turtle files of the project itself: their triples, and where in the text a term stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..graph import Triple, iri_of
from ..problem import GoudenError, Place
from ..rebase import rebased
from .files import text_or_error

# what is no term comes first, so that nothing is found inside it
_TOKENS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""|'
    r"'''(?:[^'\\]|\\.|'(?!''))*+'''|"
    r'"(?:[^"\\\n]|\\.)*+"|'
    r"'(?:[^'\\\n]|\\.)*+'|"
    r'(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)|#[^\n]*|(?P<name>(?<![\w?$@:.-])(?:[A-Za-z][\w-]*)?:[\w][\w-]*(?:\.[\w-]+)*)',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class TermText:
    """A text with prefixed names and IRIs in it: Turtle or SPARQL."""

    name: str
    text: str
    prefixes: dict[str, str]

    def terms(self) -> Iterator[tuple[str, int]]:
        """Each IRI as written in full or by its prefix, with its position in the text."""
        for match in _TOKENS.finditer(self.text):
            if match["iri"]:
                yield match["iri"][1:-1], match.start()
            elif match["name"]:
                prefix, _, local = match["name"].partition(":")
                if prefix in self.prefixes:
                    yield self.prefixes[prefix] + local, match.start()

    def place_of(self, *iris: str, after: str = "") -> Place:
        """Where the first of these IRIs that occurs stands: at the beginning of a line, else anywhere.

        With `after` only what is said of that IRI counts: from its place to the next term at the beginning of a line.
        """
        begin = (self._position(after) or 0) if after else 0
        ends = (at for _, at in self.terms() if at > begin and self._begins_line(at)) if after else ()
        end = next(iter(ends), len(self.text))
        found = (at for iri in iris if (at := self._position(iri, begin, end)) is not None)
        return self.place(next(found, begin))

    def _position(self, iri: str, begin: int = 0, end: int | None = None) -> int | None:
        stop = len(self.text) if end is None else end
        found = [at for term, at in self.terms() if term == iri and begin <= at < stop]
        return next(filter(self._begins_line, found), found[0] if found else None)

    def _begins_line(self, at: int) -> bool:
        return at == 0 or self.text[at - 1] == "\n"

    def place(self, at: int) -> Place:
        """Line and column of a position."""
        return Place(self.name, self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at))

    def short(self, iri: str) -> str:
        """The IRI by a prefix of the file, where one begins it."""
        known = (f"{p}:{iri.removeprefix(ns)}" for p, ns in self.prefixes.items() if ns and iri.startswith(ns))
        return min(known, key=len, default=iri)


@dataclass(frozen=True, slots=True)
class TurtleFile:
    """A parsed Turtle file."""

    text: TermText
    triples: list[Triple]


def read_turtle(path: Path, name: str, written: str, base: str) -> TurtleFile:
    """The file with its base moved; raises `GoudenError` at the place of a syntax error."""
    from pyoxigraph import RdfFormat, parse
    from pyoxigraph import Triple as TripleTerm

    text = rebased(text_or_error(path, name), written, base)
    try:
        parser = parse(text, RdfFormat.TURTLE)
        found = [(str(t.subject), str(t.predicate), t.object) for t in parser]
    except SyntaxError as error:
        place = Place(name, error.lineno or 1, error.offset or 1)
        raise GoudenError(f"this is not Turtle: {error.msg}", "look at this line and the one before", place) from None
    terms = TermText(name, text, dict(parser.prefixes))
    for subject, _, term in found:
        if isinstance(term, TripleTerm):
            raise GoudenError("a triple term", "RDF 1.1 is written here", terms.place_of(iri_of(subject)))
    return TurtleFile(terms, [(s, p, str(o)) for s, p, o in found])
