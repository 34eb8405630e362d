"""Dumps: every syntax says the same, and the tables hold what the graph holds."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sqlite3
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from gouden_kg.project import read_project
from gouden_kg.publish.dumps.checksums import checksum_files
from gouden_kg.publish.dumps.for_everyone import table_dumps
from gouden_kg.publish.dumps.rdf import rdf_dumps
from gouden_kg.publish.dumps.tables import Table, class_tables
from gouden_kg.publish.publication import Publication, open_publication
from gouden_kg.publish.written import Written

from .conftest import ROOT, gouden

GG = "https://w3id.org/gouden-gemeenten/"


@cache
def publication() -> Publication:
    return open_publication(read_project(ROOT))


@cache
def files() -> dict[str, bytes]:
    return {**dict(rdf_dumps(publication())), **dict(table_dumps(publication()))}


@cache
def tables() -> dict[str, Table]:
    return {table.name: table for table in class_tables(publication())}


@pytest.fixture
def database(tmp_path: Path) -> sqlite3.Connection:
    (tmp_path / "x.sqlite").write_bytes(files()["download/gouden-gemeenten.sqlite"])
    return sqlite3.connect(tmp_path / "x.sqlite")


@pytest.mark.parametrize(
    ("name", "syntax"), [("ttl", RdfFormat.TURTLE), ("jsonld", RdfFormat.JSON_LD), ("rdf", RdfFormat.RDF_XML)]
)
def test_every_syntax_says_the_same(name: str, syntax: RdfFormat) -> None:
    expected = {str(q) for q in parse(files()["download/gouden-gemeenten.nt"], RdfFormat.N_TRIPLES)}
    assert {str(q) for q in parse(files()[f"download/gouden-gemeenten.{name}"], syntax)} == expected


def test_rdf_type_as_a_value_is_no_shorthand() -> None:
    from gouden_kg.graph import RDF_TYPE
    from gouden_kg.write.turtle import turtle_text

    graph = [("<urn:kind>", RDF_TYPE, "<urn:Property>"), ("<urn:kind>", "<urn:narrows>", RDF_TYPE)]
    read = [(str(q.subject), str(q.predicate), str(q.object)) for q in parse(turtle_text(graph, {}), RdfFormat.TURTLE)]
    assert sorted(read) == graph


def test_making_the_tables_again_gives_the_same_bytes() -> None:
    for path, content in table_dumps(publication()):
        assert content == files()[path], path


def test_there_is_a_table_for_each_class_with_things() -> None:
    counted = gouden(
        *("query", "run", "--project", ROOT, "--format", "csv", "-e"),
        "SELECT ?c (COUNT(?s) AS ?n) WHERE { ?s a ?c } GROUP BY ?c",
    )
    rows = {row["c"]: int(row["n"]) for row in csv.DictReader(io.StringIO(counted.stdout))}
    wanted = {*publication().context.classes.values(), "http://www.w3.org/2004/02/skos/core#ConceptScheme"}
    assert {t.class_iri: len(t.rows) for t in tables().values()} == {c: n for c, n in rows.items() if c in wanted}


def test_csv_shows_addresses_and_labels() -> None:
    content = files()["download/tables/practice.csv"].decode()
    rows = {row["iri"]: row for row in csv.DictReader(io.StringIO(content))}
    row = rows[f"{GG}id/practice/delft-voor-elkaar"]
    assert row["municipality"] == f"{GG}id/municipality/gm0503" and row["municipality_nl"] == "Delft"
    assert len(row["theme"].split("|")) == len(row["theme_nl"].split("|")) == len(row["theme_en"].split("|")) > 1
    assert f"{GG}id/theme/procurement" in row["theme"].split("|") and row["status_en"] == "Running"


def test_lists_in_a_cell_can_be_taken_apart() -> None:
    for table in tables().values():
        for index, column in enumerate(table.columns):
            for _, cells in table.rows:
                assert not column.separator or all(column.separator not in value for value in cells[index])
                assert column.separator or len(cells[index]) < 2, (table.name, column.name)


def test_the_codebook_is_valid_and_the_tables_follow_it(tmp_path: Path) -> None:
    csvw = pytest.importorskip("csvw", reason="the package csvw is not installed")
    for path, content in files().items():
        if path.startswith("download/tables/"):
            (tmp_path / Path(path).name).write_bytes(content)
    found = csvw.CSVW(str(tmp_path / "metadata.json"), validate=True)
    assert found.is_valid and not found.warnings


def test_the_codebook_explains_every_column_in_two_languages() -> None:
    described = json.loads(files()["download/tables/metadata.json"])
    assert len(described["tables"]) == len(tables())
    for table in described["tables"]:
        heading = files()[f"download/tables/{table['url']}"].decode().partition("\r\n")[0].split(",")
        assert [column["titles"] for column in table["tableSchema"]["columns"]] == heading
        for column in table["tableSchema"]["columns"]:
            assert {title["@language"] for title in column["dc:title"]} == {"nl", "en"}


def test_the_database_is_whole(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in tables().values():
        name = table.name.replace("-", "_")
        assert database.execute(f'SELECT count(*) FROM "{name}"').fetchone() == (len(table.rows),)
        assert database.execute(f'SELECT count(*) FROM "{name}_en"').fetchone() == (len(table.rows),)


def test_the_database_answers_people(database: sqlite3.Connection) -> None:
    shown = database.execute("SELECT name, municipality, theme FROM practice_en WHERE iri LIKE '%/delft-voor-elkaar'")
    name, municipality, theme = shown.fetchone()
    assert (name, municipality) == ("Delft voor Elkaar", "Delft") and "; " in theme
    found = database.execute("SELECT iri FROM search WHERE search MATCH 'schuld*' AND language = 'nl'").fetchall()
    assert (f"{GG}id/theme/debts",) in found
    written = database.execute("SELECT value FROM about WHERE key = 'version'").fetchone()
    assert written == (publication().project.version,)


def test_the_parquet_file_holds_every_statement_of_the_tables() -> None:
    import pyarrow
    from pyarrow import parquet

    rows = parquet.read_table(pyarrow.BufferReader(files()["download/gouden-gemeenten.parquet"])).to_pylist()
    subjects = {iri for table in tables().values() for iri, _ in table.rows}
    expected = [t for t in publication().graph if t[0][1:-1] in subjects and not t[1].endswith("-ns#type>")]
    assert len(rows) == len(expected)
    delft = next(r for r in rows if r["iri"].endswith("/delft-voor-elkaar") and r["property"].endswith("#status"))
    assert (delft["property_nl"], delft["value_en"], delft["class"]) == ("Status", "Running", "practice")


def test_checksums_are_those_of_the_files(tmp_path: Path) -> None:
    written = Written(tmp_path)
    written.add(files().items())
    made = dict(checksum_files(publication(), written))
    lines = made["download/SHA256SUMS"].decode().splitlines()
    assert len(lines) == len(files())
    for line in lines:
        digest, _, name = line.partition("  ")
        assert hashlib.sha256(files()[f"download/{name}"]).hexdigest() == digest
    hashed = gouden("hash", tmp_path / "download" / "gouden-gemeenten.rdf")
    assert made["download/canonical-hash.txt"].decode() == hashed.stdout
