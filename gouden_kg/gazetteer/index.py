"""The names of all municipalities, found by key, by abbreviation and by likeness."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from .gazetteer import Gazetteer
from .misspelling import Neighbourhood
from .municipality import Municipality
from .places import places
from .reasons import Reason
from .spelling import key, words

Hit = tuple[Municipality, Reason]

_POINTS = {"name": 1.0, "alias": 0.98, "former": 0.97}
_SHORTEST_ALIAS = 7
_SHARED, _ABBREVIATION = 0.6, 0.9
_ARTICLE_LESS, _ARTICLE_OTHER, _ARTICLE_MORE, _ELSEWHERE_SPOKEN = 0.08, 0.11, 0.1, 0.04
_SHORTEST_WITH_ARTICLE = 7  # `De Beek` may be any brook
_SUFFIX = re.compile(r" \([^)]*\)$")
_ARTICLE = re.compile(r"^(?:de|den|het|it|'t|t|'s|s)[ -](?=\w)", re.I)
_WORTH_TELLING, _LIKE_A_VILLAGE, _MISSPELT_AT_MOST = 0.7, 0.8, 0.94


class NameIndex:
    """Finds municipalities by their names; each with the reason that it was found."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._exact: dict[str, list[Hit]] = {}
        bare: dict[str, dict[str, Municipality]] = {}
        for m in gazetteer.by_code.values():
            for name in m.names:
                about = "" if name.kind == "name" else m.name
                kind = "name" if name.kind == "name" else "alias"
                self._exact.setdefault(key(name.text), []).append((m, Reason(kind, _POINTS[name.kind], about)))
            if (short := _SUFFIX.sub("", m.name)) != m.name:
                bare.setdefault(key(short), {})[m.code] = m
        for found, bearers in bare.items():
            self._exact.setdefault(found, []).extend((m, Reason("shared", _SHARED)) for m in bearers.values())

    def exact(self, name: str) -> list[Hit]:
        """Those that bear the name, however it is written."""
        return self._exact.get(key(name), [])

    def short(self, name: str) -> list[Hit]:
        """Those that bear the name but for its article, which is left out."""
        bearers = self._without_article.get(key(name), [])
        return [(m, Reason("short", round(points - _ARTICLE_LESS, 2))) for m, points in bearers]

    def other_article(self, name: str) -> Iterator[Hit]:
        """Those that bear the name with another article, or without the one it has."""
        if not _ARTICLE.match(name):
            return
        bare = key(_ARTICLE.sub("", name))
        for m, points in self._without_article.get(bare, []):
            yield m, Reason("article", round(points - _ARTICLE_OTHER, 2))
        for m, reason in self._exact.get(bare, []) if len(bare) >= _SHORTEST_WITH_ARTICLE else ():
            yield m, Reason("article", round(reason.points - _ARTICLE_MORE, 2))

    @cached_property
    def _without_article(self) -> dict[str, list[tuple[Municipality, float]]]:
        found: dict[str, list[tuple[Municipality, float]]] = {}
        for m in self._gazetteer.by_code.values():
            for name in (n for n in m.names if _ARTICLE.match(n.text)):
                points = _POINTS[name.kind] - (_ELSEWHERE_SPOKEN if name.language != "nl" else 0.0)
                found.setdefault(key(_ARTICLE.sub("", name.text)), []).append((m, points))
        return found

    def abbreviated(self, name: str) -> list[Hit]:
        """Those whose name, word by word, begins as the text does: `W. bij D.`."""
        written = words(name)
        if len(written) < 2 or not any(w.endswith(".") or len(w) == 1 for w in written):
            return []
        if max(len(w.rstrip(".")) for w in written) < 2:
            return []
        return [
            (m, Reason("abbreviation", _ABBREVIATION, m.name))
            for m, whole in self._words
            if len(whole) == len(written) and all(_begins(w, n) for w, n in zip(written, whole, strict=True))
        ]

    @cached_property
    def _words(self) -> list[tuple[Municipality, list[str]]]:
        return [(m, words(n.text)) for m in self._gazetteer.by_code.values() for n in m.names if n.kind == "name"]

    def resembling(self, name: str) -> Iterator[Hit]:
        """Those with a name of about the same spelling."""
        for alike, found in self._names.near(key(name), _WORTH_TELLING):
            for m, reason in self._exact[found]:
                yield m, Reason("spelling", min(round(alike - (1 - reason.points), 2), _MISSPELT_AT_MOST), m.name)

    def village_like(self, name: str, score: float) -> tuple[str, float]:
        """The place that is no municipality and resembles the text at least as much as the score says; and how much."""
        near = self._villages.near(key(name), max(score, _LIKE_A_VILLAGE))
        return (next(iter(places()[near[0][1]].values())), near[0][0]) if near else ("", 0.0)

    @cached_property
    def _names(self) -> Neighbourhood:
        """A short other name lies too near to all sorts of words: only its exact spelling counts."""
        return Neighbourhood(
            found
            for found, hits in self._exact.items()
            if len(found) >= _SHORTEST_ALIAS or any(reason.kind != "alias" for _, reason in hits)
        )

    @cached_property
    def _villages(self) -> Neighbourhood:
        return Neighbourhood(k for k in places() if k not in self._exact)


def _begins(written: str, whole: str) -> bool:
    if written.endswith(".") or len(written) == 1:
        return whole.startswith(written.rstrip("."))
    return written == whole
