"""Checksums of the files to download, and of the graph itself."""

from __future__ import annotations

from collections.abc import Iterable

from ...graph import Graph
from ...rdf.canonical import canonical_hash
from ..publication import File, Publication
from ..written import Written
from .rdf import FOLDER


def checksum_files(publication: Publication, written: Written) -> Iterable[File]:
    """`SHA256SUMS`, as `sha256sum --check` reads it, and the canonical hash of the graph (RDFC-1.0).

    The hash stays the same when only the writing of the files changes.
    """
    paths = written.paths(f"{FOLDER}/")
    lines = [f"{written.digest(path)}  {path.removeprefix(f'{FOLDER}/')}\n" for path in paths]
    yield f"{FOLDER}/SHA256SUMS", "".join(lines).encode()
    yield f"{FOLDER}/canonical-hash.txt", f"{graph_hash(publication.graph)}\n".encode()


def graph_hash(graph: Graph) -> str:
    """The SHA-256 of the canonical N-Quads of a graph without blank nodes, which are its sorted lines."""
    return canonical_hash("".join(sorted(f"{s} {p} {o} .\n" for s, p, o in graph)))
