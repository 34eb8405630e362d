"""The reconciliation service where the server mounts it."""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode

from .conftest import Server


def test_the_manifest_names_this_server(real: Server) -> None:
    manifest = json.loads(real.ask("/reconcile").body)
    assert "0.2" in manifest["versions"]
    assert manifest["view"]["url"].startswith(real.url + "/reconcile")


def test_a_batch_as_openrefine_sends_it(real: Server) -> None:
    queries = {"q0": {"query": "Delft", "type": "Municipality", "limit": 3}, "q1": {"query": "Zeist"}}
    form = urlencode({"queries": json.dumps(queries)})
    answer = real.ask("/reconcile", "POST", form, content_type="application/x-www-form-urlencoded")
    found = json.loads(answer.body)
    assert answer.status == 200 and answer.headers["access-control-allow-origin"] == "*"
    assert found["q0"]["result"][0]["name"] == "Delft" and found["q1"]["result"]


def test_a_preview_may_be_framed(real: Server) -> None:
    found = json.loads(real.ask("/reconcile?queries=" + quote('{"q0": {"query": "Delft"}}')).body)
    preview = real.ask("/reconcile/preview?id=" + quote(found["q0"]["result"][0]["id"]))
    assert preview.status == 200 and "frame-ancestors 'none'" not in preview.headers["content-security-policy"]


def test_methods_and_unknown_places(real: Server) -> None:
    assert real.ask("/reconcile", "OPTIONS").headers["allow"]
    assert real.ask("/reconcile", "DELETE").status == 405
    assert real.ask("/reconcile/none").status == 404
    assert real.ask("/reconcile?queries=nonsense").status == 400


def test_the_kind_of_body_that_is_read_is_told(real: Server) -> None:
    for path, kind in (
        ("/reconcile", "application/x-www-form-urlencoded"),
        ("/reconcile/1.0-draft/match", "application/json"),
    ):
        answer = real.ask(path, "POST", "x", content_type="text/plain")
        assert (answer.status, answer.headers["accept-post"]) == (415, kind)
