"""Downloads that are not what they say: a clear line, exit code 2, nothing written."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouden_kg.problem import GoudenError
from gouden_kg.refresh.read import read_extract
from gouden_kg.refresh.records import NAME

from .conftest import gouden
from .downloads import overpass, project, relation, rows, saved, wikidata

__all__ = ["project"]

# files that are not what they say

BROKEN: list[tuple[str, Any, str]] = [
    ("empty.json", "", "is empty"),
    ("page.json", "<!DOCTYPE html><html><head><title>504 Gateway\nTimeout</title>", "web page or XML, not data: 504 Gateway Timeout"),
    ("cut.json", json.dumps(overpass(relation(1, "0072")))[:-20], "breaks off"),
    ("cut-text.json", '{"elements": [{"type": "rela', "breaks off"),
    ("deep.json", "[" * 200_000, "cannot be read"),
    ("huge.json", '{"elements": ' + "9" * 5000 + "}", "cannot be read"),
    ("other.json", {"name": "x", "items": []}, "its keys are: name, items"),
    ("none.json", {}, "its keys are: none"),
    ("list.json", [], "the result is empty"),
    ("numbers.json", [1, 2], "no whole SPARQL result"),
    ("nothing.json", overpass(), "nothing was found"),
    ("elements.json", {"elements": {}}, "should be a list"),
    ("element.json", {"elements": ["x"]}, "element 1"),
    ("number.json", {"elements": [{"type": "relation", "id": "x"}]}, "a relation has a number"),
    ("places.json", overpass(relation(1, "0072", "10")), "none is a municipality"),
    ("stopped.json", overpass(relation(1, "0072")) | {"remark": "runtime error: Query timed out"}, "Query timed out"),
    ("results.json", {"head": {}, "results": []}, "no whole SPARQL result"),
    ("bindings.json", wikidata(), "the result is empty"),
    ("columns.json", {"head": {}, "results": {"bindings": [{"a": {"value": "b"}}]}}, "no column has Wikidata items"),
    ("other.jsonld", {"@context": {}, "@id": "https://example.org/a", "@graph": []}, "lists no municipality"),
    ("remote.jsonld", {"@context": "https://example.org/context", "@id": "https://example.org/a"}, "no JSON-LD"),
    ("utf16.json", json.dumps(overpass(relation(1, "0072"))).encode("utf-16"), "UTF-16"),
    ("latin.json", b'{"elements": [{"name": "S\xfadwest"}]}', "latin.json:1:26"),
    ("table.csv", "a,b\n1,2\n", "no column has Wikidata items; there are: a, b"),
    ("short.csv", "Gemeentecode;Gemeentenaam\n3;Appingedam\n", "never had fewer"),
    ("names.csv", "Gemeentenaam\nDelft\n", "no Gemeentecode"),
    ("ragged.csv", "Gemeentecode,Gemeentenaam\n1,2,3\n", "3 cells"),
    ("broken.xlsx", b"PK\x03\x04 no zip", "XLSX"),
    ("binary.csv", bytes(range(256)), "binary.csv"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "words"), BROKEN, ids=[name for name, _, _ in BROKEN])
def test_broken_files_are_refused_and_nothing_is_written(project: Path, name: str, content: Any, words: str) -> None:
    before = rows(project)
    good = saved(project, "good.json", overpass(relation(12345, "0072")))
    result = gouden("gazetteer", "import", good, saved(project, name, content), "--apply", "--project", project)
    assert result.exit_code == 2, result.output
    assert words in result.stderr
    assert name in result.stderr
    assert "Traceback" not in result.stderr
    assert rows(project) == before


def test_files_and_options_that_cannot_be(project: Path) -> None:
    file = saved(project, "wd.json", wikidata(("Q388575", "0545", "")))
    undated = gouden("gazetteer", "import", file, "--apply", "--project", project)
    assert (undated.exit_code, "--date" in undated.stderr) == (2, True)
    assert gouden("gazetteer", "import", file, "--date", "gisteren", "--project", project).exit_code == 2
    missing = gouden("gazetteer", "import", project / "no.json", "--project", project)
    assert (missing.exit_code, "there is no file" in missing.stderr) == (2, True)
    (project / NAME).unlink()
    assert "has no data/municipalities.csv" in gouden("gazetteer", "import", file, "--project", project).stderr


def test_values_that_cannot_be_used_are_told_and_the_rest_is(project: Path) -> None:
    elements = [relation(1, "5O3"), relation(2, "12345678901234567890"), relation(3, "0074"), relation(4, "0")]
    result = gouden("gazetteer", "import", saved(project, "o.json", overpass(*elements)), "--project", project)
    assert result.exit_code == 1
    assert result.stderr.count("is no municipality code") == 3
    assert "GM0074" in result.stdout
    wrong = wikidata(("Q1x", "0503", ""), ("Q690", "0503", "way/5"))
    told = gouden("gazetteer", "import", saved(project, "w.json", wrong), "--project", project)
    assert told.exit_code == 1
    assert "Q1x` is no Wikidata item" in told.stderr
    assert "`way/5` is no number of a relation" in told.stderr


def test_nothing_in_a_file_steers_the_terminal(project: Path) -> None:
    evil = "\x1b[2J\x1b]0;x\x07"
    listing = {
        "@id": "https://identifier.overheid.nl/tooi/id/gemeente/gm1999",
        "https://identifier.overheid.nl/tooi/def/ont/officieleNaamExclSoort": [{"@value": evil}],
    }
    files = [
        saved(project, "osm.json", overpass(relation(1, evil), relation(2, "0074"))),
        saved(project, "tooi.json", [listing]),
    ]
    stopped = saved(project, "stopped.json", overpass(relation(1, "0072")) | {"remark": evil})
    for files_given in (files, [stopped], [saved(project, "keys.json", {evil: 1})]):
        result = gouden("gazetteer", "import", *files_given, "--project", project)
        assert "\x1b" not in result.output
        assert "\x07" not in result.output


SCALARS = st.none() | st.booleans() | st.integers(-5, 20000) | st.floats(allow_nan=False) | st.text(max_size=6)
KEYS = st.sampled_from(
    [
        "elements",
        "features",
        "type",
        "id",
        "@id",
        "@graph",
        "@type",
        "tags",
        "properties",
        "head",
        "results",
        "bindings",
        "item",
        "code",
        "relation",
        "value",
        "admin_level",
        "boundary",
        "ref:gemeentecode",
        "osm3s",
        "remark",
    ]
)
WORDS = st.sampled_from(
    ["relation", "FeatureCollection", "administrative", "8", "0503", "relation/5", "http://www.wikidata.org/entity/Q1"]
)
VALUES = st.recursive(
    SCALARS | WORDS, lambda v: st.lists(v, max_size=4) | st.dictionaries(KEYS, v, max_size=5), max_leaves=20
)


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(
    VALUES
    | st.fixed_dictionaries({"elements": st.lists(VALUES)}, optional={"osm3s": VALUES})
    | st.fixed_dictionaries({"type": st.just("FeatureCollection"), "features": st.lists(VALUES)})
    | st.fixed_dictionaries({"head": VALUES, "results": st.fixed_dictionaries({"bindings": st.lists(VALUES)})})
    | st.lists(st.dictionaries(KEYS, VALUES, max_size=5), max_size=5)
)
def test_whatever_json_is_read_or_refused(value: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.json"
        path.write_text(json.dumps(value), "utf-8")
        try:
            extract = read_extract(path)
        except GoudenError as error:
            assert error.message
        else:
            assert extract.statements or extract.listings or extract.unreadable
