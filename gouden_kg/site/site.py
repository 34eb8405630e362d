"""All that pages are made from: the publication, indexed and labelled once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

from ..graph import iri_of, language_of, text_of
from ..languages import LANGUAGES, preferred_language
from ..publish.publication import Publication
from .formats import number_text
from .layout import layout, words
from .terms import Terms, read_terms
from .things import RDF_TYPE, Things, index_things, ordered_kinds

Made = TypeVar("Made")
Label = tuple[str, str]
"""A text and the language it is in, which is empty for a text without one."""


@dataclass(frozen=True)
class Site:
    """A publication as its pages see it."""

    publication: Publication
    terms: Terms
    things: Things

    @cached_property
    def kinds(self) -> list[str]:
        """The kinds of things there are, in the order of menus."""
        return ordered_kinds(self.things.by_kind, layout()["kinds"])

    def text(self, iri: str, word: str, lang: str) -> Label | None:
        """The value of a property in a language, else in another."""
        return best_text(self.things.terms(iri, self.terms.iri(word)), lang)

    def first_text(self, iri: str, choice: str, lang: str) -> Label | None:
        """The first text there is of the properties that `layout.toml` lists under `choice`."""
        return next((found for word in layout()[choice] if (found := self.text(iri, word, lang))), None)

    def label(self, iri: str, lang: str) -> Label:
        """What a thing, class or property is called in a language, else in another, else the end of its IRI."""
        cached = self._labels[lang].get(iri)
        if cached is None:
            cached = self._labels[lang][iri] = self._label(iri, lang)
        return cached

    def class_label(self, kind: str, lang: str, *, plural: bool = False) -> str:
        """What things of a kind are called; the plural where the words or the vocabulary give one."""
        for table in ("plurals", "kinds") if plural else ("kinds",):
            if kind in words()[table]:
                return words()[table][kind][lang]
        first = self.things.by_kind.get(kind, [""])[0]
        types = self.things.references(first, RDF_TYPE)
        return self.label(types[0], lang)[0] if types else kind

    def property_label(self, iri: str, lang: str) -> str:
        """What a property is called: by the vocabulary, else by our words, else by its term."""
        found = self.text(iri, "rdfs:label", lang)
        if found:
            return found[0]
        term = self.terms.term(iri)
        return words()["terms"][term][lang] if term in words()["terms"] else term

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """What `make` gives, made at the first call with that name and kept."""
        if name not in self._made:
            self._made[name] = make()
        return cast(Made, self._made[name])

    @cached_property
    def _made(self) -> dict[str, object]:
        return {}

    @cached_property
    def _labels(self) -> dict[str, dict[str, Label]]:
        return {lang: {} for lang in LANGUAGES}

    def _label(self, iri: str, lang: str) -> Label:
        parts = layout()["composed"].get(self.things.kind(iri)) if "#" not in iri else None
        if parts:
            first, *others = self._parts(iri, parts, lang) or [_end(iri)]
            return f"{first} ({', '.join(others)})" if others else first, lang
        return self.first_text(iri, "label", lang) or (_end(iri), "")

    def _parts(self, iri: str, parts: list[str], lang: str) -> list[str]:
        """The texts of these properties, without what an earlier one says: `chair of X`, not `chair of X, X`."""
        texts = [text for word in parts if (text := self._part(iri, word, lang))]
        return [text for at, text in enumerate(texts) if not any(text in earlier for earlier in texts[:at])]

    def _part(self, iri: str, word: str, lang: str) -> str:
        references = self.things.references(iri, self.terms.iri(word))
        if references:
            return self.label(references[0], lang)[0]
        found = self.text(iri, word, lang)
        return number_text(found[0], lang) if found else ""


def best_text(values: list[str], lang: str) -> Label | None:
    """The literal in a language, else in another of the site's, else any; a reference is called by its end."""
    by_language = {language_of(value): value for value in reversed(values) if value.startswith('"')}
    if by_language:
        tag = preferred_language(by_language, lang)
        return text_of(by_language[tag]), tag
    return (_end(iri_of(values[0])), "") if values else None


def _end(iri: str) -> str:
    return iri.rstrip("/").replace("#", "/").rpartition("/")[2]


def open_site(publication: Publication) -> Site:
    """The site of a publication."""
    project = publication.project
    return Site(publication, read_terms(project), index_things(publication.graph, project.base))
