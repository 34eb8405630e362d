"""First and last day of a date that keeps the precision of its source."""

from __future__ import annotations

import datetime
import re

EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def bounds(text: str) -> tuple[str, str] | None:
    """The first and last day of an EDTF level 0 date or interval, as xsd:date text; `None` when there is none such.

    >>> bounds("2016-02"), bounds("2015/2016-06")
    (('2016-02-01', '2016-02-29'), ('2015-01-01', '2016-06-30'))
    >>> bounds("2017-02-30"), bounds("2017-00"), bounds("2017/2016")
    (None, None, None)
    """
    start, slash, end = text.partition("/")
    if not slash:
        return _days(text)
    first, last = _days(start), _days(end)
    return (first[0], last[1]) if first and last and first[0] <= last[0] else None


def _days(text: str) -> tuple[str, str] | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = datetime.date(year or 0, 1 if month is None else month, 1 if day is None else day)
        if day is not None:
            return first.isoformat(), first.isoformat()
        return first.isoformat(), _last_day(first, month).isoformat()
    except (ValueError, OverflowError):
        return None


def _last_day(first: datetime.date, month: int | None) -> datetime.date:
    if month is None:
        return first.replace(month=12, day=31)
    return (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
