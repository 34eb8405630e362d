"""`gouden serve`: the built graph over HTTP."""

from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

import click

from ..problem import GoudenError
from ..serve.settings import Settings
from .options import project_option

_F = TypeVar("_F")


def _setting_options(command: _F) -> _F:
    """An option for each setting; one that is not given leaves the say to environment, file and default."""
    for setting in reversed(fields(Settings)):
        default = getattr(Settings(), setting.name)
        flag = "--" + setting.name.replace("_", "-")
        meaning = setting.metadata["meaning"]
        if isinstance(default, bool):
            option = click.option(f"{flag}/--no-{flag[2:]}", default=None, help=meaning)
        elif isinstance(default, tuple):
            option = click.option(flag, multiple=True, metavar="NAME", help=meaning)
        else:
            option = click.option(flag, type=type(default), help=f"{meaning} [{default}]" if default else meaning)
        command = option(command)  # type: ignore[type-var]  # a decorated function stays one
    return command


@click.command()
@project_option
@click.option("--config", type=click.Path(path_type=Path), help="TOML file with settings.")
@click.option("--show-config", is_flag=True, help="Print every setting, its value and where that came from.")
@click.option(
    "--data", multiple=True, type=click.Path(path_type=Path), help="Serve these RDF files instead; repeatable."
)
@_setting_options
def serve(
    project_path: Path | None, config: Path | None, show_config: bool, data: tuple[Path, ...], **flags: Any
) -> None:
    """Serve the built graph: SPARQL, Linked Data, the stored queries, the site; all of it read-only.

    Settings come from flags, else from the environment (GOUDEN_SERVE_PORT), else from --config FILE. A new build is
    taken over while serving. Stop with Ctrl-C.
    """
    from ..serve.settings import configured

    chosen = configured(config, {name: value for name, value in flags.items() if value not in (None, ())})
    if show_config:
        click.echo(chosen.text(), nl=False)
        return
    if os.name != "posix":
        raise GoudenError("this system cannot fork, which serving needs", "serve on Linux or macOS")
    from ..project import find_project
    from ..serve.release import Source
    from ..serve.run import serve as run

    source = Source(None, data) if data else Source(find_project(project_path))
    run(source, chosen.settings, lambda address, tag: click.echo(f"serving release {tag} at {address}", err=True))
