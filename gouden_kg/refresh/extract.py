"""What a downloaded file says of municipalities, whatever its format."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from .remark import Remark

OSM, WIKIDATA, TOOI = "osm", "wikidata", "tooi"
COLUMN = {OSM: "osmRelation", WIKIDATA: "wikidata", TOOI: "tooi"}
ADDRESS = {
    OSM: "https://www.openstreetmap.org/relation/",
    WIKIDATA: "http://www.wikidata.org/entity/",
    TOOI: "https://identifier.overheid.nl/tooi/id/gemeente/",
}
HIGH, MEDIUM = "high", "medium"
_CODE = re.compile(r"(?:GM)?0*([0-9]{1,4})(?:\.0)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """That a register knows a municipality under an address; `source` is where in the file it says so.

    `confidence` is `high`, `medium`, or empty where the address follows from the code; `day` is when it said so.
    """

    register: str
    code: str
    iri: str
    source: str
    origin: str
    confidence: str = ""
    day: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """That a list has a municipality, and what it says of it; empty where it does not say."""

    code: str
    name: str
    source: str
    province: str = ""
    valid_to: str = ""


@dataclass(frozen=True, slots=True)
class Extract:
    """All that a file says. `day` is the day it speaks of, where it tells.

    A `complete` extract lists every municipality there is on the day. `unreadable` tells what could not be used.
    """

    kind: str
    name: str
    day: datetime.date | None = None
    statements: list[Statement] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    complete: bool = False
    skipped: list[Remark] = field(default_factory=list)
    unreadable: list[Remark] = field(default_factory=list)


def code_of(text: str) -> str:
    """The CBS code in a text, whatever a spreadsheet or mapper left of it; an empty text when there is none.

    >>> code_of("503"), code_of("gm0503"), code_of("GM503.0"), code_of("0000"), code_of("5O3")
    ('GM0503', 'GM0503', 'GM0503', '', '')
    """
    match = _CODE.fullmatch(text.strip())
    return f"GM{int(match[1]):04d}" if match and int(match[1]) else ""


def day_of(text: str) -> datetime.date | None:
    """The day with which a text begins; `None` when it begins with none."""
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None
