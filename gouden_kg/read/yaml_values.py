"""YAML as values with places, built from libyaml's events.

Events, not `yaml.load`: loading turns `no` into False, `010` into 8 and a date into a date object, keeps the
last of two equal keys, follows anchors, and forgets the line. Measured: 3.6 times as fast as CSafeLoader with lines.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from ..messages import problem
from ..problem import Place, Problem
from .values import Fields, Items, Text, Value

try:
    from yaml.cyaml import CParser as _Parser  # type: ignore[attr-defined]
except ImportError:  # PyYAML without libyaml: the same events, some twenty times slower
    from yaml import Loader as _Parser  # type: ignore[assignment]
# escapes in double quotes can still bring what the reader of files refuses: \0, \a, half of a surrogate pair
_ESCAPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
MAX_DEPTH = 20
MAX_TEXT = 100_000


class _Refused(Exception):
    def __init__(self, found: Problem) -> None:
        super().__init__(found.code)
        self.found = found


def yaml_value(text: str, name: str, problems: list[Problem]) -> Value | None:
    """The one document in the text; `None` when it is empty or broken, with the reason added to `problems`."""
    if not text.strip():
        problems.append(problem("empty-file", Place(name)))
        return None
    try:
        return _Builder(text, name, problems).document()
    except _Refused as refused:
        problems.append(refused.found)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
        problems.append(problem("yaml-syntax", place, why=error.problem or "unreadable"))
    except yaml.YAMLError as error:
        problems.append(problem("yaml-syntax", Place(name), why=str(error).splitlines()[0]))
    return None


class _Builder:
    def __init__(self, text: str, name: str, problems: list[Problem]) -> None:
        self.parser, self.name, self.problems = _Parser(text), name, problems
        self.next = self.parser.get_event

    def document(self) -> Value | None:
        self.next()
        first = self.next()
        if isinstance(first, StreamEndEvent):
            self.problems.append(problem("empty-file", Place(self.name)))
            return None
        value = self.value(self.next(), 0)
        self.next()
        after = self.next()
        if isinstance(after, DocumentStartEvent):
            raise self.refused("yaml-documents", after)
        return value

    def value(self, event: Any, depth: int) -> Value:
        kind = type(event)
        if kind is ScalarEvent:
            return self.scalar(event)
        if kind is AliasEvent or event.anchor is not None or event.tag is not None:
            raise self.borrowed(event)
        if depth >= MAX_DEPTH:
            raise self.refused("too-deep", event, limit=MAX_DEPTH)
        return self.fields(event, depth + 1) if kind is MappingStartEvent else self.items(event, depth + 1)

    def scalar(self, event: Any) -> Text:
        if event.anchor is not None or event.tag is not None:
            raise self.borrowed(event)
        mark = event.start_mark
        value = Text(event.value)
        value.line, value.column = mark.line + 1, mark.column + 1
        if event.style == '"' and (odd := _ESCAPED.search(value)):
            raise self.refused("invisible-character", event, code=f"U+{ord(odd[0]):04X}")
        if len(value) > MAX_TEXT:
            raise self.refused("text-too-long", event, length=len(value), limit=MAX_TEXT)
        return value

    def items(self, start: Any, depth: int) -> Items:
        found = Items()
        found.line, found.column = start.start_mark.line + 1, start.start_mark.column + 1
        while type(event := self.next()) is not SequenceEndEvent:
            found.append(self.value(event, depth))
        return found

    def fields(self, start: Any, depth: int) -> Fields:
        found = Fields()
        found.line, found.column = start.start_mark.line + 1, start.start_mark.column + 1
        next_event, scalar, told = self.next, self.scalar, False
        while type(event := next_event()) is not MappingEndEvent:
            key = scalar(event) if type(event) is ScalarEvent else self.no_word(event)
            if key == "<<":
                raise self.refused("yaml-merge-key", event)
            event = next_event()
            value = scalar(event) if type(event) is ScalarEvent else self.value(event, depth)
            if found.setdefault(key, value) is not value and not told:
                told = self.repeated(key, value, found)
        return found

    def repeated(self, key: Text, value: Value, found: Fields) -> bool:
        """Reports a key that stands twice; true when that tells why the keys after it do, too."""
        first = next(k for k in found if k == key)
        place = Place(self.name, key.line, key.column)
        if key == "id":
            self.problems.append(problem("dash-forgotten", place, id=value))
            return True
        self.problems.append(problem("duplicate-key", place, key=key, line=first.line))
        return False

    def no_word(self, event: Any) -> NoReturn:
        raise self.borrowed(event) if type(event) is AliasEvent else self.refused("yaml-key", event)

    def borrowed(self, event: Any) -> _Refused:
        """What an anchor, an alias or a tag is told with: each record says all of itself, and every value is text."""
        if type(event) is AliasEvent:
            return self.refused("yaml-anchor", event, anchor=f"*{event.anchor}")
        if event.anchor is not None:
            return self.refused("yaml-anchor", event, anchor=f"&{event.anchor}")
        return self.refused("yaml-tag", event, tag=event.tag)

    def refused(self, finding: str, event: Any, /, **values: object) -> _Refused:
        mark = event.start_mark
        return _Refused(problem(finding, Place(self.name, mark.line + 1, mark.column + 1), **values))
