"""The reconciliation service: what OpenRefine sends, the draft, the specification's schemas, and every wrong request."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

from gouden_kg.project import find_project
from gouden_kg.publish.publication import open_publication
from gouden_kg.reconcile.message import Reply, Request
from gouden_kg.reconcile.question import BATCH_SIZE
from gouden_kg.reconcile.service import Service

from .conftest import ROOT

FORM = "application/x-www-form-urlencoded"
SCHEMAS = ROOT.parent / "shared" / "suites" / "reconciliation"
THINGS = "https://w3id.org/gouden-gemeenten/id/"
DELFT, LEERDAM = f"{THINGS}municipality/gm0503", f"{THINGS}municipality/gm0545"
with_schemas = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="the API's JSON schemas, ../shared/suites/reconciliation, are absent"
)


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


# what is found


@pytest.mark.parametrize(
    ("text", "kind", "address"),
    [
        ("Delft", "Municipality", "municipality/gm0503"),
        ("gemeente  DEN HAAG", "Municipality", "municipality/gm0518"),
        ("503", "Municipality", "municipality/gm0503"),
        ("https://identifier.overheid.nl/tooi/id/gemeente/gm0503", "", "municipality/gm0503"),
        ("Q388575", "", "municipality/gm0545"),
        (LEERDAM, "", "municipality/gm0545"),
        ("municipality/gm0545", "", "municipality/gm0545"),
        ("delft-voor élkaar", "Practice", "practice/delft-voor-elkaar"),
        ("loneliness", "Theme", "theme/loneliness"),
        ("Raimond de Prez", "Person", "person/raimond-de-prez"),
        ("Zuid-Holland", "Province", "province/zuid-holland"),
    ],
)
def test_the_one_meant_is_a_match(text: str, kind: str, address: str) -> None:
    first, *others = found(query=text, **({"type": kind, "type_strict": "should"} if kind else {}))
    assert (first["id"], first["match"], first["score"]) == (THINGS + address, True, 100)
    assert not any(c["match"] for c in others)


def test_every_named_entity_is_found_by_its_own_name_and_address() -> None:
    entities = service()._known.entities
    for entity in entities.by_iri.values():
        for text in (entities.name(entity, "nl"), entity.iri):
            candidates = found(query=text, type=entity.type, limit=50)
            assert entity.iri in [c["id"] for c in candidates if c["score"] >= 60], text


def test_a_misspelt_name_is_proposed_but_not_taken() -> None:
    first = found(query="Raymond de Pres", type="Person")[0]
    assert first["name"] == "Raimond de Prez"
    assert not first["match"]
    assert 40 < features(first)["nameLikeness"] < 100


def test_of_namesakes_none_is_taken_until_a_property_decides() -> None:
    both = found(query="Delft voor Elkaar")
    assert [c["score"] for c in both[:2]] == [100, 100]
    assert not any(c["match"] for c in both)
    assert found(query="Bergen", properties=[{"pid": "province", "v": "NH"}])[0]["match"]
    assert found(query="Bergen", properties=[{"pid": "province", "v": {"id": f"{THINGS}province/limburg"}}])[0]["match"]
    assert not found(query="Bergen", type="Municipality")[0]["match"]


def test_a_village_brings_up_no_municipality() -> None:
    assert found(query="Scheveningen", type="Municipality") == []
    assert found(query="Hengelo", type="Municipality", properties=[{"pid": "province", "v": "Gelderland"}]) == []


@pytest.mark.parametrize("day", ["2020-05-01", "2020", 2020, "2020-05-01T00:00:00Z"])
def test_a_date_tells_which_municipality_existed(day: Any) -> None:
    then = found(query="Leerdam", type="Municipality", properties=[{"pid": "validOn", "v": day}])
    assert [c["name"] for c in then] == ["Vijfheerenlanden", "Leerdam"]
    assert features(then[1])["property:validOn"] is False
    assert not any(c["match"] for c in then)
    assert found(query="Leerdam", properties=[{"pid": "validOn", "v": "2018"}])[0]["match"]


def test_what_is_no_date_decides_nothing() -> None:
    first = found(query="Leerdam", properties=[{"pid": "validOn", "v": "vorig jaar"}])[0]
    assert "property:validOn" not in features(first)
    assert not first["match"]


def test_an_identifying_property_brings_up_what_the_name_does_not() -> None:
    first = found(query="Xyzzy", properties=[{"pid": "cbsCode", "v": 503}])[0]
    assert first["id"] == DELFT
    assert features(first)["property:cbsCode"] is True
    assert not first["match"]
    assert found(properties=[{"pid": "cbsCode", "v": "0503"}])[0]["match"]


def test_properties_alone_bring_up_all_that_have_them() -> None:
    of_delft = found(properties=[{"pid": "municipality", "v": "Delft"}], type="Practice", limit=50)
    assert len(of_delft) > 5
    assert {c["type"][0]["id"] for c in of_delft} == {"Practice"}
    assert not any(c["match"] for c in of_delft)


def test_the_score_is_the_weighted_mean_that_its_explanation_says() -> None:
    first = found(query="Delft", type="Municipality", properties=[{"pid": "province", "v": "Utrecht"}])[0]
    seen = features(first)
    assert first["score"] == round((3 * seen["nameLikeness"] + 0) / 4, 1)
    explained = get("feature", id="nameLikeness").body.decode()
    assert "weighted mean" in explained
    assert all(get("feature", id=name).status == 200 for name in seen)


def test_types_and_limits() -> None:
    assert len(found(query="gemeente", limit=3)) == 3
    assert {c["type"][0]["id"] for c in found(query="schulden", type=["Theme", "Practice"])} == {"Theme", "Practice"}
    assert found(query="schulden", type=["Theme", "Practice"], type_strict="all") == []
    assert found(query="schulden", type=f"{THINGS[:-3]}def#Theme")[0]["type"][0]["id"] == "Theme"
    assert found(query="") == found(query="'!?") == []


def test_languages() -> None:
    assert found(query="loneliness", type="Theme")[0]["name"] == "Loneliness"
    queries = json.dumps({"q": {"query": "loneliness", "type": "Theme"}})
    for reply in (get("nl", queries=queries), get(language="nl-BE", queries=queries), get(lang="nl", queries=queries)):
        assert read(reply)["q"]["result"][0]["name"] == "Eenzaamheid"
        assert reply.headers["Content-Language"] == "nl"


# the draft


def test_the_draft_finds_the_same() -> None:
    first = drafted({"matchType": "name", "propertyValue": "Gemeente Den Haag"}, type="Municipality", limit=1)
    assert [(c["name"], c["match"]) for c in first] == [("'s-Gravenhage", True)]
    assert read(sent("reconcile", {"queries": []})) == {"results": []}


def test_conditions_of_the_draft() -> None:
    name = {"matchType": "name", "propertyValue": "Bergen"}
    province = {"matchType": "property", "propertyId": "province", "propertyValue": ["limburg", "Utrecht"]}
    assert drafted({"matchType": "id", "propertyValue": DELFT})[0]["match"]
    assert {c["name"] for c in drafted(name, {**province, "required": True})} == {"Bergen (L)"}
    assert "Bergen (L)" not in {
        c["name"] for c in drafted(name, {**province, "required": True, "matchQuantifier": "none"})
    }
    assert drafted(name, {**province, "required": True, "matchQuantifier": "all"}) == []


# suggest, preview, extend


def test_suggestions() -> None:
    names = [s["name"] for s in read(get("suggest/entity", prefix="'s-Graven", type="Municipality"))["result"]]
    assert names == ["'s-Gravenhage"]
    assert read(get("suggest/entity", prefix="Q388575"))["result"][0]["id"] == LEERDAM
    assert "Province" in [s["name"] for s in read(get("suggest/property", prefix="prov"))["result"]]
    assert [s["id"] for s in read(get("suggest/property", prefix="date on", type="Municipality"))["result"]] == [
        "validOn"
    ]
    assert read(get("suggest/property", prefix="cbs", type="Person"))["result"] == []
    assert read(get("nl/suggest/type", prefix="geme"))["result"][0]["name"] == "Gemeente"


def test_suggestions_come_a_page_at_a_time() -> None:
    first, rest = (read(get("suggest/entity", prefix="de", cursor=c, limit="5"))["result"] for c in ("0", "5"))
    assert len(first) == len(rest) == 5
    assert not {s["id"] for s in first} & {s["id"] for s in rest}
    assert read(get("suggest/entity", prefix="de", cursor="9999"))["result"] == []
    assert len(read(get("suggest/entity"))["result"]) == 10


@pytest.mark.parametrize(("kind", "word"), [("entity", DELFT), ("type", "Municipality"), ("property", "cbsCode")])
def test_flyouts(kind: str, word: str) -> None:
    flown = read(get(f"flyout/{kind}", id=word))
    assert flown["id"] == word
    assert "<h1>" in flown["html"]


def test_previews_are_whole_pages_without_scripts() -> None:
    reply = get("preview", id=LEERDAM)
    page = reply.body.decode()
    assert "<h1>Leerdam</h1>" in page
    assert "2019-01-01" in page
    assert "http://localhost/id/municipality/gm0545" in page
    assert "<script" not in page
    assert reply.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")


def test_every_entity_can_be_previewed() -> None:
    for iri in service()._known.entities.by_iri:
        page = get("preview", id=iri).body.decode()
        inside = re.sub(r"</?(?:html|head|meta|title|style|body|h1|p|dl|dt|dd|a)\b[^<>]*>|<!DOCTYPE html>", "", page)
        assert "<" not in inside, iri


def test_a_view_leads_to_the_page_of_the_thing() -> None:
    reply = get("view", id=LEERDAM)
    assert (reply.status, reply.headers["Location"]) == (303, "http://localhost/id/municipality/gm0545")


def test_columns_can_be_fetched() -> None:
    properties = [{"id": p} for p in ("cbsCode", "wikidata", "validTo", "successor", "latitude", "gg:hasPractice")]
    answer = read(posted("extend", {"ids": [LEERDAM, "nobody"], "properties": properties}))
    row = answer["rows"][LEERDAM]
    assert row["cbsCode"] == [{"str": "GM0545"}]
    assert row["wikidata"] == [{"str": "http://www.wikidata.org/entity/Q388575"}]
    assert row["validTo"] == [{"date": "2019-01-01T00:00:00Z"}]
    assert row["successor"] == [{"id": f"{THINGS}municipality/gm1961", "name": "Vijfheerenlanden"}]
    assert row["latitude"] == [{"float": 51.9108}]
    assert set(map(str, answer["rows"]["nobody"].values())) == {"[]"}
    assert answer["meta"][3]["type"]["id"] == "Municipality"
    assert len(row["gg:hasPractice"]) > 5


def test_settings_choose_language_and_number() -> None:
    column = {"id": "gg:hasPractice", "settings": {"limit": 2}}
    name = {"id": "name", "settings": {"lang": "nl"}}
    theme = f"{THINGS}theme/loneliness"
    answer = read(sent("extend", {"ids": [LEERDAM, theme], "properties": [column, name]}))
    assert [len(p["values"]) for p in answer["rows"][0]["properties"]] == [2, 1]
    assert answer["rows"][1]["properties"][1]["values"] == [{"str": "Eenzaamheid"}]


def test_what_is_proposed_can_be_fetched() -> None:
    proposed = read(get("extend/propose", type="Municipality"))["properties"]
    assert {"cbsCode", "wikidata", "osmRelation", "tooi", "geonames"} <= {p["id"] for p in proposed}
    assert len(read(get("extend/propose", type="Municipality", limit="3"))["properties"]) == 3
    properties = [{"id": p["id"]} for p in proposed][:50]
    assert len(read(posted("extend", {"ids": [DELFT], "properties": properties}))["meta"]) == len(properties)


def test_jsonp() -> None:
    reply = get("suggest/type", prefix="gem", callback="jQuery1.take")
    script = reply.body.decode()
    assert reply.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert re.fullmatch(r"/\*\*/jQuery1\.take\(\{.*\}\);", script)
    assert "<" not in script
    assert script.isascii()
    assert get(callback="alert(1)//").status == get(callback="").status == 400
    assert read(get("1.0-draft", callback="f"))["versions"] == ["1.0-draft"]


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
    ({"q": {"query": "a", "properties": [{"pid": "province", "v": ["x"] * 30}]}}, 413, "at most 20"),
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
