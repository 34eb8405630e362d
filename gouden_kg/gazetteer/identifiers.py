"""Identifiers as they stand in tables: whole, shortened, or damaged by a spreadsheet."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGIT = re.compile("[0-9]")
_AS_TEXT = re.compile(r"""(?:="|["'])([^"']+)["']?""")  # how a spreadsheet is told to keep leading zeros
_NUMBER = re.compile(r"0*([0-9]{1,4})(?:[.,]0+)?")
# as likely an amount or a year as a code that lost its zeros
_AMOUNT_OR_YEAR = re.compile(r"(?:[0-9]{1,2}|19[0-9]{2}|20[0-4][0-9])(?:[.,]0+)?")
_CODE = re.compile(r"(?:GM|gm|Gm|gM)[ _:-]?([0-9Oo]{1,4})(?:[.,]0+)?")
_CODE_BEHIND = re.compile(r"(.*\w)[\s,;:/(\[-]+(GM ?)?([0-9]{3,4})[)\]]?", re.I)
_CODE_BEFORE = re.compile(r"[(\[]?(GM ?)?([0-9]{3,4})[)\]]?[\s,;:/-]+(\D.*)", re.I)
_DISTRICT = re.compile(r"(?:WK|BU|wk|bu)([0-9]{4})[0-9]{2}(?:[0-9]{2})?")
_CBS_IRI = re.compile(r"https?://\S*?(?:/tooi/id/gemeente/|/id/municipality/|[/#])gm([0-9]{4})(?:[./?#]\S*)?", re.I)
_WIKIDATA = re.compile(r"(?:https?://(?:www\.|m\.)?wikidata\.org/(?:entity|wiki)/|wd:)?(Q[0-9]+)(?:[?#]\S*)?", re.I)
_GEONAMES = re.compile(r"(?:https?://(?:www\.|sws\.)?geonames\.org/|geonames:)([0-9]+)(?:/\S*)?", re.I)
_OSM = re.compile(r"(?:https?://(?:www\.)?(?:openstreetmap\.org|osm\.org)/)?relation[/ ]([0-9]+)(?:[/?#]\S*)?", re.I)


@dataclass(frozen=True, slots=True)
class Written:
    """An identifier found in a text: the register it is of, and its value there (`code`: like GM0503).

    A `number` may be a code, and may be something else.
    """

    register: str
    value: str


def identifier_in(text: str) -> Written | None:
    """The identifier that the whole text is; `None` when it is something else.

    >>> identifier_in("503.0"), identifier_in("gm503")
    (Written(register='code', value='GM0503'), Written(register='code', value='GM0503'))
    >>> identifier_in('="0503"')
    Written(register='code', value='GM0503')
    >>> identifier_in("https://www.wikidata.org/wiki/Q690")
    Written(register='wikidata', value='http://www.wikidata.org/entity/Q690')
    >>> identifier_in("Delft") is None
    True
    """
    if _DIGIT.search(text) is None:
        return None
    if kept := _AS_TEXT.fullmatch(text):
        text = kept[1].strip()
    for pattern in (_NUMBER, _CODE, _CBS_IRI):
        if match := pattern.fullmatch(text):
            digits = match[1].upper().replace("O", "0")
            doubtful = _AMOUNT_OR_YEAR.fullmatch(text) if pattern is _NUMBER else digits != match[1]
            return Written("number" if doubtful else "code", f"GM{int(digits):04}")
    if match := _DISTRICT.fullmatch(text):
        return Written("district", f"GM{match[1]}")
    if match := _WIKIDATA.fullmatch(text):
        return Written("wikidata", f"http://www.wikidata.org/entity/{match[1].upper()}")
    if match := _GEONAMES.fullmatch(text):
        return Written("geonames", f"https://sws.geonames.org/{match[1]}/")
    if match := _OSM.fullmatch(text):
        return Written("osm", f"https://www.openstreetmap.org/relation/{match[1]}")
    return None


def name_and_code(text: str) -> tuple[str, Written] | None:
    """A name with the code written before or behind it; `None` when there are not both.

    Digits without `GM` are a `number`: a postcode or a year may stand there too.

    >>> name_and_code("Delft (GM0503)")
    ('Delft', Written(register='code', value='GM0503'))
    >>> name_and_code("0503 Delft")
    ('Delft', Written(register='number', value='GM0503'))
    """
    if _DIGIT.search(text) is None:
        return None
    behind, before = _CODE_BEHIND.fullmatch(text), _CODE_BEFORE.fullmatch(text)
    if behind:
        return behind[1], Written("code" if behind[2] else "number", f"GM{int(behind[3]):04}")
    return (before[3], Written("code" if before[1] else "number", f"GM{int(before[2]):04}")) if before else None
