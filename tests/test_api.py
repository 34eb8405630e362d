"""The Python interface on the built project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gouden_kg import open_project
from gouden_kg.problem import GoudenError

from .conftest import ROOT, gouden


def test_rows_frames_and_errors() -> None:
    project = open_project(ROOT)
    rows = project.queries.practices_by_theme(theme="loneliness")
    assert rows and list(rows[0]) == rows.columns
    frame = rows.to_pandas()
    assert list(frame.columns) == rows.columns and len(frame) == len(rows)
    assert len(project.queries["practices-by-theme"](theme="loneliness")) == len(rows)
    assert "practices_by_theme" in dir(project.queries)
    with pytest.raises(GoudenError, match="is no Theme"):
        project.queries.practices_by_theme(theme="lonelyness")
    with pytest.raises(AttributeError, match="no stored query"):
        _ = project.queries.nothing_like_this
    with pytest.raises(GoudenError, match="not SPARQL"):
        project.ask("SELECT")


def test_graph_and_store_hold_the_same() -> None:
    project = open_project(ROOT)
    count = project.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0]["n"]
    assert int(count) == len(project.graph) == len(project.store)


def test_records_know_their_places() -> None:
    project = open_project(ROOT)
    record = project.records["https://w3id.org/gouden-gemeenten/id/municipality/gm0503"]
    assert record.file == "data/municipalities.csv"
    line = (ROOT / record.file).read_text("utf-8").splitlines()[record.place().line - 1]
    assert line.startswith("gm0503,")


def test_missing_project_is_told() -> None:
    with pytest.raises(GoudenError, match="is no project"):
        open_project(ROOT / "tests" / "nothing")


FRAMES = ("pandas", "polars")


def frame_library(name: str) -> Any:
    return pytest.importorskip(name, reason=f"{name} is not installed here: pip install {name}")


@pytest.mark.parametrize("name", FRAMES)
def test_rows_as_a_frame(name: str) -> None:
    frame_library(name)
    project = open_project(ROOT)
    rows = project.queries.practices_by_theme(theme="loneliness")
    frame = getattr(rows, f"to_{name}")()
    assert list(frame.columns) == rows.columns and frame.shape == (len(rows), len(rows.columns))
    assert list(frame["practiceLabel"]) == [row["practiceLabel"] for row in rows]
    unbound = getattr(project.ask("SELECT ?a ?b { BIND(1.50 AS ?a) }"), f"to_{name}")()
    assert (list(unbound["a"]), list(unbound["b"])) == (["1.5"], [""])
    empty = getattr(project.ask("SELECT ?a { ?a <urn:none> ?b }"), f"to_{name}")()
    assert empty.shape == (0, 1) and str(empty["a"].dtype) in ("object", "str", "String")


@pytest.mark.parametrize("name", FRAMES)
def test_cells_of_a_frame_are_matched(name: str) -> None:
    frame = frame_library(name).DataFrame({"g": ["Delft", None, "gem. Bergen (NH)"], "c": [503.0, None, 373.0]})
    municipalities = open_project(ROOT).municipalities
    for column in ("g", "c"):
        found = [municipalities.match(cell).municipality for cell in frame[column]]
        assert [m.code if m else None for m in found] == ["GM0503", None, "GM0373"]
    assert municipalities.match(503).municipality is municipalities["GM0503"]
    assert municipalities.match(float("nan")).status == "none"


@pytest.mark.parametrize("name", FRAMES)
def test_a_linked_parquet_file_is_a_frame(name: str, tmp_path: Path) -> None:
    library = frame_library(name)
    table, out = tmp_path / "t.csv", tmp_path / "u.parquet"
    table.write_text("g,n\nDelft,1\nLeiden,2\n")
    assert gouden("link", table, "--project", ROOT, "-o", out).exit_code == 0
    assert list(library.read_parquet(out)["gg_code"]) == ["GM0503", "GM0546"]
