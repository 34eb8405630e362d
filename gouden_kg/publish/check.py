"""Checks of a finished site before it goes live: links, a page for each thing, page data equal to the dump."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from ..messages import problem
from ..problem import Place, Problem
from .documents import document_path
from .publication import LANGUAGES, Publication
from .written import Written

_LINK = re.compile(r'\s(?:href|src|action|poster)\s*=\s*"([^"]*)"')
_ANCHOR = re.compile(r'\sid\s*=\s*"([^"]*)"')
_STYLE_LINK = re.compile(r"url\(\s*['\"]?([^'\")]+)")
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_STATE = re.compile("[=,]")  # `#query=…` and `#gm0503,gm0545` are states of a page, not places in it
_MOST = 50


def check_site(publication: Publication, written: Written) -> list[Problem]:
    """What is wrong with the site, at most fifty findings of a kind."""
    checks = (check_links, check_pages, check_documents)
    return [finding for check in checks for finding in _first(check(publication, written))]


def _first(findings: Iterator[Problem]) -> list[Problem]:
    return [finding for finding, _ in zip(findings, range(_MOST), strict=False)]


def check_links(publication: Publication, written: Written) -> Iterator[Problem]:
    """Follows every link between files of the site, and every address of ours that a page names."""
    paths = set(written.paths())
    anchors: dict[str, set[str]] = {}
    links: dict[str, set[str]] = {}
    for path in written.paths(ending=".html"):
        text = written.text(path)
        anchors[path] = {unescape(found) for found in _ANCHOR.findall(text)}
        links[path] = {unescape(found) for found in _LINK.findall(text)}
    for path in written.paths(ending=".css"):
        links[path] = set(_STYLE_LINK.findall(written.text(path)))
    addresses = _addresses(publication)
    for path, targets in links.items():
        for target in sorted(targets):
            if not _leads_somewhere(publication, path, target, paths, anchors, addresses):
                yield problem("link-broken", Place(path), target=target)


def _addresses(publication: Publication) -> set[str]:
    """Addresses below `id/` that the graph speaks of."""
    things = f"<{publication.context.things}"
    return {s[len(things) : -1] for s, _, _ in publication.graph if s.startswith(things)}


def _leads_somewhere(
    publication: Publication,
    path: str,
    target: str,
    paths: set[str],
    anchors: dict[str, set[str]],
    addresses: set[str],
) -> bool:
    things = publication.context.things
    if target.startswith(things):
        return target[len(things) :] in addresses
    if _ELSEWHERE.match(target):
        return True
    way, _, fragment = target.partition("#")
    found = _file(path, unquote(way.partition("?")[0]))
    if found not in paths:
        return False
    if not fragment or found not in anchors or _STATE.search(fragment):
        return True
    return unquote(fragment) in anchors[found]


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
