"""The whole road: a project is checked, and what is right is written to `dist/`."""

from __future__ import annotations

from .built import sources_digest
from .check import Checked, Progress, check, project_context
from .expand.identify import identify
from .problem import Place, Problem, ProblemsFound
from .project import Project
from .read.records import read_records


def build(
    project: Project, engine: str = "auto", progress: Progress = lambda step: None, *, strict: bool = False
) -> Checked:
    """Checks the project and writes its publication to `dist/`.

    Raises `ProblemsFound` when there are errors (with `strict`: or warnings); the old output is untouched then.
    """
    from .dist import write_publication

    sources = sources_digest(project)  # before reading: what changes meanwhile makes the build stale
    checked = check(project, engine, progress)
    if checked.errors or (strict and checked.problems):
        raise ProblemsFound(checked.problems)
    progress("write")
    write_publication(project, checked, sources)
    return checked


def places(project: Project) -> dict[str, Place]:
    """Thing IRI → where its record begins, read afresh."""
    problems: list[Problem] = []
    records = read_records([project.ontology, project.data], project.root, problems)
    return {iri: record.place() for iri, record in identify(records, project_context(project), problems).items()}
