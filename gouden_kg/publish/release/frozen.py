"""The frozen files of a release: packed once, unpacked at every publication."""

from __future__ import annotations

import io
import json
import lzma
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from ...problem import GoudenError
from ...project import Project
from ...template import render_template
from ..publication import File, Publication
from .ledger import RECORD, Release, read_archive, read_releases

_KEPT = ("download/", "catalog.", "void.", "prov.", "def.", "CITATION.cff", "context.jsonld", "stats.json")


def pack(site: Path, queries: Path) -> bytes:
    """The dumps, tables, descriptions and stored queries of a publication as `tar.xz`, without times or owners.

    Pages are left out: they are made from the same data by the same version of the program, and would weigh more than
    all else together.
    """
    out = io.BytesIO()
    found = sorted(p for p in site.rglob("*") if p.is_file())
    kept = [(p.relative_to(site).as_posix(), p) for p in found]
    with (
        lzma.open(out, "wb", preset=6) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for name, path in kept:
            if name.startswith(_KEPT):
                _add(tar, name, path.read_bytes())
        for path in sorted(queries.glob("*.rq")):
            _add(tar, f"queries/{path.name}", path.read_bytes())
    return out.getvalue()


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))


def unpack(project: Project, release: Release) -> Iterator[File]:
    """The frozen files of a release; raises `GoudenError` when the archive is not the one released."""
    with tarfile.open(fileobj=io.BytesIO(read_archive(project, release)), mode="r:xz") as tar:
        for entry in tar:
            content = tar.extractfile(entry)
            if content is None or entry.name.startswith("/") or ".." in entry.name.split("/"):
                raise GoudenError(
                    f"the archive of release {release.version} holds {entry.name}, which is no plain file"
                )
            yield entry.name, content.read()


def release_files(publication: Publication) -> Iterable[File]:
    """Every release under `release/VERSION/`, with a page that lists its files; `changes.json` tells of them all."""
    releases = read_releases(publication.project)
    changes = json.dumps([asdict(release) for release in releases], ensure_ascii=False, indent=1)
    yield "changes.json", f"{changes}\n".encode()
    for release in releases:
        folder = f"release/{release.version}"
        yield f"{folder}/{RECORD}", release.text().encode()
        names = [RECORD]
        for name, content in unpack(publication.project, release):
            yield f"{folder}/{name}", content
            names.append(name)
        yield f"{folder}/index.html", _page(publication.project, release, names).encode()


def _page(project: Project, release: Release, names: list[str]) -> str:
    return render_template("release.html.j2", project=project, release=release, names=names)
