"""The mappings of `data/dataset.yaml` and of query headers, remembered by a build so that asking needs no YAML reader.

Importing PyYAML takes as long as opening the store and answering. What is remembered is found by the whole text it was
read from, so it can never be stale.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from ..problem import GoudenError, Place, Problem
from .values import Fields, value_of_plain

REMEMBERED = "headers.json"


def read_header(text: str, name: str, project_root: Path) -> Fields:
    """The mapping that the YAML text holds; raises `GoudenError` at the place of what is wrong."""
    known = _remembered(project_root / "dist" / REMEMBERED).get(text)
    if known is not None:
        value = value_of_plain(known)
        assert isinstance(value, Fields)
        return value
    return _parsed(text, name)


def headers_text(texts: list[str]) -> str:
    """What a build remembers of these texts."""
    return json.dumps({t: _parsed(t, "") for t in sorted(texts)}, ensure_ascii=False, indent=0) + "\n"


@cache
def _remembered(path: Path) -> dict[str, object]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _parsed(text: str, name: str) -> Fields:
    from .yaml_values import yaml_value

    problems: list[Problem] = []
    value = yaml_value(text, name, problems)
    if problems:
        raise GoudenError(problems[0].message["en"], problems[0].hint.get("en", ""), problems[0].place)
    if not isinstance(value, Fields):
        place = Place(name, value.line, value.column) if value is not None else Place(name)
        raise GoudenError(f"{name} should hold keys and values", "write `key: value` lines", place)
    return value
