"""Answers as text: aligned table, CSV, Markdown, HTML; labels stand next to IRIs."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from ..graph import iri_of, literal_term, text_of
from ..languages import preferred_language
from .run import Answer, Askable, run_query

_AT_ONCE = 200
_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"


def with_labels(answer: Answer, store: Askable, lang: str, usual: Answer | None = None) -> Answer:
    """The answer with a column `XLabel` after each column of IRIs that has labels in the store.

    See `with_label_columns` for `usual`.
    """
    rows = answer.rows + (usual.rows if usual else [])
    known = _labels(sorted({iri for row in rows for iri in map(iri_of, row) if iri}), store)

    def label(term: str) -> str:
        by_language = known.get(iri_of(term), {})
        return by_language[preferred_language(by_language, lang)] if by_language else ""

    return with_label_columns(answer, label, usual)


def with_label_columns(answer: Answer, label: Callable[[str], str], usual: Answer | None = None) -> Answer:
    """The answer with a column `XLabel` after each column that `label` knows terms of and that has none beside it.

    `label` gives the text for a term; an empty text is no label. A column without any value is labelled where that
    of the `usual` answer is, so that a question has the same columns whatever it is asked about.
    """
    columns: list[str] = []
    parts: list[list[str]] = []
    for position, column in enumerate(answer.columns):
        terms = [row[position] for row in answer.rows]
        columns.append(column)
        parts.append(terms)
        labels = [label(term) for term in terms]
        others = [row[position] for row in usual.rows] if usual and not any(terms) else []
        if any(map(label, chain(terms, others))) and column + "Label" not in answer.columns:
            columns.append(column + "Label")
            parts.append([literal_term(text) if text else "" for text in labels])
    return Answer(columns, [list(row) for row in zip(*parts, strict=True)])


def _labels(iris: list[str], store: Askable) -> dict[str, dict[str, str]]:
    """IRI → language → label, asked for many at once: a store elsewhere is far away."""
    known: dict[str, dict[str, str]] = {}
    for start in range(0, len(iris), _AT_ONCE):
        listed = " ".join(f"<{iri}>" for iri in iris[start : start + _AT_ONCE])
        text = (
            f"SELECT ?thing ?label {{ VALUES ?thing {{ {listed} }} ?thing <{_LABEL}> ?label }} ORDER BY ?thing ?label"
        )
        for row in run_query(store, text, {}, "labels"):
            known.setdefault(row[0].value, {})[row[1].language or ""] = row[1].value
    return known


def render_answer(answer: Answer, form: str, things: str, room: int = 0) -> str:
    """The answer as `table`, `csv`, `md` or `html`; a table fits in `room` characters, unless that is 0."""
    if form == "csv":
        return _csv_text(answer)
    rows = [[_shown(term, things) for term in row] for row in answer.rows]
    if form == "table":
        return _table(answer.columns, [[" ".join(cell.split()) for cell in row] for row in rows], room)
    return {"md": _markdown, "html": _html}[form](answer.columns, rows)


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


def _table(columns: list[str], rows: list[list[str]], room: int) -> str:
    if room:
        from .screen import fitted_table

        return fitted_table(columns, rows, room)
    cells = [columns, *rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(columns))]
    lines = ["  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in cells]
    rule = "  ".join("-" * w for w in widths)
    return "\n".join([lines[0], rule, *lines[1:]]) + "\n"


def _markdown(columns: list[str], rows: list[list[str]]) -> str:
    def line(cells: list[str]) -> str:
        return "| " + " | ".join(" ".join(c.split()).replace("|", "\\|") for c in cells) + " |\n"

    return line(columns) + line(["---"] * len(columns)) + "".join(line(row) for row in rows)


def _html(columns: list[str], rows: list[list[str]]) -> str:
    from html import escape

    head = "".join(f'<th scope="col">{escape(c)}</th>' for c in columns)
    body = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>\n" for row in rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"
