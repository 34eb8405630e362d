"""Findings as lines that editors turn into links: `file:line:column: severity [code] message`."""

from __future__ import annotations

import os
import sys

from ..problem import ERROR, Problem
from . import worded

_NAMES = {"nl": {"error": "fout", "warning": "waarschuwing"}, "en": {"error": "error", "warning": "warning"}}
_HINT = {"nl": "tip", "en": "hint"}


def text_report(problems: list[Problem], lang: str) -> str:
    """A line a finding, a second line with its hint; coloured only on a terminal that wants it."""
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return "".join(_lines(p, lang, colour) for p in problems)


def _lines(problem: Problem, lang: str, colour: bool) -> str:
    name = _NAMES[lang][problem.severity]
    if colour:
        name = f"\x1b[{31 if problem.severity == ERROR else 33}m{name}\x1b[0m"
    line = f"{problem.place}: {name} [{problem.code}] {worded(problem.message, lang)}\n"
    hint = worded(problem.hint, lang)
    return line + (f"  {_HINT[lang]}: {hint}\n" if hint else "")
