"""What a finding means: from the message catalogue, the shapes, and the violation queries."""

from __future__ import annotations

import difflib
import re

from .check import read_shapes
from .messages import catalogue
from .problem import GoudenError
from .project import Project
from .query.stored import VIOLATION, read_queries
from .report import worded
from .validate.findings import code_of, read_shape_words


def explanations(project: Project) -> dict[str, list[dict[str, str]]]:
    """Code → the sentences that explain it, each by language."""
    found = {
        code: [_blank(entry["message"]), entry["explain"], _blank(entry.get("hint", {}))]
        for code, entry in catalogue().items()
    }
    for shape, words in read_shape_words(read_shapes(project)).items():
        found[code_of(shape)] = [words.message, words.description]
    for name, query in read_queries(project.root / "queries", project.base, project.written, VIOLATION).items():
        code = name.removesuffix(VIOLATION)
        found[code] = [query.words("summary"), *(_told(query.words(key)) for key in ("message", "hint"))]
    return found


class _Blanks(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "…"


def _blank(words: dict[str, str]) -> dict[str, str]:
    """The sentences of the catalogue with nothing filled in yet."""
    return {tag: text.format_map(_Blanks()) for tag, text in words.items()}


def _told(words: dict[str, str]) -> dict[str, str]:
    """The sentences of a query, in which only names of columns are to be filled in."""
    return {tag: re.sub(r"\{\w+\}", "…", text) for tag, text in words.items()}


def code_in(text: str) -> str:
    """The code in what somebody typed or pasted.

    >>> code_in("[bad-id]"), code_in("BAD_ID"), code_in("data/x.yaml:1:7: error [bad-id] `X` cannot be an id")
    ('bad-id', 'bad-id', 'bad-id')
    """
    bracketed = re.search(r"\[([a-z0-9-]+)\]", text)
    return bracketed[1] if bracketed else text.strip().lower().replace("_", "-")


def explanation(project: Project, code: str, lang: str) -> str:
    """The explanation of one code; raises `GoudenError` with the nearest when there is none."""
    known = explanations(project)
    code = code_in(code)
    asked = code.removesuffix("-closed") if code not in known else code
    if asked in known:
        return "\n".join([code, *(f"  {worded(w, lang)}" for w in known[asked] if w)])
    if code.endswith("-closed"):
        words = {
            "en": "a key that does not belong on this kind of record",
            "nl": "een sleutel die niet bij dit soort record hoort",
        }
        return f"{code}\n  {worded(words, lang)}"
    near = difflib.get_close_matches(code, list(known), 1)
    raise GoudenError(
        f"no finding is called `{code}`",
        f"did you mean `{near[0]}`?"
        if near
        else "a code stands between brackets in a finding; `gouden explain` lists all",
    )
