"""The table of municipalities as text that can be changed cell by cell: untouched rows keep their bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ..problem import GoudenError, Place
from ..read.files import text_or_error
from .extract import code_of

NAME = "data/municipalities.csv"
_CELL = re.compile(r'(?:"(?:[^"]|"")*"|[^,"\r\n]*)(?=[,\r\n]|\Z)')
_LINE_END = re.compile(r"\r?\n|\Z")
_CODE = "cbsCode"


@dataclass(slots=True)
class Row:
    """One row as written: its cells with their quotation marks, and its line end."""

    cells: list[str]
    line_end: str


class Records:
    """The rows of `data/municipalities.csv` by CBS code."""

    def __init__(self, text: str) -> None:
        """Raises `GoudenError` when the text is no table with a column `cbsCode`."""
        rows = _rows(text)
        if not rows or _CODE not in rows[0].cells:
            raise GoudenError(f"no column `{_CODE}`", "the table of municipalities is that of the project", Place(NAME))
        self._head, *self._rows = rows
        self.columns = list(self._head.cells)
        self._by_code = {code_of(self._cell(row, _CODE)): row for row in self._rows}

    @property
    def codes(self) -> list[str]:
        """The codes in the order of the table."""
        return list(self._by_code)

    def get(self, code: str, column: str) -> str:
        """What a cell says; empty where there is no such column."""
        return self._cell(self._by_code[code], column)

    def set(self, code: str, column: str, value: str) -> None:
        """Changes one cell; a column that is not there yet is added at the end."""
        if column not in self.columns:
            self.columns.append(column)
            for row in (self._head, *self._rows):
                row.cells.append("")
            self._head.cells[-1] = column
        self._by_code[code].cells[self.columns.index(column)] = _written(value)

    def text(self) -> str:
        """The whole table."""
        return "".join(",".join(row.cells) + row.line_end for row in (self._head, *self._rows))

    def _cell(self, row: Row, column: str) -> str:
        if column not in self.columns:
            return ""
        return _read(row.cells[self.columns.index(column)])


def read_records(root: Path) -> Records:
    """The table of a project; raises `GoudenError` when it has none."""
    path = root / NAME
    if not path.is_file():
        raise GoudenError(f"{root} has no {NAME}", "choose a project that has municipalities with --project DIR")
    return Records(text_or_error(path, NAME))


def _rows(text: str) -> list[Row]:
    rows, at = [], 0
    while at < len(text):
        cells = []
        while True:
            match = _CELL.match(text, at)
            if match is None:
                line = text.count("\n", 0, at) + 1
                raise GoudenError("a quotation mark is out of place", "`gouden validate` tells more", Place(NAME, line))
            cells.append(match[0])
            at = match.end() + 1
            if text[match.end() : at] != ",":
                break
        end = _LINE_END.match(text, at - 1)
        assert end is not None  # the cell's pattern ends only there
        at = end.end()
        rows.append(Row(cells, end[0]))
        if len(cells) != len(rows[0].cells):
            place = Place(NAME, text.count("\n", 0, at - 1) + 1)
            raise GoudenError(f"this row has {len(cells)} cells, not {len(rows[0].cells)}", "mend it first", place)
    return rows


def _read(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell


def _written(value: str) -> str:
    needs_quotes = any(sign in value for sign in (",", '"', "\n", "\r"))
    return '"' + value.replace('"', '""') + '"' if needs_quotes else value
