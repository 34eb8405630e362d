"""Themes with what belongs to them and to the themes below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .site import Site


def top_concepts(site: Site, kind: str, lang: str) -> list[str]:
    """The concepts of a kind that have no broader one, by label."""
    broader = site.terms.iri("broader")
    tops = [iri for iri in site.things.by_kind.get(kind, []) if not site.things.references(iri, broader)]
    return sorted(tops, key=lambda iri: (site.label(iri, lang)[0].casefold(), iri))


def with_narrower(site: Site, iri: str) -> list[str]:
    """A concept and all that are narrower, each once."""
    found = {iri: None}
    waiting = [iri]
    while waiting:
        for narrower in site.things.linking(waiting.pop(), site.terms.iri("broader")):
            if narrower not in found:
                found[narrower] = None
                waiting.append(narrower)
    return list(found)


def under_theme(site: Site, theme: str, kind: str) -> set[str]:
    """The things of a kind that have the theme or a narrower one."""
    prop = site.terms.iri("theme")
    return {iri for concept in with_narrower(site, theme) for iri in site.things.linking(concept, prop, kind)}


def golden(site: Site) -> dict[str, list[str]]:
    """Municipality → the editions in which it is golden, itself or as member of a region; in order of date."""
    date, prop = site.terms.iri("date"), site.terms.iri("gg:goldenIn")
    editions = sorted(site.things.by_kind.get("edition", []), key=lambda e: (site.things.terms(e, date), e))
    rank = {edition: number for number, edition in enumerate(editions)}
    found = {iri: site.things.references(iri, prop) for iri in site.things.by_kind.get("municipality", [])}
    return {iri: sorted(in_, key=lambda e: rank.get(e, 0)) for iri, in_ in found.items() if in_}


def described(site: Site) -> list[str]:
    """The municipalities and regions of which a practice, claim or figure tells, or that are golden."""
    return list(_described(site))


def _described(site: Site) -> Iterator[str]:
    gold = golden(site)
    for kind in ("municipality", "region"):
        for iri in site.things.by_kind.get(kind, []):
            if iri in gold or any(_told(site, iri, kind)):
                yield iri


def _told(site: Site, iri: str, word: str) -> Iterable[list[str]]:
    return (site.things.linking(iri, site.terms.iri(word), kind) for kind in ("practice", "claim", "figure"))
