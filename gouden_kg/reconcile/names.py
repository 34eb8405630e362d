"""Names found by likeness: folded, cut in trigrams, compared by the Dice coefficient."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import takewhile

from ..gazetteer.reasons import Reason

LEAST_LIKENESS = 0.4
_NO_LETTERS = re.compile(r"[^\w]+|_+")


def folded(text: str) -> str:
    """The text in lower case without accents, apostrophes and punctuation, one space between words.

    >>> folded("’s-Gravenhage (gem.)  SÚDWEST")
    's gravenhage gem sudwest'
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _NO_LETTERS.sub(" ", bare.casefold()).strip()


def trigrams(text: str) -> set[str]:
    """Every three characters in a row of the folded text, its ends marked by spaces.

    >>> sorted(trigrams("Ede"))
    [' ed', 'de ', 'ede']
    """
    padded = f" {text.lower()} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}


@dataclass(frozen=True, slots=True, order=True)
class Likeness:
    """How like a thing is to a text, from 0 to 1: by its preferred name, another one, or an identifier, and why."""

    degree: float
    preferred: bool
    identifier: bool = field(default=False, compare=False)
    reasons: tuple[Reason, ...] = field(default=(), compare=False)


class NameIndex:
    """Finds keys by a name that is like the one asked for, or begins with it."""

    def __init__(self, names: Iterable[tuple[str, bool, str]]) -> None:
        """Takes name, whether it is the preferred one, and key."""
        self._entries = [(folded(name), preferred, key) for name, preferred, key in names]
        self._grams = [trigrams(name) for name, _, _ in self._entries]
        self._with: dict[str, list[int]] = {}
        for number, grams in enumerate(self._grams):
            for gram in grams:
                self._with.setdefault(gram, []).append(number)
        self._longest = max(map(len, self._grams), default=0)
        self._starts = sorted((start, at, key) for name, _, key in self._entries for at, start in _word_starts(name))

    def like(self, text: str) -> dict[str, Likeness]:
        """Key → the best likeness of its names, where that is at least `LEAST_LIKENESS`."""
        name = folded(text)
        asked = trigrams(name)
        if not name or 2 * self._longest < LEAST_LIKENESS * (self._longest + len(asked)):
            return {}  # nothing empty or overlong is like any name
        shared = Counter(number for gram in asked for number in self._with.get(gram, ()))
        found: dict[str, Likeness] = {}
        for number, count in shared.items():
            degree = 2 * count / (len(asked) + len(self._grams[number]))
            if degree >= LEAST_LIKENESS:
                self._keep(found, number, name, degree)
        return found

    def _keep(self, found: dict[str, Likeness], number: int, name: str, degree: float) -> None:
        other, preferred, key = self._entries[number]
        # names with the same trigrams in another order (or repeated) are very like, but not the same
        likeness = Likeness(1.0 if other == name else min(degree, 0.99), preferred)
        found[key] = max(found.get(key, likeness), likeness)

    def beginning(self, text: str) -> list[str]:
        """Keys of the names of which a word begins with the text, names that begin with it first."""
        asked = folded(text)
        first = bisect_left(self._starts, (asked, 0, ""))
        found = list(takewhile(lambda entry: entry[0].startswith(asked), self._starts[first:]))
        found.sort(key=lambda entry: (entry[0] != asked, entry[1] > 0, entry))
        return list(dict.fromkeys(key for _, _, key in found))


def _word_starts(name: str) -> Iterable[tuple[int, str]]:
    """Every rest of the name that begins with a word, with the place of that word."""
    words = name.split(" ")
    return ((i, " ".join(words[i:])) for i in range(len(words)))
