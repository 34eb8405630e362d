"""Days as tables write them: whole dates, months, years, periods of Statistics Netherlands."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ].*)?")
_DUTCH = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})(?: .*)?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_YEAR = re.compile(r"([0-9]{4})(?:[.,]0+)?")
_PERIOD = re.compile(r"([0-9]{4})(JJ|HJ|KW|MM)([0-9]{2})")
_MONTHS = {"JJ": 12, "HJ": 6, "KW": 3, "MM": 1}


@lru_cache(20_000)
def day_of(text: str) -> datetime.date | None:
    """The first day that a text names; `None` when it names none.

    A year is its first of January, as Statistics Netherlands counts municipalities.

    >>> [str(day_of(t)) for t in ("2017-12-04", "4-12-2017", "2017", "2017.0", "2017-12", "2018KW02", "2017-02-30")]
    ['2017-12-04', '2017-12-04', '2017-01-01', '2017-01-01', '2017-12-01', '2018-04-01', 'None']
    """
    text = text.strip()
    for pattern, order in ((_ISO, (1, 2, 3)), (_DUTCH, (3, 2, 1)), (_COMPACT, (1, 2, 3))):
        if match := pattern.fullmatch(text):
            return _date(*(int(match[n]) for n in order))
    if match := _MONTH.fullmatch(text):
        return _date(int(match[1]), int(match[2]))
    if match := _YEAR.fullmatch(text):
        return _date(int(match[1]))
    if match := _PERIOD.fullmatch(text):
        number = 1 if match[2] == "JJ" else int(match[3])
        return _date(int(match[1]), (number - 1) * _MONTHS[match[2]] + 1)
    return None


def _date(year: int, month: int = 1, day: int = 1) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
