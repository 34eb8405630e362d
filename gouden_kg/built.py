"""What a build has written."""

from __future__ import annotations

from pathlib import Path

from .graph import Graph
from .problem import GoudenError
from .project import Project


def read_graph(project: Project) -> Graph:
    """The built graph; raises `GoudenError` when the project has not been built."""
    from pyoxigraph import RdfFormat, parse

    path = built_file(project, f"{project.name}.nt")
    return [(str(t.subject), str(t.predicate), str(t.object)) for t in parse(path=path, format=RdfFormat.N_TRIPLES)]


def built_file(project: Project, name: str) -> Path:
    """A file of the built publication; raises `GoudenError` when it is not there."""
    path = project.dist / name
    if not path.exists():
        raise GoudenError(f"{project.root} has not been built yet", "run `gouden build` there first")
    return path
