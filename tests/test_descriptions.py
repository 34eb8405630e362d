"""Descriptions of the dataset: each against the rules of those who will read it."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from rdflib.namespace import RDF, VOID

from gouden_kg.project import read_project
from gouden_kg.publish.describe.catalog import catalog_files
from gouden_kg.publish.describe.citation import citation_text
from gouden_kg.publish.describe.crate import crate_file
from gouden_kg.publish.describe.provenance import provenance_files
from gouden_kg.publish.describe.void import void_files
from gouden_kg.publish.publication import Publication, open_publication

from .conftest import ROOT, gouden
from .test_dumps import publication
from .test_release import released as released  # a fixture

SUITE = ROOT.parent / "shared" / "suites" / "dcat-ap-nl"
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
BASE = "https://w3id.org/gouden-gemeenten/"


@cache
def site() -> Path:
    """The published site of this checkout."""
    assert gouden("publish", "--project", ROOT).exit_code == 0
    return ROOT / "dist" / "site"


def graph_of(name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(site() / name)


@pytest.mark.parametrize("name", ["catalog", "void", "prov"])
def test_descriptions_say_the_same_in_four_syntaxes(name: str) -> None:
    expected = {str(q) for q in parse(path=site() / f"{name}.nt", format=RdfFormat.N_TRIPLES)}
    assert expected and "_:" not in "".join(expected)
    for ending, syntax in (("ttl", RdfFormat.TURTLE), ("jsonld", RdfFormat.JSON_LD), ("rdf", RdfFormat.RDF_XML)):
        assert {str(q) for q in parse(path=site() / f"{name}.{ending}", format=syntax)} == expected


def findings(catalog: rdflib.Graph) -> list[tuple[str, str]]:
    import pyshacl

    shapes = rdflib.Graph()
    for path in sorted(SUITE.glob("*.ttl")):
        shapes.parse(path)
    _, report, _ = pyshacl.validate(catalog, shacl_graph=shapes)
    assert isinstance(report, rdflib.Graph)
    return [
        (str(report.value(found, SH.focusNode)), str(report.value(found, SH.resultPath)))
        for found in report.subjects(RDF.type, SH.ValidationResult)
    ]


@pytest.mark.skipif(not SUITE.is_dir(), reason="the DCAT-AP-NL shapes in ../shared/suites are missing")
def test_the_catalogue_has_no_findings_with_all_shapes_of_dcat_ap_nl() -> None:
    catalog = graph_of("catalog.ttl")
    assert findings(catalog) == []
    dataset = rdflib.URIRef(f"{BASE}dataset")
    catalog.remove((dataset, DCAT.contactPoint, None))
    assert findings(catalog) == [(str(dataset), str(DCAT.contactPoint))]


def test_the_catalogue_has_a_distribution_for_each_file_with_its_size_and_checksum() -> None:
    import hashlib

    catalog = graph_of("catalog.ttl")
    files = {p.relative_to(site()).as_posix() for p in (site() / "download").rglob("*") if p.is_file()}
    described = {}
    for distribution in catalog.subjects(RDF.type, DCAT.Distribution):
        path = str(catalog.value(distribution, DCAT.downloadURL)).removeprefix(BASE)
        checksum = catalog.value(distribution, rdflib.URIRef("http://spdx.org/rdf/terms#checksum"))
        digest = catalog.value(checksum, rdflib.URIRef("http://spdx.org/rdf/terms#checksumValue"))
        described[path] = (str(catalog.value(distribution, DCAT.byteSize)), str(digest).lower())
    assert set(described) == files - {"download/SHA256SUMS", "download/canonical-hash.txt"}
    for path, found in described.items():
        content = (site() / path).read_bytes()
        assert (str(len(content)), hashlib.sha256(content).hexdigest()) == found, path


def counted(question: str) -> int:
    """The number that a query over the built store gives."""
    return int(next(iter(publication().store.query(question)))["n"].value)  # type: ignore[arg-type]


def test_void_counts_are_those_of_the_graph() -> None:
    description = graph_of("void.ttl")
    dataset = rdflib.URIRef(f"{BASE}dataset")
    for prop, question in {
        VOID.triples: "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        VOID.classes: "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s a ?o }",
        VOID.properties: "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
        VOID.distinctSubjects: "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    }.items():
        assert int(str(description.value(dataset, prop))) == counted(question), prop
    things = f'STRSTARTS(STR(?s), "{BASE}id/") && !CONTAINS(STR(?s), "#")'
    entities = counted(f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p ?o FILTER({things}) }}")
    assert int(str(description.value(dataset, VOID.entities))) == entities


@pytest.mark.parametrize(
    ("part", "names", "counts", "pattern"),
    [
        (VOID.classPartition, "class", "entities", "?s a <{0}>"),
        (VOID.propertyPartition, "property", "triples", "?s <{0}> ?o"),
    ],
)
def test_void_partitions_are_those_of_the_graph(part: rdflib.URIRef, names: str, counts: str, pattern: str) -> None:
    description = graph_of("void.ttl")
    partitions = list(description.objects(rdflib.URIRef(f"{BASE}dataset"), part))
    assert len(partitions) > 30
    for partition in partitions:
        named, number = description.value(partition, VOID[names]), description.value(partition, VOID[counts])
        question = f"SELECT (COUNT(*) AS ?n) {{ {pattern.format(named)} }}"
        assert int(str(number)) == counted(question), partition


def test_void_linksets_are_those_of_the_graph() -> None:
    description = graph_of("void.ttl")
    linksets = list(description.subjects(RDF.type, VOID.Linkset))
    hosts = {str(description.value(linkset, VOID.objectsTarget)).partition("#dataset-")[2] for linkset in linksets}
    assert hosts >= {"www.wikidata.org", "identifier.overheid.nl", "www.openstreetmap.org", "sws.geonames.org"}
    for linkset in linksets:
        host = str(description.value(linkset, VOID.objectsTarget)).partition("#dataset-")[2]
        question = (
            f"SELECT (COUNT(*) AS ?n) {{ ?s <{description.value(linkset, VOID.linkPredicate)}> ?o FILTER(ISIRI(?o) "
            f'&& REGEX(STR(?o), "^https?://{host}/") && STRSTARTS(STR(?s), "{BASE}id/")) }}'
        )
        assert int(str(description.value(linkset, VOID.triples))) == counted(question), linkset
    assert (site() / ".well-known" / "void").read_bytes() == (site() / "void.ttl").read_bytes()


def test_provenance_names_sources_program_and_former_release(released: Path) -> None:
    dataset = rdflib.URIRef(f"{BASE}dataset")
    provenance = graph_of("prov.ttl")
    sources = set(provenance.objects(dataset, PROV.wasDerivedFrom))
    assert len(sources) == counted("SELECT (COUNT(*) AS ?n) { ?s a <https://schema.org/DigitalDocument> }")
    assert provenance.value(rdflib.URIRef(f"{BASE}graph/derived"), PROV.wasDerivedFrom) is not None
    later = open_publication(read_project(released))
    lines = dict(provenance_files(later, None))["prov.nt"].decode()  # type: ignore[arg-type]
    assert "<https://example.org/my-dataset/release/0.1.0> <http://purl.org/dc/terms/issued>" in lines
    catalog = (released / "dist" / "site" / "catalog.nt").read_text("utf-8")
    assert '<https://example.org/my-dataset/dataset> <http://purl.org/dc/terms/issued> "2026-12-01"' in catalog


def test_the_citation_follows_the_schema() -> None:
    import yaml

    found = importlib.util.find_spec("cffconvert")
    if found is None or found.origin is None:
        pytest.skip("the package cffconvert, which holds the schema of the Citation File Format, is not installed")
    jsonschema = pytest.importorskip("jsonschema", reason="the package jsonschema is not installed")
    schema = json.loads((Path(found.origin).parent / "schemas" / "1.2.0" / "schema.json").read_text("utf-8"))
    citation = yaml.load(citation_text(read_project(ROOT)), yaml.BaseLoader)
    jsonschema.validate(citation, schema)
    del citation["authors"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(citation, schema)


def test_the_citation_in_the_repository_is_the_published_one() -> None:
    assert (ROOT / "CITATION.cff").read_text("utf-8") == citation_text(read_project(ROOT)), (
        "copy dist/site/CITATION.cff to the top of the repository"
    )


@pytest.fixture
def offline_context(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """RO-Crate's context from the package rocrate in place of the web; gives the addresses asked in vain."""
    rocrate = pytest.importorskip("rocrate", reason="the package rocrate, which holds the context, is not installed")
    requests = pytest.importorskip("requests", reason="the package requests is not installed")
    context = (Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld").read_bytes()
    asked: list[str] = []

    def request(session: object, method: str, url: str, *_: object, **__: object) -> object:
        if not url.startswith("https://w3id.org/ro/crate/"):
            asked.append(url)
            raise requests.ConnectionError(url)
        response = requests.Response()
        response.status_code, response._content, response.url = 200, context, url
        response.headers["Content-Type"] = "application/ld+json"
        return response

    monkeypatch.setattr(requests.Session, "request", request)
    return lambda: asked


def test_the_crate_is_valid(offline_context: Callable[[], list[str]]) -> None:
    services = pytest.importorskip("rocrate_validator.services", reason="the package roc-validator is not installed")
    from rocrate_validator.models import Severity

    settings = services.ValidationSettings(
        rocrate_uri=str(site()),
        profile_identifier="ro-crate-1.2",
        requirement_severity=Severity.RECOMMENDED,
        no_cache=True,
    )
    result = services.validate(settings)
    found = [issue.message for issue in result.get_issues()]
    # neither can be mended here: the publisher has no ROR identifier, and the address needs the web
    unavoidable = ("ROR identifier", "SHOULD resolve")
    assert [m for m in found if not any(words in m for words in unavoidable)] == []


def test_the_crate_names_every_file_to_download() -> None:
    document = json.loads((site() / "ro-crate-metadata.json").read_text("utf-8"))
    named = {entity["@id"] for entity in document["@graph"] if entity["@type"] == "File"}
    assert {p for p in named if not (site() / p).is_file()} == set()
    assert {p.relative_to(site()).as_posix() for p in (site() / "download" / "tables").glob("*.csv")} <= named


def test_descriptions_of_a_project_that_says_little(starter: Path, tmp_path: Path) -> None:
    from gouden_kg.publish.written import Written

    dataset = starter / "data" / "dataset.yaml"
    kept = [line for line in dataset.read_text("utf-8").splitlines() if not line.startswith("modified")]
    dataset.write_text("\n".join(kept) + "\n", "utf-8")
    assert gouden("build", "--project", starter).exit_code == 0
    little: Publication = open_publication(read_project(starter))
    for part in (catalog_files, void_files, provenance_files, crate_file):
        for path, content in part(little, Written(tmp_path)):
            assert content and b"<>" not in content and b'""' not in content, path
