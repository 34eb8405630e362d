"""The engine that answers SPARQL in the page, with the dump it answers from.

Its scripts are bundled from `browser/` by `python3 dev.py browser`, which needs Node.js; a wheel brings them along.
Without them everything else is published, and the pages say what is missing.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from ...built import built_file
from ...languages import LANGUAGES
from ...publish.publication import File
from ..site import Site
from .terms import completion_terms

FOLDER = "assets/engine"


@cache
def _built() -> Traversable:
    return files("gouden_kg.site").joinpath("browser", "built")


def engine_present() -> bool:
    """Whether the bundled scripts are there."""
    return _built().joinpath("worker.js").is_file()


def engine_files(site: Site) -> Iterator[File]:
    """The scripts, the dump, and the terms that the editor completes; nothing where the scripts are missing."""
    if not engine_present():
        return
    for entry in sorted(_built().iterdir(), key=lambda entry: entry.name):
        yield f"{FOLDER}/{entry.name}", entry.read_bytes()
    project = site.publication.project
    dump = gzip.compress(built_file(project, f"{project.name}.ttl").read_bytes(), 9, mtime=0)
    yield _part("dump", base64.b64encode(dump).decode())
    for lang in LANGUAGES:
        yield _part(f"terms-{lang}", json.dumps(completion_terms(site, lang), ensure_ascii=False))


def _part(name: str, content: str) -> File:
    """A script that hands its text to the page: unlike other files, a page opened from disk may read it."""
    return f"{FOLDER}/{name}.js", f"goudenPart({json.dumps(name)},{json.dumps(content)});\n".encode()
