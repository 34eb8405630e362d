"""The whole publication, checked and put in `dist/site/` at once."""

from __future__ import annotations

from dataclasses import dataclass

from ..build import build
from ..built import is_current
from ..check import Progress
from ..project import Project
from ..write.folder import replaced_folder
from .parts import DESCRIPTIONS, PARTS
from .publication import STANDARD, Options, Publication, open_publication
from .written import Written

SITE = "site"


@dataclass(frozen=True, slots=True)
class Published:
    """How large a publication became."""

    files: int
    pages: int
    size: int


def publish(
    project: Project, options: Options = STANDARD, engine: str = "auto", progress: Progress = lambda step: None
) -> Published:
    """Writes the site of the project to `dist/site/`, and builds first where the build is missing or stale.

    Stale is a build whose sources have other contents now, or that another version of this package made. Raises
    `ProblemsFound` when records or the finished site hold errors; the old site is untouched then.
    """
    if not is_current(project):
        build(project, engine, progress)
    publication = open_publication(project, options)
    with replaced_folder(project.dist / SITE) as folder:
        written = Written(folder)
        _write(publication, written, progress)
        return _published(written)


def _write(publication: Publication, written: Written, progress: Progress) -> None:
    for part in PARTS:
        progress(part.__name__.replace("_", " "))
        written.add(part(publication))
    for description in DESCRIPTIONS:
        progress(description.__name__.replace("_", " "))
        written.add(description(publication, written))


def _published(written: Written) -> Published:
    paths = written.paths()
    pages = sum(path.endswith(".html") for path in paths)
    return Published(len(paths), pages, sum(map(written.size, paths)))
