"""How to cite the dataset: `CITATION.cff` (Citation File Format 1.2.0)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from ...project import Project
from ...report import worded
from ..publication import File, Publication
from . import dataset as known

_MESSAGE = "If you use these data, please cite them as below."
_CREATIVE_COMMONS = re.compile(r"https?://creativecommons\.org/licenses/([a-z-]+)/([0-9.]+)/?")
_ZERO = re.compile(r"https?://creativecommons\.org/publicdomain/zero/1\.0/?")


def citation_file(publication: Publication) -> Iterable[File]:
    """`CITATION.cff`, of which each value is written as JSON, which YAML contains."""
    yield "CITATION.cff", citation_text(publication.project).encode()


def citation_text(project: Project) -> str:
    """The citation; fields without a value are left out."""
    licence = spdx_licence(project.licence)
    said: dict[str, object] = {
        "cff-version": "1.2.0",
        "message": _MESSAGE,
        "type": "dataset",
        "title": worded(project.texts["title"], "en"),
        "abstract": worded(project.texts.get("description", {}), "en"),
        "version": project.version,
        "date-released": project.settings.get("modified", ""),
        "license": licence,
        "license-url": "" if licence else project.licence,
        "url": project.base,
        "keywords": known.keywords(project, "en"),
        "authors": [{"name": worded(known.publisher_name(project), "en")}],
    }
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in said.items() if value)


def spdx_licence(address: str) -> str:
    """The SPDX name of a Creative Commons licence; an empty text for others.

    >>> spdx_licence("https://creativecommons.org/licenses/by/4.0/")
    'CC-BY-4.0'
    """
    if _ZERO.fullmatch(address):
        return "CC0-1.0"
    match = _CREATIVE_COMMONS.fullmatch(address)
    return f"CC-{match[1].upper()}-{match[2]}" if match else ""
