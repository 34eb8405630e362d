"""The whole road: a project is checked, and what is right is written to `dist/`."""

from __future__ import annotations

from pathlib import Path

from .check import Checked, Progress, check, project_context
from .expand.expand import identify
from .graph import Graph
from .problem import GoudenError, Place, Problem, ProblemsFound
from .project import Project
from .read.records import read_records


def build(
    project: Project, engine: str = "auto", progress: Progress = lambda step: None, *, strict: bool = False
) -> Checked:
    """Checks the project and writes its publication to `dist/`.

    Raises `ProblemsFound` when there are errors (with `strict`: or warnings); the old output is untouched then.
    """
    from .write.publication import write_publication

    checked = check(project, engine, progress)
    if checked.errors or (strict and checked.problems):
        raise ProblemsFound(checked.problems)
    progress("write")
    write_publication(project, checked)
    return checked


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


def places(project: Project) -> dict[str, Place]:
    """Thing IRI → where its record begins, read afresh."""
    problems: list[Problem] = []
    records = read_records([project.ontology, project.data], project.root, problems)
    return {iri: record.place() for iri, record in identify(records, project_context(project), problems).items()}
