"""A full-text index in small files: one for each two letters that a stem begins with. Home of snowballstemmer.

A word that is in none of them is looked for, by the page, in the list of all words: misspelt, or as a part.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import quote

from ...graph import language_of, text_of
from ...languages import LANGUAGES
from ...publish.publication import File
from ..layout import layout, words
from ..site import Site
from .catalogue import catalogue_of, script
from .compounds import compounds

# assets/stem.js holds the same; a test compares them on every word of the data
ALGORITHMS = {"nl": "dutch_porter", "en": "porter"}
_WORD = re.compile(r"[^\W_]+")
_IES = re.compile(r"(?<=..)ies$")
_DOUBLED = re.compile(r"([bdfgklmnprst])\1$")
_VOICELESS = {"v": "f", "z": "s"}
_IRREGULAR = (
    (re.compile(r"kinderen$"), "kind"),
    (re.compile(r"(?<![a-z])leden$|(?<=s)leden$"), "lid"),
    (re.compile(r"(?<![a-z])steden$|(?<=[dn])steden$"), "stad"),
    (re.compile(r"(?<=cent)ra$|(?<=spect)ra$"), "rum"),
)
_COMPOUNDING = frozenset({"nl"})
_WHOLE_NAME, _NAMES, _TEXTS, _SUBJECTS = 12, 5, 2, 1
_PART = 3
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
    stem = _stemmer(lang)
    found = [stem(word) for word in _searched(text, lang)]
    return [known for known in found if known]


def _searched(text: str, lang: str) -> list[str]:
    stop = words()["lists"]["stop"][lang].split()
    return [word for word in _WORD.findall(folded(text)) if word not in stop]


def fulltext_files(site: Site) -> Iterator[File]:
    """The index of each language; a file's name is the beginning of its stems. Beside it all words."""
    for lang in LANGUAGES:
        shards: dict[str, dict[str, list[int]]] = {}
        used = _words_used(site, lang)
        yield script(f"find/{lang}/terms.js", "terms", "", used)
        for stem, found in sorted(_with_parts(_postings(site, lang), used, lang).items()):
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


def _words_used(site: Site, lang: str) -> list[str]:
    """The words that things can be found by."""
    texts = {text for iri in catalogue_of(site).iris for _, text in _texts(site, iri, lang)}
    return sorted({word for text in texts for word in _searched(text, lang)})


def _with_parts(postings: Postings, used: list[str], lang: str) -> Postings:
    """The postings, in which a Dutch word also finds, less prominently, what has it as part of a compound.

    A word with an ending finds what has the word without it too: `mantelzorgers` finds `mantelzorg`.
    """
    stem = _stemmer(lang)
    whole = {known: dict(found) for known, found in postings.items()}
    for word, parts in (compounds(used) if lang in _COMPOUNDING else {}).items():
        stems_of_parts = {stem(part) for part in parts} - {stem(word)}
        for part in stems_of_parts:
            _add_less(whole[part], postings[stem(word)])
            if len(parts) == 1:
                _add_less(whole[stem(word)], postings[part])
    return whole


def _add_less(found: dict[int, int], others: dict[int, int]) -> None:
    for number, weight in others.items():
        found[number] = max(found.get(number, 0), weight // _PART or 1)


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
    """What the algorithm leaves: plurals with another vowel, `-ies`, doubled consonants, and v and z for f and s.

    So `leden` meets `lid`, `organisaties` `organisatie`, `gemeenschappen` `gemeenschap`, `huizen` `huis`.
    """
    for plural, singular in _IRREGULAR:
        word = plural.sub(singular, word)
    found = _DOUBLED.sub(r"\1", stem(_IES.sub("ie", word)))
    return found[:-1] + _VOICELESS[found[-1]] if found[-1:] in _VOICELESS else found
