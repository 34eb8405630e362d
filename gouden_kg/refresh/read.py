"""From a downloaded file to what it says; its kind is known by its content."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from ..link.formats import open_table
from ..link.table import Source, Table, cell_text
from ..messages import shortened
from ..problem import GoudenError, Place
from ..read.files import text_or_error
from .cbs import cbs_extract, is_cbs_list
from .extract import Extract
from .osm import osm_extract
from .tooi import tooi_extract
from .wikidata import Rows, result_rows, wikidata_extract

_KINDS = "known are Overpass and OSM JSON, Wikidata results (JSON, CSV, TSV), TOOI's JSON-LD and CBS's list (CSV, XLSX)"


def read_extract(path: Path, encoding: str = "") -> Extract:
    """What the file says; raises `GoudenError` with the place when it is none of the known kinds, or broken."""
    name = path.as_posix()
    if not path.is_file():
        raise GoudenError(f"there is no file {name}", "name files that you downloaded")
    start = _start(path)
    if start[:1] in (b"{", b"["):
        return _json_extract(text_or_error(path, name), name)
    if start[:1] == b"<":
        raise GoudenError(f"this is a web page or XML, not data{_title(path)}", _KINDS, Place(name))
    table = open_table(Source(path, name, encoding=encoding))
    if is_cbs_list(table.columns):
        return cbs_extract(table)
    return wikidata_extract(_table_rows(table), name)


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        start = file.read(1024)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16: of its letters only the first byte matters here
        start = start[2:].replace(b"\0", b"")
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()


def _title(path: Path) -> str:
    """The title of a page, which is where servers say what went wrong."""
    with path.open("rb") as file:
        match = re.search(rb"<title[^>]*>([^<]{1,200})", file.read(20_000), re.IGNORECASE)
    return f": {shortened(' '.join(match[1].decode('utf-8', 'replace').split()))}" if match else ""


def _json_extract(text: str, name: str) -> Extract:
    document = _parsed(text, name)
    if isinstance(document, dict):
        if "elements" in document or ("features" in document and document.get("type") == "FeatureCollection"):
            return osm_extract(document, name)
        if "results" in document and "head" in document:
            return wikidata_extract(result_rows(document, name), name)
        if "@graph" in document or "@context" in document:
            return tooi_extract(text, name)
        keys = ", ".join(list(document)[:10]) or "none"
        raise GoudenError(f"this JSON is of no known kind; its keys are: {shortened(keys)}", _KINDS, Place(name))
    if any(isinstance(item, dict) and "@id" in item for item in document):
        return tooi_extract(text, name)
    return wikidata_extract(result_rows(document, name), name)


def _parsed(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        cut = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated")
        hint = "the file breaks off: download it again" if cut else "download it again, as JSON"
        raise GoudenError(f"this is no JSON: {error.msg}", hint, Place(name, error.lineno, error.colno)) from None
    except (ValueError, RecursionError) as error:
        raise GoudenError(f"this JSON cannot be read: {str(error)[:100]}", "download it again", Place(name)) from None


def _table_rows(table: Table) -> Rows:
    columns = [c.strip().removeprefix("?") for c in table.columns]
    return [
        (f"line {row.line}", dict(zip(columns, map(cell_text, row.cells), strict=True)))
        for row in table.rows()
        if row.cells
    ]
