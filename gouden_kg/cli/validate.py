"""`gouden validate` and `gouden explain`."""

from __future__ import annotations

from pathlib import Path

import click

from .options import base_option, engine_option, language_option, project_option


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@project_option
@language_option
@engine_option
@click.option("--format", "form", type=click.Choice(["text", "json", "github", "sarif", "shacl"]), default="text")
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@click.option("--data", type=click.Path(path_type=Path), help="Validate this RDF file instead of a project.")
@click.option(
    "--shapes",
    multiple=True,
    type=click.Path(path_type=Path),
    help="SHACL shapes for --data, a file or a folder; repeatable.",
)
@base_option
def validate(
    files: tuple[Path, ...],
    project_path: Path | None,
    lang: str,
    engine: str,
    form: str,
    strict: bool,
    data: Path | None,
    shapes: tuple[Path, ...],
    base: str | None,
) -> None:
    """Tell everything that is wrong; with FILES only what is wrong in those files or folders.

    With --data and --shapes any RDF file is validated and the SHACL report is printed as Turtle.
    """
    if shapes and data is None:
        raise click.UsageError("--shapes is for --data; a project has its own in shapes/")
    if data is not None:
        if files:
            raise click.UsageError("FILES are of a project; with --data only that file is validated")
        from ..validate.files import report_of_files

        conforms, report = report_of_files(data, shapes, engine, base)
        click.echo(report, nl=False)
        raise click.exceptions.Exit(0 if conforms else 1)
    from ..project import find_project
    from .validating import validate_project

    if not validate_project(find_project(project_path), files, lang, engine, form, strict):
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("code", required=False)
@project_option
@language_option
def explain(code: str | None, project_path: Path | None, lang: str) -> None:
    """Tell what finding CODE means and how to mend it; without CODE list all codes."""
    from ..explain import explanation, explanations
    from ..project import find_project

    project = find_project(project_path)
    click.echo(explanation(project, code, lang) if code is not None else "\n".join(sorted(explanations(project))))
