"""The languages in which everything for people is said, and which of several a reader is given."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

LANGUAGES = ("nl", "en")  # the first one goes first


def preferred_language(by_language: Mapping[str, str], lang: str) -> str:
    """The language to show a label in: the asked one, else Dutch, English, or a label without a language.

    Else one in Latin letters, which readers of Dutch and English can read, before one in others; then by its tag.

    >>> preferred_language({"ar": "دلفت", "de": "Delft (Stadt)", "zh": "代尔夫特"}, "en")
    'de'
    """

    def rank(tag: str) -> tuple[int, bool, str]:
        usual = (lang, "nl", "en", "")
        first = next(filter(str.isalpha, by_language[tag]), "")
        is_latin = unicodedata.name(first, "").startswith("LATIN") if first else True
        return (usual.index(tag) if tag in usual else len(usual)), not is_latin, tag

    return min(by_language, key=rank)
