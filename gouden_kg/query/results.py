"""Rows in the standard formats of SPARQL results."""

from __future__ import annotations

import json

from ..graph import datatype_of, iri_of, language_of, text_of
from .run import Answer


def results_json(answer: Answer) -> bytes:
    """The rows as SPARQL 1.1 results in JSON."""
    rows = [{c: _json_term(t) for c, t in zip(answer.columns, row, strict=True) if t} for row in answer.rows]
    return json.dumps({"head": {"vars": answer.columns}, "results": {"bindings": rows}}, ensure_ascii=False).encode()


def results_in(answer: Answer, form: str) -> bytes:
    """The rows as SPARQL 1.1 results in `json`, `xml` or `tsv`, written by the engine that writes the endpoint's."""
    from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

    found = parse_query_results(results_json(answer), QueryResultsFormat.JSON)
    assert isinstance(found, QuerySolutions)  # the JSON above holds rows
    formats = {"json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML, "tsv": QueryResultsFormat.TSV}
    return found.serialize(format=formats[form]) or b""


def _json_term(term: str) -> dict[str, str]:
    if iri_of(term):
        return {"type": "uri", "value": iri_of(term)}
    if term.startswith("_:"):
        return {"type": "bnode", "value": term[2:]}
    language, datatype = language_of(term), datatype_of(term)
    extra = {"xml:lang": language} if language else {"datatype": datatype} if datatype else {}
    return {"type": "literal", "value": text_of(term), **extra}
