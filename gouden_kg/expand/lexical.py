"""Whether a text may stand for its datatype (XML Schema Datatypes 1.1, section 3; EDTF level 0)."""

from __future__ import annotations

import re
from calendar import monthrange

from ..dates import EDTF, bounds
from ..graph import XSD

_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_WHOLE = r"[+-]?[0-9]+"
_FLOAT = rf"{_NUMBER}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"
_ZONE = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
_YEAR = r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})"
_MONTH = rf"(?P<year>{_YEAR})-(?P<month>0[1-9]|1[0-2])"
_DATE = rf"{_MONTH}-(?P<day>0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_SPAN = r"(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?"

# datatype → pattern of its texts, and one of them
_TEXTS = {
    "boolean": ("true|false|1|0", "true"),
    "decimal": (_NUMBER, "1.5"),
    "float": (_FLOAT, "1.5e3"),
    "double": (_FLOAT, "1.5e3"),
    "date": (f"{_DATE}{_ZONE}?", "2017-12-04"),
    "dateTime": (f"{_DATE}T{_CLOCK}{_ZONE}?", "2017-12-04T09:30:00"),
    "dateTimeStamp": (f"{_DATE}T{_CLOCK}{_ZONE}", "2017-12-04T09:30:00Z"),
    "time": (f"{_CLOCK}{_ZONE}?", "09:30:00"),
    "gYear": (f"{_YEAR}{_ZONE}?", "2017"),
    "gYearMonth": (f"{_MONTH}{_ZONE}?", "2017-12"),
    "duration": (f"-?P(?=.){_SPAN}", "P1Y6M"),
    "language": ("[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*", "nl"),
    "hexBinary": ("(?:[0-9a-fA-F]{2})*", "0fb7"),
    "anyURI": (r'[^\s<>"{}|\\^`]+', "https://example.org/"),
}
# whole numbers → the least and the largest
_BITS = {"byte": 8, "short": 16, "int": 32, "long": 64}
_WHOLES: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    **{name: (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for name, bits in _BITS.items()},
    **{f"unsigned{name.capitalize()}": (0, 2**bits - 1) for name, bits in _BITS.items()},
}
_PATTERNS = {XSD + name: re.compile(pattern) for name, (pattern, _) in _TEXTS.items()}
_RANGES = {XSD + name: limits for name, limits in _WHOLES.items()}
DATATYPES = frozenset([*_PATTERNS, *_RANGES, EDTF])
_DIGITS = 4000  # Python refuses to count longer ones


def is_lexical(text: str, datatype: str) -> bool:
    """Whether the text is in the lexical space of the datatype (its IRI); true for datatypes not known here.

    >>> is_lexical("2017-02-30", XSD + "date"), is_lexical("01.50", XSD + "decimal")
    (False, True)
    """
    if datatype == EDTF:
        return bounds(text) is not None
    if datatype in _RANGES:
        return _is_whole(text, *_RANGES[datatype])
    pattern = _PATTERNS.get(datatype)
    match = pattern.fullmatch(text) if pattern else None
    return pattern is None or (match is not None and _day_exists(match))


def example_of(datatype: str) -> str:
    """A text that the datatype takes."""
    return _TEXTS.get(datatype.removeprefix(XSD), ("", "12"))[1]


def _is_whole(text: str, least: int | None, largest: int | None) -> bool:
    if not re.fullmatch(_WHOLE, text) or len(text) > _DIGITS:
        return False
    number = int(text)
    return (least is None or number >= least) and (largest is None or number <= largest)


def _day_exists(match: re.Match[str]) -> bool:
    parts = match.groupdict()
    if "day" not in parts:
        return True
    year = int(parts["year"][-4:]) % 400 + 400  # the calendar repeats every 400 years, and has none before year 1
    return int(parts["day"]) <= monthrange(year, int(parts["month"]))[1]
