"""Which pages there are, for search engines: `sitemap.xml` and `robots.txt`."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from ...languages import LANGUAGES
from ...project import Project
from ..publication import File, Publication
from ..written import Written
from . import dataset as known

MOST = 50_000
"""A sitemap may list so many addresses (sitemaps.org)."""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def sitemap_files(publication: Publication, written: Written) -> Iterable[File]:
    """The pages of all languages, each with its translations, and where the sitemap is."""
    project, paths = publication.project, set(written.paths(ending=".html"))
    pages = [path for path in sorted(paths) if path.startswith(tuple(f"{lang}/" for lang in LANGUAGES))]
    day = known.modified(publication)
    parts = [pages[start : start + MOST] for start in range(0, len(pages), MOST)]
    if len(parts) == 1:
        yield "sitemap.xml", _pages_text(project, parts[0], paths, day).encode()
    elif parts:
        for number, part in enumerate(parts, start=1):
            yield f"sitemap-{number}.xml", _pages_text(project, part, paths, day).encode()
        yield "sitemap.xml", _index_text(project, len(parts)).encode()
    sitemap = f"Sitemap: {project.base}sitemap.xml\n" if parts else ""
    yield "robots.txt", f"User-agent: *\nAllow: /\n{sitemap}".encode()


def _pages_text(project: Project, pages: list[str], paths: set[str], day: str) -> str:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    entries = "".join(
        f"<url><loc>{escape(project.base + page)}</loc>{changed}{_translations(project, page, paths)}</url>\n"
        for page in pages
    )
    return f"{_HEAD}<urlset {_SPACE}>\n{entries}</urlset>\n"


def _translations(project: Project, page: str, paths: set[str]) -> str:
    rest = page.partition("/")[2]
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{lang}" href={quoteattr(f"{project.base}{lang}/{rest}")}/>'
        for lang in LANGUAGES
        if f"{lang}/{rest}" in paths
    )


def _index_text(project: Project, count: int) -> str:
    entries = "".join(
        f"<sitemap><loc>{escape(project.base)}sitemap-{number}.xml</loc></sitemap>\n" for number in range(1, count + 1)
    )
    return f"{_HEAD}<sitemapindex {_SPACE.partition(' ')[0]}>\n{entries}</sitemapindex>\n"
