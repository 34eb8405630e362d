"""`gouden convert` and `gouden hash`: plain RDF in, plain RDF or its hash out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ..rdf.syntaxes import READ, WRITTEN
from .options import base_option

_from_option = click.option("--from", "given", type=click.Choice(READ), help="Syntax of the input; else by its name.")


@click.command()
@click.argument("source", metavar="IN")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file instead of the screen.")
@click.option("--to", required=True, type=click.Choice(WRITTEN), help="Syntax to write.")
@_from_option
@base_option
def convert(source: str, output: Path | None, to: str, given: str | None, base: str | None) -> None:
    """Convert the RDF file IN (`-`: standard input) to another syntax.

    Statements stay in the order of the file and literals as they were written, save that language tags become lower
    case. Nothing is written when the input is broken.
    """
    from ..rdf.convert import convert as convert_file

    with _problems_told():
        convert_file(source, to, output, given, base)


@click.command("hash")
@click.argument("source", metavar="FILE")
@_from_option
@base_option
@click.option("--timeout", type=click.FloatRange(0.1), default=10, show_default=True, metavar="SECONDS")
@click.option("--memory", type=click.IntRange(64), default=2048, show_default=True, metavar="MIB")
@click.option("--canonical", is_flag=True, help="Print the canonical N-Quads themselves.")
def hash_command(
    source: str, given: str | None, base: str | None, timeout: float, memory: int, canonical: bool
) -> None:
    """Print the canonical hash (SHA-256 of RDFC-1.0) of FILE: equal for equal graphs, however written."""
    from ..rdf.canonical import canonical_hash, canonical_nquads

    with _problems_told():
        nquads = canonical_nquads(source, timeout, memory, given, base)
        click.echo(nquads.encode() if canonical else canonical_hash(nquads), nl=not canonical)


@contextmanager
def _problems_told() -> Iterator[None]:
    from ..problem import ProblemsFound

    try:
        yield
    except ProblemsFound as found:
        from ..report.text import text_report
        from .options import default_language

        click.echo(text_report(found.problems, default_language()), nl=False, err=True)
        raise click.exceptions.Exit(1) from None
