"""Lists of municipalities against the records: which came, went, or are called otherwise. Told, never written.

A municipality that came or went needs its event, successors and point, which no list has.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..gazetteer.gazetteer import COVERED_FROM
from ..gazetteer.provinces import Province, ProvinceNames
from ..gazetteer.spelling import key
from .difference import CHANGED, ENDED, UNKNOWN, Difference
from .extract import Extract, Listing
from .records import Records
from .remark import Remark


def listed(records: Records, extract: Extract, day: datetime.date | None) -> Iterator[Difference]:
    """The differences that the extract's list shows."""
    provinces = ProvinceNames(Province(p, (p,)) for p in {records.get(c, "province") for c in records.codes})
    for listing in extract.listings:
        source = f"{extract.name}: {listing.source}"
        if listing.code not in records.codes:
            if not listing.valid_to or listing.valid_to > COVERED_FROM.isoformat():
                why = Remark("no-municipality")
                yield Difference(UNKNOWN, listing.code, "cbsCode", "", listing.name, source, why)
            continue
        yield from _named(records, listing, source)
        yield from _placed(records, listing, source, provinces)
        yield from _dated(records, listing, source, day) if extract.complete else _ended(records, listing, source)
    if extract.complete:
        yield from _missing(records, extract, day)


def _named(records: Records, listing: Listing, source: str) -> Iterator[Difference]:
    columns = [c for c in records.columns if c.partition("@")[0] in ("name", "altName")]
    ours = {key(name) for column in columns for name in records.get(listing.code, column).split("|")}
    if listing.name and key(listing.name) not in ours:
        name = records.get(listing.code, "name@nl")
        yield Difference(CHANGED, listing.code, "name@nl", name, listing.name, source, Remark("by-hand"))


def _placed(records: Records, listing: Listing, source: str, provinces: ProvinceNames) -> Iterator[Difference]:
    ours = records.get(listing.code, "province")
    if listing.province and provinces.slug_of(listing.province) != ours:
        yield Difference(CHANGED, listing.code, "province", ours, listing.province, source, Remark("by-hand"))


def _ended(records: Records, listing: Listing, source: str) -> Iterator[Difference]:
    ours = records.get(listing.code, "validTo")
    if listing.valid_to != ours:
        status = CHANGED if ours else ENDED
        yield Difference(status, listing.code, "validTo", ours, listing.valid_to, source, Remark("with-event"))


def _dated(records: Records, listing: Listing, source: str, day: datetime.date | None) -> Iterator[Difference]:
    if not _existed(records, listing.code, day):
        ours = records.get(listing.code, "validTo") or records.get(listing.code, "validFrom")
        yield Difference(ENDED, listing.code, "validTo", ours, "", source, Remark("not-then"))


def _missing(records: Records, extract: Extract, day: datetime.date | None) -> Iterator[Difference]:
    there = {listing.code for listing in extract.listings}
    for code in records.codes:
        if code not in there and _existed(records, code, day):
            name = records.get(code, "name@nl")
            yield Difference(ENDED, code, "cbsCode", name, "", extract.name, Remark("missing"))


def _existed(records: Records, code: str, day: datetime.date | None) -> bool:
    begin, end = records.get(code, "validFrom"), records.get(code, "validTo")
    if day is None:
        return not end
    return begin <= day.isoformat() and (not end or day.isoformat() < end)
