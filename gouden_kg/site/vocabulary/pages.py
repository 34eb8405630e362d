"""The pages that explain: vocabulary, code lists, checks."""

from __future__ import annotations

from collections.abc import Iterator

from ..layout import words
from ..page import Filling, Page
from ..questions.terms import curie
from ..site import Site
from .checks import reading_checks, rule_checks, shape_checks
from .diagram import concept_kinds, diagram_of, links_between_kinds
from .terms import vocabulary_of


def vocabulary_pages(site: Site) -> Iterator[Page]:
    """The vocabulary with its diagram, the code lists where there are any, and what is checked."""
    yield from _term_pages(site)
    schemes = site.things.by_kind.get("concept-scheme", [])
    if schemes:
        yield _page("lists", lambda lang: {"schemes": schemes})
    yield from _checks_pages(site)


def _page(name: str, filling: Filling, path: str = "") -> Page:
    texts = words()["words"]
    return Page(
        path or f"{name}.html", f"{name}.html.j2", texts[name], filling, texts[f"{name}_intro"], menu="dataset.html"
    )


def _term_pages(site: Site) -> Iterator[Page]:
    vocabulary, links = vocabulary_of(site), links_between_kinds(site)
    diagram = diagram_of(links, concept_kinds(site))
    relations = words()["relations"]
    shown = {"vocabulary": vocabulary, "links": links, "diagram": diagram, "relations": relations}
    curies = {iri: curie(site, iri) for iri, _ in vocabulary.borrowed}
    yield _page("def", lambda lang: shown)
    yield _page("borrowed", lambda lang: {"borrowed": vocabulary.borrowed, "curies": curies})


def _checks_pages(site: Site) -> Iterator[Page]:
    shapes, rules, reading = shape_checks(site), rule_checks(site), reading_checks()
    count = sum(len(group.checks) for group in shapes)
    yield _page("checks", lambda lang: {"shapes": count, "rules": rules, "reading": reading})
    yield _page("shapes", lambda lang: {"shapes": shapes}, "checks/shapes.html")
