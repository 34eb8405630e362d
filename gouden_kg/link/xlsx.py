"""XLSX, in and out: row by row, one sheet."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..problem import GoudenError, Place
from .table import Row, Source, Table, Writer, cell_text, fitting, require_rows, unnamed

_BROKEN = (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError, OSError, SyntaxError)
MOST_ROWS, LONGEST_CELL = 1_048_576, 32_767


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
    notes = (f"only sheet `{sheet}` is read, not {', '.join(others)}",) if others else ()

    def rows() -> Iterator[Row]:
        for line, cells in enumerate(_cells(source, sheet), 1):
            if line > 1 or not source.header:
                while len(cells) > len(columns) and cells[-1] is None:
                    cells.pop()
                padded = [*cells, *[None] * (len(columns) - len(cells))]
                fitting(padded, columns, Place(source.name, line))
                yield Row(line, padded)

    return Table(source.name, "xlsx", columns, rows, sheet, notes)


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
    books = [_book(source, values=True), _book(source, values=False)]
    try:
        for book in books:
            book[sheet].reset_dimensions()  # some programs write a wrong size, and rows beyond it would be lost
        pairs = zip(*(book[sheet].iter_rows(values_only=True) for book in books), strict=True)
        for values, written in pairs:
            yield [w if v is None and isinstance(w, str) else v for v, w in zip(values, written, strict=True)]
    except _BROKEN as error:
        raise GoudenError(f"{source.name} breaks off: {error}", "open it and save it again") from None
    finally:
        for book in books:
            book.close()


class XlsxWriter(Writer):
    """Writes a workbook with one sheet; text that begins with `=` stays text."""

    def __init__(self, path: Path, columns: list[str], sheet: str) -> None:
        import openpyxl

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
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        if not isinstance(value, str):
            return value
        text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)
        if len(text) > LONGEST_CELL:
            raise GoudenError(f"a cell of a sheet holds at most {LONGEST_CELL} characters", "choose another --format")
        if not text.startswith("="):
            return text or None
        cell = WriteOnlyCell(self._sheet, text)
        cell.data_type = "s"
        return cell

    def close(self) -> None:
        self._book.save(self._path)
