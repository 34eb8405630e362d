"""Validating with a person watching."""

from __future__ import annotations

from pathlib import Path

import click

from ..check import check
from ..problem import ERROR, GoudenError, Problem
from ..project import Project
from ..report import render
from .building import progress


def validate_project(
    project: Project, files: tuple[Path, ...], lang: str, engine: str, form: str, strict: bool
) -> bool:
    """Prints the findings; `True` when nothing (with `strict`: not even a warning) is wrong."""
    wanted = [_relative(path, project) for path in files]
    with progress() as step:
        checked = check(project, engine, step)
    problems = [p for p in checked.problems if not wanted or _below(p.place.file, wanted)]
    click.echo(render(form, problems, lang), nl=False)
    click.echo(count_line(problems, len(checked.expansion.records)), err=True)
    return not [p for p in problems if strict or p.severity == ERROR]


def count_line(problems: list[Problem], records: int) -> str:
    """How many errors and warnings."""
    errors = sum(p.severity == ERROR for p in problems)
    return f"{errors} error(s), {len(problems) - errors} warning(s) in {records} records"


def _relative(path: Path, project: Project) -> str:
    if not path.exists():
        raise GoudenError(f"no such file or folder: {path}", "name files or folders of the project's data/")
    whole = path.resolve()
    if not whole.is_relative_to(project.root):
        raise GoudenError(f"{path} is not in the project {project.root}", "choose the project with --project DIR")
    return whole.relative_to(project.root).as_posix()


def _below(name: str, wanted: list[str]) -> bool:
    return any(w == "." or name == w or name.startswith(w.rstrip("/") + "/") for w in wanted)
