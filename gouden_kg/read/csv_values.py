"""CSV as records with places: one row a record, headings are the keys of YAML records.

A heading `name@nl` is the Dutch text of `name`; `|` separates several values in a cell; an empty cell is no value.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from ..messages import problem
from ..problem import Place, Problem
from .values import Fields, Items, Text, Value, text_at
from .yaml_values import MAX_TEXT

_CELL = {d: re.compile(rf'(?:"(?:[^"]|"")*"|[^{d}"\r\n]*)(?={d}|\r?\n|$)') for d in ",;\t"}


def csv_records(text: str, name: str, problems: list[Problem]) -> list[Fields]:
    """The rows below the headings; what is wrong is added to `problems`."""
    csv.field_size_limit(2**31 - 1)
    before = len(problems)
    rows = _rows(text, name, problems)
    headings = next(rows, None)
    if headings is None:
        problems.append(problem("empty-file", Place(name)))
        return []
    if not _headings_hold(headings, name, problems):
        return []
    given = list(rows)
    if len(given) > 1 and all(len(row) != len(headings) for row in given):
        problems.append(problem("csv-headings", Place(name), expected=len(headings)))
        return []
    found = [_record(headings, row) for row in given if _row_fits(headings, row, name, problems)]
    if not found and len(problems) == before:
        problems.append(problem("empty-file", Place(name)))
    return found


def _rows(text: str, name: str, problems: list[Problem]) -> Iterator[list[Text]]:
    lines = text.splitlines(keepends=True)
    delimiter = max(",;\t", key=lines[0].count) if lines else ","
    reader = csv.reader(iter(lines), delimiter=delimiter, strict=True)
    begin = 0
    try:
        for values in reader:
            raw = "".join(lines[begin : reader.line_num])
            if any(values):  # spreadsheets leave rows of bare separators at the end
                yield _placed(values, raw, begin + 1, delimiter, name, problems)
            begin = reader.line_num
    except csv.Error as error:
        problems.append(problem("csv-syntax", Place(name, reader.line_num or 1), why=str(error)))


def _placed(values: list[str], raw: str, line: int, delimiter: str, name: str, problems: list[Problem]) -> list[Text]:
    cells, at = [], 0
    for value in values:
        before = raw[:at]
        cells.append(text_at(value, line + before.count("\n"), at - before.rfind("\n")))
        if '"' in value and not raw.startswith('"', at):
            problems.append(problem("csv-quote", Place(name, cells[-1].line, cells[-1].column)))
        match = _CELL[delimiter].match(raw, at)
        at = (match.end() if match else at) + 1
    return cells


def _headings_hold(headings: list[Text], name: str, problems: list[Problem]) -> bool:
    before = len(problems)
    for position, heading in enumerate(headings):
        place = Place(name, heading.line, heading.column)
        if not heading.strip():
            problems.append(problem("csv-heading-empty", place, position=position + 1))
        elif heading in headings[:position] or heading.endswith("@") or _clashes(heading, headings[:position]):
            problems.append(problem("duplicate-key", place, key=heading, line=heading.line))
    return len(problems) == before


def _clashes(heading: str, before: list[Text]) -> bool:
    """Whether a key stands both with and without a language."""
    key, _, language = heading.partition("@")
    return any(h.partition("@")[0] == key and bool(h.partition("@")[2]) != bool(language) for h in before)


def _row_fits(headings: list[Text], row: list[Text], name: str, problems: list[Problem]) -> bool:
    if len(row) == len(headings) and all(len(cell) <= MAX_TEXT for cell in row):
        return True
    place = Place(name, row[0].line, row[0].column)
    if len(row) != len(headings):
        problems.append(problem("csv-row-length", place, found=len(row), expected=len(headings)))
    else:
        longest = max(row, key=len)
        long_place = Place(name, longest.line, longest.column)
        problems.append(problem("text-too-long", long_place, length=len(longest), limit=MAX_TEXT))
    return False


def _record(headings: list[Text], row: list[Text]) -> Fields:
    fields = Fields()
    fields.line, fields.column = row[0].line, row[0].column
    for heading, cell in zip(headings, row, strict=True):
        if cell:
            _put(fields, heading, _cell_value(cell))
    return fields


def _put(fields: Fields, heading: Text, value: Value) -> None:
    key, _, language = heading.partition("@")
    place = (value.line, value.column)
    if not language:
        fields[text_at(key, *place)] = value
        return
    by_language = fields.setdefault(text_at(key, *place), Fields())
    assert isinstance(by_language, Fields)
    by_language.line, by_language.column = place
    by_language[text_at(language, *place)] = value


def _cell_value(cell: Text) -> Value:
    if "|" not in cell:
        return cell
    items, at = Items(), cell.column
    items.line, items.column = cell.line, cell.column
    for part in cell.split("|"):
        items.append(text_at(part.strip(), cell.line, at))
        at += len(part) + 1
    return items
