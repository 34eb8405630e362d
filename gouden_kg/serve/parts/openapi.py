"""The API described: OpenAPI 3.1, made from the headers of the stored queries."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from ...query.parameters import things_of_class
from ...query.stored import Parameter, StoredQuery
from ...report import worded
from ..page import Frame
from ..release import Content
from .api import MOST, PAGE
from .tables import MEDIA

_PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_LISTED = 2000
_TYPES: dict[str, dict[str, Any]] = {
    "integer": {"type": "integer"},
    "date": {"type": "string", "format": "date"},
    "text": {"type": "string", "maxLength": 1000, "pattern": "^[^\\u0000]*$"},
}


def openapi(content: Content, address: str) -> bytes:
    """The description as JSON; `address` is where this server answers."""
    project = content.publication.project
    title = project.texts["title"]
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": worded(title, "en"),
            "version": project.version,
            "description": project.texts.get("description", {}).get("en", ""),
            **({"license": {"name": project.licence, "url": project.licence}} if project.licence else {}),
        },
        "servers": [{"url": address}],
        "paths": {
            "/api/queries": {"get": _list_operation()},
            **{f"/api/queries/{q.name}": {"get": _operation(q)} for q in content.queries.values()},
            **{
                f"/api/queries/{q.name}/v/{q.version}": {"get": _operation(q, "-pinned")}
                for q in content.queries.values()
            },
        },
        "components": {"schemas": {**_SCHEMAS, **_classes(content)}},
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


_SCHEMAS: dict[str, Any] = {
    "Problem": {
        "type": "object",
        "description": "Problem details, RFC 9457.",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "code": {"type": "string"},
        },
    },
    "Rows": {
        "type": "object",
        "required": ["query", "version", "release", "parameters", "total", "limit", "offset", "columns", "rows"],
        "properties": {
            "query": {"type": "string"},
            "version": {"type": "string"},
            "release": {"type": "string"},
            "parameters": {"type": "object"},
            "total": {"type": "integer"},
            "limit": {"type": "integer"},
            "offset": {"type": "integer"},
            "columns": {"type": "array", "items": {"type": "string"}},
            "rows": {"type": "array", "items": {"type": "object", "additionalProperties": {"type": "string"}}},
        },
    },
}


def _list_operation() -> dict[str, Any]:
    body = {"application/json": {"schema": {"type": "object", "required": ["queries"]}}}
    return {"operationId": "list-queries", "summary": "All stored queries.", "responses": _responses(body)}


def _operation(query: StoredQuery, ending: str = "") -> dict[str, Any]:
    bodies: dict[str, Any] = {media.partition(";")[0]: {"schema": {"type": "string"}} for media in MEDIA.values()}
    bodies["application/json"] = {"schema": {"$ref": "#/components/schemas/Rows"}}
    bodies["application/sparql-results+json"] = {"schema": {"type": "object"}}
    summary = query.words("summary")
    return {
        "operationId": query.name + ending,
        "summary": summary.get("en", ""),
        "description": summary.get("nl", ""),
        "parameters": [_parameter(p) for p in query.parameters] + _paging(),
        "responses": _responses(bodies),
    }


def _classes(content: Content) -> dict[str, Any]:
    """For each class that a parameter takes, the ids and slugs of its things; of very many only that they are texts.

    The empty one stands for all of them.
    """
    kinds = {p.type for q in content.queries.values() for p in q.parameters if p.type[:1].isupper()}
    found: dict[str, Any] = {}
    for kind in sorted(kinds):
        names = things_of_class(kind, content.names, content.publication.project)
        listed = {"enum": ["", *sorted(names)]} if len(names) <= _LISTED else {"maxLength": 1000}
        words = f"Id or slug of a {kind}; its IRI is taken too, empty is any."
        found[kind] = {"type": "string", "description": words, **listed}
    return found


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema = dict(_TYPES.get(parameter.type, _TYPES["text"]))
    if parameter.values:
        schema = {"type": "string", "enum": list(parameter.values)}
    if parameter.type[:1].isupper():
        schema = {"$ref": f"#/components/schemas/{parameter.type}"}
    if parameter.default:
        schema["default"] = parameter.default
    return {"name": parameter.name, "in": "query", "required": False, "schema": schema}


def _paging() -> list[dict[str, Any]]:
    bounds = {"limit": (PAGE, MOST), "offset": (0, 999_999_999)}
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "schema": {"type": "integer", "minimum": 0, "maximum": most, "default": default},
        }
        for name, (default, most) in bounds.items()
    ]


def _responses(bodies: dict[str, Any]) -> dict[str, Any]:
    said = {
        "400": "A parameter is unknown or has a value that is not allowed.",
        "404": "There is no such query or version.",
        "405": "Only GET, HEAD and OPTIONS are answered.",
        "406": "None of the forms is acceptable.",
        "503": "Too busy; ask again.",
        "504": "The query took too long.",
    }
    refusals = {code: {"description": words, "content": _PROBLEM} for code, words in said.items()}
    return {"200": {"description": "The rows.", "content": bodies}, **refusals}


def readable(content: Content, frame: Frame, lang: str) -> bytes:
    """The same as a page for people."""
    words = _WORDS[lang]
    body = [f'<p>{words["intro"]} <a href="{escape(frame.mount)}/api/openapi.json">OpenAPI 3.1</a></p>']
    for query in content.queries.values():
        summary = query.words("summary")
        href = f"{frame.mount}/api/queries/{query.name}"
        forms = ", ".join(f'<a href="{escape(href)}.{form}">{form}</a>' for form in MEDIA)
        body.append(f'<h2 id="{escape(query.name)}"><code>{escape(href)}</code></h2>')
        body.append(f"<p>{escape(worded(summary, lang))} ({forms})</p>")
        rows = [(p.name, ", ".join(p.values) or p.type, p.default) for p in query.parameters]
        cells = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in rows)
        head = "".join(f'<th scope="col">{w}</th>' for w in words["columns"])
        body.append(f"<table><tr>{head}</tr>{cells}</table>")
    return frame.page(words["title"], lang, body)


_WORDS: dict[str, Any] = {
    "nl": {
        "title": "De vragen als API",
        "intro": "Elke vraag heeft een adres. Waarden staan achter het vraagteken (?theme=loneliness), met limit en "
        "offset voor een deel van de rijen; de vorm volgt uit de extensie of uit Accept.",
        "columns": ("parameter", "waarden", "standaard"),
    },
    "en": {
        "title": "The questions as an API",
        "intro": "Each question has an address. Values follow the question mark (?theme=loneliness), with limit and "
        "offset for a part of the rows; the form follows from the extension or from Accept.",
        "columns": ("parameter", "values", "default"),
    },
}
