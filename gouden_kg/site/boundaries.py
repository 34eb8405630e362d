"""Borders of municipalities from a GeoJSON file, as CBS and Kadaster publish them, thinned out for a small map."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from ..problem import GoudenError, way_out

Ring = list[tuple[float, float]]

_CODE = re.compile(r"GM\d{4}")
_TOLERANCE = 0.004
"""In degrees: about half a drawing unit on the map of the whole country."""


def read_boundaries(path: Path) -> dict[str, list[Ring]]:
    """CBS code → outer rings in degrees; raises `GoudenError` when the file is no GeoJSON with such codes.

    Reads longitude and latitude as well as the Dutch grid (EPSG:28992), told apart by their size. Holes are left out:
    at this scale they are islands of another municipality, which is drawn itself.
    """
    try:
        document = json.loads(path.read_text("utf-8"))
        features = [f for f in document["features"] if f.get("geometry")]
        found: dict[str, list[Ring]] = {}
        for feature in features:
            code = _code(feature.get("properties") or {})
            if code:
                found.setdefault(code, []).extend(_rings(feature["geometry"]))
    except OSError as error:
        raise GoudenError(f"cannot read {path}: {error.strerror}", way_out(error)) from None
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        raise GoudenError(f"{path} is no GeoJSON of areas", "name a FeatureCollection of (multi)polygons") from None
    if not found:
        raise GoudenError(f"{path} has no municipalities", "each feature needs a property with a code such as GM0503")
    return found


def _code(properties: dict[str, Any]) -> str:
    return next((str(v) for _, v in sorted(properties.items()) if isinstance(v, str) and _CODE.fullmatch(v)), "")


def _rings(geometry: dict[str, Any]) -> list[Ring]:
    polygons = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}[geometry["type"]]
    rings = [[_degrees(float(corner[0]), float(corner[1])) for corner in polygon[0]] for polygon in polygons]
    return [simplified(ring, _TOLERANCE) for ring in rings]


def _degrees(x: float, y: float) -> tuple[float, float]:
    return (x, y) if abs(x) <= 180 and abs(y) <= 90 else degrees_of_grid(x, y)


def degrees_of_grid(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude of a point of the Dutch grid, within a metre or so.

    The series of Schreutelkamp and Strang van Hees (2001) round the tower of Amersfoort.

    >>> [round(degree, 4) for degree in degrees_of_grid(155000, 463000)]
    [5.3872, 52.1552]
    """
    dx, dy = (x - 155000) * 1e-5, (y - 463000) * 1e-5
    east = sum(c * dx**p * dy**q for c, p, q in _EAST)
    north = sum(c * dx**p * dy**q for c, p, q in _NORTH)
    return 5.38720621 + east / 3600, 52.15517440 + north / 3600


_NORTH = (
    (3235.65389, 0, 1), (-32.58297, 2, 0), (-0.24750, 0, 2), (-0.84978, 2, 1), (-0.06550, 0, 3), (-0.01709, 2, 2),
    (-0.00738, 1, 0), (0.00530, 4, 0), (-0.00039, 2, 3), (0.00033, 4, 1), (-0.00012, 1, 1),
)  # fmt: skip
_EAST = (
    (5260.52916, 1, 0), (105.94684, 1, 1), (2.45656, 1, 2), (-0.81885, 3, 0), (0.05594, 1, 3), (-0.05607, 3, 1),
    (0.01199, 0, 1), (-0.00256, 3, 2), (0.00128, 1, 4), (0.00022, 0, 2), (-0.00022, 2, 0), (0.00026, 5, 0),
)  # fmt: skip


def simplified(ring: Ring, tolerance: float) -> Ring:
    """The ring without points that lie closer than the tolerance to the line they are on (Douglas and Peucker, 1973).

    >>> simplified([(0, 0), (1, 0.001), (2, 0), (2, 2), (0, 0)], 0.01)
    [(0, 0), (2, 0), (2, 2), (0, 0)]
    """
    keep = {0, len(ring) - 1}
    waiting = [(0, len(ring) - 1)]
    while waiting:
        first, last = waiting.pop()
        distances = [(_distance(ring[i], ring[first], ring[last]), i) for i in range(first + 1, last)]
        farthest, at = max(distances, default=(0.0, 0))
        if farthest > tolerance:
            keep.add(at)
            waiting += [(first, at), (at, last)]
    return [corner for number, corner in enumerate(ring) if number in keep]


def _distance(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    """From a point to the line through two others; to the first where these are the same."""
    (px, py), (sx, sy), (ex, ey) = point, start, end
    dx, dy = ex - sx, ey - sy
    length = (dx * dx + dy * dy) ** 0.5
    away = abs(dx * (sy - py) - (sx - px) * dy) / length if length else 0.0
    return away if length else ((px - sx) ** 2 + (py - sy) ** 2) ** 0.5
