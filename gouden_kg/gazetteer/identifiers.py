"""Identifiers as they stand in tables: whole, shortened, or damaged by a spreadsheet."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGIT = re.compile("[0-9]")
_NUMBER = re.compile(r"([0-9]{1,4})(?:[.,]0+)?")
_CODE = re.compile(r"(?:GM|gm|Gm|gM)[ _:-]?([0-9]{1,4})(?:[.,]0+)?")
_DISTRICT = re.compile(r"(?:WK|BU|wk|bu)([0-9]{4})[0-9]{2}(?:[0-9]{2})?")
_CBS_IRI = re.compile(r"https?://\S*?(?:/tooi/id/gemeente/|/id/municipality/|[/#])gm([0-9]{4})(?:[./?#]\S*)?", re.I)
_WIKIDATA = re.compile(r"(?:https?://(?:www\.|m\.)?wikidata\.org/(?:entity|wiki)/|wd:)?(Q[0-9]+)(?:[?#]\S*)?", re.I)
_GEONAMES = re.compile(r"(?:https?://(?:www\.|sws\.)?geonames\.org/|geonames:)([0-9]+)(?:/\S*)?", re.I)
_OSM = re.compile(r"(?:https?://(?:www\.)?(?:openstreetmap\.org|osm\.org)/)?relation[/ ]([0-9]+)(?:[/?#]\S*)?", re.I)


@dataclass(frozen=True, slots=True)
class Written:
    """An identifier found in a text: the register it is of, and its value there (`code`: like GM0503)."""

    register: str
    value: str


def identifier_in(text: str) -> Written | None:
    """The identifier that the whole text is; `None` when it is something else.

    >>> identifier_in("503.0"), identifier_in("gm503")
    (Written(register='code', value='GM0503'), Written(register='code', value='GM0503'))
    >>> identifier_in("https://www.wikidata.org/wiki/Q690")
    Written(register='wikidata', value='http://www.wikidata.org/entity/Q690')
    >>> identifier_in("Delft") is None
    True
    """
    if _DIGIT.search(text) is None:
        return None
    for pattern in (_NUMBER, _CODE, _CBS_IRI):
        if match := pattern.fullmatch(text):
            return Written("code", f"GM{int(match[1]):04}")
    if match := _DISTRICT.fullmatch(text):
        return Written("district", f"GM{match[1]}")
    if match := _WIKIDATA.fullmatch(text):
        return Written("wikidata", f"http://www.wikidata.org/entity/{match[1].upper()}")
    if match := _GEONAMES.fullmatch(text):
        return Written("geonames", f"https://sws.geonames.org/{match[1]}/")
    if match := _OSM.fullmatch(text):
        return Written("osm", f"https://www.openstreetmap.org/relation/{match[1]}")
    return None


def name_and_code(text: str) -> tuple[str, str] | None:
    """A name with the GM code written before or behind it; `None` when there are not both.

    >>> name_and_code("Delft (GM0503)"), name_and_code("0503 Delft")
    (('Delft', 'GM0503'), ('Delft', 'GM0503'))
    """
    if _DIGIT.search(text) is None:
        return None
    behind = re.fullmatch(r"(.*\w)[\s,;:/(\[-]+(?:GM ?)?([0-9]{4}|(?<=GM)[0-9]{1,4})[)\]]?", text, re.I)
    before = re.fullmatch(r"[(\[]?(?:GM ?)?([0-9]{3,4})[)\]]?[\s,;:/-]+(\D.*)", text, re.I)
    if behind:
        return behind[1], f"GM{int(behind[2]):04}"
    return (before[2], f"GM{int(before[1]):04}") if before else None
