"""`gouden query`: stored questions and own SPARQL."""

from __future__ import annotations

from pathlib import Path

import click

from ..ask import FORMATS
from .options import Group, base_option, language_option, project_option, user_option


@click.group(cls=Group)
def query() -> None:
    """Answer stored or own SPARQL questions over the built graph."""


@query.command("list")
@project_option
@language_option
def list_queries(project_path: Path | None, lang: str) -> None:
    """List the stored queries with the question each answers."""
    from ..ask import listing
    from ..project import find_project

    click.echo(listing(find_project(project_path), lang), nl=False)


@query.command()
@click.argument("name")
@project_option
@language_option
def show(name: str, project_path: Path | None, lang: str) -> None:
    """Show a stored query: its question, parameters, columns and SPARQL."""
    from ..ask import shown
    from ..project import find_project

    click.echo(shown(find_project(project_path), name, lang), nl=False)


@query.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("name", required=False)
@project_option
@language_option
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="Else as the name of the output file ends, else table."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file instead of the screen.")
@click.option("--file", "file", type=click.Path(path_type=Path), help="A SPARQL file of your own.")
@click.option("-e", "--expression", help="A SPARQL query of your own.")
@click.option("--data", multiple=True, type=click.Path(path_type=Path), help="Ask this RDF file instead; repeatable.")
@base_option
@click.option("--endpoint", help="Ask this SPARQL endpoint instead, where `gouden push` or others loaded the graph.")
@click.option("--graph", help="The endpoint's named graph to ask, or `default`; else the one that `gouden push` fills.")
@user_option
@click.pass_context
def run(
    ctx: click.Context,
    name: str | None,
    project_path: Path | None,
    lang: str,
    form: str | None,
    output: Path | None,
    file: Path | None,
    expression: str | None,
    data: tuple[Path, ...],
    base: str | None,
    endpoint: str | None,
    graph: str | None,
    user: str | None,
) -> None:
    """Run the stored query NAME with its parameters as options (--theme loneliness), or your own."""
    from ..ask import Question, Where, answered, form_of, given_parameters, room_on_screen

    if name is not None and name.startswith("-"):  # without a NAME the first parameter stands in its place
        ctx.args, name = [name, *ctx.args], None
    given = given_parameters(ctx.args)
    where = Where(data, endpoint or "", graph or "", user, base)
    asked, chosen = Question(name, file, expression, given), form or form_of(output)
    text = answered(asked, where, project_path, chosen, lang, 0 if output else room_on_screen())
    if output is None:
        click.echo(text, nl=False)
        return
    from ..write.folder import write_file

    write_file(output, text.encode())
