"""Coverage as a table, as JSON and as a page with the text shaded."""

from __future__ import annotations

import json
from dataclasses import asdict

from ..template import render_template
from .coverage import Coverage, Gap, Row

_HEADINGS = {
    "nl": ("bron en hoofdstuk", "gedekt", "weggelaten", "open", "gedekt %"),
    "en": ("source and section", "covered", "omitted", "open", "covered %"),
}
WORDS = {
    "nl": {
        "title": "Dekking van de bronnen",
        "private": "Deze pagina bevat de tekst van de bronnen. Zij is voor de houder van die bronnen en niet bedoeld "
        "om te publiceren.",
        "explain": "Geteld zijn tekens zonder wit. Het aandeel is gedekt / (gedekt + open).",
        "covered": "gedekt: een record steunt erop",
        "omitted": "weggelaten, met een reden",
        "uncovered": "open: nog geen record steunt erop",
    },
    "en": {
        "title": "Coverage of the sources",
        "private": "This page holds the text of the sources. It is for the holder of those sources and not for "
        "publication.",
        "explain": "Characters are counted without white space. The share is covered / (covered + open).",
        "covered": "covered: a record rests on it",
        "omitted": "omitted, with a reason",
        "uncovered": "open: no record rests on it yet",
    },
}


def render_coverage(coverage: Coverage, form: str, lang: str, listed: bool = False) -> str:
    """The coverage in one of the forms `table`, `json`, `html`; `listed` adds the open passages."""
    if form == "html":
        return _page(coverage, lang)
    if form == "json":
        return _json(coverage, listed)
    lines = _table(coverage.rows, lang)
    return "\n".join([*lines, *([""] + [_gap_line(gap) for gap in coverage.gaps] if listed else [])]) + "\n"


def _table(rows: list[Row], lang: str) -> list[str]:
    cells = [_HEADINGS[lang]] + [_cells(row, lang) for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    return [
        "  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))])
        for row in cells
    ]


def _cells(row: Row, lang: str) -> tuple[str, ...]:
    name = f"  {row.section or row.label.get(lang, '')}" if row.label or row.section else row.source
    return name, str(row.covered), str(row.omitted), str(row.uncovered), percent_text(row)


def percent_text(row: Row) -> str:
    """The share with one decimal, rounded down, so that 100.0 means all."""
    return f"{int(row.percent * 10) / 10:.1f}"


def _gap_line(gap: Gap) -> str:
    return f"{gap.source}: line {gap.line}, {gap.start} to {gap.end}: {gap.words}"


def _json(coverage: Coverage, listed: bool) -> str:
    rows = [{**asdict(row), "percent": row.percent} for row in coverage.rows]
    content = {"rows": rows} | ({"open": [asdict(gap) for gap in coverage.gaps]} if listed else {})
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _page(coverage: Coverage, lang: str) -> str:
    shown = {"words": WORDS[lang], "headings": _HEADINGS[lang], "lang": lang, "percent": percent_text}
    return render_template("coverage.html.j2", coverage=coverage, **shown)
