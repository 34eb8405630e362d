"""One version number everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..messages import problem
from ..problem import Place, Problem
from ..project import Project
from ..read.files import source_files, text_or_error
from .dumps.checksums import graph_hash
from .publication import Publication
from .release.ledger import read_releases

# file → where a version stands in it; files that a project does not have are not asked
_STATED = {
    "pyproject.toml": r'^version\s*=\s*"([^"]+)"',
    "gouden_kg/__init__.py": r'^__version__\s*=\s*"([^"]+)"',
    "CITATION.cff": r'^version:\s*"?([^"\s]+)"?',
    "package.json": r'^\s*"version"\s*:\s*"([^"]+)"',
}
_IN_VOCABULARY = (r'owl:versionInfo\s+"([^"]+)"', r"owl:versionIRI\s+<[^>]*release/([^/>]+)/")


def version_problems(project: Project) -> list[Problem]:
    """A problem for each place that states another version than `data/dataset.yaml`."""
    found = [f for name, pattern in _STATED.items() for f in _differing(project, project.root / name, pattern)]
    for path in (p for p in source_files(project.ontology) if p.suffix == ".ttl"):
        for pattern in _IN_VOCABULARY:
            found += _differing(project, path, pattern)
    return found


def _differing(project: Project, path: Path, pattern: str) -> Iterator[Problem]:
    if not path.is_file():
        return
    name = path.relative_to(project.root).as_posix()
    text = text_or_error(path, name)
    for match in re.finditer(pattern, text, re.MULTILINE):
        if match[1] != project.version:
            line = text.count("\n", 0, match.start(1)) + 1
            column = match.start(1) - text.rfind("\n", 0, match.start(1))
            yield problem("version-differs", Place(name, line, column), found=match[1], version=project.version)


def reused_version(publication: Publication) -> list[Problem]:
    """A warning when the version was released before, with another graph."""
    version = publication.project.version
    for release in read_releases(publication.project):
        if release.version == version and release.graph != graph_hash(publication.graph):
            return [problem("version-reused", Place("data/dataset.yaml"), version=version)]
    return []
