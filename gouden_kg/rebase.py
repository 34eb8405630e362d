"""Moving the addresses in a project's own files to the base under which it is published."""

from __future__ import annotations

import re
from pathlib import Path


def written_base(path: Path) -> str:
    """The base with which the project's own files are written: the context's `@base` without `id/`."""
    return base_of(path.read_text("utf-8", errors="replace")) if path.is_file() else ""


def base_of(context: str) -> str:
    """The base that the text of a context names; an empty text where it names none."""
    match = re.search(r'"@base"\s*:\s*"([^"]*)id/"', context)
    return match[1] if match else ""


def rebased(text: str, written: str, base: str) -> str:
    """The text with every address under the written base moved to the base in force."""
    return text if not written or written == base else text.replace(written, base)
