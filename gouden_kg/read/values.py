"""Values as ordinary text, dictionary and list, each knowing the line and column it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

from ..problem import Place


class Text(str):
    """A scalar exactly as written: `no`, `0545` and `2017-02-30` stay text."""

    __slots__ = ("column", "line")
    line: int
    column: int


class Fields(dict[Text, "Value"]):
    """A mapping; its keys are `Text` and know their own place."""

    __slots__ = ("column", "line")
    line: int
    column: int


class Items(list["Value"]):
    """A list of values."""

    __slots__ = ("column", "line")
    line: int
    column: int


Value = Union[Text, Fields, Items]  # noqa: UP007 - a forward reference inside `list["Value"]`


@dataclass(frozen=True, slots=True)
class Record:
    """One record of one file."""

    file: str
    fields: Fields

    def place(self, value: Value | None = None) -> Place:
        """Where the value stands; without one, where the record begins."""
        at = self.fields if value is None else value
        return Place(self.file, at.line, at.column)


def text_at(text: str, line: int, column: int) -> Text:
    """A scalar with its place."""
    value = Text(text)
    value.line, value.column = line, column
    return value


def value_of_plain(plain: object) -> Value:
    """Plain text, dictionaries and lists as a value at the first line."""
    if isinstance(plain, dict):
        found: Value = Fields({text_at(k, 1, 1): value_of_plain(v) for k, v in plain.items()})
    elif isinstance(plain, list):
        found = Items(value_of_plain(v) for v in plain)
    else:
        return text_at(str(plain), 1, 1)
    found.line = found.column = 1
    return found
