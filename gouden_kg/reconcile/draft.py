"""Version 1.0-draft of the Reconciliation Service API: the same knowledge, asked and answered as JSON."""

from __future__ import annotations

from typing import Any

from .answers import candidate_entry, column_entries
from .call import Call
from .extend import column_values, read_extension
from .manifest import Setting, common_manifest, settings
from .message import JSON, Refused, Reply, json_reply, json_value, media_type
from .preview import HEIGHT, WIDTH
from .question import draft_questions

VERSION = "1.0-draft"


def manifest(call: Call) -> Reply:
    """What the service is; where its parts are is fixed by the specification."""
    own = {
        "lang": call.lang,
        "view": {"url": "{+id}"},
        "featureView": {"url": f"{call.endpoint}/feature?id={{id}}"},
        "preview": {"width": WIDTH, "height": HEIGHT},
        "suggest": {"entity": True, "property": True, "type": True},
        "extend": {"proposeProperties": True, "propertySettings": [_setting(s) for s in settings(call.lang)]},
        "standardizedScore": True,
    }
    return json_reply(common_manifest(call, VERSION) | own)


def matched(call: Call) -> Reply:
    """Candidates for each query of a batch, in its order."""
    asked = draft_questions(_body(call), call.known.entities.schema)
    found = [call.known.matcher.candidates(question) for question in asked]
    return json_reply(
        {"results": [{"candidates": [candidate_entry(call, c) for c in candidates]} for candidates in found]}
    )


def extended(call: Call) -> Reply:
    """Values of properties for each id, with a description of the columns."""
    entities = call.known.entities
    asked = read_extension(_body(call), entities, call.lang)
    rows = [
        {"id": i, "properties": [{"id": c.term.id, "values": column_values(entities, i, c)} for c in asked.columns]}
        for i in asked.ids
    ]
    return json_reply({"meta": column_entries(call, asked), "rows": rows})


def _body(call: Call) -> Any:
    if media_type(call.request.content_type) != JSON:
        raise Refused(415, f"send the query as {JSON}", {"Accept-Post": JSON})
    return json_value(call.request.body, "the body")


def _setting(setting: Setting) -> dict[str, Any]:
    choices = {"choices": setting.choices} if setting.choices else {}
    words = {"name": setting.name, "helpText": setting.meaning}
    return {"id": setting.id, "type": setting.kind, "default": setting.default, **words, **choices}
