"""The pages that explain: vocabulary, code lists, checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..layout import words
from ..page import Page
from ..questions.terms import curie
from ..site import Site
from .checks import reading_checks, rule_checks, shape_checks
from .diagram import concept_kinds, diagram_of, links_between_kinds
from .terms import vocabulary_of


def vocabulary_pages(site: Site) -> Iterator[Page]:
    """The vocabulary with its diagram, the code lists where there are any, and what is checked."""
    yield _vocabulary_page(site)
    schemes = site.things.by_kind.get("concept-scheme", [])
    if schemes:
        yield _page("lists", lambda lang: {"schemes": schemes})
    yield _checks_page(site)


def _page(name: str, filling: object) -> Page:
    texts = words()["words"]
    return Page(f"{name}.html", f"{name}.html.j2", texts[name], filling, texts[f"{name}_intro"], menu="dataset.html")  # type: ignore[arg-type]


def _vocabulary_page(site: Site) -> Page:
    vocabulary = vocabulary_of(site)
    links = links_between_kinds(site)
    diagram = diagram_of(links, concept_kinds(site))
    curies = {iri: curie(site, iri) for iri, _ in vocabulary.borrowed}

    def filling(lang: str) -> Mapping[str, object]:
        return {
            "vocabulary": vocabulary,
            "links": links,
            "diagram": diagram,
            "curies": curies,
            "relations": words()["relations"],
        }

    return _page("def", filling)


def _checks_page(site: Site) -> Page:
    shapes, rules, reading = shape_checks(site), rule_checks(site), reading_checks()
    return _page("checks", lambda lang: {"shapes": shapes, "rules": rules, "reading": reading})
