"""The SPARQL 1.1 Protocol, query operation only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ...query.engine import BOOLEAN, GRAPH, ROWS, Question, Result
from ..http import HttpError, Request, form_pairs, is_media_type, only_once
from ..negotiation import best_media

FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_UTF8 = ("", "utf-8", "utf8", "us-ascii")
_KNOWN = ("query", "update", "default-graph-uri", "named-graph-uri")
_ILL_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`]')

ROW_FORMS = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPH_FORMS = {
    "text/turtle": "ttl",
    "application/x-turtle": "ttl",
    "application/n-triples": "nt",
    "text/plain": "nt",
    "application/ld+json": "jsonld",
    "application/json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/xml": "rdfxml",
    "text/xml": "rdfxml",
}
_FORMS = {ROWS: ROW_FORMS, BOOLEAN: ROW_FORMS, GRAPH: GRAPH_FORMS}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the media type in which each kind of result goes out."""

    question: Question
    media: dict[str, str]

    def media_of(self, result: Result) -> str:
        """The Content-Type of a result."""
        media = self.media[result.kind]
        return f"{media}; charset=utf-8" if media.startswith("text/") else media


def asked(request: Request) -> Asked | None:
    """The question of a request; `None` when it asks nothing, which is asking what this service is.

    Raises `HttpError` for whatever is not the query operation of the protocol.
    """
    pairs = list(request.parameters)
    if request.method == "POST":
        pairs += _body_pairs(request)
    given = only_once(pairs, ("query", "update"))
    if "update" in given:
        raise HttpError(403, "read-only", "this service is read-only: SPARQL Update is not carried out")
    if "query" not in given:
        if request.method == "POST" or any(name in _KNOWN for name, _ in pairs):
            raise HttpError(400, "no-query", "there is no `query`")
        return None
    media = _media(request.header("accept"))
    if not any(media.values()):
        raise not_acceptable(dict.fromkeys((*ROW_FORMS, *GRAPH_FORMS)))
    forms = {kind: _FORMS[kind].get(media[kind], "") for kind in media}
    question = Question(
        given["query"].removeprefix("\ufeff"),
        forms[ROWS],
        forms[BOOLEAN],
        forms[GRAPH],
        default_graphs=_iris(pairs, "default-graph-uri"),
        named_graphs=_iris(pairs, "named-graph-uri"),
        base=f"{request.root}/sparql",
    )
    return Asked(question, media)


@lru_cache(256)
def _media(accept: str) -> dict[str, str]:
    """The media type liked best for each kind of result."""
    return {kind: best_media(accept, tuple(forms)) for kind, forms in _FORMS.items()}


def not_acceptable(offered: dict[str, None]) -> HttpError:
    """The refusal that lists what there is."""
    return HttpError(406, "not-acceptable", "this is given as " + ", ".join(offered), fields={"offered": list(offered)})


def _body_pairs(request: Request) -> list[tuple[str, str]]:
    media, charset = request.media()
    if request.header("content-encoding") not in ("", "identity"):
        raise HttpError(415, "compressed", "a compressed body is not read", [("Accept-Encoding", "identity")])
    if media == UPDATE:
        raise HttpError(403, "read-only", "this service is read-only: SPARQL Update is not carried out")
    if media not in (FORM, DIRECT) or not is_media_type(media):
        words = f"a query is posted as {FORM} or {DIRECT}"
        raise HttpError(415, "media-type", words, [("Accept-Post", f"{FORM}, {DIRECT}")])
    if charset not in _UTF8:
        raise HttpError(415, "charset", "a query is posted in UTF-8")
    if media == FORM:
        return form_pairs(request.body, "the form")
    try:
        return [("query", request.body.decode("utf-8-sig"))]
    except UnicodeDecodeError:
        raise HttpError(400, "not-utf-8", "the query is not UTF-8") from None


def _iris(pairs: list[tuple[str, str]], name: str) -> tuple[str, ...]:
    iris = tuple(value for key, value in pairs if key == name)
    for iri in iris:
        if _ILL_IRI.search(iri) or not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", iri):
            raise HttpError(400, "bad-iri", f"a `{name}` is no absolute IRI")
    return iris
