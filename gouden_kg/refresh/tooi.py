"""The TOOI register of municipalities, as JSON-LD."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict

from ..problem import GoudenError, Place
from .extract import TOOI, Extract, Listing, Statement, code_of, day_of
from .remark import Remark

ORIGIN = "TOOI register of municipalities"
_THING = re.compile(r"https://identifier\.overheid\.nl/tooi/id/gemeente/(gm[0-9]{4})")
_NAMES = ("officieleNaamExclSoort", "voorkeursnaamExclSoort", "label")
_END = "einddatum"


def tooi_extract(text: str, name: str) -> Extract:
    """What the register says; raises `GoudenError` when the text is no JSON-LD or lists no municipality."""
    found = Extract("TOOI", name)
    for iri, values in sorted(_things(text, name).items()):
        match = _THING.fullmatch(iri)
        if not match or not values:
            continue
        code = code_of(match[1])
        told = [code_of(c) for c in values.get("gemeentecode", [])]
        if told and code not in told:
            found.unreadable.append(Remark("other-code", ", ".join(values["gemeentecode"]), f"{name}: {iri}"))
            continue
        found.statements.append(Statement(TOOI, code, iri, match[1], ORIGIN))
        title = next((values[key][0] for key in _NAMES if values.get(key)), "")
        ended = max(values.get(_END, [""]))
        found.listings.append(Listing(code, title.removeprefix("gemeente "), match[1], "", _day_after(ended)))
    if not found.statements:
        raise GoudenError("this JSON-LD lists no municipality of TOOI", "take rwc_gemeenten_compleet", Place(name))
    return found


def _things(text: str, name: str) -> dict[str, dict[str, list[str]]]:
    """IRI → last part of a property → values."""
    from pyoxigraph import RdfFormat, parse

    things: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    try:
        for quad in parse(text, RdfFormat.JSON_LD):
            key = re.split("[/#]", quad.predicate.value)[-1]
            things[str(getattr(quad.subject, "value", ""))][key].append(str(getattr(quad.object, "value", "")))
    except SyntaxError as error:
        place = Place(name, error.lineno or 1, error.offset or 1)
        raise GoudenError(f"this is no JSON-LD: {error.msg[:200]}", "download the register again", place) from None
    return things


def _day_after(last: str) -> str:
    """The first day on which it no longer existed: TOOI's end dates are inclusive."""
    day = day_of(last)
    return (day + datetime.timedelta(days=1)).isoformat() if day else ""
