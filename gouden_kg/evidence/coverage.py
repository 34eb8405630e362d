"""How much of each source and section some record rests on; white space does not count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from ..problem import GoudenError
from .catalogue import Catalogue, Passage, slug_of
from .sources import SourceText

COVERED, OMITTED, UNCOVERED, OUTSIDE = b"c", b"o", b"u", b"-"
_SPACE = ord(" ")
_GAP = re.compile(rb"u(?:[u ]*u)?")
_FIRST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Row:
    """Characters of a source or section: under evidence, left out with a reason, and neither."""

    source: str
    section: str
    label: dict[str, str]
    covered: int
    omitted: int
    uncovered: int

    @property
    def name(self) -> str:
        """The slug of the section, else of the source."""
        return self.section or self.source

    @property
    def percent(self) -> float:
        """The share of the running text, omissions left out, that is covered; 100 when there is none."""
        running = self.covered + self.uncovered
        return 100 * self.covered / running if running else 100.0


@dataclass(frozen=True, slots=True)
class Gap:
    """A passage that no record rests on yet."""

    source: str
    line: int
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text of one kind, with the things that rest on it; `opens` are sections that begin here."""

    text: str
    kind: str
    things: tuple[str, ...]
    opens: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage of all sources asked for."""

    rows: list[Row]
    gaps: list[Gap]
    segments: dict[str, list[Segment]]

    def below(self, least: float) -> list[Row]:
        """The rows of which too little is covered."""
        return [row for row in self.rows if row.percent < least]


def measure(catalogue: Catalogue, folder: Path, by: str = "section", names: tuple[str, ...] = ()) -> Coverage:
    """The coverage per source, with `by="section"` also per section; `names` picks sources and sections.

    Raises `GoudenError` for a name that is neither.
    """
    known = {*catalogue.sources, *(slug_of(s.iri) for s in catalogue.sections)}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise GoudenError(f"no source or section `{unknown[0]}`", f"known: {', '.join(sorted(known))}")
    rows: list[Row] = []
    gaps: list[Gap] = []
    segments: dict[str, list[Segment]] = {}
    for slug in sorted(s.slug for s in catalogue.sources.values() if s.file):
        text = catalogue.text(slug, folder)
        kinds = kinds_of(text, catalogue)
        chosen = [(row, part) for row, part in _rows(catalogue, slug, kinds, by) if not names or row.name in names]
        rows += [row for row, _ in chosen]
        gaps += _gaps(text, _together(kinds, [part for _, part in chosen]))
        if chosen:
            segments[slug] = list(_segments(text, catalogue, kinds))
    return Coverage(rows, gaps, segments)


def kinds_of(text: SourceText, catalogue: Catalogue) -> bytes:
    """A letter per character: `c` covered, `o` omitted with a reason, `u` neither, a space for white space."""
    kinds = bytearray(UNCOVERED * len(text.text))
    for letter, passages in ((OMITTED, catalogue.omissions), (COVERED, catalogue.evidence)):
        for passage in _inside(passages, text.slug, len(kinds)):
            kinds[passage.start : passage.end] = letter * (passage.end - passage.start)
    for i, character in enumerate(text.text):
        if character.isspace():
            kinds[i] = _SPACE
    return bytes(kinds)


def _inside(passages: list[Passage], source: str, length: int) -> Iterator[Passage]:
    return (p for p in passages if p.source == source and 0 <= p.start < p.end <= length)


def _rows(catalogue: Catalogue, slug: str, kinds: bytes, by: str) -> Iterator[tuple[Row, bytes]]:
    """Each row with the letters of its part of the text; what is outside a part has the letter `-`."""
    yield _row(slug, "", {}, kinds), kinds
    sections = sorted(_inside(catalogue.sections, slug, len(kinds)), key=lambda s: (s.start, s.end))
    if by != "section" or not sections:
        return
    rest = bytearray(kinds)
    for section in sections:
        size = section.end - section.start
        part = OUTSIDE * section.start + kinds[section.start : section.end] + OUTSIDE * (len(kinds) - section.end)
        rest[section.start : section.end] = OUTSIDE * size
        yield _row(slug, slug_of(section.iri), section.label, part), part
    outside = _row(slug, "", {"nl": "buiten de hoofdstukken", "en": "outside the sections"}, bytes(rest))
    if outside.covered + outside.omitted + outside.uncovered:
        yield outside, bytes(rest)


def _row(source: str, section: str, label: dict[str, str], part: bytes) -> Row:
    covered, omitted, uncovered = (part.count(letter) for letter in (COVERED, OMITTED, UNCOVERED))
    return Row(source, section, label, covered, omitted, uncovered)


def _together(kinds: bytes, parts: list[bytes]) -> bytes:
    """The letters where any part has them."""
    if any(part == kinds for part in parts):
        return kinds
    together = bytearray(OUTSIDE * len(kinds))
    for part in parts:
        for found in re.finditer(rb"[^-]+", part):
            together[found.start() : found.end()] = found[0]
    return bytes(together)


def _gaps(text: SourceText, kinds: bytes) -> Iterator[Gap]:
    """The uncovered passages with a letter or digit in them."""
    for found in _GAP.finditer(kinds):
        start, end = found.span()
        passage = text.text[start:end]
        if any(character.isalnum() for character in passage):
            words = " ".join(passage.split(maxsplit=_FIRST_WORDS)[:_FIRST_WORDS])
            yield Gap(text.slug, text.line(start), start, end, words)


def _segments(text: SourceText, catalogue: Catalogue, kinds: bytes) -> Iterator[Segment]:
    """The whole text, cut where evidence, an omission or a section begins or ends."""
    length = len(text.text)
    evidence = sorted(_inside(catalogue.evidence, text.slug, length), key=lambda p: p.start)
    sections = list(_inside(catalogue.sections, text.slug, length))
    omissions = list(_inside(catalogue.omissions, text.slug, length))
    cuts = sorted({0, length, *(edge for p in [*evidence, *sections, *omissions] for edge in (p.start, p.end))})
    reading: list[Passage] = []
    waiting = iter(evidence)
    upcoming = next(waiting, None)
    for start, end in pairwise(cuts):
        while upcoming and upcoming.start <= start:
            reading.append(upcoming)
            upcoming = next(waiting, None)
        reading = [p for p in reading if p.end > start]
        things = tuple(sorted({"/".join(p.thing.split("/")[-2:]) for p in reading}))
        opens = tuple(s for s in sections if s.start == start)
        yield Segment(text.text[start:end], _kind(kinds[start:end]), things, opens)


def _kind(kinds: bytes) -> str:
    names = {COVERED: "covered", OMITTED: "omitted", UNCOVERED: "uncovered"}
    letter = kinds.strip()[:1]
    return names.get(letter, "space")
