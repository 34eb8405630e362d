"""What a finding means: from the message catalogue, the shapes, and the violation queries."""

from __future__ import annotations

import difflib

from .check import read_shapes
from .messages import catalogue
from .problem import GoudenError
from .project import Project
from .query.stored import VIOLATION, read_queries
from .report import worded
from .validate.findings import code_of, read_shape_words


def explanations(project: Project) -> dict[str, list[dict[str, str]]]:
    """Code → the sentences that explain it, each by language."""
    found = {code: [entry["message"], entry["explain"], entry.get("hint", {})] for code, entry in catalogue().items()}
    for shape, words in read_shape_words(read_shapes(project)).items():
        found[code_of(shape)] = [words.message, words.description]
    for name, query in read_queries(project.root / "queries", project.base, project.written, VIOLATION).items():
        code = name.removesuffix(VIOLATION)
        found[code] = [query.words("summary"), query.words("message"), query.words("hint")]
    return found


def explanation(project: Project, code: str, lang: str) -> str:
    """The explanation of one code; raises `GoudenError` with the nearest when there is none."""
    known = explanations(project)
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
        f"no finding is called `{code}`", f"did you mean `{near[0]}`?" if near else "see `gouden explain`"
    )
