"""The map: a mark for each municipality, golden ones by edition, areas where a boundary file is given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gouden_kg.problem import GoudenError
from gouden_kg.publish.publication import Options, Publication
from gouden_kg.site.boundaries import degrees_of_grid, read_boundaries, simplified
from gouden_kg.site.map import Map, draw_map
from gouden_kg.site.pages import page_files
from gouden_kg.site.site import open_site

from .site_pages import parsed
from .site_pages import real_files as real_files
from .site_pages import real_publication as real_publication

SVG = "{http://www.w3.org/2000/svg}"
SQUARE = [[4.3, 51.9], [4.5, 51.9], [4.5, 52.1], [4.3, 52.1], [4.3, 51.9]]
GRID_SQUARE = [[80000, 440000], [90000, 440000], [90000, 450000], [80000, 450000], [80000, 440000]]


def drawn(publication: Publication) -> Map:
    drawing = draw_map(open_site(publication))
    assert drawing is not None
    return drawing


def geojson(path: Path, ring: list[list[float]], code: str = "GM0503", kind: str = "Polygon") -> Path:
    coordinates = [ring] if kind == "Polygon" else [[ring]]
    feature = {
        "type": "Feature",
        "properties": {"statcode": code},
        "geometry": {"type": kind, "coordinates": coordinates},
    }
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    return path


def test_every_municipality_that_exists_has_a_mark_inside_the_drawing(real_publication: Publication) -> None:
    drawing = drawn(real_publication)
    assert len(drawing.marks) == 342 + 1  # and Leerdam, golden and ended
    assert all(0 < m.x < drawing.width and 0 < m.y < drawing.height for m in drawing.marks)


def test_north_is_up_and_east_is_right(real_publication: Publication) -> None:
    marks = {mark.iri.rpartition("/")[2]: mark for mark in drawn(real_publication).marks}
    groningen, maastricht, enschede, the_hague = (marks[c] for c in ("gm0014", "gm0935", "gm0153", "gm0518"))
    assert groningen.y < enschede.y < maastricht.y
    assert the_hague.x < maastricht.x < enschede.x


def test_golden_marks_come_last_and_know_their_edition(real_publication: Publication) -> None:
    drawing = drawn(real_publication)
    gold = [mark for mark in drawing.marks if mark.editions]
    assert drawing.marks[-len(gold) :] == gold
    assert [edition.rpartition("/")[2] for edition in drawing.editions] == ["first-edition", "second-edition"]
    by_code = {mark.iri.rpartition("/")[2]: mark.editions for mark in gold}
    assert by_code["gm0150"] == (1,) and by_code["gm0503"] == (2,)


def test_golden_marks_can_be_reached_by_keyboard_with_name_and_numbers(real_files: dict[str, bytes]) -> None:
    page = parsed(real_files["nl/index.html"])
    links = page.findall(f".//figure[@class='map']/{SVG}svg/{SVG}a")
    tabbed = [link for link in links if link.get("tabindex") != "-1"]
    assert len(links) == 343 and len(tabbed) == 27
    (delft,) = [link for link in tabbed if "gm0503" in link.get("href", "")]
    assert delft.get("aria-label") == "Delft: Gouden Gemeente, tweede editie; 23 praktijken, 83 beweringen"


def test_every_other_mark_has_a_name(real_files: dict[str, bytes]) -> None:
    page = parsed(real_files["en/index.html"])
    untabbed = [a for a in page.findall(f".//figure[@class='map']/{SVG}svg/{SVG}a") if a.get("tabindex") == "-1"]
    assert all(a.findtext(f"{SVG}title") for a in untabbed)


@pytest.mark.parametrize("ring", [SQUARE, GRID_SQUARE], ids=["degrees", "grid"])
@pytest.mark.parametrize("kind", ["Polygon", "MultiPolygon"])
def test_a_boundary_file_draws_areas(
    real_publication: Publication, tmp_path: Path, ring: list[list[float]], kind: str
) -> None:
    path = geojson(tmp_path / "areas.json", ring, kind=kind)
    publication = Publication(real_publication.project, real_publication.graph, Options(boundaries=path))
    (delft,) = [mark for mark in drawn(publication).marks if mark.area]
    assert delft.iri.endswith("/gm0503") and delft.area.startswith("M") and delft.area.endswith("z")
    if ring is SQUARE and kind == "Polygon":  # once through all pages: the drawing is the same each time
        assert f'<path d="{delft.area}"/>'.encode() in dict(page_files(publication))["nl/index.html"]


def test_the_grid_is_read_to_the_metre() -> None:
    longitude, latitude = degrees_of_grid(84500, 447500)  # Delft
    assert abs(longitude - 4.3576) < 0.003 and abs(latitude - 52.0102) < 0.003


def test_a_detailed_border_stays_small() -> None:
    line = [(x / 1000, 0.00001 * (x % 2)) for x in range(1000)]
    assert simplified([*line, (0.5, 1.0), line[0]], 0.001) == [line[0], line[-1], (0.5, 1.0), line[0]]


@pytest.mark.parametrize(
    "content",
    ["", "{}", "[1]", '{"features": 3}', '{"features": [{"geometry": {"type": "Point", "coordinates": []}}]}', "\0"],
)
def test_a_file_that_is_no_boundary_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content)
    with pytest.raises(GoudenError):
        read_boundaries(path)


def test_a_boundary_file_that_is_not_there_or_binary_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoudenError, match="cannot read"):
        read_boundaries(tmp_path / "none.json")
    (tmp_path / "b.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(GoudenError, match="no GeoJSON"):
        read_boundaries(tmp_path / "b.json")


def test_a_boundary_file_without_municipalities_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoudenError, match="no municipalities"):
        read_boundaries(geojson(tmp_path / "x.json", SQUARE, code="NL01"))
