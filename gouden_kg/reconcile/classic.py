"""Version 0.2 of the Reconciliation Service API, which OpenRefine speaks."""

from __future__ import annotations

import json
import re
from typing import Any

from .answers import candidate_entry, column_entries
from .call import Call
from .extend import column_values, read_extension
from .manifest import Setting, common_manifest, settings
from .message import FORM, JSON, SCRIPT, Refused, Reply, json_reply, json_value, media_type
from .preview import HEIGHT, WIDTH, entity_html, term_html
from .question import property_term, questions, type_term

VERSION = "0.2"
_CALLBACK = re.compile(r"[A-Za-z_$][\w$]{0,63}(?:\.[A-Za-z_$][\w$]{0,63}){0,5}", re.ASCII)


def root(call: Call) -> Reply:
    """The answer to queries, to a data extension query, or the manifest."""
    request, given = call.request, call.given
    if request.method == "POST" and media_type(request.content_type) != FORM:
        raise Refused(415, f"send queries as {FORM}, in a field `queries` or `extend`", {"Accept-Post": FORM})
    if "queries" in given and "extend" in given:
        raise Refused(400, "give `queries` or `extend`, not both at once")
    if "queries" in given:
        return json_reply(matched(call, json_value(given["queries"], "queries")))
    if "extend" in given:
        return json_reply(extended(call, json_value(given["extend"], "extend")))
    if request.method == "POST" or "query" in given:
        raise Refused(400, 'give `queries`, like {"q0": {"query": "Delft"}}, or `extend`')
    return json_reply(manifest(call))


def matched(call: Call, batch: Any) -> dict[str, Any]:
    """Candidates for each query of a batch, by its key."""
    asked = questions(batch, call.known.entities.schema)
    return {
        key: {"result": [candidate_entry(call, c) for c in call.known.matcher.candidates(question)]}
        for key, question in asked.items()
    }


def extended(call: Call, query: Any) -> dict[str, Any]:
    """Values of properties for each id, with a description of the columns."""
    entities = call.known.entities
    asked = read_extension(query, entities, call.lang)
    rows = {i: {c.term.id: column_values(entities, i, c) for c in asked.columns} for i in asked.ids}
    return {"meta": column_entries(call, asked), "rows": rows}


def manifest(call: Call) -> dict[str, Any]:
    """What the service is and where its parts are."""
    project, endpoint = call.known.project, call.endpoint

    def suggest(kind: str) -> dict[str, str]:
        flyout = f"/flyout/{kind}?id=${{id}}"
        path = f"/suggest/{kind}"
        return {
            "service_url": endpoint,
            "service_path": path,
            "flyout_service_url": endpoint,
            "flyout_service_path": flyout,
        }

    return common_manifest(call, VERSION) | {
        "identifierSpace": f"{project.base}id/",
        "schemaSpace": project.vocabulary,
        "view": {"url": f"{endpoint}/view?id={{{{id}}}}"},
        "feature_view": {"url": f"{endpoint}/feature?id={{{{id}}}}"},
        "preview": {"url": f"{endpoint}/preview?id={{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": {kind: suggest(kind) for kind in ("entity", "property", "type")},
        "extend": {
            "propose_properties": {"service_url": endpoint, "service_path": "/extend/propose"},
            "property_settings": [_setting(setting) for setting in settings(call.lang)],
        },
    }


def flyout(call: Call, kind: str) -> Reply:
    """A piece of HTML about one suggestion."""
    schema, word = call.known.entities.schema, call.given.get("id", "")
    if kind == "entity":
        html = entity_html(call.known.entities, call.entity(), call.lang)
    else:
        term = type_term(word, "`id`", schema) if kind == "type" else property_term(word, "`id`", schema)
        html = term_html(term, call.lang)
    return json_reply({"id": word, "html": html})


def scripted(reply: Reply, callback: str) -> Reply:
    """A JSON reply as a script that hands it to a function (JSONP); raises `Refused` when that is no name of one."""
    if reply.headers.get("Content-Type") != JSON:
        return reply
    if not _CALLBACK.fullmatch(callback):
        raise Refused(400, "`callback` should be the name of a function, like `jsonp1` or `app.take`")
    # an empty comment first, so that no caller decides how the file begins; ASCII, so that no line ends in a text
    content = json.dumps(json.loads(reply.body)).replace("<", "\\u003c")
    return Reply(200, f"/**/{callback}({content});".encode(), {"Content-Type": f"{SCRIPT}; charset=utf-8"})


def _setting(setting: Setting) -> dict[str, Any]:
    choices = {"choices": setting.choices} if setting.choices else {}
    words = {"label": setting.name, "help_text": setting.meaning}
    return {"name": setting.id, "type": setting.kind, "default": setting.default, **words, **choices}
