"""Differences written into the records, each with where it came from and when."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..problem import GoudenError
from ..write.folder import write_file
from .difference import Difference
from .extract import COLUMN, Statement
from .records import NAME, Records


def apply_differences(records: Records, differences: Iterable[Difference], root: Path) -> int:
    """How many identifiers were written into the project's table, all at once or none.

    Raises `GoudenError` when the day on which a file says something is not known.
    """
    statements = [d.statement for d in differences if d.statement]
    for statement in statements:
        if statement.day is None:
            hint = "add --date YYYY-MM-DD, the day on which you downloaded it; nothing was written"
            raise GoudenError(f"{statement.source} does not tell its day", hint)
        _write(records, statement, statement.day.isoformat())
    if statements:
        write_file(root / NAME, records.text().encode())
    return len(statements)


def _write(records: Records, statement: Statement, day: str) -> None:
    register, code = statement.register, statement.code
    records.set(code, COLUMN[register], statement.iri)
    if statement.confidence:
        records.set(code, f"{register}Confidence", statement.confidence)
    records.set(code, f"{register}Origin", statement.origin)
    records.set(code, f"{register}Date", day)
