"""What pages show and how they call it: `layout.toml` and `words.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

Texts = dict[str, str]
"""Language → text."""


@cache
def layout() -> dict[str, Any]:
    """The choices of `layout.toml`."""
    return _toml("layout.toml")


@cache
def words() -> dict[str, dict[str, Texts]]:
    """The texts of the `words*.toml` files: table (`words`, `kinds`, `terms`, …) → key → language → text."""
    tables: dict[str, dict[str, Texts]] = {}
    for name in ("words.toml", "words-asking.toml", "words-statistics.toml"):
        for table, texts in _toml(name).items():
            tables.setdefault(table, {}).update(texts)
    return tables


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(files("gouden_kg.site").joinpath(name).read_text("utf-8"))
