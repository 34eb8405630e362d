"""Finding the words of a passage in a source, however its lines break and its quotes curl."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from ..problem import GoudenError
from .sources import SourceText

_QUOTES = ("'‘’‚‛`´′", '"“”„‟«»″')
_ALIKE = {quote: f"[{re.escape(quotes)}]" for quotes in _QUOTES for quote in quotes}
_WORD = re.compile(r"\S+")
_LIKELY = 0.6


@dataclass(frozen=True, slots=True)
class Range:
    """A passage found: half-open character range, the line it starts on, its digest."""

    source: str
    start: int
    end: int
    line: int
    digest: str

    def flow(self) -> str:
        """The range as an evidence item of a record."""
        return f"{{source: {self.source}, start: {self.start}, end: {self.end}, digest: {self.digest}}}"


def pattern_of(words: str) -> re.Pattern[str]:
    """What matches the words with any white space between them and any form of their quotes.

    Raises `GoudenError` when there are no words.

    >>> bool(pattern_of("zegt: 'ja'").search("zij zegt:\\n‘ja’"))
    True
    """
    if not words.strip():
        raise GoudenError("there are no words to look for", "give the first words of the passage")
    return re.compile(r"\s+".join("".join(_ALIKE.get(c) or re.escape(c) for c in word) for word in words.split()))


def locate(source: SourceText, words: str, to: str = "") -> list[Range]:
    """Every passage of these words; with `to`, from them up to and including the first following end words."""
    starts = pattern_of(words).finditer(source.text)
    if not to.strip():
        return [_range(source, match.start(), match.end()) for match in starts]
    end = pattern_of(to)
    pairs = [(match.start(), end.search(source.text, match.start())) for match in starts]
    return [_range(source, start, last.end()) for start, last in pairs if last]


def _range(source: SourceText, start: int, end: int) -> Range:
    return Range(source.slug, start, end, source.line(start), source.passage_digest(start, end))


def missing(source: SourceText, words: str, to: str = "") -> str:
    """The part of the words that does not occur: the start, or else the end."""
    return to if to.strip() and pattern_of(words).search(source.text) else words


def nearest(source: SourceText, words: str) -> str:
    """A hint with the passage most like the words; empty when nothing is like them.

    Slides a window of as many words over the text and counts those in common: linear, so quick on long texts.
    """
    wanted = [_plain(word) for word in words.split()]
    found = list(_WORD.finditer(source.text))
    window = _best_window([_plain(match[0]) for match in found], wanted)
    if window is None:
        return ""
    passage = found[window : window + len(wanted)]
    start, end = passage[0].start(), passage[-1].end()
    shown = " ".join(source.text[start:end].split())
    alike = difflib.SequenceMatcher(None, " ".join(words.split()).lower(), shown.lower(), autojunk=False).ratio()
    return f"the nearest is on line {source.line(start)}: {shown}" if alike >= _LIKELY else ""


def _plain(word: str) -> str:
    return re.sub(r"\W+", "", word).casefold()


def _best_window(text: list[str], wanted: list[str]) -> int | None:
    """Where the window with most wanted words begins, the first in the wanted order among equals."""
    known, size = set(wanted), len(wanted)
    hits = [word in known and word != "" for word in text]
    count, best, at = 0, 0.0, None
    for i, hit in enumerate(hits):
        count += hit - (hits[i - size] if i >= size else False)
        begin = max(i - size + 1, 0)
        score = count + 0.5 * (text[begin] == wanted[0])
        if score > best:
            best, at = score, begin
    return at
