"""Hints with the nearest known word."""

from __future__ import annotations

import difflib
from collections.abc import Collection

MAX_SEARCHES = 50  # each takes milliseconds; whoever has more unknown words has another problem
_SHOWN = 100


class NearestWords:
    """Finds for an unknown word the nearest of those known (always the same ones), the same word only once."""

    def __init__(self) -> None:
        self.hints: dict[str, dict[str, str]] = {}
        self.rest: dict[str, str] | None = None

    def hint(self, word: str, known: Collection[str]) -> dict[str, str]:
        """ "Did you mean …", else a list of what is known."""
        if self.rest is None:
            self.rest = _list_of(known)
        if word not in self.hints and len(self.hints) < MAX_SEARCHES:
            near = nearest_word(word, known)
            asked = {"en": f"did you mean `{near}`?", "nl": f"bedoelde u `{near}`?"}
            self.hints[word] = asked if near else self.rest
        return self.hints.get(word, self.rest)


def nearest_word(word: str, known: Collection[str]) -> str:
    """The known word most like this one, capitals aside; empty when none is like it.

    >>> nearest_word("Municipaliy", ["Municipality", "Person"])
    'Municipality'
    """
    lower = {k.lower(): k for k in known}
    near = difflib.get_close_matches(word[:_SHOWN].lower(), list(lower), 1, 0.6)
    return lower[near[0]] if near else ""


def _list_of(known: Collection[str]) -> dict[str, str]:
    words = ", ".join(sorted(known))
    return {"en": f"known: {words}", "nl": f"bekend: {words}"}
