"""`gouden link`: a table with municipalities in, the same table with their identifiers out."""

from __future__ import annotations

from pathlib import Path

import click

from .options import language_option, project_option

_READ = ["csv", "tsv", "xlsx", "parquet", "jsonl"]
_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("table", type=_FILE)
@project_option
@language_option
@click.option("-o", "--output", type=_FILE, help="Write to this file instead of the screen.")
@click.option("--format", "form", type=click.Choice([*_READ, "sssom", "ttl", "jsonld"]), help="Else as the table.")
@click.option("--from", "given", type=click.Choice(_READ), help="Format of the table; else by its content and name.")
@click.option("--column", default="", help="Heading or number of the column with municipalities; else guessed.")
@click.option(
    "--check-column", default="", help="Column with the code or name beside it; else guessed; `none` for none."
)
@click.option("--province-column", default="", help="Column that tells the province; else by its heading.")
@click.option("--at", metavar="DATE", help="Match as of this day, month or year (its first day).")
@click.option("--at-column", default="", help="Column with a day, month or year for each row.")
@click.option("--to", metavar="DATE", help="Also tell which municipality is there on this day.")
@click.option("--review", type=_FILE, help="Table of doubtful rows; decisions typed in it are read on the next run.")
@click.option("--prefix", default="gg_", show_default=True, help="Begins the headings of what is added.")
@click.option("--sheet", default="", help="Sheet of a workbook; else the first.")
@click.option("--encoding", default="", help="Encoding of a CSV file; else UTF-8, or UTF-16 where a mark says so.")
@click.option("--no-header", is_flag=True, help="The table has no headings.")
@click.option("--for-spreadsheet", "neutral", is_flag=True, help="Write CSV of which a spreadsheet runs no cell.")
@click.option("--id-column", default="", help="For ttl and jsonld: column with the id or IRI of each row.")
@click.option("--base", default="", help="For ttl and jsonld: begins the IRI of each row.")
def link(
    table: Path,
    project_path: Path | None,
    lang: str,
    output: Path | None,
    form: str | None,
    given: str | None,
    column: str,
    check_column: str,
    province_column: str,
    at: str | None,
    at_column: str,
    to: str | None,
    review: Path | None,
    prefix: str,
    sheet: str,
    encoding: str,
    no_header: bool,
    neutral: bool,
    id_column: str,
    base: str,
) -> None:
    """Add CBS code, IRI, TOOI, Wikidata, GeoNames and OpenStreetMap columns to the municipalities of TABLE.

    TABLE is CSV, TSV, XLSX, Parquet or JSON lines; `-` is standard input. Every row, column and cell stays as it was.
    Each row gets a status: sure, likely, ambiguous or none, with a score and its reasons. Exit codes: 0 all rows are
    sure or likely, 1 some are not, 2 could not run.
    """
    from ..link.columns import Named
    from ..link.run import Options
    from ..link.table import Source
    from .linking import covered_day, link_file

    options = Options(
        form=form or "",
        columns=Named(column, check_column, province_column, at_column),
        at=covered_day("--at", at),
        to=covered_day("--to", to),
        review=review,
        prefix=prefix,
        lang=lang,
        neutral=neutral,
        id_column=id_column,
    )
    source = Source(table, table.name, given or "", encoding, sheet, not no_header)
    if not link_file(source, options, output, base, project_path):
        raise click.exceptions.Exit(1)
