"""Rows of a stored query in the forms of the API; labels stand beside IRIs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ...graph import iri_of, iri_term, literal_term
from ...query.render import render_answer, with_label_columns
from ...query.results import results_in, results_json
from ...query.run import Answer

if TYPE_CHECKING:
    from ...publish.publication import Publication
    from ..page import Frame

MEDIA = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "srj": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "html": "text/html; charset=utf-8",
}

LABELLED = ("json", "csv", "html")  # SPARQL results have the columns of the query only


def answer_of(results: bytes) -> Answer:
    """The rows of SPARQL results in JSON; true or false is one row in the column `answer`."""
    read = json.loads(results)
    if "boolean" in read:
        return Answer(["answer"], [[f'"{str(read["boolean"]).lower()}"^^<http://www.w3.org/2001/XMLSchema#boolean>']])
    columns = [str(name) for name in read["head"]["vars"]]
    return Answer(columns, [[_term(row.get(c)) for c in columns] for row in read["results"]["bindings"]])


def _term(value: dict[str, str] | None) -> str:
    if value is None:
        return ""
    if value["type"] == "uri":
        return iri_term(value["value"])
    if value["type"] == "bnode":
        return "_:" + value["value"]
    return literal_term(value["value"], language=value.get("xml:lang", ""), datatype=value.get("datatype", ""))


def rendered(answer: Answer, form: str, about: dict[str, object], things: str, lang: str, frame: Frame) -> bytes:
    """The rows as `json` (with what they answer), `csv`, `tsv`, `html`, or as SPARQL results.

    Those are `srj` in JSON and `xml`. `things` is how the IRIs of things begin.
    """
    if form == "json":
        told = {**about, "columns": answer.columns, "rows": answer.dicts()}
        return (json.dumps(told, ensure_ascii=False) + "\n").encode()
    if form == "csv":
        return render_answer(answer, "csv", "").encode()
    if form == "tsv":
        lines = ["\t".join("?" + c for c in answer.columns), *("\t".join(row) for row in answer.rows)]
        return ("\n".join(lines) + "\n").encode()
    if form == "srj":
        return results_json(answer)
    if form == "xml":
        return results_in(answer, "xml")
    table = render_answer(answer, "html", things)
    return frame.page(str(about["query"]), lang, [f"<p>{len(answer.rows)} / {about['total']}</p>", table])


def with_labels(answer: Answer, publication: Publication, lang: str, usual: Answer | None) -> Answer:
    """The answer with a column `XLabel` after each column of IRIs that have labels and none beside them yet.

    A column without values is labelled where that of the `usual` answer is.
    """

    def label(term: str) -> str:
        iri = iri_of(term)
        return publication.label(iri, lang)[0] if iri in publication.labels else ""

    return with_label_columns(answer, label, usual)
