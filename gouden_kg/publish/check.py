"""Checks of a finished site before it goes live: links, a page for each thing, page data equal to the dump."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from ..languages import LANGUAGES
from ..messages import problem
from ..problem import Place, Problem
from .documents import document_path
from .publication import Publication
from .written import Written

_LINK = re.compile(r'\s(?:href|src|action|poster)\s*=\s*"([^"]*)"')
_ANCHOR = re.compile(r'\sid\s*=\s*"([^"]*)"')
_STYLE_LINK = re.compile(r"url\(\s*['\"]?([^'\")]+)")
_OTHER_SITE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_OURS, _ELSEWHERE = "id:", ("", "")
_STATE = re.compile("[=,]")  # `#query=…` and `#gm0503,gm0545` are states of a page, not places in it
_MOST = 50


def check_site(publication: Publication, written: Written) -> list[Problem]:
    """What is wrong with the site, at most fifty findings of a kind."""
    checks = (check_links, check_pages, check_documents)
    return [finding for check in checks for finding in _first(check(publication, written))]


def _first(findings: Iterator[Problem]) -> list[Problem]:
    return [finding for finding, _ in zip(findings, range(_MOST), strict=False)]


def check_links(publication: Publication, written: Written) -> Iterator[Problem]:
    """Follows every link between files of the site, and every address of ours that a page names.

    A link that leads nowhere is told once, at the first page that has it.
    """
    places = {path: set[str]() for path in written.paths()}
    wanted: dict[tuple[str, str], tuple[str, str]] = {}
    for path in written.paths(ending=".html"):
        text = written.text(path)
        places[path].update(unescape(found) for found in _ANCHOR.findall(text))
        for target in {unescape(found) for found in _LINK.findall(text)}:
            wanted.setdefault(_meant(publication, path, target), (path, target))
    for path in written.paths(ending=".css"):
        for target in _STYLE_LINK.findall(written.text(path)):
            wanted.setdefault(_meant(publication, path, target), (path, target))
    wanted.pop(_ELSEWHERE, None)
    addresses = _addresses(publication)
    for (file, fragment), (path, target) in sorted(wanted.items(), key=lambda item: item[1]):
        known = fragment in addresses if file == _OURS else file in places
        place = file == _OURS or not fragment or not file.endswith(".html") or fragment in places.get(file, set())
        if not (known and place):
            yield problem("link-broken", Place(path), target=target)


def _addresses(publication: Publication) -> set[str]:
    """Addresses below `id/` that the graph speaks of."""
    things = f"<{publication.context.things}"
    return {s[len(things) : -1] for s, _, _ in publication.graph if s.startswith(things)}


def _meant(publication: Publication, path: str, target: str) -> tuple[str, str]:
    """The file and the place in it that a link means; `_OURS` and an address for an address of a thing of ours."""
    things = publication.context.things
    if target.startswith(things):
        return _OURS, target[len(things) :]
    if _OTHER_SITE.match(target):
        return _ELSEWHERE
    way, _, fragment = target.partition("#")
    file = _file(path, unquote(way.partition("?")[0]))
    return file, "" if _STATE.search(fragment) else unquote(fragment)


def _file(path: str, way: str) -> str:
    """The file that a relative link on a page means; a folder means its `index.html`.

    >>> _file("nl/theme/debts.html", "../../doc/theme/debts.ttl"), _file("nl/index.html", "theme/")
    ('doc/theme/debts.ttl', 'nl/theme/index.html')
    """
    if not way:
        return path
    found = posixpath.normpath(posixpath.join(posixpath.dirname(path), way))
    return posixpath.normpath(posixpath.join(found, "index.html")) if way.endswith(("/", ".")) else found


def check_pages(publication: Publication, written: Written) -> Iterator[Problem]:
    """Every thing, and the vocabulary, has a page in each language and its data beside it."""
    paths = set(written.paths())
    languages = [lang for lang in LANGUAGES if f"{lang}/index.html" in paths]
    for address in publication.documents:
        wanted = [f"{document_path(address)}.ttl", *(f"{lang}/{address}.html" for lang in languages)]
        for path in wanted:
            if path not in paths:
                yield problem("page-missing", Place(path), address=address)


def check_documents(publication: Publication, written: Written) -> Iterator[Problem]:
    """The Turtle beside the pages, read back, holds together what the dump holds, and nothing else."""
    from pyoxigraph import RdfFormat, parse

    left = {f"{s} {p} {o}" for s, p, o in publication.graph}
    for path in [*written.paths("doc/", ".ttl"), "def.ttl"]:
        for quad in parse(written.text(path), RdfFormat.TURTLE):
            triple = f"{quad.subject} {quad.predicate} {quad.object}"
            if triple not in left:
                yield problem("document-differs", Place(path), triple=triple)
            left.discard(triple)
    dump = f"download/{publication.project.name}.ttl"
    for triple in sorted(left):
        yield problem("document-differs", Place(dump), triple=triple)
