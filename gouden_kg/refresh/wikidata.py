"""Results of the Wikidata Query Service: items with municipality code (P382) and OSM relation (P402)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from ..messages import shortened
from ..problem import GoudenError, Place
from .extract import ADDRESS, MEDIUM, OSM, WIKIDATA, Extract, Statement, code_of
from .remark import Remark

ORIGIN, RELATION_ORIGIN = "Wikidata P382", "Wikidata P402"
_ITEM = re.compile(r"<?https?://www\.wikidata\.org/(?:entity|wiki)/(Q[1-9][0-9]{0,11})>?|(Q[1-9][0-9]{0,11})")
_CODE_NAMES = ("code", "p382", "cbs")
_RELATION_NAMES = ("relation", "p402", "osm")

Rows = Sequence[tuple[str, dict[str, str]]]
"""Where each row stands, and its values by column."""


def result_rows(document: Any, name: str) -> Rows:
    """The rows of a JSON result, as the protocol gives it or as the query service downloads it."""
    bindings = document
    if isinstance(document, dict):
        results = document.get("results")
        bindings = results.get("bindings") if isinstance(results, dict) else None
    if not isinstance(bindings, list) or not all(isinstance(b, dict) for b in bindings):
        raise GoudenError(
            "this is no whole SPARQL result", "its rows stand as objects in results.bindings", Place(name)
        )
    return [(f"row {number}", {k: _text(v) for k, v in row.items()}) for number, row in enumerate(bindings, 1)]


def wikidata_extract(rows: Rows, name: str) -> Extract:
    """What the rows say; raises `GoudenError` when there are none, or no columns with items and codes."""
    if not rows:
        raise GoudenError(
            "the result is empty", "`gouden gazetteer queries` prints a query that finds them", Place(name)
        )
    columns = list(dict.fromkeys(column for _, row in rows for column in row))
    item = _item_column(rows, columns)
    code, relation = _named(columns, _CODE_NAMES, item), _named(columns, _RELATION_NAMES, item)
    if not item or not code:
        lacking = "Wikidata items" if not item else "municipality codes (name it `code`)"
        hint = "`gouden gazetteer queries` prints the query to use"
        raise GoudenError(f"no column has {lacking}; there are: {shortened(', '.join(columns))}", hint, Place(name))
    found = Extract("Wikidata", name)
    taken = (s for where, row in rows for s in _statements(where, row, (item, code, relation), found))
    # an item with two values of another column stands on two rows
    unique = {(s.register, s.code, s.iri): s for s in taken}
    found.statements.extend(unique.values())
    return found


def _statements(where: str, row: dict[str, str], columns: tuple[str, str, str], found: Extract) -> Iterator[Statement]:
    item, written, relation = (_bare(row.get(column, "")) for column in columns)
    match, code = _ITEM.fullmatch(item), code_of(written)
    if not match or not code:
        if written:
            wrong = Remark("no-item", item) if not match else Remark("no-code", written)
            found.unreadable.append(replace(wrong, source=f"{found.name}: {where}"))
        return
    number = match[1] or match[2]
    source = f"{where}, {number}"
    yield Statement(WIKIDATA, code, ADDRESS[WIKIDATA] + number, source, ORIGIN, MEDIUM)
    if relation.isascii() and relation.isdigit() and len(relation) <= 12:
        yield Statement(OSM, code, ADDRESS[OSM] + relation, source, RELATION_ORIGIN, MEDIUM)
    elif relation:
        found.unreadable.append(Remark("no-relation", relation, f"{found.name}: {source}"))


def _item_column(rows: Rows, columns: Sequence[str]) -> str:
    """The column with most Wikidata items; empty where none has any."""
    counts = {c: sum(_ITEM.fullmatch(_bare(row.get(c, ""))) is not None for _, row in rows) for c in columns}
    best = max(columns, key=lambda column: counts[column], default="")
    return best if best and counts[best] else ""


def _named(columns: Iterable[str], words: Sequence[str], taken: str) -> str:
    """The first column whose name has one of the words."""
    return next((c for c in columns for w in words if c != taken and w in c.lower()), "")


def _bare(text: str) -> str:
    """A value of a TSV result without the quotes of SPARQL's syntax."""
    return text.strip().removesuffix("^^<http://www.w3.org/2001/XMLSchema#string>").strip('"')


def _text(value: Any) -> str:
    inner = value.get("value") if isinstance(value, dict) else value
    return inner if isinstance(inner, str) else "" if inner is None else str(inner)
