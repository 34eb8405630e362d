"""The map of municipalities: dots at their points, or areas from a boundary file; plain numbers for an SVG."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians

from ..graph import text_of
from .boundaries import read_boundaries
from .site import Site
from .subjects import golden

WIDTH = 460
_MARGIN = 14

Point = tuple[float, float]
"""Longitude and latitude, in degrees."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A municipality on the map, in the SVG's own units; `area` is path data, empty where a dot is drawn."""

    iri: str
    x: int
    y: int
    editions: tuple[int, ...]
    practices: int
    claims: int
    area: str = ""


@dataclass(frozen=True, slots=True)
class Map:
    """The marks of the municipalities, and the size of the drawing."""

    marks: list[Mark]
    editions: list[str]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Projection:
    """Degrees to drawing units: equal scales both ways at the middle latitude, good enough for one small country."""

    west: float
    north: float
    across: float
    down: float

    def xy(self, point: Point) -> tuple[int, int]:
        """The place on the drawing, in whole units."""
        x, y = (point[0] - self.west) * self.across, (self.north - point[1]) * self.down
        return round(x) + _MARGIN, round(y) + _MARGIN


def draw_map(site: Site) -> Map | None:
    """The map of the municipalities that exist now or are golden; None when the project has no points."""
    points = _points(site)
    if not points:
        return None
    borders = site.publication.options.boundaries
    rings = read_boundaries(borders) if borders else {}
    corners = [corner for areas in rings.values() for ring in areas for corner in ring] or list(points.values())
    projection = _projection(corners)
    height = max(projection.xy(corner)[1] for corner in corners) + _MARGIN
    gold = golden(site)
    editions = list(dict.fromkeys(edition for found in gold.values() for edition in found))
    editions.sort(key=lambda edition: (site.things.terms(edition, site.terms.iri("date")), edition))
    areas = _areas(site, rings, projection)
    marks = [
        _mark(site, iri, projection.xy(point), gold.get(iri, []), editions, areas) for iri, point in points.items()
    ]
    return Map(sorted(marks, key=lambda mark: (len(mark.editions), mark.y, mark.x)), editions, WIDTH, height)


def _points(site: Site) -> dict[str, Point]:
    latitude, longitude, ended = (site.terms.iri(word) for word in ("latitude", "longitude", "validTo"))
    found: dict[str, Point] = {}
    gold = golden(site)
    for iri in site.things.by_kind.get("municipality", []):
        north, east = site.things.terms(iri, latitude), site.things.terms(iri, longitude)
        if north and east and (iri in gold or not site.things.terms(iri, ended)):
            found[iri] = float(text_of(east[0])), float(text_of(north[0]))
    return found


def _projection(corners: list[Point]) -> Projection:
    west, east = min(c[0] for c in corners), max(c[0] for c in corners)
    south, north = min(c[1] for c in corners), max(c[1] for c in corners)
    across = (WIDTH - 2 * _MARGIN) / ((east - west) or 1)
    return Projection(west, north, across, across / cos(radians((south + north) / 2)))


def _mark(
    site: Site, iri: str, xy: tuple[int, int], gold: list[str], editions: list[str], areas: dict[str, str]
) -> Mark:
    prop = site.terms.iri("municipality")
    practices, claims = (len(site.things.linking(iri, prop, kind)) for kind in ("practice", "claim"))
    numbers = tuple(editions.index(edition) + 1 for edition in gold)
    return Mark(iri, *xy, numbers, practices, claims, areas.get(iri, ""))


def _areas(site: Site, rings: dict[str, list[list[Point]]], projection: Projection) -> dict[str, str]:
    """Municipality → path data, for those of which the file has the border."""
    code = site.terms.iri("cbsCode")
    found: dict[str, str] = {}
    for iri in site.things.by_kind.get("municipality", []):
        for term in site.things.terms(iri, code):
            found[iri] = "".join(_path(ring, projection) for ring in rings.get(text_of(term), []))
    return found


def _path(ring: list[Point], projection: Projection) -> str:
    """A ring as relative path data, without points that fall together; empty for a speck."""
    dots = [projection.xy(corner) for corner in ring]
    kept = [dot for number, dot in enumerate(dots) if number == 0 or dot != dots[number - 1]]
    if len(kept) < 4:
        return ""
    steps = " ".join(f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(kept))
    return f"M{kept[0][0]} {kept[0][1]}l{steps}z"
