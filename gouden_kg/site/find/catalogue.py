"""Every thing numbered, and shards with what a list of results shows of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...languages import LANGUAGES
from ...publish.publication import File
from ..layout import layout, words
from ..site import Site
from ..things import ordered_kinds

SHARD = 100
_LEFT_OUT = frozenset({"omission"})
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The things that can be found, numbered by their place; a kind's things follow each other."""

    iris: list[str]
    starts: dict[str, int]


def catalogue_of(site: Site) -> Catalogue:
    """The catalogue of a site, made once."""
    return site.once("catalogue", lambda: _numbered(site))


def _numbered(site: Site) -> Catalogue:
    iris: list[str] = []
    starts: dict[str, int] = {}
    for kind in ordered_kinds(set(site.things.by_kind) - _LEFT_OUT, layout()["kinds"]):
        starts[kind] = len(iris)
        iris += listed(site, kind)
    return Catalogue(iris, starts)


def listed(site: Site, kind: str, lang: str = LANGUAGES[0]) -> list[str]:
    """The things of a kind in the order of lists: by label, except claims, which keep together by place."""
    iris = site.things.by_kind[kind]
    return iris if kind == "claim" else sorted(iris, key=lambda iri: (site.label(iri, lang)[0].casefold(), iri))


def catalogue_files(site: Site) -> Iterator[File]:
    """For each language the words of finding, and shards of a hundred things: path, kind, label, second line."""
    catalogue = catalogue_of(site)
    kinds = list(catalogue.starts)
    for lang in LANGUAGES:
        start = {
            "kinds": [site.class_label(kind, lang) for kind in kinds],
            "plurals": [site.class_label(kind, lang, plural=True) for kind in kinds],
            "starts": list(catalogue.starts.values()),
            "shard": SHARD,
            "total": len(catalogue.iris),
            "stop": words()["lists"]["stop"][lang].split(),
            "words": {key: texts[lang] for key, texts in words()["find"].items()},
        }
        yield script(f"find/{lang}/start.js", "start", "", start)
        for at in range(0, len(catalogue.iris), SHARD):
            rows = [_row(site, iri, kinds, lang) for iri in catalogue.iris[at : at + SHARD]]
            yield script(f"find/{lang}/items-{at // SHARD}.js", "items", at // SHARD, rows)


def script(path: str, name: str, key: object, value: object) -> File:
    """A script that hands a value to the page: unlike JSON it also loads from disk."""
    text = json.dumps([name, key, value], ensure_ascii=False, separators=(",", ":"))
    return path, f"gouden.put(...{text});\n".encode()


def _row(site: Site, iri: str, kinds: list[str], lang: str) -> list[object]:
    label = site.label(iri, lang)[0]
    second = _second_line(site, iri, lang)
    return [site.things.address(iri), kinds.index(site.things.kind(iri)), label, shortened(second)]


def _second_line(site: Site, iri: str, lang: str) -> str:
    summary = site.first_text(iri, "summary", lang)
    places = _labels(site, iri, ("municipality", "region", "by"), lang)
    return " · ".join([*dict.fromkeys(places), *([summary[0]] if summary else [])])


def _labels(site: Site, iri: str, terms: Iterable[str], lang: str) -> list[str]:
    return [site.label(other, lang)[0] for word in terms for other in site.things.references(iri, site.terms.iri(word))]


def shortened(text: str) -> str:
    """The text, or its beginning up to a word's end.

    >>> shortened("a " * 100)[-3:]
    'a …'
    """
    return text if len(text) <= _LONGEST else text[:_LONGEST].rpartition(" ")[0] + " …"
