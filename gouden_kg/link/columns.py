"""Which columns of a table hold municipality, province and date: as named, else by heading and content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from ..gazetteer.candidate import LIKELY, SURE
from ..gazetteer.match import Matcher
from ..gazetteer.spelling import key
from ..problem import GoudenError
from .beside import column_beside
from .table import Note, Row, Table, cell_text, shown_column

_SAMPLE = 300
_LEAST_SHARE = 0.3
_PROVINCE = {"provincie", "province", "prov", "provincienaam", "provincies"}
_HEADING_COUNTS = 0.2
NO_COLUMN = "none"


@dataclass(frozen=True, slots=True)
class Named:
    """Columns by heading or number as the command line names them; empty where they are to be guessed."""

    municipality: str = ""
    beside: str = ""
    province: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions of the columns, and what to tell of those that were guessed."""

    municipality: int
    beside: int | None
    province: int | None
    at: int | None
    notes: tuple[Note, ...]


def chosen_columns(table: Table, matcher: Matcher, named: Named) -> Columns:
    """The columns to match by; raises `GoudenError` when one is not there or none can be guessed."""
    notes: list[Note] = []
    sample = list(islice(table.rows(), _SAMPLE))
    municipality = _municipality(table, matcher, named.municipality, sample, notes)
    beside = _beside(table, matcher, named.beside, sample, municipality, notes)
    province = _province(table, named.province, municipality, notes)
    at = position(table.columns, named.at) if named.at else None
    return Columns(municipality, beside, province, at, tuple(notes))


def _municipality(table: Table, matcher: Matcher, named: str, sample: list[Row], notes: list[Note]) -> int:
    if named:
        found = position(table.columns, named)
    else:
        found, share = _guessed(table, matcher, sample)
        column = shown_column(table.columns, found)
        notes.append(
            {
                "nl": f"kolom `{column}` (geraden: {share:.0%} van een steekproef zijn gemeenten)",
                "en": f"column `{column}` (guessed: {share:.0%} of a sample are municipalities)",
            }
        )
    if table.columns.count(table.columns[found]) > 1:
        notes.append(_several(table.columns, found))
    return found


def _beside(
    table: Table, matcher: Matcher, named: str, sample: list[Row], municipality: int, notes: list[Note]
) -> int | None:
    if named == NO_COLUMN:
        return None
    if named:
        return position(table.columns, named)
    found = column_beside(table.columns, sample, municipality, matcher)
    if found is not None:
        column = shown_column(table.columns, found)
        notes.append(
            {
                "nl": f"kolom `{column}` is ernaast gelegd (anders: --check-column none)",
                "en": f"column `{column}` is held against it (else: --check-column none)",
            }
        )
    return found


def _province(table: Table, named: str, municipality: int, notes: list[Note]) -> int | None:
    if named:
        return position(table.columns, named)
    found = next((n for n, c in enumerate(table.columns) if key(c) in _PROVINCE and n != municipality), None)
    if found is not None:
        column = table.columns[found]
        notes.append({"nl": f"kolom `{column}` geeft de provincie", "en": f"column `{column}` tells the province"})
    return found


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


def _guessed(table: Table, matcher: Matcher, sample: list[Row]) -> tuple[int, float]:
    """The column of which most cells are municipalities; numbers count for half, since any could be a code."""
    if len(header := [c for c in table.columns if _is_municipality(c, matcher)]) > 0:
        raise GoudenError(f"the headings hold a municipality: `{header[0]}`", "without headings use --no-header")
    if not sample:
        raise GoudenError(f"{table.name} has headings but no rows", "name the column with --column to go on anyway")
    shares = [_share(n, heading, sample, matcher) for n, heading in enumerate(table.columns)]
    best = max(range(len(shares)), key=lambda n: (shares[n][0], -n))
    if shares[best][1] < _LEAST_SHARE:
        raise GoudenError("no column looks like municipalities", _which(table.columns, sample))
    return best, shares[best][1]


def _which(columns: Sequence[str], sample: list[Row]) -> str:
    """The way out when no column looks right: one that holds whole objects, or a list to choose from."""
    for n, column in enumerate(columns):
        if any(isinstance(row.cells[n], dict | list) for row in sample if row.cells):
            how = f"jq -c '. + {{gemeente: .\"{column}\".name}}' FILE"
            return f"`{column}` holds lists or objects: take what you need out of them first, for example {how}"
    return f"name it with --column; there are: {', '.join(f'`{c}`' for c in columns[:20])}"


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
