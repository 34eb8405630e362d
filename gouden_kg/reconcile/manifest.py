"""What the manifests of both versions of the API have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .. import __version__
from ..languages import LANGUAGES
from .call import Call
from .question import BATCH_SIZE
from .words import words


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of data extension in one language."""

    id: str
    kind: str
    default: str | int
    name: str
    meaning: str
    choices: list[dict[str, str]]


def common_manifest(call: Call, api: str) -> dict[str, Any]:
    """The fields that are the same in every version."""
    project = call.known.project
    titles = project.texts["title"]
    return {
        "versions": [api],
        "name": titles.get(call.lang) or next(iter(titles.values())),
        "serviceVersion": __version__,
        "documentation": project.base,
        "batchSize": BATCH_SIZE,
        "defaultTypes": [{"id": t.id, "name": t.name(call.lang)} for t in call.known.entities.schema.types.values()],
    }


def settings(lang: str) -> list[Setting]:
    """How values can be fetched: in which language, how many."""
    texts = {name: by_language[lang] for name, by_language in words()["setting"].items()}
    choices = [{"value": code, "name": words()["language"][lang][code]} for code in LANGUAGES]
    return [
        Setting("lang", "select", lang, texts["lang"]["name"], texts["lang"]["meaning"], choices),
        Setting("limit", "number", 0, texts["limit"]["name"], texts["limit"]["meaning"], []),
    ]
