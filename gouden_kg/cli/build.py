"""`gouden build` and `gouden init`."""

from __future__ import annotations

from pathlib import Path

import click

from .options import engine_option, language_option, project_option


@click.command()
@project_option
@engine_option
@language_option
@click.option("--watch", is_flag=True, help="Build again whenever a file changes; stop with Ctrl-C.")
@click.option("--strict", is_flag=True, help="Let warnings stop the build too.")
def build(project_path: Path | None, engine: str, lang: str, watch: bool, strict: bool) -> None:
    """Read, validate and write the publication to dist/."""
    from ..project import find_project
    from .building import build_once, watch_project

    project = find_project(project_path, own=True)
    if watch:
        watch_project(project, engine, lang, strict)
    elif not build_once(project, engine, lang, strict):
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--base", default="https://example.org/my-dataset/", show_default=True, help="Address of the publication."
)
def init(folder: Path, base: str) -> None:
    """Begin a new project in FOLDER: five folders, two records, one question."""
    from ..starter import write_starter

    for line in write_starter(folder, base):
        click.echo(line)
