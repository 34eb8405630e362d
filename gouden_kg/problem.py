"""What can be wrong, and where: problems are values that travel to the report at the end of the road."""

from __future__ import annotations

import errno
from dataclasses import dataclass, field

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file; line and column count from 1, columns in characters."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: a code, where it is, what is wrong and the way out.

    `message` and `hint` map a language tag (`nl`, `en`) to a sentence; `terms` are focus node, path, value, shape and
    constraint component of a SHACL result as N-Triples text, the last two empty for a row of a violation query.
    """

    code: str
    place: Place
    message: dict[str, str]
    hint: dict[str, str] = field(default_factory=dict)
    severity: str = ERROR
    terms: tuple[str, str, str, str, str] | None = None

    def sort_key(self) -> tuple[Place, str, str]:
        """Orders findings by place, then code, then text."""
        return self.place, self.code, self.message.get("en", "")


class GoudenError(Exception):
    """The work could not be done: what is in the way, and a way out. Ends a command with exit code 2."""

    def __init__(self, message: str, hint: str = "", place: Place | None = None) -> None:
        super().__init__(message)
        self.message, self.hint, self.place = message, hint, place


class ProblemsFound(Exception):
    """The records hold problems, so there is no clean graph. Ends a command with exit code 1."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problem(s)")
        self.problems = problems


_WAYS_OUT = {
    errno.EISDIR: "this is a folder; name a file in it",
    errno.ENOENT: "check the spelling; a folder that is not there yet, make it first",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.ELOOP: "this is a link that points at itself; remove it",
    errno.ENOSPC: "make room on the disk",
}


def way_out(error: OSError) -> str:
    """What a user can do about an error of the system."""
    return _WAYS_OUT.get(error.errno or 0, "check that it is a file, and that you may use it")
