"""OpenStreetMap data as JSON: an Overpass or API result, or GeoJSON made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..messages import shortened
from ..problem import GoudenError, Place
from .extract import ADDRESS, HIGH, OSM, Extract, Statement, code_of, day_of
from .remark import Remark

CODE_TAG = "ref:gemeentecode"
ORIGIN = "OSM tags ref:gemeentecode and admin_level=8"
_RELATION = re.compile(r"(?:relation/|r)([0-9]{1,12})")

Relation = tuple[str, dict[str, str]]
"""Number and tags."""


def osm_extract(document: dict[str, Any], name: str) -> Extract:
    """What boundary relations say; raises `GoudenError` for a result that is incomplete or holds no municipality."""
    if remark := document.get("remark"):
        hint = (
            "an incomplete result would look as if municipalities were gone; ask again, perhaps with a longer timeout"
        )
        raise GoudenError(f"the server stopped half-way: {shortened(str(remark))}", hint, Place(name))
    features = document.get("type") == "FeatureCollection"
    relations = list(_features(document, name) if features else _elements(document, name))
    found = Extract("OpenStreetMap", name, day_of(_time(document)))
    others = {"places": 0, "codeless": 0}
    for number, tags in relations:
        if tags.get("boundary") != "administrative":
            continue
        if tags.get("admin_level") != "8":
            others["places"] += tags.get("admin_level") == "10"
        elif CODE_TAG not in tags:
            others["codeless"] += 1
        else:
            _take(number, tags[CODE_TAG], found)
    found.skipped.extend(Remark(kind, str(count)) for kind, count in others.items() if count)
    if not found.statements:
        raise GoudenError(
            f"of {len(relations)} relations none is a municipality (boundary, admin_level=8, {CODE_TAG})",
            "`gouden gazetteer queries` prints the query that gives them",
            Place(name),
        )
    return found


def _take(number: str, written: str, found: Extract) -> None:
    source = f"relation {number}"
    if code := code_of(written):
        found.statements.append(Statement(OSM, code, ADDRESS[OSM] + number, source, ORIGIN, HIGH))
    else:
        found.unreadable.append(Remark("no-code", written, f"{found.name}: {source}"))


def _time(document: dict[str, Any]) -> str:
    stamp = document.get("osm3s")
    return str(stamp.get("timestamp_osm_base", "")) if isinstance(stamp, dict) else str(document.get("timestamp", ""))


def _elements(document: dict[str, Any], name: str) -> Iterator[Relation]:
    for position, element in enumerate(_list(document, "elements", name), 1):
        if not isinstance(element, dict) or not isinstance(element.get("type"), str):
            raise GoudenError(f"element {position} is no node, way or relation", "is the file whole?", Place(name))
        if element["type"] == "relation":
            yield _number(element.get("id"), position, name), _tags(element.get("tags"))


def _features(document: dict[str, Any], name: str) -> Iterator[Relation]:
    """Relations of GeoJSON, where the id stands as `relation/47811` in `@id` or `id`."""
    for position, feature in enumerate(_list(document, "features", name), 1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            raise GoudenError(f"feature {position} has no properties", "is the file whole?", Place(name))
        tags = _tags(properties)
        match = _RELATION.fullmatch(tags.get("@id") or str(feature.get("id", "")) or tags.get("id", ""))
        if match:
            yield match[1], _tags(properties.get("tags")) or tags


def _list(document: dict[str, Any], key: str, name: str) -> list[Any]:
    found = document[key]
    if not isinstance(found, list):
        raise GoudenError(f"`{key}` should be a list", "is this really OpenStreetMap data?", Place(name))
    if not found:
        raise GoudenError(f"`{key}` is empty: nothing was found", "look at the query and ask again", Place(name))
    return found


def _number(given: Any, position: int, name: str) -> str:
    if isinstance(given, bool) or not re.fullmatch("[0-9]{1,12}", str(given)):
        raise GoudenError(
            f"element {position}: a relation has a number, not `{shortened(str(given))}`", "", Place(name)
        )
    return str(given)


def _tags(given: Any) -> dict[str, str]:
    return {k: str(v) for k, v in given.items() if isinstance(v, (str, int))} if isinstance(given, dict) else {}
