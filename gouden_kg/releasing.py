"""Making a release: publish, compare with the one before, refuse lost addresses, freeze, publish again."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from .built import built_file
from .check import Progress
from .dataset import NAME as DATASET
from .graph import Graph, sorted_graph
from .problem import GoudenError, Place, ProblemsFound
from .project import Project
from .publish.dumps.checksums import graph_hash
from .publish.publication import Publication, open_publication
from .publish.release.answers import compare_answers
from .publish.release.changes import Changes, compare_graphs
from .publish.release.frozen import pack, unpack
from .publish.release.ledger import (
    ADDRESSES,
    ARCHIVE,
    RECORD,
    Release,
    addresses_text,
    read_addresses,
    read_releases,
    version_key,
)
from .publish.release.lost import lost_addresses, published_addresses
from .publishing import SITE, publish
from .query.run import open_store
from .query.stored import read_queries
from .rebase import base_of, rebased
from .write.folder import replaced_folder

if TYPE_CHECKING:
    from pyoxigraph import Store

_VERSIONED = {f"<http://www.w3.org/2002/07/owl#{name}>" for name in ("versionIRI", "versionInfo")}


def release(
    project: Project, version: str, date: str, note: dict[str, str], progress: Progress = lambda step: None
) -> Release:
    """Freezes the publication as a release and publishes it with the others under `release/VERSION/`.

    Raises `ProblemsFound` when records hold errors or a published address would be lost, and `GoudenError` when the
    version is not the project's, exists, or is older than the last, or when the last has a later day or another base.
    """
    releases = read_releases(project)
    _check_version(project, version, releases)
    if releases:
        _check_succession(project, date, releases[-1])
    publish(project, progress=progress)
    publication = open_publication(project)
    lost = lost_addresses(publication)
    if lost:
        raise ProblemsFound(lost)
    progress("compare with the release before")
    previous = releases[-1] if releases else None
    changes = _changes(publication, previous)
    progress("freeze")
    archive = pack(project.dist / SITE, project.root / "queries")
    made = Release(
        version,
        date,
        previous.version if previous else "",
        note,
        len(publication.graph),
        sum("/" in address for address in publication.documents),
        graph_hash(publication.graph),
        hashlib.sha256(archive).hexdigest(),
        changes,
    )
    with _entered(project, made, archive, published_addresses(publication)):
        publish(project, progress=progress)
    return made


def _check_version(project: Project, version: str, releases: list[Release]) -> None:
    if version != project.version:
        hint = "raise `version` there (and wherever else the project states it), then release"
        raise GoudenError(f"data/dataset.yaml says version {project.version}, not {version}", hint)
    if any(release.version == version for release in releases):
        raise GoudenError(f"{version} has been released, and releases never change", "choose the next version")
    if releases and version_key(version) < version_key(releases[-1].version):
        raise GoudenError(f"{version} comes before {releases[-1].version}, the last release", "choose a higher version")


def _check_succession(project: Project, date: str, last: Release) -> None:
    if date < last.date:
        raise GoudenError(f"{date} comes before {last.date}, the day of release {last.version}", "choose a later day")
    former = base_of(dict(unpack(project, last))["context.jsonld"].decode())
    if former != project.base:
        message = f"release {last.version} was published under {former}; under {project.base} its addresses are lost"
        hint = "put `base` back; or begin anew without data/releases/, and let the old addresses lead to the new ones"
        raise GoudenError(message, hint, Place(DATASET))


@contextmanager
def _entered(project: Project, made: Release, archive: bytes, addresses: set[str]) -> Iterator[None]:
    """The release stands in the ledger, and leaves it again when the block fails."""
    known = read_addresses(project)
    kept = tuple(p.name for p in project.releases.iterdir() if p.name != ADDRESSES) if project.releases.is_dir() else ()
    with replaced_folder(project.releases, kept) as folder:
        (folder / made.version).mkdir()
        (folder / made.version / RECORD).write_text(made.text(), "utf-8")
        (folder / made.version / ARCHIVE).write_bytes(archive)
        (folder / ADDRESSES).write_text(addresses_text(dict.fromkeys(addresses, made.version) | known), "utf-8")
    try:
        yield
    except BaseException:
        if not kept:
            shutil.rmtree(project.releases)
        else:
            with replaced_folder(project.releases, kept) as folder:
                (folder / ADDRESSES).write_text(addresses_text(known), "utf-8")
        raise


def _changes(publication: Publication, previous: Release | None) -> Changes:
    """What changed; the first release changes nothing, as there was nothing."""
    if previous is None:
        return Changes()
    project = publication.project
    frozen = dict(unpack(project, previous))
    trig, lines = frozen[f"download/{project.name}.trig"], frozen[f"download/{project.name}.nt"]
    old = stated_graph(trig, project.base)
    new = stated_graph(built_file(project, f"{project.name}.trig").read_bytes(), project.base)
    moved = partial(rebased, written=project.written, base=project.base)
    texts = {n[8:-3]: moved(content.decode()) for n, content in frozen.items() if _is_question(n)}
    queries = read_queries(project.root / "queries", project.base, project.written)
    answers = compare_answers(project, texts, _store(lines), queries, open_store(project))
    return Changes(compare_graphs(old, new, project.base), list(answers))


def _is_question(name: str) -> bool:
    return name.startswith("queries/") and not name.endswith(("-violation.rq", "-derived.rq"))


def stated_graph(trig: bytes, base: str) -> Graph:
    """What records and vocabulary say, without what was derived: a new claim is no change of what it is about.

    Nor is the version, which differs in every release.
    """
    from pyoxigraph import RdfFormat, parse

    derived = f"<{base}graph/derived>"
    quads = [(q, str(q.predicate)) for q in parse(trig, RdfFormat.TRIG) if str(q.graph_name) != derived]
    return sorted_graph((str(q.subject), prop, str(q.object)) for q, prop in quads if prop not in _VERSIONED)


def _store(lines: bytes) -> Store:
    from pyoxigraph import RdfFormat, Store

    store = Store()
    store.bulk_load(lines, RdfFormat.N_TRIPLES)
    return store
