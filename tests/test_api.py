"""The Python interface on the built project."""

from __future__ import annotations

import pytest

from gouden_kg import open_project
from gouden_kg.problem import GoudenError

from .conftest import ROOT


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
