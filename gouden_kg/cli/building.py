"""Building with a person watching: progress on a terminal, silence in pipes."""

from __future__ import annotations

import contextlib
import sys
import time
from collections import Counter
from collections.abc import Iterator
from typing import NoReturn

import click

from ..build import build
from ..check import Checked, Progress
from ..graph import RDF_TYPE
from ..problem import GoudenError, ProblemsFound
from ..project import Project
from ..report.text import text_report
from ..validate.findings import code_of

_POLL_SECONDS = 0.5
_MOST_KINDS = 6


def stop_for(found: ProblemsFound, lang: str) -> NoReturn:
    """Tells the problems in a language and ends the command with exit code 1."""
    click.echo(text_report(found.problems, lang), nl=False)
    click.echo("nothing was written: the old output is untouched", err=True)
    sys.exit(1)


@contextlib.contextmanager
def problems_told(lang: str) -> Iterator[None]:
    """Problems that the block finds are told in a language and end the command."""
    try:
        yield
    except ProblemsFound as found:
        stop_for(found, lang)


def build_once(project: Project, engine: str, lang: str, strict: bool = False) -> bool:
    """Builds and tells; `False` when problems stopped it."""
    began = time.perf_counter()
    try:
        with progress() as step:
            checked = build(project, engine, step, strict=strict)
    except ProblemsFound as found:
        click.echo(text_report(found.problems, lang), nl=False)
        click.echo("not built: the old output is untouched", err=True)
        return False
    click.echo(text_report(checked.problems, lang), nl=False)
    click.echo(summary(project, checked, time.perf_counter() - began), err=True)
    return True


def watch_project(project: Project, engine: str, lang: str, strict: bool = False) -> None:
    """Builds at once and after every change of a file, until interrupted."""
    seen: dict[str, float] = {}
    while True:
        now = changes(project)
        if now != seen:
            seen = now
            try:
                build_once(project, engine, lang, strict)
            except GoudenError as error:
                click.echo(f"{error.place or project.root}: error: {error.message}", err=True)
        time.sleep(_POLL_SECONDS)


def changes(project: Project) -> dict[str, float]:
    """Each source file of the project with the time of its last change."""
    from ..project import FOLDERS
    from ..read.files import files_below

    found = {}
    for path in (p for folder in FOLDERS for p in files_below(project.root / folder)):
        with contextlib.suppress(OSError):
            found[str(path)] = path.stat().st_mtime
    return found


@contextlib.contextmanager
def progress(words: str = "building") -> Iterator[Progress]:
    """A live line on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True).status(words) as status:
        yield lambda step: status.update(f"{step} …")


def summary(project: Project, checked: Checked, seconds: float) -> str:
    """What was built, in a few lines."""
    kinds = Counter(o for _, p, o in checked.expansion.graph if p == RDF_TYPE)
    top = ", ".join(f"{n} {code_of(kind)}" for kind, n in kinds.most_common(_MOST_KINDS))
    more = ", …" if len(kinds) > _MOST_KINDS else ""
    size = len(checked.graph)
    return (
        f"built {project.dist} in {seconds:.2f} s: {size} triples ({len(checked.derived)} derived) "
        f"from {len(checked.expansion.records)} records\n  {top}{more}"
    )
