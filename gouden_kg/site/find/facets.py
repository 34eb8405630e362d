"""What a list of a kind can be narrowed by: facets, their values, and which item has which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...publish.publication import File
from ..layout import layout
from ..site import Site
from .catalogue import catalogue_of, listed, script

_FEWEST, _MOST, _FULL = 2, 60, 4


@dataclass(frozen=True, slots=True)
class Facet:
    """A property path (`municipality.gg:goldenIn`) with its values, fullest first, and the items of each."""

    path: str
    prop: str
    values: dict[str, list[int]]

    @property
    def word(self) -> str:
        """The last step of the path without its prefix."""
        return self.path.rpartition(".")[2].rpartition(":")[2]

    def anchor(self, kind: str) -> str:
        """Where a value's own page lists what points at it; an empty text where that goes by way of others."""
        return "" if "." in self.path else f"#{kind}.{self.path.replace(':', '.')}"


def facets_of(site: Site, kind: str) -> list[Facet]:
    """The facets of a kind that tell things apart; those of `layout.toml`, else every property with few values."""
    return site.once(f"facets of {kind}", lambda: _facets(site, kind))


def facet_files(site: Site) -> Iterator[File]:
    """For each kind with facets: where its items begin, and per facet and value the items that have it."""
    for kind, start in catalogue_of(site).starts.items():
        facets = facets_of(site, kind)
        if facets:
            content = {
                "start": start,
                "count": len(site.things.by_kind[kind]),
                "facets": [list(facet.values.values()) for facet in facets],
            }
            yield script(f"find/facets-{kind}.js", "facets", kind, content)


def _facets(site: Site, kind: str) -> list[Facet]:
    iris = listed(site, kind)
    paths = layout()["facets"].get(kind) or _telling(site, iris)
    facets = [_facet(site, iris, path) for path in paths]
    return [facet for facet in facets if len(facet.values) > 1]


def _facet(site: Site, iris: list[str], path: str) -> Facet:
    props = [site.terms.iri(word) for word in path.split(".")]
    found: dict[str, list[int]] = {}
    for number, iri in enumerate(iris):
        for value in _reached(site, iri, props):
            found.setdefault(value, []).append(number)
    fullest = sorted(found.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    return Facet(path, props[-1], dict(fullest))


def _reached(site: Site, iri: str, props: list[str]) -> list[str]:
    reached = [iri]
    for prop in props:
        reached = list(dict.fromkeys(value for at in reached for value in site.things.references(at, prop)))
    return reached


def _telling(site: Site, iris: list[str]) -> list[str]:
    """The terms that point from these things at few enough other things to choose from."""
    values: dict[str, set[str]] = {}
    for iri in iris:
        for prop in site.things.values[iri]:
            if not site.terms.hidden(prop):
                values.setdefault(prop, set()).update(site.things.references(iri, prop))
    own = {prop: found for prop, found in values.items() if all(map(site.things.kind, found))}
    fitting = [
        prop for prop, found in own.items() if _FEWEST <= len(found) <= _MOST and _FULL * len(found) <= len(iris)
    ]
    return [site.terms.term(prop) for prop in sorted(fitting, key=site.terms.rank)]
