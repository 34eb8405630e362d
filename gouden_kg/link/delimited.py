"""CSV and TSV, in and out: streamed, with the separator, line ends and encoding of the original."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ..problem import GoudenError, Place
from .table import Row, Source, Table, Writer, cell_text, fitting, marked_encoding, require_rows, unnamed

REMEMBERED = 20_000
LONGEST_CELL = 2**24  # a quotation mark that nobody closes would else read on to the end of the file
_CRLF = "\r\n"
_SEPARATORS = ",;\t|"
_ANNOUNCED = re.compile(r"sep=([,;\t|])\s*", re.I)
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[0-9.,]+%?")


@dataclass(frozen=True, slots=True)
class Style:
    """How a file is written: encoding, separator, line end, and whether a line `sep=;` tells Excel the separator."""

    encoding: str = "utf-8"
    separator: str = ","
    line_end: str = "\n"
    announced: bool = False


def open_delimited(source: Source) -> Table:
    """The CSV or TSV table of a file; raises `GoudenError` when it cannot be read as one."""
    csv.field_size_limit(LONGEST_CELL)
    encoding = _encoding(source)
    start = _first_line(source, encoding)
    announced = _ANNOUNCED.fullmatch(start)
    separator = announced[1] if announced else _separator(source, start)
    style = Style(encoding, separator, "\r\n" if start.endswith("\r\n") else "\n", announced is not None)
    first = next(_lines(source, style), (1, []))[1]
    if not first and start:
        raise GoudenError(f"{source.name} begins with an empty line", "let the headings stand on the first line")
    require_rows(first, source.name)
    columns = first if source.header else unnamed(len(first))

    def rows() -> Iterator[Row]:
        for number, (line, cells) in enumerate(_lines(source, style)):
            if number == 0 and source.header:
                continue
            if cells:
                fitting(cells, columns, Place(source.name, line))
            yield Row(line, cells)

    return Table(source.name, "tsv" if separator == "\t" else "csv", columns, rows, style)


def _separator(source: Source, start: str) -> str:
    return "\t" if source.form == "tsv" else max(_SEPARATORS, key=re.sub(r'"[^"]*"', "", start).count)


def _encoding(source: Source) -> str:
    found = marked_encoding(source.path)
    if source.encoding:
        return found if found.partition("-sig")[0] == source.encoding.lower() else source.encoding
    with source.path.open("rb") as file:
        start = file.read(4096)
    if not found and start.count(b"\0") * 3 > len(start):
        wide = "utf-16-le" if start[1:2] == b"\0" else "utf-16-be"
        raise GoudenError(f"{source.name} looks like UTF-16", f"say so with --encoding {wide}")
    return found or "utf-8"


def _decoded(source: Source, encoding: str) -> IO[str]:
    try:
        return source.path.open(encoding=encoding, newline="")
    except LookupError:
        raise GoudenError(f"there is no encoding `{encoding}`", "for example utf-8, windows-1252, utf-16") from None


def _first_line(source: Source, encoding: str) -> str:
    with _decoded(source, encoding) as file:
        try:
            return file.readline(2**20)
        except UnicodeError:
            raise _not_encoded(source, encoding) from None


def _lines(source: Source, style: Style) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins."""
    before = 1 if style.announced else 0
    begin = before + 1
    with _decoded(source, style.encoding) as file:
        if style.announced:
            file.readline()
        reader = csv.reader(file, delimiter=style.separator, strict=True)
        try:
            for cells in reader:
                yield begin, cells
                begin = before + reader.line_num + 1
        except csv.Error as error:
            raise GoudenError(
                f"this is no proper CSV: {error}",
                "a cell with a quotation mark stands in quotes",
                Place(source.name, begin),
            ) from None
        except UnicodeError:
            raise _not_encoded(source, style.encoding) from None


def _not_encoded(source: Source, encoding: str) -> GoudenError:
    """The error with the first line that is in another encoding."""
    if not encoding.startswith("utf-8"):
        return GoudenError(f"{source.name} is not {encoding}", "name its real encoding with --encoding")
    with source.path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                found = f"byte 0x{line[error.start]:02x} in `{line.decode('windows-1252', 'replace').strip()[:60]}`"
                place = Place(source.name, number, error.start + 1)
                hint = "a file of Excel or Windows: try --encoding windows-1252; nothing was written"
                return GoudenError(f"this is not UTF-8: {found}", hint, place)
    return GoudenError(f"{source.name} is not UTF-8", "name its encoding with --encoding")


class _OpenLines:
    """Gets lines from a CSV writer and gives each another end.

    The writer quotes only the line ends it writes itself, so it has to write them both.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file, self.end = file, ""

    def write(self, line: str) -> int:
        return self._file.write(line.removesuffix(_CRLF) + self.end)


class DelimitedWriter(Writer):
    """Writes CSV or TSV; with `neutral` no cell can be taken for a formula by a spreadsheet.

    `texts` tells that the cells of the rows are text already.
    """

    def __init__(self, path: Path, columns: list[str], style: Style, *, neutral: bool, texts: bool) -> None:
        self._file = path.open("w", encoding=style.encoding, newline="")
        self._style, self._neutral, self._texts = style, neutral, texts
        self._open = _OpenLines(self._file)
        self._begin = csv.writer(self._open, delimiter=style.separator, lineterminator=_CRLF)
        self._ends: dict[tuple[str, ...], str] = {}
        if style.announced:
            self._file.write(f"sep={style.separator}{style.line_end}")
        self._file.write(self._line(columns) + style.line_end)

    def write(self, row: Row, added: tuple[str, ...]) -> None:
        if row.cells:
            # most rows end as an earlier one did: quoting that once makes the whole a third faster
            self._open.end = self._ends.get(added) or self._new_end(added)
            self._begin.writerow(row.cells if self._texts else self._written(row.cells))
        else:
            self._file.write(self._style.line_end)

    def _written(self, cells: Iterable[Any]) -> list[str]:
        texts = map(cell_text, cells)
        return [neutralised(t) for t in texts] if self._neutral else list(texts)

    def _new_end(self, added: tuple[str, ...]) -> str:
        if len(self._ends) >= REMEMBERED:
            self._ends.clear()
        end = (self._style.separator + self._line(added) if added else "") + self._style.line_end
        self._ends[added] = end
        return end

    def _line(self, cells: Iterable[str]) -> str:
        line = io.StringIO()
        csv.writer(line, delimiter=self._style.separator, lineterminator=_CRLF).writerow(self._written(cells))
        return line.getvalue().removesuffix(_CRLF)

    def close(self) -> None:
        self._file.close()


def neutralised(cell: str) -> str:
    """The cell as a spreadsheet will show it and not run it; numbers stay numbers.

    >>> neutralised("=1+1"), neutralised("-5"), neutralised("Delft")
    ("'=1+1", '-5', 'Delft')
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
