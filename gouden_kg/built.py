"""What a build has written."""

from __future__ import annotations

from pathlib import Path

from .graph import Graph
from .problem import GoudenError
from .project import Project

BUILT_FROM = "built-from.txt"


def read_graph(project: Project, *begins: str) -> Graph:
    """The built graph, or its lines that begin so; raises `GoudenError` when the project has not been built."""
    path = built_file(project, f"{project.name}.nt")
    content = path.read_bytes()
    if begins:
        starts = tuple(begin.encode() for begin in begins)
        content = b"".join(line for line in content.splitlines(keepends=True) if line.startswith(starts))
    return graph_of(content, path.name)


def graph_of(ntriples: bytes, name: str) -> Graph:
    """The graph that N-Triples hold, in their order; raises `GoudenError` when they are broken."""
    from pyoxigraph import RdfFormat, parse

    try:
        triples = parse(ntriples, RdfFormat.N_TRIPLES)
        return [(str(t.subject), str(t.predicate), str(t.object)) for t in triples]
    except SyntaxError as error:
        raise GoudenError(f"{name} is broken: {error.msg}", "build again with `gouden build`") from None


def sources_digest(project: Project) -> str:
    """SHA-256 over names and contents of everything a build reads, and the version of this package."""
    import hashlib

    from . import __version__
    from .project import FOLDERS
    from .read.files import source_files

    digest = hashlib.sha256(__version__.encode())
    for path in (p for folder in FOLDERS for p in source_files(project.root / folder)):
        if path.is_file():
            digest.update(f"\n{path.relative_to(project.root).as_posix()}\n".encode("utf-8", "surrogateescape"))
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_current(project: Project) -> bool:
    """Whether the last build was made from the files as they are now."""
    path = project.dist / BUILT_FROM
    return path.is_file() and path.read_text("utf-8").strip() == sources_digest(project)


def built_file(project: Project, name: str) -> Path:
    """A file of the built publication; raises `GoudenError` when it is not there."""
    path = project.dist / name
    if not path.exists():
        raise GoudenError(f"{project.root} has not been built yet", "run `gouden build` there first")
    return path
