"""The service's own words, in Dutch and English, from `words.toml`."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def words() -> dict[str, Any]:
    """Features and settings (name and meaning by language), names of languages, what the score is."""
    import tomllib
    from importlib.resources import files

    return tomllib.loads(files("gouden_kg").joinpath("reconcile/words.toml").read_text("utf-8"))
