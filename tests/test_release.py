"""Releases: frozen for ever, compared in words, no address lost, one version everywhere."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import Result

from gouden_kg.graph import RDF_TYPE, sorted_graph
from gouden_kg.problem import GoudenError
from gouden_kg.project import read_project
from gouden_kg.publish.check import check_site
from gouden_kg.publish.documents import document_files
from gouden_kg.publish.dumps.rdf import rdf_dumps
from gouden_kg.publish.parts import PARTS
from gouden_kg.publish.publication import Publication, open_publication
from gouden_kg.publish.release.changes import compare_graphs
from gouden_kg.publish.release.ledger import read_addresses, read_releases
from gouden_kg.publish.written import Written
from gouden_kg.publishing import publish
from gouden_kg.starter import write_starter

from .conftest import ROOT, gouden
from .test_publish import contents


def release(project: Path, version: str, *words: str) -> Result:
    return gouden("release", version, "--project", project, "--date", "2026-12-01", *words)


def raise_version(project: Path, version: str) -> None:
    dataset = project / "data" / "dataset.yaml"
    old = read_project(project).version
    dataset.write_text(dataset.read_text("utf-8").replace(f"version: {old}", f"version: {version}"), "utf-8")


def edit(project: Path, old: str, new: str) -> None:
    records = project / "data" / "gardens.yaml"
    assert old in records.read_text("utf-8")
    records.write_text(records.read_text("utf-8").replace(old, new), "utf-8")


@pytest.fixture
def released(starter: Path) -> Path:
    """The starter project with its first release."""
    result = release(starter, read_project(starter).version, "--note-en", "The first.")
    assert result.exit_code == 0, result.output
    return starter


def test_first_release_is_frozen_and_published(released: Path) -> None:
    version = read_project(released).version
    (made,) = read_releases(read_project(released))
    assert (made.version, made.date, made.previous, made.note) == (version, "2026-12-01", "", {"en": "The first."})
    site = contents(released / "dist" / "site")
    for name in (
        "index.html",
        "release.json",
        "download/my-dataset.ttl",
        "download/tables/garden.csv",
        "queries/gardens.rq",
    ):
        assert f"release/{version}/{name}" in site
    assert site[f"release/{version}/download/my-dataset.nt"] == site["download/my-dataset.nt"]
    assert "id/garden/vlinderhof" in read_addresses(read_project(released))


def test_a_later_release_tells_what_changed_in_words(released: Path) -> None:
    first = read_project(released).version
    frozen = {p: d for p, d in contents(released / "dist" / "site").items() if p.startswith(f"release/{first}/")}
    edit(released, "en: Butterfly Court", "en: Butterfly Garden")
    edit(
        released,
        "  kind: wild-flowers\n  since: 2021",
        "  kind: vegetables\n  since: 2021\n\n"
        "- id: dakmoestuin\n  type: Garden\n  name: {nl: Dakmoestuin, en: Roof Garden}\n  kind: vegetables\n  since: 2024",
    )
    raise_version(released, "0.9.0")
    result = release(released, "0.9.0")
    assert result.exit_code == 0, result.output
    assert "1 added, 1 changed, 0 removed, 1 stored queries" in result.output
    made = read_releases(read_project(released))[-1]
    added, changed = sorted(made.changes.things, key=lambda thing: thing.kind)
    assert (added.kind, added.address, added.name["en"]) == ("added", "id/garden/dakmoestuin", "Roof Garden")
    assert changed.name == {"nl": "Vlinderhof", "en": "Butterfly Garden"} and changed.class_name["nl"] == "buurttuin"
    kind = next(p for p in changed.properties if p.property.endswith("kind"))
    assert (kind.removed[0]["nl"], kind.added[0]["nl"]) == ("wilde bloemen", "groente")
    named = next(p for p in changed.properties if p.property.endswith("prefLabel"))
    assert (named.removed, named.added) == ([{"en": "Butterfly Court"}], [{"en": "Butterfly Garden"}])
    assert [(q.name, q.kind) for q in made.changes.queries] == [("gardens", "changed")]
    now = contents(released / "dist" / "site")
    assert {p: d for p, d in now.items() if p.startswith(f"release/{first}/")} == frozen


def test_a_lost_address_stops_release_and_publication_until_there_is_a_tombstone(released: Path) -> None:
    edit(released, "- id: vlinderhof", "- id: bijenhof")
    raise_version(released, "0.9.0")
    for result in (release(released, "0.9.0"), gouden("publish", "--project", released)):
        assert result.exit_code == 1 and "[address-lost]" in result.output and "id/garden/vlinderhof" in result.output
    assert [r.version for r in read_releases(read_project(released))] != ["0.9.0"]


def test_a_tombstone_answers_for_a_retired_thing(tmp_path: Path) -> None:
    project = read_project(ROOT)
    copied = tmp_path / "project"
    for folder in ("ontology", "data", "queries", "shapes"):
        shutil.copytree(project.root / folder, copied / folder)
    stones = copied / "data" / "stones.yaml"
    stones.write_text(
        "- id: practice/oud\n  type: Tombstone\n  retiredBecause: {nl: Dubbel., en: Double.}\n"
        "  replacedBy: practice/delft-voor-elkaar\n"
    )
    assert gouden("build", "--project", copied).exit_code == 0
    publication = open_publication(read_project(copied))
    from gouden_kg.publish.release.lost import lost_addresses

    releases = copied / "data" / "releases"
    releases.mkdir()
    (releases / "addresses.csv").write_text("address,since\nid/practice/oud,0.0.1\nid/practice/weg,0.0.1\n")
    assert [p.message["en"].split()[0] for p in lost_addresses(publication)] == ["id/practice/weg"]


def test_a_thing_that_became_a_tombstone_was_removed_and_why_is_told() -> None:
    base, label = "https://example.org/g/", "<http://www.w3.org/2004/02/skos/core#prefLabel>"
    thing, because = f"<{base}id/garden/oud>", f"<{base}def#retiredBecause>"
    before = [(thing, RDF_TYPE, f"<{base}def#Garden>"), (thing, label, '"Oude tuin"@nl')]
    after = [(thing, RDF_TYPE, f"<{base}def#Tombstone>"), (thing, because, '"Built over."@en')]
    (change,) = compare_graphs(sorted_graph(before), sorted_graph(after), base)
    assert (change.kind, change.name["nl"], change.class_name["en"]) == ("removed", "Oude tuin", "Garden")
    assert {"en": "Built over."} in [text for p in change.properties for text in p.added]
    assert compare_graphs(sorted_graph(after), sorted_graph(after), base) == []


def test_a_release_under_another_base_is_refused(released: Path) -> None:
    raise_version(released, "0.9.0")
    dataset = released / "data" / "dataset.yaml"
    dataset.write_text(dataset.read_text("utf-8").replace("base: https://", "base: https://other."), "utf-8")
    result = release(released, "0.9.0")
    assert result.exit_code == 2 and "its addresses are lost" in result.output and "put `base` back" in result.output


def test_a_release_before_the_day_of_the_last_is_refused(released: Path) -> None:
    raise_version(released, "0.9.0")
    result = gouden("release", "0.9.0", "--project", released, "--date", "2026-11-30")
    assert result.exit_code == 2 and "comes before 2026-12-01" in result.output


def test_queries_of_a_moved_project_are_not_told_as_rewritten(starter: Path) -> None:
    dataset = starter / "data" / "dataset.yaml"
    dataset.write_text(dataset.read_text("utf-8").replace("base: https://", "base: https://other."), "utf-8")
    for version in (read_project(starter).version, "0.9.0"):
        raise_version(starter, version)
        assert release(starter, version).exit_code == 0
    assert read_releases(read_project(starter))[-1].changes.queries == []


@pytest.mark.parametrize(
    ("version", "told"), [("9.9.9", "not 9.9.9"), ("0.1.0", "releases never change")], ids=["other", "again"]
)
def test_wrong_versions_are_refused(released: Path, version: str, told: str) -> None:
    result = release(released, version)
    assert result.exit_code == 2 and told in result.output


def test_an_older_version_is_refused(released: Path) -> None:
    raise_version(released, "0.0.9")
    result = release(released, "0.0.9")
    assert result.exit_code == 2 and "comes before" in result.output


def test_changed_archives_are_refused(released: Path) -> None:
    archive = next((released / "data" / "releases").glob("*/frozen.tar.xz"))
    archive.write_bytes(archive.read_bytes() + b"x")
    result = gouden("publish", "--project", released)
    assert result.exit_code == 2 and "have been changed" in result.output and "frozen.tar.xz" in result.output


def test_other_data_under_a_released_version_is_told(released: Path) -> None:
    edit(released, "Butterfly Court", "Butterfly Garden")
    result = gouden("publish", "--project", released)
    assert result.exit_code == 0 and "[version-reused]" in result.output


def test_versions_that_disagree_stop_publishing(starter: Path) -> None:
    (starter / "pyproject.toml").write_text('[project]\nname = "x"\nversion = "7.0.0"\n')
    result = gouden("publish", "--project", starter)
    assert result.exit_code == 1 and "pyproject.toml:3:12: error [version-differs]" in result.output


def test_this_project_states_one_version() -> None:
    from gouden_kg.publish.versions import version_problems

    assert version_problems(read_project(ROOT)) == []
    assert (ROOT / "CITATION.cff").is_file()


def written_site(publication: Publication, folder: Path) -> Written:
    written = Written(folder)
    for part in PARTS:
        written.add(part(publication))
    return written


def test_checks_of_the_site_can_fail(starter: Path, tmp_path: Path) -> None:
    assert gouden("build", "--project", starter).exit_code == 0
    publication = open_publication(read_project(starter))
    written = written_site(publication, tmp_path / "site")
    assert check_site(publication, written) == []
    page = '<a href="../doc/garden/gone.ttl">x</a><a href="#place">y</a><a id="there" href="#there">z</a>'
    written.add([("x/page.html", page.encode()), ("x/style.css", b"a { background: url(no.png) }")])
    (written.folder / "doc" / "garden" / "vlinderhof.ttl").write_text("<urn:a> <urn:b> <urn:c> .\n")
    found = [(p.code, p.place.file) for p in check_site(publication, written)]
    assert found.count(("link-broken", "x/page.html")) == 2 and ("link-broken", "x/style.css") in found
    assert ("document-differs", "doc/garden/vlinderhof.ttl") in found
    assert ("document-differs", "download/my-dataset.ttl") in found


def test_each_thing_needs_its_page_in_every_language_that_has_pages(starter: Path, tmp_path: Path) -> None:
    assert gouden("build", "--project", starter).exit_code == 0
    publication = open_publication(read_project(starter))
    written = Written(tmp_path / "site")
    written.add([*document_files(publication), *rdf_dumps(publication), ("nl/index.html", b"")])
    found = {p.place.file for p in check_site(publication, written) if p.code == "page-missing"}
    assert found >= {"nl/garden/vlinderhof.html", "nl/def.html"} and not any(f.startswith("en/") for f in found)


def test_damaged_entries_of_the_ledger_are_told(released: Path) -> None:
    entry = next((released / "data" / "releases").glob("*/release.json"))
    document = json.loads(entry.read_text("utf-8"))
    del document["changes"]
    entry.write_text(json.dumps(document), "utf-8")
    with pytest.raises(GoudenError, match="cannot be read"):
        read_releases(read_project(released))


def test_a_release_that_cannot_be_published_leaves_the_ledger(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gouden_kg import releasing

    before = contents(released / "data" / "releases")
    raise_version(released, "0.9.0")
    times = []

    def failing(*given: object, **named: object) -> object:
        times.append(given)
        if len(times) == 2:
            raise GoudenError("no room")
        return publish(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(releasing, "publish", failing)
    assert release(released, "0.9.0").exit_code == 2 and len(times) == 2
    assert contents(released / "data" / "releases") == before


def test_derived_triples_and_versions_are_no_changes() -> None:
    from gouden_kg.releasing import stated_graph

    trig = """@prefix owl: <http://www.w3.org/2002/07/owl#> .
        <https://e.nl/graph/records> { <https://e.nl/id/a/b> <urn:p> <urn:o> . <https://e.nl/def> owl:versionInfo "1" }
        <https://e.nl/graph/derived> { <https://e.nl/id/a/b> <urn:derived> <urn:o> }"""
    assert stated_graph(trig.encode(), "https://e.nl/") == [("<https://e.nl/id/a/b>", "<urn:p>", "<urn:o>")]


@pytest.mark.parametrize("command", [("publish",), ("release", "0.1.0")])
@pytest.mark.parametrize(("lang", "word"), [("nl", "fout [unknown-type]"), ("en", "error [unknown-type]")])
def test_what_stops_a_publication_is_told_in_the_language_asked(
    command: tuple[str, ...], lang: str, word: str, tmp_path: Path
) -> None:
    write_starter(tmp_path / "new", "https://example.org/new/")
    (tmp_path / "new" / "data" / "broken.yaml").write_text("- id: hof\n  type: Gardn\n")
    told = gouden(*command, "--lang", lang, "--project", tmp_path / "new")
    assert told.exit_code == 1 and word in told.stdout
