"""`gouden publish`."""

from __future__ import annotations

import time
from pathlib import Path

import click

from .options import engine_option, project_option


@click.command()
@project_option
@engine_option
@click.option(
    "--boundaries",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="GeoJSON with areas of municipalities, to draw the map with.",
)
@click.option("--nanopubs", is_flag=True, help="Add the claims as nanopublications.")
def publish(project_path: Path | None, engine: str, boundaries: Path | None, nanopubs: bool) -> None:
    """Make the site: pages, files and descriptions, in dist/site/.

    Builds first when the build is missing or its sources have changed.
    """
    from ..project import find_project
    from ..publish.publication import Options
    from ..publish.publish import publish as publish_project
    from .building import progress

    project = find_project(project_path, own=True)
    began = time.perf_counter()
    with progress() as step:
        done = publish_project(project, Options(boundaries, nanopubs), engine, step)
    click.echo(
        f"published {project.dist / 'site'} in {time.perf_counter() - began:.1f} s: "
        f"{done.files} files, {done.pages} pages, {done.size / 1e6:.1f} MB",
        err=True,
    )
