"""The reconciliation service as clients call it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any
from urllib.parse import urlencode

from gouden_kg.project import find_project
from gouden_kg.publish.publication import open_publication
from gouden_kg.reconcile.message import Reply, Request
from gouden_kg.reconcile.service import Service

from .conftest import ROOT

FORM = "application/x-www-form-urlencoded"
THINGS = "https://w3id.org/gouden-gemeenten/id/"
DELFT, LEERDAM = f"{THINGS}municipality/gm0503", f"{THINGS}municipality/gm0545"


@cache
def service() -> Service:
    return Service(open_publication(find_project(ROOT)))


def get(path: str = "", language: str = "en", **given: str) -> Reply:
    return service().answer(Request(path=path, query=urlencode(given), accept_language=language))


def read(reply: Reply) -> Any:
    assert reply.status == 200, reply.body
    return json.loads(reply.body)


def posted(field: str, value: Any) -> Reply:
    """What OpenRefine does: a form with JSON in one field."""
    body = urlencode({field: value if isinstance(value, str) else json.dumps(value)}).encode()
    return service().answer(Request("POST", content_type=f"{FORM}; charset=UTF-8", body=body, accept_language="en"))


def sent(path: str, value: Any, content_type: str = "application/json") -> Reply:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return service().answer(Request("POST", f"1.0-draft/{path}", "", content_type, body, "en"))


def found(**query: Any) -> list[dict[str, Any]]:
    """The candidates of one 0.2 query."""
    result: list[dict[str, Any]] = read(posted("queries", {"q0": query}))["q0"]["result"]
    return result


def drafted(*conditions: dict[str, Any], **query: Any) -> list[dict[str, Any]]:
    """The candidates of one 1.0-draft query."""
    batch = {"queries": [{"conditions": list(conditions), **query}]}
    result: list[dict[str, Any]] = read(sent("match", batch))["results"][0]["candidates"]
    return result


def features(candidate: dict[str, Any]) -> dict[str, Any]:
    return {f["id"]: f["value"] for f in candidate["features"]}
