"""A full-text index in small files: one for each two letters that a stem begins with. Home of snowballstemmer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import quote

from ...graph import language_of, text_of
from ...publish.publication import LANGUAGES, File
from ..layout import layout, words
from ..site import Site
from .catalogue import catalogue_of, script

# assets/stem.js holds the same two algorithms; a test compares them on every word of the data
ALGORITHMS = {"nl": "dutch_porter", "en": "porter"}
_WORD = re.compile(r"[^\W_]+")
_NAMES, _TEXTS, _SUBJECTS = 5, 2, 1
_SUBJECT_TERMS = ("municipality", "region", "theme", "person", "organization", "by")

Postings = dict[str, dict[int, int]]
"""Stem → number of a thing → weight."""


def folded(text: str) -> str:
    """The text in lower case without accents.

    >>> folded("Coöperatie Één")
    'cooperatie een'
    """
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


def stems(text: str, lang: str) -> list[str]:
    """The stems of a text's words, without words that are everywhere."""
    stem, stop = _stemmer(lang), words()["lists"]["stop"][lang].split()
    found = [stem(word) for word in _WORD.findall(folded(text)) if word not in stop]
    return [known for known in found if known]


def fulltext_files(site: Site) -> Iterator[File]:
    """The index of each language; a file's name is the beginning of its stems."""
    for lang in LANGUAGES:
        shards: dict[str, dict[str, list[int]]] = {}
        for stem, found in sorted(_postings(site, lang).items()):
            flat = [number for pair in sorted(found.items(), key=lambda p: (-p[1], p[0])) for number in pair]
            shards.setdefault(stem[:2], {})[stem] = flat
        yield script(f"find/{lang}/shards.js", "shards", "", sorted(shards))
        for beginning, entries in shards.items():
            yield script(f"find/{lang}/words-{_file_name(beginning)}.js", "words", beginning, entries)


def _file_name(beginning: str) -> str:
    return quote(beginning).replace("%", "_")


def _postings(site: Site, lang: str) -> Postings:
    found: Postings = {}
    known: dict[str, list[str]] = {}
    for number, iri in enumerate(catalogue_of(site).iris):
        for weight, text in _texts(site, iri, lang):
            if text not in known:
                known[text] = stems(text, lang)
            for stem in known[text]:
                weights = found.setdefault(stem, {})
                weights[number] = weights.get(number, 0) + weight
    return found


def _texts(site: Site, iri: str, lang: str) -> Iterator[tuple[int, str]]:
    """What a thing can be found by, with weights: its names, its texts, what it is about."""
    label = site.label(iri, lang)[0]
    yield _NAMES, label
    for word in (*layout()["alternatives"], "foundForm", "cbsCode"):
        for term in site.things.terms(iri, site.terms.iri(word)):
            if language_of(term) in ("", lang):
                yield _NAMES, text_of(term)
    for word in (*layout()["summary"], "note", "title", "portfolio"):
        text = site.text(iri, word, lang)
        if text:
            yield _TEXTS, text[0]
    for word in _SUBJECT_TERMS:
        for other in site.things.references(iri, site.terms.iri(word)):
            yield _SUBJECTS, site.label(other, lang)[0]


@cache
def _stemmer(lang: str) -> Callable[[str], str]:
    from snowballstemmer import stemmer

    return cache(stemmer(ALGORITHMS[lang]).stemWord)
