"""JSON lines, in and out: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from ..problem import GoudenError, Place
from .table import Row, Source, Table, Writer, require_rows

SEEN_FOR_COLUMNS = 1000


def open_jsonl(source: Source) -> Table:
    """The table of a file with a JSON object on each line; its columns are the keys of the first thousand."""
    keys = {key: None for _, found in islice(_objects(source), SEEN_FOR_COLUMNS) for key in found}
    require_rows(keys, source.name)
    columns = list(keys)

    def rows() -> Iterator[Row]:
        for line, found in _objects(source):
            yield Row(line, [found.get(c) for c in columns], found)

    return Table(source.name, "jsonl", columns, rows)


def _objects(source: Source) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        with source.path.open(encoding=source.encoding or "utf-8-sig") as file:
            for line, text in enumerate(file, 1):
                if text.strip():
                    yield line, _object(text, Place(source.name, line))
    except UnicodeError:
        raise GoudenError(f"{source.name} is not UTF-8", "JSON lines are UTF-8; else use --encoding") from None


def _object(text: str, place: Place) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise GoudenError(f"this is no JSON: {error}", "each line holds one JSON object", place) from None
    if not isinstance(found, dict):
        raise GoudenError("this is no JSON object", 'each line is like {"gemeente": "Delft"}', place)
    return found


class JsonlWriter(Writer):
    """Writes each row as a JSON object: its own keys as they were, then what was added; what is empty as null."""

    def __init__(self, path: Path, columns: list[str], own: int) -> None:
        self._file = path.open("w", encoding="utf-8", newline="\n")
        self._own, self._added = columns[:own], columns[own:]

    def write(self, row: Row, added: tuple[str, ...]) -> None:
        if not row.cells:
            return
        own = row.original if isinstance(row.original, dict) else dict(zip(self._own, row.cells, strict=True))
        found = {**own, **dict(zip(self._added, (a or None for a in added), strict=True))}
        self._file.write(json.dumps(found, ensure_ascii=False, default=str) + "\n")

    def close(self) -> None:
        self._file.close()
