"""A difference between a downloaded file and the records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .extract import Statement
from .remark import Remark

NEW, CHANGED, CONFIRMED = "new", "changed", "confirmed"
CONFLICTING, UNKNOWN, ENDED = "conflicting", "unknown", "ended"
STATUSES = (CONFLICTING, ENDED, CHANGED, NEW, CONFIRMED, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Difference:
    """What ours says and what theirs, where and why; `statement` is what can be written, if anything."""

    status: str
    code: str
    column: str
    ours: str
    theirs: str
    source: str
    why: Remark | None = None
    statement: Statement | None = None


def in_order(found: Iterable[Difference]) -> list[Difference]:
    """Each difference once, those that need a person first."""
    order = {status: number for number, status in enumerate(STATUSES)}
    return sorted(dict.fromkeys(found), key=lambda d: (order[d.status], d.column, d.code, d.theirs))
