"""`gouden push`: the built graph loaded into a SPARQL server."""

from __future__ import annotations

from pathlib import Path

import click

from .options import project_option, user_option


@click.command()
@click.argument("endpoint")
@project_option
@user_option
@click.option("--graph", help="The named graph to fill, or `default`; else one named after the project's base.")
@click.option(
    "--by",
    "way",
    type=click.Choice(["auto", "store", "update"]),
    default="auto",
    show_default=True,
    help="Graph Store Protocol or SPARQL Update; auto takes the first where the server has it.",
)
@click.option("--update", "update_url", default="", help="Where the server takes SPARQL Update; else it is looked for.")
@click.option("--store", "store_url", default="", help="Where it takes graphs; else it is looked for.")
@click.option("--batch", type=click.IntRange(min=1), help="Triples at a time.")
def push(
    endpoint: str,
    project_path: Path | None,
    user: str | None,
    graph: str | None,
    way: str,
    update_url: str,
    store_url: str,
    batch: int | None,
) -> None:
    """Load the built graph into the SPARQL server at ENDPOINT.

    The graph is loaded beside the old one and takes its place when all of it has arrived; broken off and started
    again it goes on where it was.
    """
    from ..project import find_project
    from ..remote.push import Address, push_project
    from .building import progress

    address = Address(endpoint, update_url, store_url, graph or "", way, user)
    with progress("pushing") as step:
        told = push_project(find_project(project_path), address, batch or 0, step)
    click.echo(told, err=True)
