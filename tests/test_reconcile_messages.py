"""Messages of the reconciliation service: against the specification's schemas, and every wrong request."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

from gouden_kg.reconcile.message import Reply, Request
from gouden_kg.reconcile.question import BATCH_SIZE

from .conftest import ROOT
from .reconcile_client import DELFT, FORM, LEERDAM, get, posted, read, sent, service

SCHEMAS = ROOT.parent / "shared" / "suites" / "reconciliation"
with_schemas = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="the API's JSON schemas, ../shared/suites/reconciliation, are absent"
)


# the specification's schemas


def validator(version: str, name: str) -> Draft7Validator:
    folder = SCHEMAS / version
    texts = [json.loads(p.read_text("utf-8")) for p in sorted(folder.glob("*.json"))]
    registry = Registry().with_resources([(t["$id"].rstrip("#"), DRAFT7.create_resource(t)) for t in texts])
    return Draft7Validator(json.loads((folder / f"{name}.json").read_text("utf-8")), registry=registry)


QUERY = {"q0": {"query": "Delft", "type": "Municipality", "properties": [{"pid": "province", "v": "Zuid-Holland"}]}}
DRAFT_QUERY = {
    "queries": [{"type": "Municipality", "conditions": [{"matchType": "name", "propertyValue": "Delft"}], "limit": 4}]
}
EXTENSION = {
    "ids": [LEERDAM, DELFT],
    "properties": [{"id": p} for p in ("name", "validTo", "latitude", "theme", "tooi")],
}
ANSWERS = [
    ("0.2", "manifest", lambda: get()),
    ("0.2", "reconciliation-result-batch", lambda: posted("queries", QUERY)),
    ("0.2", "data-extension-response", lambda: posted("extend", EXTENSION)),
    ("1.0-draft", "manifest", lambda: get("1.0-draft")),
    ("1.0-draft", "reconciliation-result-batch", lambda: sent("match", DRAFT_QUERY)),
    ("1.0-draft", "data-extension-response", lambda: sent("extend", EXTENSION)),
    *(
        (version, f"suggest-{kinds}-response", lambda v=version, k=kind: get(f"{_below(v)}suggest/{k}", prefix="a"))
        for version in ("0.2", "1.0-draft")
        for kind, kinds in (("entity", "entities"), ("type", "types"), ("property", "properties"))
    ),
    *(
        (v, "data-extension-property-proposal", lambda v=v: get(f"{_below(v)}extend/propose", type="Person", limit="4"))
        for v in ("0.2", "1.0-draft")
    ),
]


def _below(version: str) -> str:
    return "1.0-draft/" if version == "1.0-draft" else ""


@with_schemas
@pytest.mark.parametrize(("version", "name", "reply"), ANSWERS, ids=[f"{v} {n}" for v, n, _ in ANSWERS])
def test_answers_fit_the_schemas(version: str, name: str, reply: Any) -> None:
    for problem in validator(version, name).iter_errors(read(reply())):
        pytest.fail(f"{problem.json_path}: {problem.message}")


@with_schemas
def test_the_queries_of_these_tests_fit_the_schemas_and_the_schemas_refuse() -> None:
    validator("0.2", "reconciliation-query-batch").validate(QUERY)
    validator("1.0-draft", "reconciliation-query-batch").validate(DRAFT_QUERY)
    validator("0.2", "data-extension-query").validate(EXTENSION)
    assert list(validator("0.2", "manifest").iter_errors({"versions": ["1.0-draft"]}))
    assert list(validator("1.0-draft", "manifest").iter_errors(json.loads(get().body)))


def test_what_the_manifest_names_is_there() -> None:
    manifest = read(get("en"))
    root = "http://localhost/reconcile/"
    for kind, where in manifest["suggest"].items():
        assert get((where["service_url"] + where["service_path"]).removeprefix(root), prefix="a").status == 200
        flyout = (where["flyout_service_url"] + where["flyout_service_path"]).removeprefix(root).partition("?")[0]
        word = {"entity": DELFT, "type": "Person", "property": "cbsCode"}[kind]
        assert get(flyout, id=word).status == 200
    for template in (manifest["preview"]["url"], manifest["view"]["url"]):
        assert get(template.removeprefix(root).partition("?")[0], id=DELFT).status in (200, 303)


# wrong requests

DEEP = "[" * 100_000
WRONG_QUERIES: list[tuple[Any, int, str]] = [
    ("", 400, "no JSON"),
    ("{", 400, "no JSON"),
    (DEEP, 400, "no JSON"),
    ('{"q": NaN}', 400, "no JSON number"),
    ('{"q": {"query": "a", "limit": 1e999}}', 400, "no JSON number"),
    ('{"q": {"query": "\\ud800"}}', 400, "no JSON"),
    ('{"q": {"query": "a", "query": "b"}}', 400, "twice"),
    ([], 400, "should be an object"),
    ({"q": "Delft"}, 400, "query `q` should be an object"),
    ({"q": {}}, 400, "give a `query`"),
    ({"q": {"query": 5}}, 400, "should be a text"),
    ({"q": {"query": None}}, 400, "should be a text"),
    ({"q": {"qury": "Delft"}}, 400, "`qury` is unknown"),
    ({"q": {"query": "a", "type": "Municipaliy"}}, 400, "did you mean `Municipality`?"),
    ({"q": {"query": "a", "type": {}}}, 400, "no type"),
    ({"q": {"query": "a", "type": [None]}}, 400, "no type"),
    ({"q": {"query": "a", "type_strict": "some"}}, 400, "type_strict"),
    ({"q": {"query": "a", "limit": 0}}, 400, "at least 1"),
    ({"q": {"query": "a", "limit": -1}}, 400, "at least 1"),
    ({"q": {"query": "a", "limit": 2.5}}, 400, "whole number"),
    ({"q": {"query": "a", "limit": True}}, 400, "whole number"),
    ({"q": {"query": "a", "limit": "many"}}, 400, "whole number"),
    ({"q": {"query": "a", "properties": {}}}, 400, "should be a list"),
    ({"q": {"query": "a", "properties": [5]}}, 400, "should be an object"),
    ({"q": {"query": "a", "properties": [{"pid": "provinc", "v": "x"}]}}, 400, "did you mean `province`?"),
    ({"q": {"query": "a", "properties": [{"pid": "province"}]}}, 400, "a value is"),
    ({"q": {"query": "a", "properties": [{"pid": "province", "v": []}]}}, 400, "give a value"),
    ({"q": {"query": "a", "properties": [{"pid": "province", "v": [["x"]]}]}}, 400, "a value is"),
    ({"q": {"query": "a", "properties": [{"pid": "province", "v": ["x"] * 30}]}}, 413, "at most 10"),
    ({f"q{n}": {"query": "a"} for n in range(BATCH_SIZE + 1)}, 413, f"at most {BATCH_SIZE}"),
]


@pytest.mark.parametrize(("queries", "status", "words"), WRONG_QUERIES)
def test_wrong_queries_are_refused_with_what_would_be_right(queries: Any, status: int, words: str) -> None:
    assert_refused(posted("queries", queries), status, words)


WRONG_DRAFTS: list[tuple[str, Any, int, str]] = [
    ("match", b"", 400, "no JSON"),
    ("match", b"\xff\xfe", 400, "no JSON"),
    ("match", [], 400, "should be an object"),
    ("match", {"queries": {}}, 400, "should be an object"),
    ("match", {"queries": [{}]}, 400, "query 1: `conditions`"),
    ("match", {"queries": [{"conditions": []}]}, 400, "at least one condition"),
    ("match", {"queries": [{"query": "Delft"}]}, 400, "`query` is unknown"),
    ("match", {"queries": [{"conditions": [{"propertyValue": "a"}]}]}, 400, "`matchType`"),
    ("match", {"queries": [{"conditions": [{"matchType": "name"}]}]}, 400, "a value is"),
    ("match", {"queries": [{"conditions": [{"matchType": "property", "propertyValue": "a"}]}]}, 400, "no property"),
    (
        "match",
        {"queries": [{"type": ["Person"], "conditions": [{"matchType": "id", "propertyValue": "a"}]}]},
        400,
        "type",
    ),
    ("extend", {}, 400, "data extension query"),
    ("extend", {"ids": [5], "properties": []}, 400, "`ids`"),
    ("extend", {"ids": ["a"] * 1001, "properties": []}, 413, "at most 1000"),
    ("extend", {"ids": ["a"] * 200, "properties": [{"id": "name"}] * 50}, 413, "at most 5000 values"),
    ("extend", {"ids": [], "properties": [{"id": "cbsCod"}]}, 400, "did you mean `cbsCode`?"),
    ("extend", {"ids": [], "properties": ["cbsCode"]}, 400, "property 1"),
    ("extend", {"ids": [], "properties": [{"id": "validOn"}]}, 400, "can be asked, not fetched"),
    ("extend", {"ids": [], "properties": [{"id": "name", "settings": {"lang": "fr"}}]}, 400, "nl or en"),
]


@pytest.mark.parametrize(("path", "value", "status", "words"), WRONG_DRAFTS)
def test_wrong_drafts_are_refused_with_what_would_be_right(path: str, value: Any, status: int, words: str) -> None:
    assert_refused(sent(path, value), status, words)


@pytest.mark.parametrize(
    ("request_", "status", "words"),
    [
        (Request(path="nowhere"), 404, "there are"),
        (Request(path="nl/nl"), 404, "there are"),
        (Request(path="preview"), 404, "nothing has this id"),
        (Request(path="preview", query="id=<script>"), 404, "nothing has this id"),
        (Request(path="feature", query="id=x"), 404, "no such feature"),
        (Request(path="flyout/type", query="id=x"), 400, "no type"),
        (Request("PUT"), 405, "GET, POST, HEAD"),
        (Request("POST", "suggest/entity"), 405, "GET"),
        (Request("GET", "1.0-draft/match"), 405, "POST"),
        (Request("ET"), 405, "GET"),
        (Request("POST"), 415, FORM),
        (Request("POST", content_type=FORM), 400, "give `queries`"),
        (Request("POST", content_type="application/json", body=b"{}"), 415, FORM),
        (Request("POST", content_type=f"{FORM}; charset=utf-16", body=b"queries={}"), 415, "UTF-8"),
        (Request("POST", content_type=FORM, body=b"queries=\xff"), 400, "ASCII"),
        (Request("POST", content_type=FORM, query="queries={}", body=b"queries={}"), 400, "once"),
        (Request("POST", "1.0-draft/match", "", FORM, b"queries={}"), 415, "application/json"),
        (Request(query="queries={}&queries={}"), 400, "twice"),
        (Request(query="queries=%FF"), 400, "cannot be read"),
        (Request(query="&".join(f"a{n}=1" for n in range(60))), 400, "cannot be read"),
        (Request(query="queries={}&extend={}"), 400, "not both"),
        (Request(query="query=Delft"), 400, "give `queries`"),
        (Request(query="lang=fr"), 400, "nl or en"),
        (Request(path="suggest/entity", query="cursor=-1"), 400, "at least 0"),
        (Request(path="suggest/entity", query="cursor=x"), 400, "whole number"),
        (Request(path="suggest/entity", query="type=x"), 400, "no type"),
        (Request(path="suggest/type", query="limit=0.5"), 400, "whole number"),
        (Request(path="extend/propose", query="type=Persn"), 400, "did you mean `Person`?"),
    ],
)
def test_wrong_requests_are_refused_with_what_would_be_right(request_: Request, status: int, words: str) -> None:
    reply = service().answer(request_)
    assert_refused(reply, status, words)
    assert ("Allow" in reply.headers) == (status == 405)


def assert_refused(reply: Reply, status: int, words: str) -> None:
    assert reply.headers["Content-Type"] == "application/problem+json"
    problem = json.loads(reply.body)
    assert reply.status == problem["status"] == status
    assert words in problem["detail"]
    assert len(problem["detail"]) < 1000


def test_options_and_head() -> None:
    assert service().answer(Request("OPTIONS", "1.0-draft/match")).headers == {"Allow": "POST, OPTIONS"}
    assert service().answer(Request("HEAD", "suggest/type")).status == 200


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
VALUES = st.recursive(SCALARS, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=5), v, max_size=3))
QUERY_LIKE = st.fixed_dictionaries(
    {},
    optional={
        "query": VALUES,
        "type": VALUES,
        "limit": VALUES,
        "properties": VALUES | st.lists(st.fixed_dictionaries({"pid": st.just("province"), "v": VALUES}), max_size=2),
        "conditions": VALUES | st.lists(st.fixed_dictionaries({"matchType": st.just("name"), "propertyValue": VALUES})),
        "ids": VALUES,
    },
)


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])  # the first makes the service
@given(QUERY_LIKE)
def test_whatever_is_sent_is_answered_or_refused(query: dict[str, Any]) -> None:
    body = {"queries": [query], **query}
    for reply in (posted("queries", {"q": query}), posted("extend", query), sent("match", body), sent("extend", body)):
        assert reply.status in (200, 400, 413)
        json.loads(reply.body)
