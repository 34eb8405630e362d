"""A table as a stream of rows, whatever file it stands in."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from ..problem import GoudenError, Place

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


class Row(NamedTuple):
    """One row: its line in the file, its cells in the order of the columns, and how its own format holds it."""

    line: int
    cells: Sequence[Any]
    original: Any = None


Note = dict[str, str]  # what a person should know, by language


@dataclass(frozen=True, slots=True)
class Table:
    """An opened table; `rows` can be walked anew each time.

    `form` is `csv`, `tsv`, `xlsx`, `parquet` or `jsonl`; `style` is what a writer of that format needs to know.
    """

    name: str
    form: str
    columns: list[str]
    source: Rows
    style: Any = None
    notes: tuple[Note, ...] = ()

    def rows(self) -> Iterator[Row]:
        """The rows below the headings."""
        return self.source()


class Rows(Protocol):
    """Walks the rows of a file from the start."""

    def __call__(self) -> Iterator[Row]: ...


class Writer(Protocol):
    """Writes rows with what was added to them."""

    def write(self, row: Row, added: tuple[str, ...]) -> None:
        """Writes one row."""

    def close(self) -> None:
        """Writes what remains."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a table is read from, and what was said of it on the command line."""

    path: Path
    name: str
    form: str = ""
    encoding: str = ""
    sheet: str = ""
    header: bool = True


def cell_text(value: Any) -> str:
    r"""A cell's text: nothing as empty, a whole number without `.0`, a date as ISO 8601, lists as JSON, bytes as UTF-8.

    Bytes that are no text come out as hexadecimal digits.

    >>> cell_text(503.0), cell_text(None), cell_text(datetime.datetime(2017, 12, 4)), cell_text(b"\xff")
    ('503', '', '2017-12-04', 'ff')
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=cell_text)
    if isinstance(value, bytes):
        return _text_of_bytes(value)
    return value.isoformat() if isinstance(value, datetime.date | datetime.datetime) else str(value)


def _text_of_bytes(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.hex()


def marked_encoding(path: Path) -> str:
    """The encoding that a mark at the start of the file tells; an empty text without one."""
    with path.open("rb") as file:
        start = file.read(4)
    return next((encoding for mark, encoding in _MARKS if start.startswith(mark)), "")


def shown_column(columns: Sequence[str], position: int) -> str:
    """How a column is called in a message: by its heading, by its number without one."""
    return columns[position].strip() or str(position + 1)


def fitting(cells: Sequence[Any], columns: Sequence[str], place: Place) -> None:
    """Raises `GoudenError` when a row has more or fewer cells than there are columns."""
    if len(cells) != len(columns):
        raise GoudenError(
            f"this row has {len(cells)} cells, the headings are {len(columns)}",
            "look for a separator or a quotation mark too many or too few, or take away titles above the headings",
            place,
        )


def unnamed(count: int) -> list[str]:
    """Names for columns without headings.

    >>> unnamed(2)
    ['column 1', 'column 2']
    """
    return [f"column {n + 1}" for n in range(count)]


def require_rows(first: Iterable[Any] | None, name: str) -> None:
    """Raises `GoudenError` when the table has not even headings."""
    if not first:
        raise GoudenError(f"{name} is empty", "a table has a row of headings and rows below it")
