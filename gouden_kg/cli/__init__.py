"""The command line: each command parses, calls once, prints, exits."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from ..problem import GoudenError, ProblemsFound, way_out

# command → (module, what it does); modules are imported when their command runs
COMMANDS = {
    "build": ("build", "Read, validate and write the publication to dist/."),
    "publish": ("publish", "Make the site: pages, files and descriptions, in dist/site/."),
    "release": ("publish", "Freeze the publication as a version and compare it with the one before."),
    "stats": ("publish", "Tell how much there is, how complete it is, and where it links to."),
    "validate": ("validate", "Tell everything that is wrong, with file, line and column."),
    "query": ("query", "Answer stored or own SPARQL questions."),
    "push": ("push", "Load the built graph into a SPARQL server."),
    "serve": ("serve", "Answer SPARQL, Linked Data and the site over HTTP."),
    "evidence": ("evidence", "Locate, seal, check and show the passages records rest on."),
    "link": ("link", "Add identifiers to the municipalities of a table."),
    "gazetteer": ("gazetteer", "Keep identifiers of municipalities fresh from OSM, Wikidata, TOOI and CBS."),
    "explain": ("validate", "Tell what a finding means and how to mend it."),
    "init": ("build", "Begin a new project in a folder."),
    "convert": ("convert", "Convert an RDF file to another syntax."),
    "hash": ("convert", "Print the canonical hash (RDFC-1.0) of an RDF file."),
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = import_module(f".{COMMANDS[name][0]}", __name__)
        command: click.Command = getattr(module, "hash_command" if name == "hash" else name)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in COMMANDS:
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, 1)
            ctx.fail(f"no such command `{args[0]}`." + (f" Did you mean `{near[0]}`?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="gouden-kg", prog_name="gouden")
def cli() -> None:
    """Curated records in YAML, published as validated linked data.

    Works on the project around the current folder, or on --project DIR; outside any project on the Gouden
    Gemeenten that came along. Exit codes: 0 clean, 1 problems found, 2 could not run.
    """


def run() -> None:
    """Runs the command line; no error of a user or of the machine ends in a traceback."""
    try:
        code = cli(prog_name="gouden", standalone_mode=False)  # Click gives the code of an Exit back
        sys.stdout.flush()
        sys.exit(code if isinstance(code, int) else 0)
    except click.Abort:
        _fail("stopped; what was there before is untouched", "")
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except ProblemsFound as found:
        from .building import stop_for
        from .options import default_language

        stop_for(found, default_language())
    except GoudenError as error:
        _fail(error.message, error.hint, str(error.place) if error.place else "")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        _fail("stopped; what was there before is untouched", "")
    except (RecursionError, MemoryError):
        _fail("the input is too deep or too large for this machine", "give less at a time")
    except OSError as error:
        _fail(f"{error.filename or 'the system'}: {error.strerror}", way_out(error))


def _fail(message: str, hint: str, place: str = "") -> None:
    click.echo((f"{place}: " if place else "") + f"error: {message}" + (f"\n  hint: {hint}" if hint else ""), err=True)
    sys.exit(2)
