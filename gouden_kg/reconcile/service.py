"""The reconciliation service: from a request to a reply, whatever the request.

Versions 0.2 (what OpenRefine speaks) and 1.0-draft of https://reconciliation-api.github.io/specs/ are answered, the
second below `1.0-draft/`; `nl/` or `en/` in front of either asks for a language.
"""

from __future__ import annotations

from collections.abc import Callable

from ..languages import LANGUAGES
from ..publish.publication import Publication
from . import classic, draft
from .call import Call, Knowledge, given_parameters, preferred_language
from .entities import read_entities
from .match import Matcher
from .message import Refused, Reply, Request, json_reply, problem_reply
from .municipal import Municipal
from .preview import entity_html, feature_html, page
from .question import type_term, whole_number
from .schema import VALID_ON
from .suggest import Suggestions, term_entry, used_properties

MOUNTED_AT = "reconcile"


class Service:
    """Answers requests about a publication; made once, never changes, holds nothing of a request."""

    def __init__(self, publication: Publication) -> None:
        project, graph = publication.project, publication.graph
        entities = read_entities(graph, publication.context)
        matcher = Matcher(entities, Municipal(graph, project.base))
        self._known = Knowledge(project, entities, matcher, Suggestions(matcher))

    def answer(self, request: Request) -> Reply:
        """The reply; refusals are problem details (RFC 9457). Never raises for what a client sends."""
        try:
            return self._answered(request)
        except Refused as refused:
            return problem_reply(refused)

    def _answered(self, request: Request) -> Reply:
        steps = request.path.split("/") if request.path else []
        chosen = steps.pop(0) if steps and steps[0] in LANGUAGES else ""
        versioned = bool(steps) and steps[0] == draft.VERSION
        route = "/".join(steps[versioned:])
        routes = _DRAFT if versioned else _CLASSIC
        if route not in routes:
            raise Refused(404, f"there is nothing here; there are: {', '.join(sorted(filter(None, routes)))}")
        methods, handler = routes[route]
        allowed = [*methods, *(["HEAD"] if "GET" in methods else []), "OPTIONS"]
        if request.method == "OPTIONS":
            return Reply(204, b"", {"Allow": ", ".join(allowed)})
        if request.method not in allowed:
            raise Refused(405, f"only {', '.join(allowed)}", {"Allow": ", ".join(allowed)})
        given = given_parameters(request)
        lang = _language(chosen, given, request)
        place = [MOUNTED_AT, *([chosen] if chosen else []), *([draft.VERSION] if versioned else [])]
        reply = handler(Call(request, self._known, "/".join([request.root, *place]), lang, given))
        if "callback" in given and not versioned:
            reply = classic.scripted(reply, given["callback"])
        return Reply(reply.status, reply.body, reply.headers | {"Content-Language": lang, "Vary": "Accept-Language"})


def _language(chosen: str, given: dict[str, str], request: Request) -> str:
    wanted = chosen or given.get("lang", "")
    if wanted not in ("", *LANGUAGES):
        raise Refused(400, f"`lang` is {' or '.join(LANGUAGES)}")
    return wanted or preferred_language(request.accept_language)


def _suggested(kind: str) -> Callable[[Call], Reply]:
    def handler(call: Call) -> Reply:
        suggestions = call.known.suggestions
        find = {"entity": suggestions.entities, "type": suggestions.types, "property": suggestions.properties}[kind]
        return json_reply({"result": find(call.given, call.lang)})

    return handler


def _flyout(kind: str) -> Callable[[Call], Reply]:
    return lambda call: classic.flyout(call, kind)


def _proposed(call: Call) -> Reply:
    entities, given = call.known.entities, call.given
    kind = type_term(given["type"], "`type`", entities.schema).id if given.get("type") else ""
    limit = whole_number(given["limit"], "`limit`", 1) if given.get("limit") else None
    fetched = [key for key in used_properties(entities, kind) if key != VALID_ON][:limit]
    found = [term_entry(entities.schema.properties[key], call.lang) for key in fetched]
    answer = {"properties": found} | ({"type": kind} if kind else {}) | ({"limit": limit} if limit else {})
    return json_reply(answer)


def _previewed(call: Call) -> Reply:
    entities, entity = call.known.entities, call.entity()
    html = entity_html(entities, entity, call.lang, call.page_of(entity))
    return page(entities.name(entity, call.lang), html, call.lang)


def _viewed(call: Call) -> Reply:
    return Reply(303, b"", {"Location": call.page_of(call.entity())})


def _explained(call: Call) -> Reply:
    html = feature_html(call.given.get("id", ""), call.lang)
    if html is None:
        raise Refused(404, "there is no such feature; see `features` of the candidates")
    return page(call.given["id"], html, call.lang)


_Routes = dict[str, tuple[tuple[str, ...], Callable[[Call], Reply]]]
_READ, _SEND = ("GET",), ("POST",)
_COMMON: _Routes = {
    **{f"suggest/{kind}": (_READ, _suggested(kind)) for kind in ("entity", "type", "property")},
    "preview": (_READ, _previewed),
    "feature": (_READ, _explained),
    "extend/propose": (_READ, _proposed),
}
_CLASSIC: _Routes = _COMMON | {
    "": (("GET", "POST"), classic.root),
    "view": (_READ, _viewed),
    **{f"flyout/{kind}": (_READ, _flyout(kind)) for kind in ("entity", "type", "property")},
}
_DRAFT: _Routes = _COMMON | {
    "": (_READ, draft.manifest),
    "match": (_SEND, draft.matched),
    "reconcile": (_SEND, draft.matched),  # what the draft called it at first
    "extend": (_SEND, draft.extended),
}
