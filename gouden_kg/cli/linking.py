"""Linking with a person watching: the options checked against each other, the summary told."""

from __future__ import annotations

import datetime
import re
import sys
from dataclasses import replace
from pathlib import Path

import click

from ..gazetteer.candidate import STATUSES
from ..gazetteer.gazetteer import COVERED_FROM, COVERED_TO
from ..gazetteer.match import Matcher
from ..gazetteer.read import read_gazetteer
from ..link.dates import day_of
from ..link.formats import open_table, written_form
from ..link.links import Provenance
from ..link.output import local_file
from ..link.run import Options, Summary, link_table
from ..link.table import Source
from ..problem import GoudenError
from ..project import Project, find_project
from ..report import worded

_BINARY = ("xlsx", "parquet")
_ADDRESS = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+')


def covered_day(option: str, text: str | None) -> datetime.date | None:
    """The day of an option; raises `GoudenError` when it is none, or outside what the gazetteer covers."""
    if text is None:
        return None
    day = day_of(text)
    if day is None:
        raise GoudenError(f"{option} {text} is no date", "write a day, month or year, such as 2017-12-04 or 2017")
    if not COVERED_FROM <= day < COVERED_TO:
        last = COVERED_TO - datetime.timedelta(days=1)
        raise GoudenError(f"{option} {day} lies outside the gazetteer", f"it covers {COVERED_FROM} to {last}")
    return day


def link_file(source: Source, options: Options, output: Path | None, base: str, project_path: Path | None) -> bool:
    """Links a table and tells the counts; `True` when every row is sure, likely or decided."""
    _require_sense(options)
    if base and not _ADDRESS.fullmatch(base):
        raise GoudenError(f"--base {base} is no address", "write a full one, like https://example.org/table#")
    project = find_project(project_path)
    matcher = Matcher(read_gazetteer(project))
    with local_file(source.path) as path:
        table = open_table(replace(source, path=path))
        form = options.form or (written_form(output) if output else "") or table.form
        if form in _BINARY and output is None and sys.stdout.isatty():
            raise GoudenError(f"{form} is nothing for a screen", "write it to a file with -o FILE")
        whole = replace(options, form=form, provenance=_provenance(source, project, matcher, base))
        summary = link_table(table, matcher, whole, output)
    for line in _told(summary, whole):
        click.echo(line, err=True)
    return summary.open == 0


def _require_sense(options: Options) -> None:
    if options.at and options.columns.at:
        raise GoudenError("--at and --at-column exclude each other", "give one day for all rows, or a column of days")
    if options.to and options.form == "sssom":
        raise GoudenError("SSSOM tells what a text means, not what came later", "leave --to out, or choose csv or ttl")
    if options.neutral and options.form not in ("", "csv", "tsv"):
        raise GoudenError("--for-spreadsheet is for CSV and TSV", "other formats keep text as text")


def _provenance(source: Source, project: Project, matcher: Matcher, base: str) -> Provenance:
    from urllib.parse import quote

    name = source.name if source.name != "-" else "table"
    iri = next(iter(matcher.gazetteer.by_iri))
    return Provenance(name, base or f"file:///{quote(name)}", iri.partition("id/municipality/")[0], project.licence)


_WORDS = {
    "sure": "zeker",
    "likely": "waarschijnlijk",
    "ambiguous": "dubbelzinnig",
    "none": "geen",
}


def _told(summary: Summary, options: Options) -> list[str]:
    dutch = options.lang == "nl"
    counts = ", ".join(f"{summary.statuses[s]} {_WORDS[s] if dutch else s}" for s in STATUSES)
    lines = [
        *(worded(note, options.lang) for note in summary.notes),
        f"{summary.rows} {'rijen' if dutch else 'rows'}: {counts}",
    ]
    if summary.decided:
        lines.append(f"{summary.decided} {'door een mens beslist' if dutch else 'decided by a person'}")
    if summary.divided:
        told = "verdeeld over meer gemeenten, niet gekozen" if dutch else "divided among several, none chosen"
        lines.append(f"{summary.divided} {told}")
    if summary.contradicted:
        told = (
            "twee kolommen, twee gemeenten, niet gekozen" if dutch else "two columns, two municipalities, none chosen"
        )
        lines.append(f"{summary.contradicted} {told}")
    if summary.open and options.review is None:
        lines.append(
            f"{summary.open} {'rijen open: zie ze met' if dutch else 'rows open: see them with'} --review FILE"
        )
    if summary.questions:
        where = f"{summary.questions} open {'vragen in' if dutch else 'questions in'} {options.review}"
        lines.append(where + (": typ uw besluit in `decision`" if dutch else ": type your decisions in `decision`"))
    if summary.left_out:
        told = "rijen passen niet meer in de tabel" if dutch else "rows more than the review table can hold"
        lines.append(f"{summary.left_out} {told}")
    return lines
