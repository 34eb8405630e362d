"""The part of a publication that people read: pages in both languages, style sheet and scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files

from ..languages import LANGUAGES
from ..problem import GoudenError
from ..publish.publication import File, Publication
from .asking import asking_pages
from .changes import change_pages
from .compare import compare_files, compare_pages, gap_pages
from .find.catalogue import catalogue_files
from .find.facets import facet_files
from .find.fulltext import fulltext_files
from .find.search_page import search_pages
from .groups import group_pages
from .home import dataset_pages, home_pages
from .page import Page
from .questions.engine import engine_files
from .render import Renderer
from .routes import Routes
from .site import Site, open_site
from .statistics import statistics_pages
from .thing import kind_pages, thing_pages
from .timeline import timeline_pages
from .vocabulary.pages import vocabulary_pages
from .workers import in_parallel

KINDS: tuple[Callable[[Site], Iterable[Page | File]], ...] = (
    home_pages,
    dataset_pages,
    thing_pages,
    kind_pages,
    group_pages,
    search_pages,
    compare_pages,
    gap_pages,
    timeline_pages,
    asking_pages,
    vocabulary_pages,
    statistics_pages,
    change_pages,
)
"""Each gives pages of one kind and the files beside them; it asks the query store before it gives a page."""

FILES: tuple[Callable[[Site], Iterable[File]], ...] = (
    catalogue_files,
    fulltext_files,
    facet_files,
    compare_files,
    engine_files,
)
"""Each gives other files that the pages need."""


def page_files(publication: Publication) -> Iterator[File]:
    """Every page in every language, and what the pages need; the same bytes for the same graph."""
    site = open_site(publication)
    made = [piece for kind in KINDS for piece in kind(site)]
    pages = [piece for piece in made if isinstance(piece, Page)]
    renderer = Renderer(site, Routes(site.things, publication.project.vocabulary, _paths(pages)))
    assert renderer.environment
    yield from in_parallel(pages, lambda page: _renderings(renderer, page))
    yield from (piece for piece in made if not isinstance(piece, Page))
    yield from _assets()
    for part in FILES:
        yield from part(site)


def _renderings(renderer: Renderer, page: Page) -> list[File]:
    files = [renderer.file(page, lang) for lang in LANGUAGES]
    return [*files, renderer.file(page, LANGUAGES[0], "index.html")] if page.path == "index.html" else files


def _paths(pages: list[Page]) -> frozenset[str]:
    paths = frozenset(page.path for page in pages)
    if len(paths) < len(pages):
        seen: set[str] = set()
        twice = next(page.path for page in pages if page.path in seen or seen.add(page.path))  # type: ignore[func-returns-value]
        raise GoudenError(f"two pages would stand at {twice}", "give the thing of that name another id")
    return paths


def _assets() -> Iterator[File]:
    folder = files("gouden_kg.site").joinpath("assets")
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_file():
            yield f"assets/{entry.name}", entry.read_bytes()
