"""From downloaded files to differences with a project's records, and into them where that is asked."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..problem import GoudenError
from ..project import Project
from .apply import apply_differences
from .compare import differences
from .difference import CONFLICTING, ENDED, UNKNOWN, Difference
from .extract import Extract
from .read import read_extract
from .records import Records, read_records


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What was read, how it differs, and how many differences were written."""

    records: Records
    extracts: list[Extract]
    differences: list[Difference]
    written: int

    @property
    def clean(self) -> bool:
        """Whether nothing is left for a person to decide."""
        needs_person = any(d.status in (CONFLICTING, ENDED, UNKNOWN) or not d.statement for d in self.differences)
        return not needs_person and not any(e.unreadable for e in self.extracts)


def refresh(project: Project, paths: Sequence[Path], date: str, encoding: str, *, apply: bool) -> Refreshed:
    """Compares the files with the project's records; with `apply` writes what can be written.

    Raises `GoudenError` when a file cannot be used; nothing is written then.
    """
    day = _day(date)
    records = read_records(project.root)
    extracts = [read_extract(path, encoding) for path in paths]
    found = differences(records, extracts, day)
    return Refreshed(records, extracts, found, apply_differences(records, found, project.root) if apply else 0)


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        raise GoudenError(f"`{text}` is no date", "--date takes a day like 2026-11-20") from None
