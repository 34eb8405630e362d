"""Where in a source something stands, and what is told from a stretch of a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .coverage import coverage_between, number
from .layout import layout
from .site import Site
from .things import ordered_kinds


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of evidence: the source, the section of it (an empty text when it has none there), and the characters."""

    iri: str
    source: str
    section: str
    start: int
    end: int


def passages_of(site: Site, iri: str) -> list[Passage]:
    """The evidence of a thing, in the order of the sources' texts."""
    known: dict[str, list[Passage]] = site.once("passages", dict)
    if iri not in known:
        nodes = site.things.references(iri, site.terms.iri("evidence"))
        found = [passage for node in nodes for passage in _at(site, node)]
        known[iri] = sorted(found, key=lambda passage: (passage.source, passage.start, passage.end))
    return known[iri]


def section_page(site: Site, iri: str, lang: str) -> Mapping[str, object]:
    """How much of a section is described, and what is told from it: by kind, in the order of the text."""
    start, end = number(site, iri, "start"), number(site, iri, "end")
    source = site.things.references(iri, site.terms.iri("source"))
    told = site.once("told", lambda: _told(site)).get(iri, {})
    by_kind: dict[str, list[str]] = {}
    for thing in told:
        by_kind.setdefault(site.things.kind(thing), []).append(thing)
    kinds = ordered_kinds(by_kind, layout()["kinds"])
    return {
        "coverage": coverage_between(site, source[0], start, end) if source else None,
        "told": [(kind, by_kind[kind]) for kind in kinds],
    }


def _at(site: Site, node: str) -> list[Passage]:
    start, end = number(site, node, "start"), number(site, node, "end")
    sources = site.things.references(node, site.terms.iri("source"))
    return [Passage(node, source, _section(site, source, start, end), start, end) for source in sources]


def _section(site: Site, source: str, start: int, end: int) -> str:
    """The smallest section of the source that holds the characters."""
    holding = [(b - a, iri) for a, b, iri in _sections(site).get(source, []) if a <= start and end <= b]
    return min(holding)[1] if holding else ""


def _sections(site: Site) -> dict[str, list[tuple[int, int, str]]]:
    return site.once("sections", lambda: _sections_by_source(site))


def _sections_by_source(site: Site) -> dict[str, list[tuple[int, int, str]]]:
    found: dict[str, list[tuple[int, int, str]]] = {}
    for iri in site.things.by_kind.get("section", []):
        for source in site.things.references(iri, site.terms.iri("source")):
            found.setdefault(source, []).append((number(site, iri, "start"), number(site, iri, "end"), iri))
    return found


def _told(site: Site) -> dict[str, dict[str, None]]:
    """Section → the things whose evidence lies in it, in the order of the text."""
    passages = [(passage, iri) for iri in site.things.nested for passage in passages_of(site, iri) if passage.section]
    found: dict[str, dict[str, None]] = {}
    for passage, iri in sorted(passages, key=lambda pair: (pair[0].section, pair[0].start, pair[0].end, pair[1])):
        found.setdefault(passage.section, {})[iri] = None
    return found
