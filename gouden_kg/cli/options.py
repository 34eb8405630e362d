"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from ..report import default_language as default_language

project_option = click.option(
    "--project",
    "project_path",
    type=click.Path(path_type=Path),
    help="The project folder; else the one around the current folder.",
)
language_option = click.option(
    "--lang",
    type=click.Choice(["nl", "en"]),
    default=lambda: default_language(),
    help="Language of messages and labels.",
)
engine_option = click.option(
    "--engine",
    type=click.Choice(["auto", "fast", "pyshacl"]),
    default="auto",
    help="SHACL engine; pyshacl is the reference.",
)
user_option = click.option(
    "--user",
    metavar="NAME:PASSWORD",
    help="Who signs in at the endpoint; kept out of sight in the variable GOUDEN_ENDPOINT_USER.",
)
base_option = click.option("--base", metavar="IRI", help="What relative IRIs of RDF files are relative to.")


class Group(click.Group):
    """A group whose help gives what each command does in full; Click cuts it off where the line ends."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        commands = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, command.get_short_help_str(1000)) for name, command in commands.items() if command]
            )
