"""JSON lines, in and out: one object a line."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from ..problem import GoudenError, Place
from .table import Row, Source, Table, Writer, cell_text, marked_encoding, require_rows

SEEN_FOR_COLUMNS = 1000


class Line(NamedTuple):
    """An object as it was written, and what it holds."""

    text: str
    found: dict[str, Any]


def open_jsonl(source: Source) -> Table:
    """The table of a file with a JSON object on each line; its columns are the keys of the first thousand."""
    keys = {key: None for _, line in islice(_objects(source), SEEN_FOR_COLUMNS) for key in line.found}
    require_rows(keys, source.name)
    columns = list(keys)

    def rows() -> Iterator[Row]:
        for number, line in _objects(source):
            yield Row(number, [line.found.get(c) for c in columns], line)

    return Table(source.name, "jsonl", columns, rows)


def _objects(source: Source) -> Iterator[tuple[int, Line]]:
    try:
        with source.path.open(encoding=source.encoding or marked_encoding(source.path) or "utf-8") as file:
            for number, text in enumerate(file, 1):
                if text.strip():
                    yield number, Line(text.strip(), _object(text, Place(source.name, number)))
    except UnicodeError:
        raise GoudenError(
            f"{source.name} is not UTF-8", "JSON lines are UTF-8; else name the encoding with --encoding"
        ) from None


def _object(text: str, place: Place) -> dict[str, Any]:
    try:
        found = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_once)
        if "\\u" in text:
            json.dumps(found, ensure_ascii=False, default=cell_text).encode()  # half a surrogate pair is no text
    except ValueError as error:
        hint = "each line holds one whole JSON object: jq -c . FILE writes it so"
        raise GoudenError(f"this is no JSON: {error}", hint, place) from None
    except RecursionError:
        raise GoudenError("lists are nested too deep here", "look for brackets that nobody closes", place) from None
    if not isinstance(found, dict):
        raise GoudenError("this is no JSON object", 'each line is like {"gemeente": "Delft"}', place)
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"it has no number {name}")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key `{next(k for k in keys if keys.count(k) > 1)}` stands there twice")
    return found


class JsonlWriter(Writer):
    """Writes each row as a JSON object: its own keys to the letter, then what was added, what is empty as null."""

    def __init__(self, path: Path, columns: list[str], own: int) -> None:
        self._file = path.open("w", encoding="utf-8", newline="\n")
        self._own, self._added = columns[:own], columns[own:]

    def write(self, row: Row, added: tuple[str, ...]) -> None:
        if not row.cells:
            return
        line = row.original if isinstance(row.original, Line) else self._line(row)
        if taken := line.found.keys() & set(self._added):
            raise GoudenError(f"line {row.line} already has a key `{min(taken)}`", "choose other names with --prefix")
        behind = json.dumps(dict(zip(self._added, (a or None for a in added), strict=True)), ensure_ascii=False)
        own = line.text[:-1].rstrip()
        self._file.write(f"{own}{', ' if line.found and self._added else ''}{behind[1:]}\n")

    def _line(self, row: Row) -> Line:
        found = {name: _finite(cell) for name, cell in zip(self._own, row.cells, strict=True)}
        return Line(json.dumps(found, ensure_ascii=False, default=cell_text), found)

    def close(self) -> None:
        self._file.close()


def _finite(value: Any) -> Any:
    """The value with what JSON has no number for as null (not a number) or text (infinity)."""
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else str(value)
    if isinstance(value, dict):
        return {key: _finite(inner) for key, inner in value.items()}
    return [_finite(inner) for inner in value] if isinstance(value, list) else value
