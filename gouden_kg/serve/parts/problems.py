"""What goes wrong, told in the form a client takes: a page, problem details (RFC 9457), plain text, or RDF."""

from __future__ import annotations

import json
from html import escape
from http import HTTPStatus

from ...graph import literal_term
from ...languages import LANGUAGES
from ...query import engine
from ...query.engine import Refused
from ..http import HttpError, Reply, Request
from ..negotiation import best_language, best_media
from ..page import Frame
from .rdf_forms import graph_bytes

_STATUS = {
    engine.MALFORMED: 400,
    engine.FAILED: 400,
    engine.NO_FEDERATION: 403,
    engine.TOO_LARGE: 403,
    engine.NOT_ACCEPTABLE: 406,
    engine.UNREACHABLE: 502,
    engine.BUSY: 503,
    engine.TOO_HEAVY: 503,
    engine.TOO_SLOW: 504,
}
_COMMENT = "<http://www.w3.org/2000/01/rdf-schema#comment>"
_RETRY = {engine.BUSY: "5", engine.UNREACHABLE: "10"}
_PROBLEM = "application/problem+json"
_RDF = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
}
_FORMS = (_PROBLEM, "application/json", "text/html", *_RDF, "text/plain")
_TITLES = {
    400: ("Dit verzoek klopt niet", "This request is not right"),
    403: ("Dit wordt niet beantwoord", "This is not answered"),
    404: ("Hier is niets", "Nothing here"),
    405: ("Zo kan het hier niet", "Not in this way"),
    406: ("Die vorm is er niet", "No such form"),
    410: ("Ingetrokken", "Withdrawn"),
    413: ("Te groot", "Too large"),
    414: ("Adres te lang", "Address too long"),
    415: ("Die vorm wordt niet gelezen", "That form is not read"),
    421: ("Een andere server", "Another server"),
    500: ("Er ging hier iets mis", "Something went wrong here"),
    502: ("De zoekmachine is onbereikbaar", "The query engine is out of reach"),
    503: ("Nu te druk, of te zwaar", "Too busy now, or too heavy"),
    504: ("Te lang", "Too long"),
}
_IN_DUTCH = {
    "bad-parameter": "Een waarde in het adres is niet toegestaan.",
    "busy": "Er lopen nu te veel vragen. Probeer het over een paar tellen weer.",
    "malformed-query": "Dit is geen goede SPARQL-vraag.",
    "memory-limit": "De vraag heeft meer geheugen nodig dan een vraag mag gebruiken.",
    "method-not-allowed": "Hier kan alleen worden gelezen.",
    "no-federation": "Deze dienst vraagt niets aan andere diensten.",
    "no-such-query": "Er is geen vraag met die naam.",
    "not-acceptable": "Wat hier staat, is er niet in een vorm die gevraagd werd.",
    "not-found": "Op dit adres staat niets.",
    "read-only": "Hier kan alleen worden gelezen, niets veranderd.",
    "result-too-large": "Het antwoord is groter dan wat in één keer wordt gegeven. Vraag het in delen, met LIMIT.",
    "time-limit": "De vraag duurde te lang en is gestopt.",
    "unknown-parameter": "Er staat iets in het adres dat deze vraag niet kent.",
}


def refused_error(refused: Refused) -> HttpError:
    """The HTTP error of a question that got no answer."""
    fields: dict[str, object] = {"line": refused.line, "column": refused.column} if refused.line else {}
    retry = _RETRY.get(refused.reason)
    headers = [("Retry-After", retry)] if retry else []
    return HttpError(_STATUS.get(refused.reason, 500), refused.reason, refused.detail, headers, fields)


def problem_reply(error: HttpError, request: Request, frame: Frame, about: str = "") -> Reply:
    """The reply that tells an error; `about` is the IRI it is about, for RDF."""
    if error.status < 400:
        return Reply(error.status, headers=error.headers)
    media = best_media(request.header("accept"), _FORMS) or _PROBLEM
    headers = (*error.headers, ("Cache-Control", "no-store"))
    lang = best_language(request.header("accept-language"), LANGUAGES)
    body = _page(error, lang, frame) if media == "text/html" else _body(media, error, about)
    return Reply(error.status, body, _typed(media), (*headers, *_language(media, lang)), ("Accept", "Accept-Language"))


def _body(media: str, error: HttpError, about: str) -> bytes:
    title = HTTPStatus(error.status).phrase
    if media == "text/plain":
        return f"{error.status} {title}: {error.detail}\n".encode()
    if media in _RDF:
        note = literal_term(f"{error.status} {title}: {error.detail}", language="en")
        return graph_bytes([(f"<{about}>" if about else "_:problem", _COMMENT, note)], _RDF[media], {})
    fields = {"type": "about:blank", "title": title, "status": error.status, "detail": error.detail}
    return (json.dumps({**fields, "code": error.code, **error.fields}, ensure_ascii=False) + "\n").encode()


def _page(error: HttpError, lang: str, frame: Frame) -> bytes:
    """A page in the reader's language; what is particular to this request is told in English below it."""
    title = _TITLES.get(error.status, (HTTPStatus(error.status).phrase,) * 2)[lang == "en"]
    general = [f"<p>{_IN_DUTCH[error.code]}</p>"] if lang == "nl" and error.code in _IN_DUTCH else []
    detail = f"{error.detail[:1].upper()}{error.detail[1:]}."
    return frame.page(title, lang, [*general, f'<p lang="en">{escape(detail)}</p>'])


def _typed(media: str) -> str:
    return media + "; charset=utf-8" if media.startswith("text/") else media


def _language(media: str, lang: str) -> list[tuple[str, str]]:
    return [("Content-Language", lang)] if media == "text/html" else []
