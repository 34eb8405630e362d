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

# assets/stem.js holds the same; a test compares them on every word of the data
ALGORITHMS = {"nl": "dutch_porter", "en": "porter"}
_WORD = re.compile(r"[^\W_]+")
_IES = re.compile(r"(?<=..)ies$")
_DOUBLED = re.compile(r"([bdfgklmnprst])\1$")
_VOICELESS = {"v": "f", "z": "s"}
_WHOLE_NAME, _NAMES, _TEXTS, _SUBJECTS = 12, 5, 2, 1
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
    yield _label_weight(label), label
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


def _label_weight(label: str) -> int:
    """More for a name of one word than for a sentence.

    >>> _label_weight("Delft"), _label_weight("Delft voor Elkaar"), _label_weight("a b c d e f g h i")
    (12, 4, 2)
    """
    return max(_TEXTS, _WHOLE_NAME // max(len(label.split()), 1))


@cache
def _stemmer(lang: str) -> Callable[[str], str]:
    from snowballstemmer import stemmer

    stem = stemmer(ALGORITHMS[lang]).stemWord
    return cache(lambda word: _dutch(word, stem) if lang == "nl" else stem(word))


def _dutch(word: str, stem: Callable[[str], str]) -> str:
    """Three regular changes of spelling that the algorithm leaves: `-ies`, doubled consonants, and v and z for f and s.

    So `organisaties` meets `organisatie`, `gemeenschappen` `gemeenschap`, `huizen` `huis`.
    """
    found = _DOUBLED.sub(r"\1", stem(_IES.sub("ie", word)))
    return found[:-1] + _VOICELESS[found[-1]] if found[-1:] in _VOICELESS else found
