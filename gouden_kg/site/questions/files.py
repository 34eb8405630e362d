"""Answers as files that carry what a reuser needs: labels, IRIs, licence, query, release."""

from __future__ import annotations

import json
from typing import Any

from ...graph import datatype_of, iri_of, language_of, text_of
from ...query.run import Answer


def results_json(answer: Answer, about: dict[str, Any]) -> bytes:
    """SPARQL 1.1 Query Results JSON, with a member `about` beside the standard's own."""
    lines = [
        json_line({column: _value(term) for column, term in zip(answer.columns, row, strict=True) if term})
        for row in answer.rows
    ]
    head = (
        f'{{"head": {json_line({"vars": answer.columns})},\n"about": {json_line(about)},\n"results": {{"bindings": [\n'
    )
    return (head + ",\n".join(lines) + "\n]}}\n").encode()


def json_line(value: object) -> str:
    """JSON in one line: written by C, many times as fast as indented JSON."""
    return json.dumps(value, ensure_ascii=False)


def _value(term: str) -> dict[str, str]:
    if term.startswith("<"):
        return {"type": "uri", "value": iri_of(term)}
    if term.startswith("_:"):
        return {"type": "bnode", "value": term[2:]}
    found = {"type": "literal", "value": text_of(term)}
    if language_of(term):
        return {**found, "xml:lang": language_of(term)}
    return {**found, "datatype": datatype_of(term)} if datatype_of(term) else found


def csv_description(name: str, columns: list[tuple[str, str]], lang: str, about: dict[str, Any]) -> bytes:
    """CSVW metadata of a CSV file, found beside it by the standard's rule (section 5.3): its name, `-metadata.json`."""
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": lang}],
        "url": name,
        "dc:title": about["question"],
        "dc:license": {"@id": about["licence"]} if about["licence"] else None,
        "dc:isPartOf": {"@id": about["dataset"]},
        "schema:version": about["release"],
        "schema:isBasedOn": about["query"],
        "tableSchema": {"columns": [{"name": n, "titles": n, "dc:description": title} for n, title in columns]},
    }
    return (json_line({k: v for k, v in document.items() if v}) + "\n").encode()
