"""Conditions and ranges: whether a client wants the whole, a part, or nothing (RFC 9110, sections 13 and 14)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from .http import HttpError, Request

GZIP = "-gzip"  # how the entity tags of compressed forms end
_RANGE = re.compile(r"bytes\s*=\s*(\d{0,18})-(\d{0,18})", re.IGNORECASE)


def condition(request: Request, etag: str, modified: str) -> int:
    """200, or 304 or 412 where a condition of the request says so, in the order of RFC 9110, section 13.2.2."""
    wanted, known = request.header("if-match"), request.header("if-none-match")
    if wanted and not _names(wanted, etag):
        return 412
    if not wanted and _after(modified, request.header("if-unmodified-since")):
        return 412
    if known:
        return 304 if _names(known, etag, weakly=True) else 200
    return 304 if _after(modified, request.header("if-modified-since")) is False else 200


def part_wanted(request: Request, etag: str, modified: str, size: int) -> tuple[int, int] | None:
    """First byte and number of bytes of the one part that is asked for; `None`: the whole, as for several parts.

    Raises `HttpError` 416 for a part beyond the end.
    """
    match = _RANGE.fullmatch(request.header("range").strip()) if request.method == "GET" else None
    if match is None or not any(match.groups()) or not size or request.header("if-range") not in ("", etag, modified):
        return None
    if not match[1]:
        return _satisfied(size - min(int(match[2]), size), size, size)
    first, end = int(match[1]), int(match[2]) + 1 if match[2] else size
    return None if match[2] and end <= first else _satisfied(first, end, size)


def _satisfied(first: int, end: int, size: int) -> tuple[int, int]:
    if first >= size:
        detail = f"this has {size} bytes, and the part that is asked for begins after them"
        raise HttpError(416, "beyond-the-end", detail, [("Content-Range", f"bytes */{size}")])
    return first, min(end, size) - first


def _names(tags: str, etag: str, weakly: bool = False) -> bool:
    """Whether a list of entity tags names this one; compressed or not is the same to a reader."""
    listed = {tag.strip().removeprefix("W/" if weakly else "").replace(GZIP, "") for tag in tags.split(",")}
    return "*" in listed or etag.replace(GZIP, "") in listed


def _after(modified: str, day: str) -> bool | None:
    """Whether it was changed after a moment; `None` where that is no date, which counts as not said."""
    try:
        return _moment(modified) > _moment(day) if day else None
    except ValueError:
        return None


def _moment(text: str) -> datetime:
    """The moment of an HTTP date in any of its three forms; only the oldest has no zone, and means Greenwich."""
    moment = parsedate_to_datetime(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
