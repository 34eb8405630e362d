"""The terms of the vocabulary as readers look them up: meaning, relations, use, examples."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ...graph import iri_of
from ..layout import words
from ..site import Site
from ..things import RDF_TYPE

OF_CLASS = 2
"""Examples of a class; of a property one will do."""
_CLASSES = ("http://www.w3.org/2002/07/owl#Class", "http://www.w3.org/2000/01/rdf-schema#Class")


@dataclass(frozen=True, slots=True)
class Example:
    """A thing, and for a property the value it has there."""

    iri: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property; `relations` are further facts that link it to other terms."""

    iri: str
    name: str
    is_class: bool
    relations: list[tuple[str, list[str]]]
    uses: int
    examples: list[Example]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Own terms by name, and what is borrowed: IRI → number of uses, most used first."""

    classes: list[Term]
    properties: list[Term]
    borrowed: list[tuple[str, int]]


def vocabulary_of(site: Site) -> Vocabulary:
    """The terms that the graph defines, and those of others that it uses."""
    uses = _uses(site)
    examples = _examples(site)
    own = [iri for iri in site.things.values if iri.startswith(site.publication.project.vocabulary)]
    terms = [_term(site, iri, uses, examples) for iri in sorted(own, key=lambda iri: (iri.lower(), iri))]
    borrowed = sorted(((iri, n) for iri, n in uses.items() if iri not in own), key=lambda pair: (-pair[1], pair[0]))
    return Vocabulary([t for t in terms if t.is_class], [t for t in terms if not t.is_class], borrowed)


def _term(site: Site, iri: str, uses: Counter[str], examples: dict[str, list[Example]]) -> Term:
    types = site.things.references(iri, RDF_TYPE)
    relations = [(word, site.things.references(iri, _standard(site, word))) for word in words()["relations"]]
    name = iri.removeprefix(site.publication.project.vocabulary)
    is_class = any(t in _CLASSES for t in types)
    return Term(iri, name, is_class, [r for r in relations if r[1]], uses[iri], examples.get(iri, []))


def _standard(site: Site, word: str) -> str:
    prefix, _, local = word.partition(":")
    return {"owl": "http://www.w3.org/2002/07/owl#"}.get(prefix, site.terms.prefixes.get(prefix, "")) + local


def _uses(site: Site) -> Counter[str]:
    """How often the things use each class and property; the vocabulary's own description does not count."""
    found: Counter[str] = Counter()
    for subject, prop, value in site.publication.graph:
        if site.things.kind(iri_of(subject)):
            found[iri_of(prop)] += 1
            if iri_of(prop) == RDF_TYPE:
                found[iri_of(value)] += 1
    return found


def _examples(site: Site) -> dict[str, list[Example]]:
    """Term → things to show it by: of a class the ones most referred to, of a property those that come first."""
    found: dict[str, list[Example]] = {}
    by_class: dict[str, list[str]] = {}
    for iri, values in site.things.values.items():
        if not site.things.kind(iri):
            continue
        for prop, terms in values.items():
            if "#" not in iri:
                found.setdefault(prop, [Example(iri, terms[0])])
        for kind in site.things.references(iri, RDF_TYPE):
            by_class.setdefault(kind, []).append(iri)
    for kind, iris in by_class.items():
        most = sorted(iris, key=lambda iri: (-sum(map(len, site.things.links_in.get(iri, {}).values())), iri))
        found[kind] = [Example(iri) for iri in most[:OF_CLASS]]
    return found
