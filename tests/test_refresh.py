"""`gouden gazetteer`: what downloads say against the records, and what is written."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gouden_kg.refresh.queries import QUERIES
from gouden_kg.refresh.records import NAME, Records

from .conftest import ROOT, gouden
from .downloads import (
    RELATION,
    TOOI,
    applied,
    changed_rows,
    compared,
    overpass,
    project,
    relation,
    rows,
    saved,
    wikidata,
)

__all__ = ["project"]

# OpenStreetMap


@pytest.mark.parametrize("code", ["0072", "72", 72, "GM0072", "gm0072"])
def test_a_relation_fills_the_gap_with_origin_and_date(project: Path, code: str | int) -> None:
    before = rows(project)
    assert Records((project / NAME).read_text("utf-8")).get("GM0072", "osmRelation") == ""
    records = applied(project, saved(project, "osm.json", overpass(relation(12345, code, 8))), date="2020-01-01")
    assert records.get("GM0072", "osmRelation") == RELATION + "12345"
    assert records.get("GM0072", "osmConfidence") == "high"
    assert records.get("GM0072", "osmOrigin") == "OSM tags ref:gemeentecode and admin_level=8"
    assert records.get("GM0072", "osmDate") == "2026-11-20"  # the file tells its own day
    assert [row[:6] for row in changed_rows(before, rows(project))] == [b"gm0072"]


def test_nothing_is_written_without_apply(project: Path) -> None:
    before = rows(project)
    found = compared(project, saved(project, "osm.json", overpass(relation(12345, "0072"))))
    assert found["GM0072", "osmRelation", RELATION + "12345"]["status"] == "new"
    assert rows(project) == before


def test_tags_seen_on_the_map_beat_what_wikidata_said(project: Path) -> None:
    ours = Records((project / NAME).read_text("utf-8"))
    code = next(c for c in ours.codes if ours.get(c, "osmConfidence") == "medium" and not ours.get(c, "validTo"))
    number = int(ours.get(code, "osmRelation").removeprefix(RELATION))
    same = compared(project, saved(project, "same.json", overpass(relation(number, code))))
    assert [d["status"] for d in same.values()] == ["confirmed"]
    other = compared(project, saved(project, "other.json", overpass(relation(99999999, code))))
    assert [d["status"] for d in other.values()] == ["changed"]
    assert (
        applied(project, saved(project, "same.json", overpass(relation(number, code)))).get(code, "osmConfidence")
        == "high"
    )
    weaker = saved(project, "wd.json", wikidata((_item(project, code), code[2:], "99999999")))
    assert compared(project, weaker)[code, "osmRelation", RELATION + "99999999"]["status"] == "conflicting"


def _item(project: Path, code: str) -> str:
    return Records((project / NAME).read_text("utf-8")).get(code, "wikidata").rpartition("/")[2]


def test_two_relations_that_claim_one_code_are_told_not_applied(project: Path) -> None:
    before = rows(project)
    file = saved(project, "osm.json", overpass(relation(1, "0072"), relation(2, "72")))
    found = compared(project, file)
    assert {(d["status"], d["applies"]) for d in found.values()} == {("conflicting", False)}
    assert len(found) == 2
    applied(project, file)
    assert rows(project) == before


def test_one_relation_that_claims_two_codes_is_told_not_applied(project: Path) -> None:
    found = compared(project, saved(project, "osm.json", overpass(relation(1, "0072"), relation(1, "0074"))))
    assert {d["status"] for d in found.values()} == {"conflicting"}
    delft = Records((project / NAME).read_text("utf-8")).get("GM0503", "osmRelation").removeprefix(RELATION)
    taken = compared(project, saved(project, "taken.json", overpass(relation(int(delft), "0072"))))
    assert "also the address of GM0503" in taken["GM0072", "osmRelation", RELATION + delft]["why"]["en"]


def test_ended_and_unknown_codes_are_told(project: Path) -> None:
    found = compared(project, saved(project, "osm.json", overpass(relation(5, "545"), relation(6, "9998"))))
    assert found["GM0545", "osmRelation", RELATION + "5"]["status"] == "ended"
    assert found["GM9998", "cbsCode", RELATION + "6"]["status"] == "unknown"
    then = compared(project, saved(project, "old.json", overpass(relation(5, "545"), day="2017-01-01")))
    assert then["GM0545", "osmRelation", RELATION + "5"]["status"] == "changed"


def test_places_ways_and_nodes_are_no_municipalities(project: Path) -> None:
    others = [
        relation(7, "0072", "10", **{"ref:woonplaatscode": "1234"}),
        relation(8, None),
        relation(9, "0072", boundary="census"),
        {"type": "way", "id": 3, "tags": relation(1, "0072")["tags"]},
        {"type": "node", "id": 4, "lat": 52, "lon": 5},
    ]
    result = gouden(
        "gazetteer", "import", saved(project, "o.json", overpass(relation(1, "0074"), *others)), "--project", project
    )
    assert "1 places (admin_level=10); 1 boundaries without ref:gemeentecode not used" in result.stderr
    assert "GM0072" not in result.stdout


def test_geojson_of_osm(project: Path) -> None:
    tags = {"boundary": "administrative", "admin_level": "8", "ref:gemeentecode": "72"}
    features = [
        {"type": "Feature", "properties": {"@id": "relation/12345", **tags}, "geometry": None},
        {"type": "Feature", "id": "r77", "properties": {**tags, "ref:gemeentecode": "0074"}, "geometry": None},
        {"type": "Feature", "id": "way/5", "properties": {**tags, "ref:gemeentecode": "0203"}, "geometry": None},
    ]
    found = compared(project, saved(project, "osm.geojson", {"type": "FeatureCollection", "features": features}))
    assert {(d["code"], d["theirs"]) for d in found.values()} == {
        ("GM0072", RELATION + "12345"),
        ("GM0074", RELATION + "77"),
    }


# Wikidata


@pytest.mark.parametrize("form", ["json", "plain", "csv", "tsv"])
def test_wikidata_results_however_downloaded(project: Path, form: str) -> None:
    result = wikidata(("Q111111", "0381", ""), ("Q690", "0503", "324269"))
    plain = [{k: v["value"] for k, v in row.items()} for row in result["results"]["bindings"]]
    table = [["item", "code", "relation"], *([r["item"], r["code"], r.get("relation", "")] for r in plain)]
    sparql = [["?item", "?code", "?relation"], *([f"<{i}>", f'"{c}"', f'"{r}"'] for i, c, r in table[1:])]
    content = {
        "json": result,
        "plain": plain,
        "csv": "".join(",".join(row) + "\r\n" for row in table),
        "tsv": "".join("\t".join(row) + "\n" for row in sparql),
    }[form]
    found = compared(project, saved(project, f"wd.{'json' if form == 'plain' else form}", content))
    assert list(found) == [("GM0381", "wikidata", "http://www.wikidata.org/entity/Q111111")]


def test_a_missing_item_is_filled_with_origin_and_date(project: Path) -> None:
    ours = Records((project / NAME).read_text("utf-8"))
    code = next(c for c in ours.codes if not ours.get(c, "wikidata"))
    records = applied(project, saved(project, "wd.json", wikidata(("Q99999999", code[2:].lstrip("0"), "7654321"))))
    assert records.get(code, "wikidata") == "http://www.wikidata.org/entity/Q99999999"
    assert (records.get(code, "wikidataConfidence"), records.get(code, "wikidataOrigin")) == ("medium", "Wikidata P382")
    assert records.get(code, "wikidataDate") == "2026-11-20"


def test_a_second_list_that_agrees_confirms(project: Path) -> None:
    file = saved(project, "wd.json", wikidata(("Q388575", "0545", "")))
    assert [d["status"] for d in compared(project, file).values()] == ["confirmed"]
    assert applied(project, file).get("GM0545", "wikidataConfidence") == "high"
    assert compared(project, file) == {}


def test_two_items_for_one_code_and_what_rests_on_them(project: Path) -> None:
    found = compared(project, saved(project, "wd.json", wikidata(("Q690", "0503", ""), ("Q33432813", "0503", "777"))))
    assert {d["status"] for d in found.values()} == {"conflicting"}
    assert "in doubt" in found["GM0503", "osmRelation", RELATION + "777"]["why"]["en"]


# TOOI


def tooi(*municipalities: tuple[str, str, str]) -> list[dict[str, Any]]:
    def thing(code: str, name: str, end: str) -> dict[str, Any]:
        found: dict[str, Any] = {
            "@id": f"{TOOI}id/gemeente/{code}",
            "@type": [f"{TOOI}def/ont/Gemeente"],
            f"{TOOI}def/ont/gemeentecode": [{"@value": code[2:]}],
            f"{TOOI}def/ont/officieleNaamExclSoort": [{"@value": name}],
        }
        day = {"@type": "http://www.w3.org/2001/XMLSchema#date", "@value": end}
        return found | ({f"{TOOI}def/ont/einddatum": [day]} if end else {})

    return [thing(*m) for m in municipalities]


def test_the_register_tells_who_came_and_went(project: Path) -> None:
    register = tooi(
        ("gm0503", "Delft", ""),
        ("gm0545", "Leerdam", "2018-12-31"),
        ("gm0072", "Harlingen", "2026-12-31"),
        ("gm1999", "Nieuwstad", ""),
        ("gm0900", "Langgeleden", "1990-12-31"),
        ("gm0074", "Arnheim", ""),
    )
    found = compared(project, saved(project, "tooi.json", register), date="2026-11-20")
    told = {key: d["status"] for key, d in found.items()}
    assert told == {
        ("GM0072", "validTo", "2027-01-01"): "ended",
        ("GM0074", "name@nl", "Arnheim"): "changed",
        ("GM1999", "cbsCode", "Nieuwstad"): "unknown",
    }
    assert not any(d["applies"] for d in found.values())


def test_a_lost_tooi_address_comes_back(project: Path) -> None:
    path = project / NAME
    path.write_text(path.read_text("utf-8").replace(f"{TOOI}id/gemeente/gm0503", "", 1), "utf-8")
    records = applied(project, saved(project, "tooi.jsonld", tooi(("gm0503", "Delft", ""))))
    assert records.get("GM0503", "tooi") == f"{TOOI}id/gemeente/gm0503"
    assert records.get("GM0503", "tooiDate") == "2026-11-20"


def test_a_code_that_does_not_fit_its_address_is_told(project: Path) -> None:
    register = tooi(("gm0503", "Delft", ""), ("gm0072", "Harlingen", ""))
    register[1][f"{TOOI}def/ont/gemeentecode"] = [{"@value": "0201"}]
    result = gouden("gazetteer", "import", saved(project, "tooi.json", register), "--project", project)
    assert result.exit_code == 1
    assert "gm0072: the code 0201 does not fit" in result.stderr


# CBS


def cbs(project: Path, day: str = "2026-01-01") -> list[list[Any]]:
    """The list as CBS lays it out, of our own municipalities."""
    ours = Records((project / NAME).read_text("utf-8"))
    there = [
        code
        for code in ours.codes
        if ours.get(code, "validFrom") <= day and not (ours.get(code, "validTo") and ours.get(code, "validTo") <= day)
    ]
    table = [[int(c[2:]), c, ours.get(c, "name@nl"), 20, "PV20", ours.get(c, "province").title()] for c in there]
    return [
        ["Gemeentecode", "GemeentecodeGM", "Gemeentenaam", "Provinciecode", "ProvinciecodePV", "Provincienaam"],
        *table,
    ]


def sheet(project: Path, name: str, table: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    for row in table:
        book.active.append(row)
    path = project.parent / name
    book.save(path)
    return path


@pytest.mark.parametrize("year", [2015, 2018, 2026])
def test_the_list_of_a_year_is_ours_of_that_year(project: Path, year: int) -> None:
    file = sheet(project, f"gemeenten-alfabetisch-{year}.xlsx", cbs(project, f"{year}-01-01"))
    assert compared(project, file) == {}


def test_the_list_tells_who_came_went_and_changed(project: Path) -> None:
    table = cbs(project)
    table = [row for row in table if row[1] != "GM0503"]
    table[1][5] = "Zeeland"
    table[2][2] = "Elders"
    table += [
        [9998, "GM9998", "Nieuwstad", 20, "PV20", "Drenthe"],
        [545, "GM0545", "Leerdam", 28, "PV28", "Zuid-Holland"],
    ]
    text = "".join(";".join(map(str, row)) + "\n" for row in table)
    found = compared(project, saved(project, "Gemeenten alfabetisch 2026.csv", text))
    assert found["GM0503", "cbsCode", ""]["status"] == "ended"
    assert found["GM0545", "validTo", ""]["status"] == "ended"
    assert found["GM9998", "cbsCode", "Nieuwstad"]["status"] == "unknown"
    assert found[table[1][1], "province", "Zeeland"]["status"] == "changed"
    assert found[table[2][1], "name@nl", "Elders"]["status"] == "changed"
    assert not any(d["applies"] for d in found.values())


def test_the_encoding_of_windows_is_read_when_told(project: Path) -> None:
    text = "".join(",".join(f'"{cell}"' for cell in row) + "\r\n" for row in cbs(project)).replace(
        "Friesland", "Fryslân"
    )
    file = saved(project, "gemeenten-2026.csv", text.encode("windows-1252"))
    refused = gouden("gazetteer", "import", file, "--project", project)
    assert refused.exit_code == 2
    assert "--encoding windows-1252" in refused.stderr
    assert compared(project, file, encoding="windows-1252") == {}


# the records, the queries, the languages


def test_records_keep_their_bytes_and_quoting() -> None:
    text = 'id,cbsCode,note\r\ngm0001,GM0001,"a, ""b""\nc"\r\ngm0002,GM0002,plain\r\n'
    records = Records(text)
    assert records.text() == text
    assert records.get("GM0001", "note") == 'a, "b"\nc'
    records.set("GM0002", "note", 'x,"y"')
    assert records.text() == text.replace("plain", '"x,""y"""')
    records.set("GM0002", "osmDate", "2026-11-20")
    assert records.text().splitlines()[0] == "id,cbsCode,note,osmDate"
    assert Records(records.text()).get("GM0002", "osmDate") == "2026-11-20"


def test_what_was_written_is_valid(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    for name in ("data", "ontology", "queries", "shapes"):
        shutil.copytree(ROOT / name, folder / name)
    applied(folder, saved(folder, "osm.json", overpass(relation(12345, "72"))))
    result = gouden("validate", "--project", folder)
    assert result.exit_code == 0, result.stdout
    assert gouden("gazetteer", "import", tmp_path / "osm.json", "--project", folder).exit_code == 0


def test_queries_are_printed() -> None:
    everything = gouden("gazetteer", "queries").stdout
    assert all(text in everything for text in QUERIES.values())
    assert gouden("gazetteer", "queries", "overpass").stdout == QUERIES["overpass"]
    assert "P382" in QUERIES["wikidata"] and "P402" in QUERIES["wikidata"]
    assert '"ref:gemeentecode"' in QUERIES["overpass"]


def test_the_wikidata_query_is_sparql() -> None:
    from pyoxigraph import Store

    prefixes = {
        "wd": "http://www.wikidata.org/entity/",
        "wdt": "http://www.wikidata.org/prop/direct/",
        "wikibase": "http://wikiba.se/ontology#",
        "bd": "http://www.bigdata.com/rdf#",
    }
    text = QUERIES["wikidata"].replace('SERVICE wikibase:label { bd:serviceParam wikibase:language "nl,en" }', "")
    assert list(Store().query(text, prefixes=prefixes)) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lang", "words"), [("nl", "Nieuw (1)\n  code    gemeente"), ("en", "New (1)\n  code    name")]
)
def test_the_table_speaks_two_languages(project: Path, lang: str, words: str) -> None:
    file = saved(project, "osm.json", overpass(relation(12345, "0072")))
    result = gouden("gazetteer", "import", file, "--project", project, "--lang", lang)
    assert result.stdout.startswith(words)
    assert "Harlingen" in result.stdout
    assert result.exit_code == 0
