"""What goes wrong, told in the form a client takes: a page, problem details (RFC 9457), plain text, or RDF."""

from __future__ import annotations

import json
from html import escape
from http import HTTPStatus

from ...graph import literal_term
from ...query import engine
from ...query.engine import Refused
from ..http import HttpError, Reply, Request
from ..negotiation import best_language, best_media

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
_RETRY = {engine.BUSY: "5", engine.UNREACHABLE: "10"}
_PROBLEM = "application/problem+json"
_FORMS = (_PROBLEM, "application/json", "text/html", "text/turtle", "application/n-triples", "text/plain")
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


def refused_error(refused: Refused) -> HttpError:
    """The HTTP error of a question that got no answer."""
    fields: dict[str, object] = {"line": refused.line, "column": refused.column} if refused.line else {}
    retry = _RETRY.get(refused.reason)
    headers = [("Retry-After", retry)] if retry else []
    return HttpError(_STATUS.get(refused.reason, 500), refused.reason, refused.detail, headers, fields)


def problem_reply(error: HttpError, request: Request, about: str = "") -> Reply:
    """The reply that tells an error; `about` is the IRI it is about, for RDF."""
    if error.status < 400:
        return Reply(error.status, headers=error.headers)
    media = best_media(request.header("accept"), _FORMS) or _PROBLEM
    headers = (*error.headers, ("Cache-Control", "no-store"))
    lang = best_language(request.header("accept-language"), ("nl", "en"))
    body = _body(media, error, lang, about)
    return Reply(error.status, body, _typed(media), (*headers, *_language(media, lang)), ("Accept", "Accept-Language"))


def _body(media: str, error: HttpError, lang: str, about: str) -> bytes:
    title = HTTPStatus(error.status).phrase
    if media == "text/html":
        return _page(error, lang)
    if media == "text/plain":
        return f"{error.status} {title}: {error.detail}\n".encode()
    if media in ("text/turtle", "application/n-triples"):
        note = literal_term(f"{error.status} {title}: {error.detail}", language="en")
        subject = f"<{about}>" if about else "_:problem"
        return f"{subject} <http://www.w3.org/2000/01/rdf-schema#comment> {note} .\n".encode()
    fields = {"type": "about:blank", "title": title, "status": error.status, "detail": error.detail}
    return (json.dumps({**fields, "code": error.code, **error.fields}, ensure_ascii=False) + "\n").encode()


def _page(error: HttpError, lang: str) -> bytes:
    title = _TITLES.get(error.status, (HTTPStatus(error.status).phrase,) * 2)[lang == "en"]
    home = {"nl": "Naar het begin", "en": "To the beginning"}[lang]
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"></head>\n<body><main>\n<h1>{escape(title)}</h1>\n'
        f'<p lang="en">{escape(error.detail)}</p>\n<p><a href="/">{home}</a></p>\n</main></body>\n</html>\n'
    ).encode()


def _typed(media: str) -> str:
    return media + "; charset=utf-8" if media.startswith("text/") else media


def _language(media: str, lang: str) -> list[tuple[str, str]]:
    return [("Content-Language", lang)] if media == "text/html" else []
