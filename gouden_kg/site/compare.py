"""Municipalities side by side, by theme; and what is known least, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..languages import LANGUAGES
from ..publish.describe.stats import percent_text
from ..publish.publication import File
from .coverage import coverage_between, number
from .find.catalogue import script
from .layout import words
from .municipality import likenesses
from .page import Page
from .site import Site
from .subjects import described, golden, top_concepts, under_theme

_BESIDE = 3
_MOST = 5
"""How many practices a cell shows."""
_COUNTED = ("practice", "claim", "figure")
_HEAT = (1, 3, 8, 20)
"""Numbers from which a cell of the matrix is a shade darker."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a place under a theme."""

    practices: list[str]
    claims: int
    figures: int


@dataclass(frozen=True, slots=True)
class Gap:
    """How much is known of a place: per top theme, in all, and what the sources give."""

    iri: str
    numbers: list[int]
    total: int
    sections: int
    characters: int
    percent: str


def told_by_theme(site: Site, iri: str) -> dict[str, Told]:
    """Theme → what is told of a municipality or region under it."""
    word, theme = site.things.kind(iri), site.terms.iri("theme")
    found: dict[str, Told] = {}
    for kind in _COUNTED:
        for thing in site.things.linking(iri, site.terms.iri(word), kind):
            for subject in site.things.references(thing, theme):
                told = found.setdefault(subject, Told([], 0, 0))
                found[subject] = _with(told, kind, thing)
    return found


def _with(told: Told, kind: str, thing: str) -> Told:
    if kind == "practice":
        return Told([*told.practices, thing], told.claims, told.figures)
    return Told(told.practices, told.claims + (kind == "claim"), told.figures + (kind == "figure"))


def compare_pages(site: Site) -> Iterator[Page]:
    """The page to choose on, and for each municipality a ready comparison with those most like it."""
    places = described(site)
    if len(places) < 2:
        return
    title = words()["words"]["compare"]
    yield Page(
        "compare.html",
        "compare.html.j2",
        title,
        lambda lang: {"places": places, "most": _MOST},
        scripts=("compare.js",),
    )
    for iri in places:
        beside = [iri, *(like.iri for like in likenesses(site, iri)[:_BESIDE])]
        if len(beside) > 1:
            yield _comparison(site, beside)


def _comparison(site: Site, beside: list[str]) -> Page:
    titles = {lang: ", ".join(site.label(iri, lang)[0] for iri in beside) for lang in LANGUAGES}
    told = [told_by_theme(site, iri) for iri in beside]
    themes = {theme for found in told for theme in found}

    def filling(lang: str) -> Mapping[str, object]:
        rows = sorted(themes, key=lambda theme: site.label(theme, lang)[0].casefold())
        return {
            "beside": beside,
            "most": _MOST,
            "rows": [(theme, [found.get(theme) for found in told]) for theme in rows],
        }

    return Page(f"compare/{_slug(beside[0])}.html", "comparison.html.j2", titles, filling, menu="compare.html")


def compare_files(site: Site) -> Iterator[File]:
    """For each language and place a script with what is told of it: theme → practices and numbers."""
    for lang in LANGUAGES:
        for iri in described(site):
            told = told_by_theme(site, iri)
            rows = [
                [
                    site.label(theme, lang)[0],
                    site.things.address(theme),
                    [[site.things.address(p), site.label(p, lang)[0]] for p in found.practices],
                    found.claims,
                    found.figures,
                ]
                for theme, found in sorted(told.items())
            ]
            yield script(f"find/{lang}/compare-{_slug(iri)}.js", "compare", _slug(iri), rows)


def gap_pages(site: Site) -> Iterator[Page]:
    """The matrix of places and top themes, and the themes of which least is told."""
    places = described(site)
    if not places or "theme" not in site.things.by_kind:
        return
    gold = golden(site)

    def filling(lang: str) -> Mapping[str, object]:
        tops = top_concepts(site, "theme", lang)
        under = [{kind: under_theme(site, theme, kind) for kind in _COUNTED} for theme in tops]
        gaps = sorted(
            (_gap(site, iri, under) for iri in places), key=lambda gap: (-gap.total, site.label(gap.iri, lang))
        )
        return {"tops": tops, "gaps": gaps, "golden": gold, "themes": _theme_rows(site, lang), "heat": heat}

    yield Page("gaps.html", "gaps.html.j2", words()["words"]["gaps"], filling)


def heat(number: int) -> int:
    """The shade of a number, 0 for nothing.

    >>> [heat(n) for n in (0, 1, 5, 100)]
    [0, 1, 2, 4]
    """
    return sum(number >= least for least in _HEAT)


def _gap(site: Site, iri: str, under: list[dict[str, set[str]]]) -> Gap:
    prop = site.terms.iri(site.things.kind(iri))
    told = {kind: site.things.linking(iri, prop, kind) for kind in _COUNTED}
    numbers = [sum(thing in theme[kind] for kind in _COUNTED for thing in told[kind]) for theme in under]
    sections = site.things.linking(iri, prop, "section")
    covered = [_section_coverage(site, section) for section in sections]
    length = sum(found for found, _, _ in covered)
    running = sum(found - omitted for found, _, omitted in covered)
    percent = percent_text(sum(share for _, share, _ in covered), running)
    return Gap(iri, numbers, sum(map(len, told.values())), len(sections), length, percent)


def _section_coverage(site: Site, section: str) -> tuple[int, int, int]:
    source = site.things.references(section, site.terms.iri("source"))[0]
    found = coverage_between(site, source, number(site, section, "start"), number(site, section, "end"))
    return found.length, found.covered, found.omitted


def _theme_rows(site: Site, lang: str) -> list[tuple[str, int, int, int]]:
    """Each theme with its practices, claims and the number of municipalities they are of; the least known first."""
    theme, place = site.terms.iri("theme"), site.terms.iri("municipality")
    rows = []
    for iri in site.things.by_kind["theme"]:
        practices, claims = (site.things.linking(iri, theme, kind) for kind in ("practice", "claim"))
        places = {m for thing in (*practices, *claims) for m in site.things.references(thing, place)}
        rows.append((iri, len(practices), len(claims), len(places)))
    return sorted(rows, key=lambda row: (row[1] + row[2], site.label(row[0], lang)))


def _slug(iri: str) -> str:
    return iri.rpartition("/")[2]
