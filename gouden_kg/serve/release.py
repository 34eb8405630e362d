"""One build as it is served: whole, unchanging, swapped for the next at once."""

from __future__ import annotations

import asyncio
import hashlib
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path
from typing import TYPE_CHECKING

from ..built import built_file, graph_of
from ..derive.derive import store_of
from ..graph import RDF_TYPE
from ..problem import GoudenError, way_out
from ..project import Project
from ..publish.publication import Publication
from ..query.engine import Engine, Limits, Question, Result
from ..query.stored import StoredQuery, read_queries
from ..reconcile.service import Service
from .engine.cache import Cache, Shared
from .engine.slots import Slots
from .engine.workers import started_engine
from .http import Sent, Stored, etag_of
from .page import Frame
from .settings import Settings
from .snapshot import Snapshot

if TYPE_CHECKING:
    from pyoxigraph import Store


NAMED_GRAPHS = "named graphs"  # under which the TriG dump of the build is kept
_STYLE = "assets/site.css"


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be served: a built project, or RDF files of which only queries are answered."""

    project: Project | None
    files: tuple[Path, ...] = ()

    def mark(self) -> tuple[tuple[str, int, int], ...]:
        """Changes whenever a new build, site or stored query has taken the place of the old."""
        if self.project is None:
            return ()
        built = (self.project.dist / f"{self.project.name}.nt", self.project.dist / "site")
        return tuple(_mark(path) for path in (*built, *_query_files(self.project)))


@dataclass(frozen=True, slots=True)
class Content:
    """A built project, read."""

    publication: Publication
    queries: dict[str, StoredQuery]
    names: Store
    service: Service


@dataclass
class Release:
    """What one build answers with. Only its caches and counters change while it is served.

    `mount` is the path in front of every path, as clients see them; `elsewhere` tells that another server holds the
    graph.
    """

    mount: str
    limits: Limits
    content: Content | None
    site: Snapshot
    engine: Slots
    elsewhere: bool
    tag: str
    modified: str
    frame: Frame
    results: Cache[Result]
    bodies: Cache[bytes]
    sent: Cache[Sent]
    shared: Shared[Result] = field(default_factory=Shared)
    making: Shared[Stored] = field(default_factory=Shared)
    users: int = 0
    retired: bool = False
    closing: asyncio.Task[None] | None = None

    async def ask(self, question: Question) -> Result:
        """The result of a question, kept or worked out; raises `Refused`."""
        if not question.lasting:
            return await self.engine.answer(question)
        kept = self.results.get(question)
        if kept is None:
            kept = await self.shared.do(question, lambda: self.engine.answer(question))
            self.results.put(question, kept)
        return kept

    async def made(self, name: str, media: str, pieces: Callable[[], Iterable[bytes]]) -> Stored:
        """A file made from what is served, when it is first asked for, and kept on disk beside the site."""
        kept = self.site.made.get(name)
        return kept or await self.making.do(name, lambda: asyncio.to_thread(self.site.make, name, media, pieces))

    def leave(self) -> None:
        """One user less; the last of a retired release puts out the light."""
        self.users -= 1
        self._close_if_unused()

    def retire(self) -> None:
        """Lets the release end with its last request under way."""
        self.retired = True
        self._close_if_unused()

    def _close_if_unused(self) -> None:
        """Closes it in a task of its own, which neither keeps a client waiting nor ends when one leaves."""
        if self.retired and self.users == 0:
            self.closing = asyncio.create_task(self.close())

    async def close(self) -> None:
        """Ends the engine and lets go of the site."""
        await self.engine.close()
        self.site.close()


async def open_release(source: Source, settings: Settings) -> Release:
    """The release that stands built now; raises `GoudenError` when it is broken or missing."""
    try:
        content, ntriples, site, modified = await asyncio.to_thread(_read, source)
    except OSError as error:  # no right to read it, the disk is full, or a new one took its place meanwhile
        raise GoudenError(f"the build cannot be read: {error.strerror}", "a whole new one is taken over") from None
    limits = Limits(settings.query_seconds, settings.query_memory, settings.result_rows, settings.result_size)
    try:
        engine = await _engine(source, ntriples, settings, limits)
    except GoudenError:
        site.close()
        raise
    return Release(
        settings.path,
        limits,
        content,
        site,
        Slots(engine, settings.running, settings.waiting, settings.patience),
        bool(settings.backend),
        etag_of(ntriples).strip('"')[:12] if ntriples else hashlib.sha256(str(source.files).encode()).hexdigest()[:12],
        formatdate(modified, usegmt=True),
        Frame(settings.path, f"{settings.path}/{_STYLE}" if site.find(_STYLE) else ""),
        Cache(settings.cache_size // 2, lambda result: len(result.content)),
        Cache(settings.cache_size // 4, len),
        Cache(settings.cache_size // 4, lambda sent: len(sent.body) + 1000),
    )


async def _engine(source: Source, ntriples: bytes, settings: Settings, limits: Limits) -> Engine:
    if settings.backend:
        from .engine.backend import open_backend

        published = source.project.published_graph if source.project else ""
        return await open_backend(settings.backend, settings.backend_graph, published, limits)
    return await started_engine(ntriples, source.files, limits)


def _read(source: Source) -> tuple[Content | None, bytes, Snapshot, float]:
    if source.project is None:
        return None, b"", Snapshot(None), max(map(_modified, source.files), default=0.0)
    project = source.project
    path = built_file(project, f"{project.name}.nt")
    build = project.dist.stat().st_ino
    with path.open("rb") as file:  # opened once, so that graph and time are of one build
        ntriples, modified = file.read(), os.fstat(file.fileno()).st_mtime
    # the folder too: a query that is gone leaves no time of its own
    asked = max(p.stat().st_mtime for p in (project.root / "queries", *_query_files(project)))
    content = _content(project, ntriples)
    folder = project.dist / "site"
    site = Snapshot(folder if folder.is_dir() else None)
    _keep_named_graphs(project, site)
    if project.dist.stat().st_ino != build:
        site.close()
        raise GoudenError("the build was replaced while it was read", "it is read again in a moment")
    return content, ntriples, site, min(max(modified, asked, site.modified), time.time())


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError as error:
        raise GoudenError(f"cannot read {path}: {error.strerror}", way_out(error)) from None


def _keep_named_graphs(project: Project, site: Snapshot) -> None:
    trig = project.dist / f"{project.name}.trig"
    if trig.is_file():
        site.make(NAMED_GRAPHS, "application/trig", lambda: [trig.read_bytes()])


def _query_files(project: Project) -> list[Path]:
    return sorted((project.root / "queries").glob("*.rq"))


def _content(project: Project, ntriples: bytes) -> Content:
    publication = Publication(project, graph_of(ntriples, f"{project.name}.nt"))
    if not publication.graph:
        raise GoudenError(f"{project.name}.nt is empty", "build again with `gouden build`")
    slug = f"<{project.vocabulary}slug>"
    names = store_of(t for t in publication.graph if t[1] in (RDF_TYPE, slug))
    queries = read_queries(project.root / "queries", project.base, project.written)
    return Content(publication, queries, names, Service(publication))


def _mark(path: Path) -> tuple[str, int, int]:
    try:
        stat = path.stat()
    except OSError:
        return path.name, 0, 0
    return path.name, stat.st_ino, stat.st_mtime_ns


class Current:
    """The release in force."""

    def __init__(self, source: Source, settings: Settings, release: Release, tell: Callable[[str], None]) -> None:
        self.source, self.settings, self.release, self.tell = source, settings, release, tell
        self.mark, self.reloads, self.failures = source.mark(), 0, 0
        self.turn = asyncio.Lock()

    def enter(self) -> Release:
        """The release in force, kept alive until its `leave`."""
        self.release.users += 1
        return self.release

    async def reload(self) -> None:
        """Takes over what stands built now; what is broken is refused and told, and the old stays in force."""
        async with self.turn:  # so that what was read first is not taken over last
            self.mark = self.source.mark()
            try:
                new = await open_release(self.source, self.settings)
            except GoudenError as error:
                self.failures += 1
                self.tell(f"not taken over, the old release stays: {error.message}")
                return
            old, self.release = self.release, new
            self.reloads += 1
            self.tell(f"release {new.tag} took over from {old.tag}")
            old.retire()

    async def watch(self, seconds: float = 1.0) -> None:
        """Reloads whenever a build or site was replaced and stayed so for one look."""
        seen = self.mark
        while True:
            await asyncio.sleep(seconds)
            now = self.source.mark()
            if now != self.mark and now == seen:
                await self.reload()
            seen = now
