"""How much of a source the records tell, counted in characters from the graph alone, without the source's text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..graph import text_of
from ..publish.describe.stats import percent_text
from .site import Site

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Characters of a stretch of source: under evidence, left out with a reason, and in all (white space included)."""

    length: int
    covered: int
    omitted: int

    @property
    def running(self) -> int:
        """What was not left out."""
        return self.length - self.omitted

    @property
    def percent(self) -> str:
        """The covered share of what was not left out."""
        return percent_text(self.covered, self.running) if self.running > 0 else "100"


def source_page(site: Site, iri: str, lang: str) -> Mapping[str, object]:
    """The coverage of a source and of each of its sections, in the order of the text."""
    whole = number(site, iri, "length")
    sections = site.things.linking(iri, site.terms.iri("source"), "section")
    parts = sorted((number(site, s, "start"), number(site, s, "end"), s) for s in sections)
    rows = [(section, coverage_between(site, iri, start, end)) for start, end, section in parts]
    reasons: dict[str, int] = {}
    for omission in site.things.linking(iri, site.terms.iri("source"), "omission"):
        for reason in site.things.references(omission, site.terms.iri("reason")):
            reasons[reason] = reasons.get(reason, 0) + 1
    by_label = sorted(reasons.items(), key=lambda entry: site.label(entry[0], lang))
    return {"coverage": coverage_between(site, iri, 0, whole), "sections": rows, "reasons": by_label}


def coverage_between(site: Site, source: str, start: int, end: int) -> Coverage:
    """The coverage of the characters from start to end of a source."""
    evidence, omissions = site.once("ranges", lambda: _ranges(site)).get(source, ([], []))
    covered = _clipped(evidence, start, end)
    return Coverage(end - start, covered, _clipped(merged([*evidence, *omissions]), start, end) - covered)


def number(site: Site, iri: str, word: str) -> int:
    """A whole number of a thing; 0 when it has none."""
    found = site.things.terms(iri, site.terms.iri(word))
    return int(text_of(found[0])) if found else 0


def merged(ranges: Iterable[Range]) -> list[Range]:
    """The ranges in order, with those that touch or overlap made one.

    >>> merged([(5, 9), (1, 3), (2, 5)])
    [(1, 9)]
    """
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def _clipped(ranges: list[Range], start: int, end: int) -> int:
    return sum(max(0, min(e, end) - max(s, start)) for s, e in ranges)


def _ranges(site: Site) -> dict[str, tuple[list[Range], list[Range]]]:
    """Source → ranges under evidence and ranges left out."""
    found: dict[str, tuple[list[Range], list[Range]]] = {}
    prop = site.terms.iri("source")
    nested = [part for parts in site.things.nested.values() for part in parts]
    for kind, iris in ((0, nested), (1, site.things.by_kind.get("omission", []))):
        for iri in iris:
            for source in site.things.references(iri, prop):
                between = number(site, iri, "start"), number(site, iri, "end")
                found.setdefault(source, ([], []))[kind].append(between)
    return {source: (merged(evidence), merged(omissions)) for source, (evidence, omissions) in found.items()}
