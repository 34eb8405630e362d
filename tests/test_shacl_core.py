"""SHACL Core for any RDF files: each component and path, the fast engine beside the reference, and the report itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from gouden_kg.graph import Graph
from gouden_kg.validate.shacl import SH, Result, chosen_engine, validate_shacl

from .conftest import gouden

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DATA = f"""{PREFIXES}
e:a a e:C ; e:p "x", 3, "3.0"^^xsd:decimal, e:b, "nl"@nl, "nl2"@nl-BE, "en"@en ; e:q 5, "z"@en ; e:deep _:y ;
    e:d "2017-01-01"^^xsd:date ; e:d2 "2016-01-01"^^xsd:date ; e:list ( 1 2 3 ) .
e:b a e:D ; e:p e:a ; e:q 7 . e:D rdfs:subClassOf e:C . e:c a e:C . e:n e:p e:n .
_:x a e:C ; e:p "abc" ; e:q "7"^^xsd:byte, "abc"^^xsd:integer . _:y e:p e:c ; a e:D .
"""


def on(constraint: str, path: str = "e:p") -> str:
    """A node shape for e:C with one property shape."""
    return f"sh:targetClass e:C ; sh:property [ sh:path {path} ; {constraint} ]"


# constraint → (shape, number of results)
CORE: dict[str, tuple[str, int]] = {
    "class": (on("sh:class e:C"), 7),
    "datatype": (on("sh:datatype xsd:string"), 8),
    "ill-typed integer": (on("sh:datatype xsd:integer", "e:q"), 3),
    "node kind": (on("sh:nodeKind sh:IRI"), 7),
    "two node kinds": (on("sh:nodeKind sh:BlankNodeOrLiteral"), 3),
    "min count": (on("sh:minCount 2"), 4),
    "max count": (on("sh:maxCount 1"), 1),
    "min exclusive": (on("sh:minExclusive 5", "e:q"), 3),
    "min inclusive": (on("sh:minInclusive 5", "e:q"), 2),
    "max exclusive": (on("sh:maxExclusive 5", "e:q"), 5),
    "max inclusive": (on("sh:maxInclusive 6.5", "e:q"), 4),
    "date": (on('sh:minInclusive "2016-06-01"^^xsd:date', "e:d2"), 1),
    "min length": (on("sh:minLength 2"), 2),
    "max length": (on("sh:maxLength 2"), 6),
    "pattern": (on('sh:pattern "^[a-z]+$"'), 6),
    "flags": (on('sh:pattern "^ABC" ; sh:flags "i"'), 9),
    "language in": (on('sh:languageIn ( "nl" )'), 8),
    "unique language": (on("sh:uniqueLang true"), 0),
    "equals": (on("sh:equals e:q"), 15),
    "disjoint": (on("sh:disjoint e:p"), 10),
    "less than": (on("sh:lessThan e:d2", "e:d"), 1),
    "less than or equals": (on("sh:lessThanOrEquals e:d", "e:d2"), 0),
    "not": (on("sh:not [ sh:nodeKind sh:Literal ]"), 7),
    "and": (on("sh:and ( [ sh:nodeKind sh:IRI ] [ sh:class e:D ] )"), 9),
    "or": (on("sh:or ( [ sh:datatype xsd:string ] [ sh:class e:D ] )"), 7),
    "exactly one": (on("sh:xone ( [ sh:nodeKind sh:IRI ] [ sh:class e:D ] )"), 8),
    "node": (on("sh:node [ a sh:NodeShape ; sh:property [ sh:path e:q ; sh:minCount 1 ] ]"), 8),
    "nested property": (on("sh:property [ sh:path e:q ; sh:minCount 1 ]"), 8),
    "qualified min": (on("sh:qualifiedValueShape [ sh:class e:D ] ; sh:qualifiedMinCount 1"), 4),
    "qualified max": (on("sh:qualifiedValueShape [ sh:nodeKind sh:Literal ] ; sh:qualifiedMaxCount 2"), 1),
    "closed": ("sh:targetClass e:C ; sh:closed true ; sh:property [ sh:path e:p ]", 14),
    "ignored": (
        "sh:targetClass e:C ; sh:closed true ; sh:ignoredProperties ( rdf:type e:q ) ; sh:property [ sh:path e:p ]",
        4,
    ),
    "has value": (on('sh:hasValue "x"'), 4),
    "in": (on('sh:in ( "x" 3 e:b )'), 7),
    "sequence path": (on("sh:minCount 1", "( e:deep e:p )"), 4),
    "inverse path": (on("sh:minCount 1", "[ sh:inversePath e:p ]"), 2),
    "alternative path": (on("sh:maxCount 2", "[ sh:alternativePath ( e:p e:q ) ]"), 2),
    "zero or more": (on("sh:class e:C", "[ sh:zeroOrMorePath e:p ]"), 13),
    "one or more": (on("sh:minCount 1", "[ sh:oneOrMorePath e:p ]"), 1),
    "zero or one": (on("sh:maxCount 1", "[ sh:zeroOrOnePath e:p ]"), 4),
    "list members": (on("sh:datatype xsd:string", "( e:list [ sh:zeroOrMorePath rdf:rest ] rdf:first )"), 3),
    "target nodes": ('sh:targetNode e:c, "literal" ; sh:nodeKind sh:BlankNode', 2),
    "target subjects": ("sh:targetSubjectsOf e:p ; sh:class e:C", 1),
    "target objects": ("sh:targetObjectsOf e:p ; sh:nodeKind sh:IRI", 7),
    "implicit target": ("a rdfs:Class ; sh:nodeKind sh:BlankNode", 3),
    "deactivated": (on("sh:deactivated true ; sh:minCount 9"), 0),
    "warning": (on("sh:severity sh:Warning ; sh:minCount 9"), 5),
    "messages": (on('sh:message "m"@en, "b"@nl ; sh:minCount 9'), 5),
}


def shape_of(case: str) -> str:
    return f"{PREFIXES}e:{'C' if case == 'implicit target' else 'S'} a sh:NodeShape ; {CORE[case][0]} ."


def data() -> Graph:
    return [(str(t.subject), str(t.predicate), str(t.object)) for t in parse(DATA, RdfFormat.TURTLE)]


def comparable(results: list[Result]) -> list[tuple[str, ...]]:
    """The rows with all blank nodes alike, which each engine names as it likes."""

    def named(term: str) -> str:
        return "_:" if term.startswith("_:") else term

    return sorted((named(r.focus), r.path, named(r.value), named(r.shape), r.component, r.severity) for r in results)


@pytest.mark.parametrize("case", CORE)
def test_core_component_in_both_engines(case: str) -> None:
    reference = comparable(validate_shacl(data(), shape_of(case), "pyshacl"))
    assert len(reference) == CORE[case][1]
    if chosen_engine("auto") == "pyshacl":
        pytest.skip("the fast engine has no wheel for this machine")
    assert comparable(validate_shacl(data(), shape_of(case), "fast")) == reference


@pytest.mark.parametrize("engine", ["auto", "pyshacl"])
def test_report_of_files(tmp_path: Path, engine: str, caplog: pytest.LogCaptureFixture) -> None:
    """One file with data, shapes and relative IRIs, as public suites write them; the report is RDF and counts right."""
    whole = tmp_path / "case.ttl"
    whole.write_text(DATA.replace("e:a", "<a>") + shape_of("max length").removeprefix(PREFIXES) + " <> e:about <a> .")
    result = gouden("validate", "--data", whole, "--shapes", whole, "--engine", engine)
    assert result.exit_code == 1 and not [r for r in caplog.records if r.exc_info]
    triples = [(t.predicate.value, str(t.object)) for t in parse(result.stdout, RdfFormat.TURTLE)]
    assert (f"{SH}conforms", '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>') in triples
    assert sum(p == f"{SH}result" for p, _ in triples) == 6
    assert (f"{SH}focusNode", f"<{whole.as_uri().rpartition('/')[0]}/a>") in triples
    again = gouden("validate", "--data", whole, "--shapes", whole, "--engine", engine, "--base", "http://b.example/x")
    assert "http://b.example/a" in again.stdout or "b.example" in again.stdout


def test_questions_about_files_with_relative_iris_and_triple_terms(tmp_path: Path) -> None:
    path = tmp_path / "d.ttl"
    path.write_text("<a> <b> <<( <s> <p> <o> )>> .")
    words = ("query", "run", "-e", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "--data", path, "--base", "http://b/")
    asked = gouden(*words, "--format", "nt")
    assert asked.stdout == "<http://b/a> <http://b/b> <<( <http://b/s> <http://b/p> <http://b/o> )>> .\n"
    refused = gouden("validate", "--data", path, "--shapes", path)
    assert refused.exit_code == 2 and "triple term" in refused.output


@pytest.mark.parametrize(
    ("shapes", "told"),
    [
        ("<S> a", "s.ttl:1:6: error [syntax]"),
        (f'{PREFIXES}e:S a sh:NodeShape ; sh:targetClass e:C ; sh:pattern "[" .', "cannot be used"),
        (f"{PREFIXES}e:S a sh:NodeShape ; sh:targetClass e:C ; sh:in e:x .", "cannot be used"),
    ],
)
def test_shapes_that_cannot_be_used_are_told(tmp_path: Path, shapes: str, told: str) -> None:
    data_file, shapes_file = tmp_path / "d.ttl", tmp_path / "s.ttl"
    data_file.write_text(DATA)
    shapes_file.write_text(shapes)
    result = gouden("validate", "--data", data_file, "--shapes", shapes_file)
    assert result.exit_code in (1, 2) and told in result.output and "Traceback" not in result.output
