"""Which columns of a table hold municipality, province and date: as named, else by heading and content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from ..gazetteer.candidate import LIKELY, SURE
from ..gazetteer.match import Matcher
from ..gazetteer.spelling import key
from ..problem import GoudenError
from .table import Note, Row, Table, cell_text

_SAMPLE = 300
_LEAST_SHARE = 0.3
_PROVINCE = {"provincie", "province", "prov", "provincienaam", "provincies"}
_HEADING_COUNTS = 0.2


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions of the columns, and what to tell of those that were guessed."""

    municipality: int
    province: int | None
    at: int | None
    notes: tuple[Note, ...]


def chosen_columns(table: Table, matcher: Matcher, named: str, province: str, at: str) -> Columns:
    """The columns to match by; raises `GoudenError` when one is not there or none can be guessed."""
    notes: list[Note] = []
    if named:
        municipality = position(table.columns, named)
    else:
        municipality, share = _guessed(table, matcher)
        column = table.columns[municipality]
        notes.append(
            {
                "nl": f"kolom `{column}` (geraden: {share:.0%} van een steekproef zijn gemeenten)",
                "en": f"column `{column}` (guessed: {share:.0%} of a sample are municipalities)",
            }
        )
    if table.columns.count(table.columns[municipality]) > 1:
        notes.append(_several(table.columns, municipality))
    if province:
        in_province: int | None = position(table.columns, province)
    else:
        in_province = next((n for n, c in enumerate(table.columns) if key(c) in _PROVINCE and n != municipality), None)
        if in_province is not None:
            column = table.columns[in_province]
            notes.append({"nl": f"kolom `{column}` geeft de provincie", "en": f"column `{column}` tells the province"})
    return Columns(municipality, in_province, position(table.columns, at) if at else None, tuple(notes))


def _several(columns: Sequence[str], chosen: int) -> Note:
    name = columns[chosen]
    places = ", ".join(str(n) for n, column in enumerate(columns, 1) if column == name)
    return {
        "nl": f"kolommen {places} heten alle `{name}`; kolom {chosen + 1} is gebruikt (anders: --column NUMMER)",
        "en": f"columns {places} are all called `{name}`; column {chosen + 1} is used (else: --column NUMBER)",
    }


def position(columns: Sequence[str], named: str) -> int:
    """Where the column of this heading, or of this number counted from 1, stands."""
    found = [n for n, c in enumerate(columns) if c == named]
    found = found or [n for n, c in enumerate(columns) if c.strip().casefold() == named.strip().casefold()]
    if not found and named.isascii() and named.isdigit() and 1 <= int(named) <= len(columns):
        return int(named) - 1
    if not found:
        shown = ", ".join(f"`{c}`" for c in columns[:20]) + (" …" if len(columns) > 20 else "")
        raise GoudenError(f"there is no column `{named}`", f"there are: {shown}")
    if len(found) > 1:
        places = " and ".join(str(n + 1) for n in found)
        raise GoudenError(f"several columns are called `{named}`", f"choose one by its number: {places}")
    return found[0]


def _guessed(table: Table, matcher: Matcher) -> tuple[int, float]:
    """The column of which most cells are municipalities; numbers count for half, since any could be a code."""
    if len(header := [c for c in table.columns if _is_municipality(c, matcher)]) > 0:
        raise GoudenError(f"the headings hold a municipality: `{header[0]}`", "without headings use --no-header")
    sample = list(islice(table.rows(), _SAMPLE))
    if not sample:
        raise GoudenError(f"{table.name} has headings but no rows", "name the column with --column to go on anyway")
    shares = [_share(n, heading, sample, matcher) for n, heading in enumerate(table.columns)]
    best = max(range(len(shares)), key=lambda n: (shares[n][0], -n))
    if shares[best][1] < _LEAST_SHARE:
        listed = ", ".join(f"`{c}`" for c in table.columns[:20])
        raise GoudenError("no column looks like municipalities", f"name it with --column; there are: {listed}")
    return best, shares[best][1]


def _share(position: int, heading: str, sample: list[Row], matcher: Matcher) -> tuple[float, float]:
    cells = [t for row in sample if row.cells and (t := cell_text(row.cells[position]).strip())]
    if not cells:
        return 0.0, 0.0
    found = sum((0.5 if t.isdigit() else 1.0) * (matcher.match(t).status in (SURE, LIKELY)) for t in cells)
    share = found / len(cells)
    named = any(word in key(heading) for word in ("gemeente", "municipal", "gmcode"))
    return share + _HEADING_COUNTS * (named and share > 0), share * (2 if named and share <= 0.5 else 1)


def _is_municipality(text: str, matcher: Matcher) -> bool:
    return not text.strip().isdigit() and matcher.match(text).status == SURE
