"""Findings for people and machines."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..problem import Problem


def render(form: str, problems: list[Problem], lang: str) -> str:
    """The findings in one of the forms `text`, `json`, `github`, `sarif`, `shacl`."""
    if form == "text":
        from .text import text_report

        return text_report(problems, lang)
    from . import machine

    reports = {
        "json": machine.json_report,
        "github": machine.github_report,
        "sarif": machine.sarif_report,
        "shacl": machine.shacl_report,
    }
    return reports[form](problems, lang)


def worded(words: dict[str, str], lang: str) -> str:
    """The sentence in the language, else in English, else in any."""
    return words.get(lang) or words.get("en") or next(iter(words.values()), "")


def default_language() -> str:
    """`nl` when the locale is Dutch, else `en`."""
    locale = next((os.environ[v] for v in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(v)), "")
    return "nl" if locale.lower().startswith("nl") else "en"
