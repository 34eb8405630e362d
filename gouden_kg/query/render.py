"""Answers as text: aligned table, CSV, Markdown, HTML; labels stand next to IRIs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..graph import iri_of, language_of, text_of
from .run import Answer

if TYPE_CHECKING:
    from pyoxigraph import Store

WIDEST = 60
_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"


def with_labels(answer: Answer, store: Store, lang: str) -> Answer:
    """The answer with a column `XLabel` after each column of IRIs that has labels in the store."""
    from pyoxigraph import NamedNode

    known: dict[str, str] = {}

    def label(term: str) -> str:
        if term not in known:
            iri = iri_of(term)
            quads = store.quads_for_pattern(NamedNode(iri), NamedNode(_LABEL), None) if iri else ()
            terms = [str(q.object) for q in quads]
            by_language = {language_of(t): text_of(t) for t in terms}
            known[term] = by_language.get(lang) or by_language.get("nl") or next(iter(by_language.values()), "")
        return known[term]

    columns: list[str] = []
    parts: list[list[str]] = []
    for position, column in enumerate(answer.columns):
        terms = [row[position] for row in answer.rows]
        columns.append(column)
        parts.append(terms)
        labels = [label(t) for t in terms]
        if any(labels) and column + "Label" not in answer.columns:
            columns.append(column + "Label")
            parts.append([f'"{text}"' if text else "" for text in labels])
    return Answer(columns, [list(row) for row in zip(*parts, strict=True)] if answer.rows else [])


def render_answer(answer: Answer, form: str, things: str, width: int = WIDEST) -> str:
    """The answer as `table`, `csv`, `md` or `html`."""
    if form == "csv":
        return _csv_text(answer)
    rows = [[_shown(term, things) for term in row] for row in answer.rows]
    return {"table": _table, "md": _markdown, "html": _html}[form](answer.columns, rows, width)


def _csv_text(answer: Answer) -> str:
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(answer.columns)
    writer.writerows([text_of(term) if term else "" for term in row] for row in answer.rows)
    return out.getvalue()


def _shown(term: str, things: str) -> str:
    return text_of(term).removeprefix(things) if term else ""


def _table(columns: list[str], rows: list[list[str]], width: int) -> str:
    cells = [columns] + [[_clipped(c, width) for c in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(columns))]
    lines = ["  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in cells]
    rule = "  ".join("-" * w for w in widths)
    return "\n".join([lines[0], rule, *lines[1:]]) + "\n"


def _clipped(text: str, width: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"


def _markdown(columns: list[str], rows: list[list[str]], width: int) -> str:
    def line(cells: list[str]) -> str:
        return "| " + " | ".join(" ".join(c.split()).replace("|", "\\|") for c in cells) + " |\n"

    return line(columns) + line(["---"] * len(columns)) + "".join(line(row) for row in rows)


def _html(columns: list[str], rows: list[list[str]], width: int) -> str:
    from html import escape

    head = "".join(f'<th scope="col">{escape(c)}</th>' for c in columns)
    body = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>\n" for row in rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"
