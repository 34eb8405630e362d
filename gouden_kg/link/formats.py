"""Which format a table has, by content before name, and who reads and writes it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from ..problem import GoudenError
from .delimited import DelimitedWriter, Style, open_delimited
from .jsonl import JsonlWriter, open_jsonl
from .parquet import ParquetWriter, open_parquet
from .table import Row, Source, Table, Writer
from .xlsx import XlsxWriter, open_xlsx

READ = ("csv", "tsv", "xlsx", "parquet", "jsonl")
_OPEN: dict[str, Callable[[Source], Table]] = {
    "csv": open_delimited,
    "tsv": open_delimited,
    "xlsx": open_xlsx,
    "parquet": open_parquet,
    "jsonl": open_jsonl,
}
_SUFFIXES = {
    ".tab": "tsv",
    ".json": "jsonl",
    ".ndjson": "jsonl",
    ".jsonlines": "jsonl",
    ".txt": "csv",
    ".xlsm": "xlsx",
    ".pq": "parquet",
}
_NOT_WRITTEN = {".xls", ".ods", ".odt", ".doc", ".docx", ".pdf", ".numbers", ".html", ".xml", ".gz", ".zip"}
_ENDINGS = ".csv, .tsv, .xlsx, .parquet or .jsonl"
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "an old Excel file (.xls)", "save it as .xlsx"),
    (b"%PDF", "a PDF", "tables are CSV, TSV, XLSX, Parquet or JSON lines"),
    (b"\x1f\x8b", "compressed with gzip", "unpack it first"),
    (b"<!doc", "a web page", "save the table itself, not the page around it"),
    (b"<html", "a web page", "save the table itself, not the page around it"),
    (b"<?xml", "XML", "tables are CSV, TSV, XLSX, Parquet or JSON lines"),
    (b"[", "one JSON list", "write one object on each line: jq -c '.[]' FILE"),
)


def open_table(source: Source) -> Table:
    """The table in a file; raises `GoudenError` when the file is not what its name says."""
    start = _start(source)
    form = source.form or named_form(source.path)
    found = _content_form(source, start)
    if not start.strip():
        raise GoudenError(f"{source.name} is empty", "a table has a row of headings and rows below it")
    if form and found and {form, found} not in ({"csv"}, {"tsv"}, {"xlsx"}, {"parquet"}, {"jsonl"}):
        raise GoudenError(f"{source.name} is {found} by its content, not {form}", f"say so with --from {found}")
    chosen = form or found or "csv"
    if chosen in ("xlsx", "parquet") and not found:
        raise GoudenError(f"{source.name} is no {chosen} file", "it has other content than its name says")
    return _OPEN[chosen](Source(source.path, source.name, chosen, source.encoding, source.sheet, source.header))


def _start(source: Source) -> bytes:
    with source.path.open("rb") as file:
        return file.read(64)


def named_form(path: Path) -> str:
    """The format that the name of a file promises; an empty text when it promises none."""
    suffix = path.suffix.lower()
    return suffix[1:] if suffix[1:] in READ else _SUFFIXES.get(suffix, "")


def written_form(path: Path) -> str:
    """The format that the name of a file to write promises; raises `GoudenError` at one that is not written here."""
    if path.suffix.lower() in _NOT_WRITTEN:
        raise GoudenError(f"{path}: no {path.suffix} is written here", "choose a name that ends in " + _ENDINGS)
    return named_form(path)


def _content_form(source: Source, start: bytes) -> str:
    for mark, what, hint in _FOREIGN:
        if start.lstrip().lower().startswith(mark) and not (mark == b"[" and source.form):
            raise GoudenError(f"{source.name} is {what}", hint)
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith(b"PK"):
        return _zipped_form(source)
    return "jsonl" if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b'{"') else ""


def _zipped_form(source: Source) -> str:
    try:
        with zipfile.ZipFile(source.path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        raise GoudenError(f"{source.name} is no whole XLSX file", "open it and save it again") from None
    if "xl/workbook.xml" in names:
        return "xlsx"
    raise GoudenError(f"{source.name} is a ZIP file without an Excel sheet", "unpack it, or save it as .xlsx")


def open_writer(table: Table, form: str, path: Path, columns: list[str], *, neutral: bool = False) -> Writer:
    """Writes a table with the columns (its own first) as `form`."""
    own = len(table.columns)
    if form in ("jsonl", "parquet") and len(set(columns)) < len(columns):
        raise GoudenError(f"{form} cannot hold two columns of one name", "rename one, or choose another --format")
    if form == "xlsx":
        return XlsxWriter(path, columns, table.style if table.form == "xlsx" else "")
    if form == "parquet":
        return ParquetWriter(path, columns, own, table.style if table.form == "parquet" else None)
    if form == "jsonl":
        return JsonlWriter(path, columns, own)
    style = table.style if isinstance(table.style, Style) else Style()
    separator = "\t" if form == "tsv" else style.separator if table.form == "csv" else ","
    texts = table.form in ("csv", "tsv") and not neutral
    written = Style(style.encoding, separator, style.line_end, style.announced and form == table.form)
    return DelimitedWriter(path, columns, written, neutral=neutral, texts=texts)


def whole_rows(table: Table, form: str) -> Iterator[Row]:
    """The rows; raises `GoudenError` at a key that has no column in a format with fixed columns."""
    known = set(table.columns)
    for row in table.rows():
        if table.form == "jsonl" and form != "jsonl" and not known.issuperset(row.original.found):
            extra = ", ".join(sorted(set(row.original.found) - known))
            raise GoudenError(
                f"{table.name}:{row.line} is the first with `{extra}`, too late to make it a column",
                "choose --format jsonl, or put a line with all keys first",
            )
        yield row
