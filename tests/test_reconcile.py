"""Reconciliation: what is found, how it is scored, suggested, previewed and extended."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from gouden_kg.project import find_project
from gouden_kg.publish.publication import open_publication
from gouden_kg.reconcile.message import Request
from gouden_kg.reconcile.service import Service

from .conftest import gouden
from .reconcile_client import DELFT, LEERDAM, THINGS, drafted, features, found, get, posted, read, sent, service

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


def test_a_bare_number_is_nobody() -> None:
    osm = read(posted("extend", {"ids": [DELFT], "properties": [{"id": "osmRelation"}]}))["rows"][DELFT]["osmRelation"]
    number = osm[0]["str"].rpartition("/")[2]
    assert found(query=number) == []
    assert found(query=osm[0]["str"])[0]["match"]
    assert found(properties=[{"pid": "osmRelation", "v": int(number)}])[0]["id"] == DELFT


def test_a_misspelt_name_is_proposed_but_not_taken() -> None:
    first = found(query="Raymond de Pres", type="Person")[0]
    assert first["name"] == "Raimond de Prez"
    assert "Delft" in first["description"]  # where his role is
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
    assert read(get("suggest/entity", prefix="0545"))["result"][0]["id"] == LEERDAM
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


def test_a_project_of_ones_own_reconciles_too(starter: Path) -> None:
    assert gouden("build", "--project", starter).exit_code == 0
    own = Service(open_publication(find_project(starter)))
    manifest = read(own.answer(Request()))
    assert manifest["identifierSpace"] == "https://example.org/my-dataset/id/"
    for entity in own._known.entities.by_iri.values():
        queries = json.dumps({"q": {"query": entity.names[0], "type": entity.type}})
        candidates = read(own.answer(Request(query=urlencode({"queries": queries}))))["q"]["result"]
        assert entity.iri in [c["id"] for c in candidates]
    assert own._known.entities.by_iri
