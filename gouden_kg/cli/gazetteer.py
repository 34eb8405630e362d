"""`gouden gazetteer`: identifiers of municipalities kept fresh."""

from __future__ import annotations

from pathlib import Path

import click

from .options import Group, language_option, project_option


@click.group(cls=Group)
def gazetteer() -> None:
    """Compare the records of municipalities with OSM, Wikidata, TOOI and CBS, and take over identifiers."""


@gazetteer.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--apply", is_flag=True, help="Write new, changed and confirmed identifiers into the records.")
@click.option("--date", default="", help="The day the files speak of, where they do not say so.")
@click.option("--encoding", default="", help="Encoding of a CSV file that is not UTF-8, like windows-1252.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@project_option
@language_option
def import_files(
    files: tuple[Path, ...], apply: bool, date: str, encoding: str, form: str, project_path: Path | None, lang: str
) -> None:
    """Show how FILES differ from the records of municipalities: what is new, changed, in conflict, unknown or ended.

    A file is an Overpass result or OSM extract (JSON), a Wikidata result (JSON, CSV), TOOI's register (JSON-LD) or
    CBS's yearly list (XLSX, CSV); its content tells which. Exit code 1: something is left for a person to decide.
    """
    from ..project import find_project
    from ..refresh.refresh import refresh
    from ..refresh.render import render_json, render_table, summary

    done = refresh(find_project(project_path, own=apply), files, date, encoding, apply=apply)
    as_json = form == "json"
    found = done.differences
    click.echo(render_json(found, done.extracts) if as_json else render_table(found, done.records, lang), nl=False)
    for line in (*(u.words(lang) for e in done.extracts for u in e.unreadable), summary(found, done.extracts, lang)):
        click.echo(line, err=True)
    if apply:
        click.echo(f"{done.written} identifiers written; now run `gouden validate`", err=True)
    raise click.exceptions.Exit(0 if done.clean else 1)


@gazetteer.command()
@click.argument("name", required=False, type=click.Choice(["overpass", "wikidata"]))
def queries(name: str | None) -> None:
    """Print the queries for Overpass and Wikidata whose answers can be imported, or the one with NAME."""
    from ..refresh.queries import query_text

    click.echo(query_text(name or ""), nl=False)
