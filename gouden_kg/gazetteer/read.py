"""The gazetteer of a built project."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable

from ..built import read_graph
from ..graph import Triple, language_of, text_of
from ..project import Project, bundled_root, read_project
from .gazetteer import Gazetteer
from .municipality import IDENTIFIERS, Identifier, Municipality, Name
from .provinces import Province

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SCHEMA = "https://schema.org/"
_PROPERTY = {"tooi": "tooi", "wikidata": "wikidata", "geonames": "geonames", "osm": "osmRelation"}
_REGISTER = "TOOI"

Values = dict[str, list[str]]


def read_gazetteer(project: Project) -> Gazetteer:
    """The municipalities of a built project; of the Gouden Gemeenten that came along where it has none.

    Raises `GoudenError` when the project has not been built.
    """
    things = _things(project.base)
    found = gazetteer_of_graph(read_graph(project, *things), project.base)
    bundled = bundled_root()
    if found.by_code or project.root == bundled:
        return found
    return read_gazetteer(read_project(bundled))


def _things(base: str) -> tuple[str, str]:
    return f"<{base}id/municipality/", f"<{base}id/province/"


def gazetteer_of_graph(graph: Iterable[Triple], base: str) -> Gazetteer:
    """The municipalities and provinces of a graph whose things stand under `base`."""
    municipalities, provinces = _things(base)
    things: dict[str, Values] = {}
    for subject, prop, term in graph:
        if subject.startswith((municipalities, provinces)) and "#" not in subject:
            things.setdefault(subject, defaultdict(list))[prop[1:-1]].append(term)
    named = {s[1:-1]: _dutch(v) for s, v in things.items() if s.startswith(provinces)}
    found = [
        _municipality(s[1:-1], v, named, f"{base}def#")
        for s, v in things.items()
        if s.startswith(municipalities) and f"{base}def#cbsCode" in v
    ]
    return Gazetteer(
        {m.code: m for m in _with_codes(sorted(found, key=lambda m: m.code))},
        tuple(
            Province(
                s[1:-1].rpartition("/")[2], (_dutch(v), *_texts(v, _SKOS + "prefLabel"), *_texts(v, _SKOS + "altLabel"))
            )
            for s, v in things.items()
            if s.startswith(provinces)
        ),
    )


def _with_codes(found: list[Municipality]) -> Iterable[Municipality]:
    from dataclasses import replace

    code = {m.iri: m.code for m in found}
    for m in found:
        yield replace(m, successors=tuple(sorted(code[s] for s in m.successors if s in code)))


def _municipality(iri: str, values: Values, provinces: dict[str, str], gg: str) -> Municipality:
    def one(name: str) -> str:
        return next(iter(_texts(values, gg + name)), "")

    latitude, longitude = (next(iter(_texts(values, _SCHEMA + n)), "") for n in ("latitude", "longitude"))
    province = one("province")
    return Municipality(
        iri,
        one("cbsCode"),
        tuple(_names(values, gg)),
        province.rpartition("/")[2],
        provinces.get(province, ""),
        _day(one("validFrom")),
        _day(one("validTo")),
        tuple(_texts(values, gg + "successor")),
        {r: _identifier(r, values, gg) for r in IDENTIFIERS if one(_PROPERTY[r])},
        (float(latitude), float(longitude)) if latitude and longitude else None,
    )


def _names(values: Values, gg: str) -> Iterable[Name]:
    for prop, kind in ((_SKOS + "prefLabel", "name"), (_SKOS + "altLabel", "alias"), (gg + "formerName", "former")):
        for term in values.get(prop, ()):
            yield Name(text_of(term), language_of(term), kind)


def _identifier(register: str, values: Values, gg: str) -> Identifier:
    def one(suffix: str) -> str:
        return next(iter(_texts(values, f"{gg}{register}{suffix}")), "")

    address = _texts(values, gg + _PROPERTY[register])[0]
    return Identifier(address, one("Confidence"), one("Origin") or (_REGISTER if register == "tooi" else ""))


def _dutch(values: Values) -> str:
    terms = values.get(_SKOS + "prefLabel", [])
    return text_of(next((t for t in terms if language_of(t) == "nl"), next(iter(terms), '""')))


def _texts(values: Values, prop: str) -> list[str]:
    return [text_of(term) for term in values.get(prop, ())]


def _day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
