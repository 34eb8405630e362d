"""`gouden evidence`: from words of a source to ranges in records, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import Group, language_option, project_option

if TYPE_CHECKING:
    from ..problem import Problem

_sources_option = click.option(
    "--sources",
    type=click.Path(path_type=Path),
    envvar="GOUDEN_SOURCES",
    help="Folder with the texts of the sources; else GOUDEN_SOURCES.",
)


@click.group(cls=Group)
def evidence() -> None:
    """Locate, seal, check and show the passages records rest on, for holders of the sources."""


@evidence.command()
@click.argument("source")
@click.argument("words")
@click.option("--to", default="", metavar="WORDS", help="Last words of the passage.")
@_sources_option
@project_option
def locate(source: str, words: str, to: str, sources: Path | None, project_path: Path | None) -> None:
    """Find WORDS in SOURCE (its id, or a file) and print the evidence item to paste into a record."""
    from ..evidence.commands import located

    lines, notes = located(source, words, to, sources, project_path)
    _print(lines, notes)
    raise click.exceptions.Exit(0 if lines else 1)


@evidence.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_sources_option
@project_option
@language_option
def seal(files: tuple[Path, ...], sources: Path | None, project_path: Path | None, lang: str) -> None:
    """Replace `- find: SOURCE | start words | end words` in FILES by ranges with digests.

    A file in which something is not found stays as it is.
    """
    from ..evidence.commands import sealed

    problems, notes = sealed(files, sources, project_path)
    _report(problems, notes, lang)


@evidence.command()
@_sources_option
@project_option
@language_option
def check(sources: Path | None, project_path: Path | None, lang: str) -> None:
    """Recompute every digest of the records and of the source files."""
    from ..evidence.commands import checked

    problems, notes = checked(sources, project_path)
    _report(problems, notes, lang)


@evidence.command()
@click.argument("name", metavar="ID")
@click.option("--context", type=click.IntRange(0), default=200, show_default=True, help="Characters around.")
@_sources_option
@project_option
@language_option
def show(name: str, context: int, sources: Path | None, project_path: Path | None, lang: str) -> None:
    """Print the passages that ID (`claim/its-id` or an address) rests on, between >>> and <<<."""
    from ..evidence.commands import opened
    from ..evidence.show import shown

    catalogue, folder = opened(sources, project_path)
    text, right = shown(catalogue, name, folder, context, lang)
    click.echo(text, nl=False)
    raise click.exceptions.Exit(0 if right else 1)


@evidence.command()
@click.argument("names", nargs=-1)
@click.option("--by", type=click.Choice(["source", "section"]), default="section", show_default=True)
@click.option("--format", "form", type=click.Choice(["table", "json", "html"]), default="table", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file instead of the screen.")
@click.option("--list", "listed", is_flag=True, help="List the open passages too.")
@click.option("--min", "least", type=click.FloatRange(0, 100), help="Exit 1 when a row covers less than this percent.")
@_sources_option
@project_option
@language_option
def coverage(
    names: tuple[str, ...],
    by: str,
    form: str,
    output: Path | None,
    listed: bool,
    least: float | None,
    sources: Path | None,
    project_path: Path | None,
    lang: str,
) -> None:
    """Tell how much of the sources and sections NAMES (else all) some record rests on.

    The share is covered / (covered + open); white space and omissions with a reason do not count.
    """
    from ..evidence.commands import measured
    from ..evidence.render import render_coverage
    from ..rdf.output import written

    found, notes = measured(names, by, least, sources, project_path)
    with written(output) as stream:
        stream.write(render_coverage(found, form, lang, listed).encode())
    _print([], notes)
    raise click.exceptions.Exit(1 if least is not None and found.below(least) else 0)


def _print(lines: list[str], notes: list[str]) -> None:
    for line in lines:
        click.echo(line)
    for note in notes:
        click.echo(note, err=True)


def _report(problems: list[Problem], notes: list[str], lang: str) -> None:
    from ..report.text import text_report

    click.echo(text_report(problems, lang), nl=False)
    _print([], notes)
    raise click.exceptions.Exit(1 if any(p.severity == "error" for p in problems) else 0)
