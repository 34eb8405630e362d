"""The words of every problem found while reading, in Dutch and English, from `messages.toml`."""

from __future__ import annotations

from functools import cache
from typing import Any

from .problem import ERROR, Place, Problem

SHOWN = 80


@cache
def catalogue() -> dict[str, dict[str, Any]]:
    """Code → message, hint, explanation (each by language) and severity."""
    import tomllib
    from importlib.resources import files

    return tomllib.loads(files("gouden_kg").joinpath("messages.toml").read_text("utf-8"))


def problem(finding: str, place: Place, better_hint: dict[str, str] | None = None, /, **values: object) -> Problem:
    """The problem with this code, its sentences filled with the values."""
    entry = catalogue()[finding]
    shown = {name: shortened(str(value)) for name, value in values.items()}
    message = {tag: text.format_map(shown) for tag, text in entry["message"].items()}
    standing = {tag: text.format_map(shown) for tag, text in entry.get("hint", {}).items()}
    return Problem(finding, place, message, better_hint or standing, entry.get("severity", ERROR))


def shortened(text: str) -> str:
    """The text on one line, without control characters, at most 80 characters.

    >>> shortened("a\\nb" + "c" * 100)[:4], len(shortened("c" * 100))
    ('a␊bc', 80)
    """
    line = "".join(c if c.isprintable() else "␊" if c == "\n" else "�" for c in text[: SHOWN + 1])
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
