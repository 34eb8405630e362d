"""One line of JSON for each request. What users ask and from where is left out unless the settings want it."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from ..problem import GoudenError
from .settings import Settings

_LONGEST = 500


class AccessLog:
    """Writes lines to a file, to standard error, or nowhere."""

    def __init__(self, settings: Settings) -> None:
        self.queries, self.addresses = settings.log_queries, settings.log_addresses
        self.stream = _opened(settings.log)

    def request(self, method: str, path: str, query: str, client: str, status: int, size: int, seconds: float) -> None:
        """Tells of one request; control characters are escaped, so no request can write a line of its own."""
        entry: dict[str, object] = {"method": method[:20], "path": path[:_LONGEST], "status": status}
        entry |= {"bytes": size, "ms": round(seconds * 1000, 1)}
        if self.queries and query:
            entry["query"] = query[: 20 * _LONGEST]
        if self.addresses:
            entry["client"] = client
        self._write(entry)

    def event(self, words: str) -> None:
        """Tells what happened to the server itself."""
        self._write({"event": words})

    def close(self) -> None:
        """Closes the file."""
        if self.stream is not None and self.stream is not sys.stderr:
            self.stream.close()

    def _write(self, entry: dict[str, object]) -> None:
        if self.stream is not None:
            now = datetime.now(UTC).isoformat(timespec="milliseconds")
            self.stream.write(json.dumps({"time": now, **entry}) + "\n")


def _opened(name: str) -> TextIO | None:
    if name == "-":
        return sys.stderr
    try:
        return Path(name).open("a", encoding="utf-8", buffering=1) if name else None
    except OSError as error:
        raise GoudenError(f"cannot write the log {name}: {error.strerror}", "name another file with --log") from None
