"""The whole publication, checked and put in `dist/site/` at once."""

from __future__ import annotations

from dataclasses import dataclass

from .build import build
from .built import is_current
from .check import Progress
from .problem import Problem, ProblemsFound
from .project import Project
from .publish.beside import beside
from .publish.check import check_site
from .publish.parts import DESCRIPTIONS, PARTS
from .publish.publication import STANDARD, Options, Publication, open_publication
from .publish.release.lost import lost_addresses
from .publish.versions import reused_version, version_problems
from .publish.written import Written
from .site.pages import page_files
from .write.folder import replaced_folder

SITE = "site"


@dataclass(frozen=True, slots=True)
class Published:
    """How large a publication became, and what to mind about it."""

    warnings: list[Problem]
    files: int
    pages: int
    size: int


def publish(
    project: Project, options: Options = STANDARD, engine: str = "auto", progress: Progress = lambda step: None
) -> Published:
    """Writes the site of the project to `dist/site/`, and builds first where the build is missing or stale.

    Stale is a build whose sources have other contents now, or that another version of this package made. Raises
    `ProblemsFound` when records or the finished site hold errors, a published address is lost, or versions disagree;
    the old site is untouched then.
    """
    _stop_for(version_problems(project))
    if not is_current(project):
        build(project, engine, progress)
    publication = open_publication(project, options)
    _stop_for(lost_addresses(publication))
    with replaced_folder(project.dist / SITE) as folder:
        written = Written(folder)
        _write(publication, written, progress)
        progress("check")
        _stop_for(check_site(publication, written))
        return _published(written, reused_version(publication))


def _stop_for(problems: list[Problem]) -> None:
    if problems:
        raise ProblemsFound(problems)


def _write(publication: Publication, written: Written, progress: Progress) -> None:
    """Pages here, files beside them; then what tells of both."""
    with beside(lambda: Written(written.folder).add(f for part in PARTS for f in part(publication))) as files:
        progress("pages and files")
        written.add(page_files(publication))
        progress("files")
        written.adopt(files())
    for description in DESCRIPTIONS:
        progress(description.__name__.replace("_", " "))
        written.add(description(publication, written))


def _published(written: Written, warnings: list[Problem]) -> Published:
    paths = written.paths()
    pages = sum(path.endswith(".html") for path in paths)
    return Published(warnings, len(paths), pages, sum(map(written.size, paths)))
