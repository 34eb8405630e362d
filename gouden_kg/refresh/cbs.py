"""The yearly list of municipalities of CBS: a table with code, name and province."""

from __future__ import annotations

import datetime
import re

from ..link.table import Table, cell_text
from ..problem import GoudenError, Place
from .extract import Extract, Listing, code_of
from .remark import Remark

CODES = ("gemeentecodegm", "gemeentecode")
_NAME, _PROVINCE = "gemeentenaam", "provincienaam"
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_FEWEST = 300


def is_cbs_list(columns: list[str]) -> bool:
    """Whether the headings are those of the list."""
    return not {*CODES, _NAME}.isdisjoint(c.strip().lower() for c in columns)


def cbs_extract(table: Table) -> Extract:
    """What the list says; raises `GoudenError` when a column lacks or the list is cut off.

    The list of a year, which stands in the name of its file, is that of 1 January.
    """
    places = {c.strip().lower(): i for i, c in reversed(list(enumerate(table.columns)))}
    code = next((places[c] for c in CODES if c in places), None)
    if code is None or _NAME not in places:
        raise GoudenError("the list has no Gemeentecode or no Gemeentenaam", "keep CBS's headings", Place(table.name))
    year = _YEAR.search(table.name.rpartition("/")[2])
    day = datetime.date(int(year[1]), 1, 1) if year else None
    found = Extract("CBS", table.name, day, complete=True)
    for row in table.rows():
        cells = [cell_text(c).strip() for c in row.cells]
        if any(cells):
            _take(cells, code, places, f"line {row.line}", found)
    if len(found.listings) < _FEWEST:
        what = f"the list holds {len(found.listings)} municipalities; the Netherlands never had fewer than {_FEWEST}"
        raise GoudenError(what, "is the file whole?", Place(table.name))
    return found


def _take(cells: list[str], code: int, places: dict[str, int], source: str, found: Extract) -> None:
    if not code_of(cells[code]):
        found.unreadable.append(Remark("no-code", cells[code], f"{found.name}: {source}"))
        return
    province = cells[places[_PROVINCE]] if _PROVINCE in places else ""
    found.listings.append(Listing(code_of(cells[code]), cells[places[_NAME]], source, province))
