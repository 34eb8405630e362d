"""XLSX, in and out: row by row, one sheet."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..problem import GoudenError, Place
from .table import Row, Source, Table, Writer, cell_text, fitting, require_rows, unnamed

_BROKEN = (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError, OSError, SyntaxError)
MOST_ROWS, LONGEST_CELL = 1_048_576, 32_767
_HELD = (bool, int, float, Decimal, datetime.date, datetime.time, datetime.timedelta)
_EXACT = 10**15  # a sheet keeps fifteen digits of a number


def open_xlsx(source: Source) -> Table:
    """The table on a sheet of a workbook (the first one unless another is named), formulas as their last values."""
    names = _sheet_names(source)
    sheet = source.sheet or names[0]
    if sheet not in names:
        raise GoudenError(f"{source.name} has no sheet `{sheet}`", f"it has: {', '.join(names)}")
    first = next(_cells(source, sheet), [])
    while first and first[-1] is None:
        first.pop()
    require_rows(first, source.name)
    columns = [cell_text(c) for c in first] if source.header else unnamed(len(first))
    others = [n for n in names if n != sheet]
    told = {
        "nl": f"alleen blad `{sheet}` is gelezen, niet {', '.join(others)}",
        "en": f"only sheet `{sheet}` is read, not {', '.join(others)}",
    }

    def rows() -> Iterator[Row]:
        for line, cells in enumerate(_cells(source, sheet), 1):
            if line > 1 or not source.header:
                while len(cells) > len(columns) and cells[-1] is None:
                    cells.pop()
                padded = [*cells, *[None] * (len(columns) - len(cells))]
                fitting(padded, columns, Place(source.name, line))
                yield Row(line, padded)

    return Table(source.name, "xlsx", columns, rows, sheet, (told,) if others else ())


def _sheet_names(source: Source) -> list[str]:
    book = _book(source, values=True)
    try:
        return [sheet.title for sheet in book.worksheets]
    finally:
        book.close()


def _book(source: Source, *, values: bool) -> Any:
    import openpyxl

    try:
        return openpyxl.load_workbook(source.path, read_only=True, data_only=values)
    except _BROKEN as error:
        raise GoudenError(f"{source.name} is no whole XLSX file: {error}", "open it and save it again") from None


def _cells(source: Source, sheet: str) -> Iterator[list[Any]]:
    """The cells of each row; a formula that was never calculated stays as its text."""
    books = [_book(source, values=True)]
    if _has_formulas(source):
        books.append(_book(source, values=False))
    try:
        for book in books:
            book[sheet].reset_dimensions()  # some programs write a wrong size, and rows beyond it would be lost
        for rows in zip(*(book[sheet].iter_rows(values_only=True) for book in books), strict=True):
            yield [w if v is None and isinstance(w, str) else v for v, w in zip(rows[0], rows[-1], strict=True)]
    except _BROKEN as error:
        raise GoudenError(f"{source.name} breaks off: {error}", "open it and save it again") from None
    finally:
        for book in books:
            book.close()


def _has_formulas(source: Source) -> bool:
    """Whether any sheet holds a formula: only then is it read twice, for values and for formulas."""
    with zipfile.ZipFile(source.path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                before = b""
                with archive.open(name) as file:
                    while chunk := file.read(2**20):
                        if b"<f>" in before + chunk or b"<f " in before + chunk or b"<f/" in before + chunk:
                            return True
                        before = chunk[-2:]
    return False


class XlsxWriter(Writer):
    """Writes a workbook with one sheet; text that begins with `=` stays text."""

    def __init__(self, path: Path, columns: list[str], sheet: str) -> None:
        import openpyxl
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        self._illegal = ILLEGAL_CHARACTERS_RE
        self._path = path
        self._book = openpyxl.Workbook(write_only=True)
        self._sheet = self._book.create_sheet(sheet or "table")
        self._sheet.append([self._cell(c) for c in columns])
        self._count = 1

    def write(self, row: Row, added: tuple[str, ...]) -> None:
        self._count += 1
        if self._count > MOST_ROWS:
            raise GoudenError(f"a sheet holds at most {MOST_ROWS} rows", "choose --format csv or parquet")
        self._sheet.append([self._cell(c) for c in (*row.cells, *added)] if row.cells else [])

    def _cell(self, value: Any) -> Any:
        if isinstance(value, _HELD) and not _beyond_a_sheet(value):
            return value
        text = self._illegal.sub("\ufffd", cell_text(value))
        if len(text) > LONGEST_CELL:
            raise GoudenError(f"a cell of a sheet holds at most {LONGEST_CELL} characters", "choose another --format")
        return self._plain(text) if text.startswith("=") else text or None

    def _plain(self, text: str) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet, text)
        cell.data_type = "s"
        return cell

    def close(self) -> None:
        self._book.save(self._path)


def _beyond_a_sheet(value: Any) -> bool:
    """Whether a sheet would change the value or refuse it, so that it has to stand there as text."""
    if isinstance(value, int | float | Decimal):
        return not -_EXACT < value < _EXACT  # neither is what is no number
    return getattr(value, "tzinfo", None) is not None
