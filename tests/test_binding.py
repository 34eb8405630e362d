"""Values bound in the text of a query mean what the embedded engine's own bindings mean."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from gouden_kg import open_project
from gouden_kg.query import binding
from gouden_kg.query.binding import bound_text, query_form
from gouden_kg.query.parameters import bindings_of
from gouden_kg.query.run import answer

from .conftest import ROOT
from .test_queries import OTHER, QUERIES

EX = "https://example.org/"
DATA = "".join(
    f'<{EX}{name}> <{EX}name> "{name}"@{lang} ; <{EX}knows> <{EX}{other}> .\n'
    for name, lang, other in (("a", "nl", "b"), ("b", "en", "c"), ("c", "nl", "a"), ("d", "nl", "a"))
)
# each asks with ?who = ex:a and ?lang = "nl", in every place where SPARQL lets a variable stand
SHAPES = [
    "SELECT ?x ?who ?lang { ?x ex:knows ?who ; ex:name ?n FILTER(LANG(?n) = ?lang) }",
    "SELECT * { ?x ex:knows ?who }",
    "SELECT ?x ?n ?who ?lang { ?x ex:knows ?who OPTIONAL { ?x ex:name ?n FILTER(LANG(?n) = ?lang) } }",
    "SELECT ?x ?who { { SELECT ?x ?who { ?x ex:knows+ ?who } ORDER BY ?who } ?x ex:name ?n }",
    "SELECT ?x ?who { ?x ex:name ?n { SELECT ?x (COUNT(?who) AS ?n2) { ?x ex:knows ?who } GROUP BY ?x } ?x ex:knows ?who }",
    "SELECT ?who (COUNT(?x) AS ?many) { ?x ex:knows ?who } GROUP BY ?who HAVING(COUNT(?x) > 1) ORDER BY ?who",
    "SELECT ?x ?who { ?x ex:name ?n FILTER NOT EXISTS { ?x ex:knows ?who } }",
    "SELECT ?x ?who { { ?x ex:knows ?who } UNION { ?who ex:knows ?x } }",
    "SELECT ?x ?who { ?x ex:name ?n MINUS { ?x ex:knows ?who } }",
    "SELECT $x $who { $x ex:knows $who }",
    "SELECT ?x ?who { VALUES ?who { ex:a ex:b } ?x ex:knows ?who }",
    "SELECT ?x ?who { VALUES (?who ?x) { (ex:a ex:c) (ex:b ex:a) } ?x ex:knows ?who }",
    'SELECT ?x ?who ?lang { ?x ex:knows ?who FILTER("?who } #" != ?lang && \'?who\' != """ "?who" """) } # ?who }',
    'SELECT ?x ?who { ?x <https://example.org/knows> ?who ; ex:name ?n . FILTER(?x!=?who&&STR(?n)!="it\'s ?who") }',
    "SELECT DISTINCT ?who ?lang { ?x ex:knows|^ex:knows ?who . FILTER EXISTS { SELECT * { ?x ex:name ?n } } }",
]


@pytest.fixture(scope="module")
def store() -> Store:
    filled = Store()
    filled.load(DATA, RdfFormat.TURTLE)
    return filled


@pytest.mark.parametrize("text", SHAPES)
def test_bound_text_gives_the_rows_of_bindings(text: str, store: Store) -> None:
    query = f"PREFIX ex: <{EX}>\n{text}"
    bound: dict[str, NamedNode | Literal] = {"who": NamedNode(EX + "a"), "lang": Literal("nl")}
    head = text.partition("{")[0]  # the embedded engine binds nothing but what is projected
    bound = {name: term for name, term in bound.items() if name in head or (name, "*") == ("who", head.split()[1])}
    expected = answer(store, query, bound)
    found = answer(store, bound_text(query, bound), {})
    assert found.columns == expected.columns
    assert sorted(found.rows) == sorted(expected.rows) != []


@pytest.mark.parametrize("name", QUERIES)
def test_stored_queries_mean_the_same_as_text(name: str) -> None:
    project = open_project(ROOT)
    query = project.queries._stored[name]
    for values in ({}, OTHER.get(name, {})):
        bound = bindings_of(query, values, project.store, project.project)
        assert answer(project.store, bound_text(query.text, bound), {}) == answer(project.store, query.text, bound)


def test_templates_and_descriptions() -> None:
    bound: dict[str, NamedNode | Literal] = {"x": NamedNode("urn:a"), "y": Literal("b")}
    assert bound_text("ASK { ?x ?p ?y }", bound) == ('ASK { <urn:a> ?p "b" VALUES ?x { <urn:a> } VALUES ?y { "b" } }')
    assert bound_text("CONSTRUCT WHERE { ?x ?p ?y }", bound) == 'CONSTRUCT WHERE { <urn:a> ?p "b" }'
    assert bound_text("CONSTRUCT { ?x ?p ?y } WHERE { ?x ?p ?y }", {"x": NamedNode("urn:a")}) == (
        "CONSTRUCT { ?x ?p ?y } WHERE { <urn:a> ?p ?y VALUES ?x { <urn:a> } }"
    )
    assert bound_text("ASK { FILTER(bound( ?x ) && !BOUND(?z)) }", {"x": NamedNode("urn:a")}) == (
        "ASK { FILTER(true && !BOUND(?z)) VALUES ?x { <urn:a> } }"
    )
    assert bound_text("DESCRIBE ?x", {}) == "DESCRIBE ?x"


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_gets_out_of_its_literal(value: str) -> None:
    held = Store()
    query = "SELECT ?value { BIND(1 AS ?one) FILTER(?value = ?value) }"
    assert answer(held, bound_text(query, {"value": Literal(value)}), {}).dicts() == [{"value": value}]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("base <urn:ask> prefix select: <urn:x> # ask\n construct {} where {}", "CONSTRUCT"),
        ("PREFIX : <urn:describe>\nDESCRIBE :select", "DESCRIBE"),
        ("INSERT DATA {}", ""),
        ("", ""),
    ],
)
def test_form_of_a_query(text: str, form: str) -> None:
    assert query_form(text) == form


def test_a_very_long_query_is_not_read_to_see_whether_its_answer_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binding, "words_of", lambda _: pytest.fail("read token by token"))
    assert not binding.is_lasting("SELECT * { ?a foaf:knows ?b } #" + "a." * 500_000)
    assert binding.is_lasting("SELECT * { ?a ?p ?b } #" + "a." * 500_000)
