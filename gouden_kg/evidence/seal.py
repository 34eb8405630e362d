"""`- find: SOURCE | start words | end words` in records becomes a range with its digest."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ..problem import ERROR, WARNING, GoudenError, Place, Problem
from ..rdf.input import open_regular
from ..rdf.output import written
from .locate import locate, missing, nearest
from .sources import SourceText

_NOTE = re.compile(r"(?m)^([ \t]*(?:- +)*- +)find:[ \t]+([^\r\n]*?)[ \t]*(?=\r?\n|\r?\Z)")
_KEY_BELOW = re.compile(r"\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*([ \t]*)(?=[^\s#-])")
LONG = 1200

Texts = Callable[[str], SourceText]


@dataclass(slots=True)
class Sealing:
    """A file's text with its notes sealed, and what was wrong or doubtful in them."""

    name: str
    text: str
    sealed: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether a note could not be sealed, so that the file stays as it is."""
        return any(p.severity == ERROR for p in self.problems)


def seal_file(path: Path, texts: Texts) -> Sealing:
    """Seals the notes of a file in place, all or none; every other byte stays.

    Raises `GoudenError` when the file cannot be read or written.
    """
    with open_regular(path) as file:
        content = file.read()
    try:
        sealing = seal_text(content.decode("utf-8"), str(path), texts)
    except UnicodeDecodeError:
        raise GoudenError(f"{path} is not UTF-8", "save it again with the encoding UTF-8") from None
    if sealing.sealed and not sealing.refused:
        with written(path) as stream:
            stream.write(sealing.text.encode())
    return sealing


def seal_text(text: str, name: str, texts: Texts) -> Sealing:
    """The text with its notes sealed; `texts` gives the text of a source by its slug."""
    sealing = Sealing(name, text)
    parts, at = [], 0
    for match in _NOTE.finditer(text):
        line_start = text.rfind("\n", 0, match.start()) + 1
        place = Place(name, text.count("\n", 0, match.start()) + 1, match.start(2) - line_start + 1)
        parts += [text[at : match.end(1)], _sealed(match, text, texts, place, sealing.problems)]
        sealing.sealed += 1
        at = match.end(2)
    sealing.text = "".join([*parts, text[at:]])
    return sealing


def _sealed(match: re.Match[str], text: str, texts: Texts, place: Place, problems: list[Problem]) -> str:
    below = _KEY_BELOW.match(text, match.end())
    if below and len(below[1]) >= len(match[1]):
        problems.append(_problem("other keys stand below `find:`", "a note stands alone in its item", place))
        return match[2]
    try:
        return _found(_unquoted(match[2]), texts, place, problems)
    except GoudenError as error:
        problems.append(_problem(error.message, error.hint, place))
        return match[2]


def _unquoted(note: str) -> str:
    """The note without YAML quotes around the whole of it.

    >>> _unquoted("'bundle | zij''s'"), _unquoted('bundle | "ja"')
    ("bundle | zij's", 'bundle | "ja"')
    """
    if len(note) > 1 and note[0] == note[-1] == "'":
        return note[1:-1].replace("''", "'")
    if len(note) > 1 and note[0] == note[-1] == '"':
        return re.sub(r"\\(.)", r"\1", note[1:-1])
    return note


def _found(note: str, texts: Texts, place: Place, problems: list[Problem]) -> str:
    parts = [part.strip() for part in note.split("|")]
    if len(parts) not in (2, 3) or not parts[0] or not parts[1]:
        raise GoudenError("this note is not complete", "write `- find: SOURCE | start words | end words`")
    source, start, end = texts(parts[0]), parts[1], parts[2] if len(parts) > 2 else ""
    ranges = locate(source, start, end)
    if not ranges:
        lost = missing(source, start, end)
        raise GoudenError(f"not in `{parts[0]}`: {lost}", nearest(source, lost) or "copy the words from the text")
    first = ranges[0]
    if len(ranges) > 1:
        lines = ", ".join(str(r.line) for r in ranges[:10])
        message = f"these words occur {len(ranges)} times in `{parts[0]}`, on lines {lines}; the first is taken"
        problems.append(_problem(message, "add words to make the start unique", place, WARNING))
    if first.end - first.start > LONG:
        message = f"this passage is {first.end - first.start} characters long"
        problems.append(_problem(message, "choose closer end words", place, WARNING))
    return first.flow()


def _problem(message: str, hint: str, place: Place, severity: str = ERROR) -> Problem:
    return Problem("evidence-find", place, {"en": message}, {"en": hint} if hint else {}, severity)
