"""What each release added, changed and removed, and which stored queries answer otherwise since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..publish.release.changes import ADDED, CHANGED, REMOVED, QueryChange, ThingChange
from ..publish.release.ledger import Release, read_releases
from .layout import words
from .page import Page
from .site import Site

MOST_THINGS = 60
MOST_RELEASES = 6


@dataclass(frozen=True, slots=True)
class Part:
    """The things of a release that were added, changed or removed: how many, and the first of them."""

    kind: str
    total: int
    things: list[ThingChange]


@dataclass(frozen=True, slots=True)
class Told:
    """A release as the page tells of it; what is `old` is told in numbers only."""

    release: Release
    parts: list[Part]
    queries: list[QueryChange]
    old: bool


def change_pages(site: Site) -> Iterator[Page]:
    """The page of changes, the newest release first; it is there before the first release too."""
    releases = read_releases(site.publication.project)[::-1]
    told = [_told(release, at >= MOST_RELEASES) for at, release in enumerate(releases)]
    texts = words()["words"]
    yield Page(
        path="changes.html",
        template="changes.html.j2",
        title=texts["changes"],
        description=texts["changes_intro"],
        filling=lambda lang: {"releases": told},
        menu="dataset.html",
    )


def _told(release: Release, old: bool) -> Told:
    kinds = (ADDED, CHANGED, REMOVED)
    by_kind = {kind: [thing for thing in release.changes.things if thing.kind == kind] for kind in kinds}
    parts = [Part(kind, len(things), things[:MOST_THINGS]) for kind, things in by_kind.items() if things]
    return Told(release, parts, release.changes.queries, old)
