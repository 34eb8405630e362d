"""`gouden publish`, `gouden release` and `gouden stats`."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

import click

from .options import engine_option, language_option, project_option


@click.command()
@project_option
@engine_option
@language_option
@click.option(
    "--boundaries",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="GeoJSON with areas of municipalities, to draw the map with.",
)
@click.option("--nanopubs", is_flag=True, help="Add the claims as nanopublications.")
def publish(project_path: Path | None, engine: str, lang: str, boundaries: Path | None, nanopubs: bool) -> None:
    """Make the site: pages, files and descriptions, in dist/site/.

    Builds first when the build is missing or its sources have changed.
    """
    from ..project import find_project
    from ..publish.publication import Options
    from ..publishing import publish as publish_project
    from ..report.text import text_report
    from .building import problems_told, progress

    project = find_project(project_path, own=True)
    began = time.perf_counter()
    with problems_told(lang), progress() as step:
        done = publish_project(project, Options(boundaries, nanopubs), engine, step)
    click.echo(text_report(done.warnings, lang), nl=False)
    click.echo(
        f"published {project.dist / 'site'} in {time.perf_counter() - began:.1f} s: "
        f"{done.files} files, {done.pages} pages, {done.size / 1e6:.1f} MB",
        err=True,
    )


@click.command()
@project_option
@language_option
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def stats(project_path: Path | None, lang: str, form: str) -> None:
    """Tell how much there is: things per class, how completely each property is filled in, links out."""
    from ..project import find_project
    from ..publish.describe.stats import dataset_statistics, stats_json, stats_text
    from ..publish.publication import open_publication

    found = dataset_statistics(open_publication(find_project(project_path)))
    click.echo(stats_json(found) if form == "json" else stats_text(found, lang), nl=False)


@click.command()
@project_option
@language_option
@click.argument("version")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="The day of the release; else today.")
@click.option("--note-nl", default="", help="What the release is about, in Dutch.")
@click.option("--note-en", default="", help="What the release is about, in English.")
def release(
    project_path: Path | None, lang: str, version: str, date: datetime | None, note_nl: str, note_en: str
) -> None:
    """Freeze the publication as VERSION, compare it with the release before, and publish both.

    Refuses when an address that was published would be lost. The frozen files go to data/releases/, to be committed.
    """
    from ..project import find_project
    from ..releasing import release as make_release
    from .building import problems_told, progress

    project = find_project(project_path, own=True)
    day = (date or datetime.now()).strftime("%Y-%m-%d")
    note = {lang: text for lang, text in (("nl", note_nl), ("en", note_en)) if text}
    with problems_told(lang), progress() as step:
        made = make_release(project, version, day, note, step)
    changes = made.changes
    since = (
        f"since {made.previous}: {changes.count('added')} added, {changes.count('changed')} changed, "
        f"{changes.count('removed')} removed, {len(changes.queries)} stored queries answer otherwise"
    )
    click.echo(
        f"released {made.version} ({made.date}): {made.things} things, {made.triples} triples; "
        f"{since if made.previous else 'the first release'}\ncommit {project.releases}",
        err=True,
    )
