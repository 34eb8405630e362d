"""The compiled context gives what two independent JSON-LD processors give, on real and on generated records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyld import jsonld
from pyoxigraph import RdfFormat, parse

from gouden_kg.built import read_graph
from gouden_kg.check import project_context
from gouden_kg.expand.context import read_context
from gouden_kg.expand.expand import expand
from gouden_kg.expand.identify import thing_iri
from gouden_kg.graph import Triple, ntriples_text
from gouden_kg.problem import Problem
from gouden_kg.project import read_project
from gouden_kg.read.records import read_records
from gouden_kg.read.values import Fields, Items, Record, Text, Value, text_at

from .conftest import ROOT

rdflib.NORMALIZE_LITERALS = False
BASE = "https://w3id.org/gouden-gemeenten/"


def triples_by_pyoxigraph(document: str) -> set[Triple]:
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in parse(document, RdfFormat.JSON_LD)}


def triples_by_rdflib(document: str) -> set[Triple]:
    graph = rdflib.Graph().parse(data=document, format="json-ld")
    return {
        (str(q.subject), str(q.predicate), str(q.object))
        for q in parse(graph.serialize(format="nt"), RdfFormat.N_TRIPLES)
    }


def triples_by_pyld(document: str) -> set[Triple]:
    quads = jsonld.to_rdf(json.loads(document), {"format": "application/n-quads"})
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in parse(quads, RdfFormat.N_QUADS)}


def document_of(expansion: Any) -> str:
    """The records as JSON-LD, each with the address that the tool gives to it and to what is nested in it."""
    things = []
    for iri, record in expansion.records.items():
        thing = json.loads(json.dumps(record.fields))
        things.append({**thing, "id": iri} | nested_ids(iri, record.fields, thing, expansion))
    return json.dumps({**expansion.context.document, "@graph": things})


def nested_ids(iri: str, fields: Fields, thing: dict[str, Any], expansion: Any) -> dict[str, Any]:
    """The nested things of a record with their addresses written out (the tool's own rule, stated once more)."""
    found = {}
    for key, value in fields.items():
        items = value if isinstance(value, Items) else [value]
        if (
            expansion.context.terms.get(key)
            and expansion.context.terms[key].kind == "link"
            and isinstance(items[0], Fields)
        ):
            found[str(key)] = [
                {
                    **json.loads(json.dumps(i)),
                    "id": f"{iri}#{key}-{i[Text('source')]}-{i[Text('start')]}-{i[Text('end')]}",
                }
                for i in items
                if isinstance(i, Fields)
            ]
    return found


def test_real_records_expand_alike_in_three_processors() -> None:
    project = read_project(ROOT)
    problems: list[Problem] = []
    expansion = expand(
        read_records([project.ontology, project.data], ROOT, problems), project_context(project), problems
    )
    document = document_of(expansion)
    ours = set(expansion.graph)
    assert len(ours) > 10_000
    assert ours == triples_by_pyoxigraph(document)
    assert ours == triples_by_rdflib(document)


def test_published_jsonld_is_the_graph() -> None:
    project = read_project(ROOT)
    document = (project.dist / f"{project.name}.jsonld").read_text("utf-8")
    graph = set(read_graph(project))
    assert triples_by_pyoxigraph(document) == graph
    assert triples_by_rdflib(document) == graph


texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff\u2028\u2029"),
    min_size=1,
    max_size=30,
).filter(str.strip)
KEYS = json.loads((ROOT / "ontology" / "context.jsonld").read_text("utf-8"))["@context"].keys()
# a reference that is also a key is named outright where its record exists; where none does, a build refuses it
slugs = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True).filter(lambda slug: slug not in KEYS)


def placed(value: Any) -> Value:
    if isinstance(value, dict):
        fields = Fields({text_at(k, 1, 1): placed(v) for k, v in value.items()})
        fields.line = fields.column = 1
        return fields
    if isinstance(value, list):
        items = Items(placed(v) for v in value)
        items.line = items.column = 1
        return items
    return text_at(value, 1, 1)


records = st.fixed_dictionaries(
    {"type": st.just("Practice"), "name": st.dictionaries(st.sampled_from(["nl", "en"]), texts, min_size=1)},
    optional={
        "altName": st.fixed_dictionaries({"nl": st.lists(texts, min_size=1, max_size=3, unique=True)}),
        "foundForm": st.lists(texts, min_size=1, max_size=3, unique=True),
        "theme": st.lists(slugs, min_size=1, max_size=3, unique=True),
        "practiceKind": st.sampled_from(["place", "fund", "team"]),
        "carriedOutBy": st.lists(slugs.map("organization/{}".format), min_size=1, max_size=3, unique=True),
        "since": st.sampled_from(["2014", "2014-02", "2014-02-03"]),
        "homepage": st.just("https://example.org/a?b=c#d"),
        "value": st.sampled_from(["1.50", "007", "-3.0"]),
    },
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(slugs, records, min_size=1, max_size=4), st.randoms())
def test_generated_records_expand_alike_in_any_order(found: dict[str, dict[str, Any]], random: Any) -> None:
    context = read_context(ROOT / "ontology" / "context.jsonld", BASE)
    given_records = [
        Record("x.yaml", f) for f in (placed({"id": k, **v}) for k, v in found.items()) if isinstance(f, Fields)
    ]
    kinds = [
        Record("y.yaml", f)
        for f in [placed({"id": "place", "type": "PracticeKind", "name": {"nl": "plek"}})]
        if isinstance(f, Fields)
    ]
    expansion = expand([*given_records, *kinds], context, [])
    document = json.dumps(
        {**expansion.context.document, "@graph": [{**r.fields, "id": iri} for iri, r in expansion.records.items()]}
    )
    assert set(expansion.graph) == triples_by_pyoxigraph(document) == triples_by_pyld(document)
    random.shuffle(given_records)
    assert ntriples_text(expand([*kinds, *given_records], context, []).graph) == ntriples_text(expansion.graph)


def test_addresses() -> None:
    context = read_context(ROOT / "ontology" / "context.jsonld", BASE)
    assert thing_iri(context, "TargetGroup", "older-people") == BASE + "id/target-group/older-people"
    assert thing_iri(context, "Tombstone", "practice/old") == BASE + "id/practice/old"


def test_another_base_moves_everything(tmp_path: Path) -> None:
    import shutil

    from gouden_kg.build import build

    for folder in ("ontology", "data", "queries", "shapes"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    dataset = tmp_path / "data" / "dataset.yaml"
    dataset.write_text(dataset.read_text("utf-8").replace(BASE, "https://kg.example.nl/goud/"), "utf-8")
    build(read_project(tmp_path))
    moved = (tmp_path / "dist" / "gouden-gemeenten.nt").read_text("utf-8")
    original = (ROOT / "dist" / "gouden-gemeenten.nt").read_text("utf-8")
    assert BASE not in moved
    assert len(moved.splitlines()) == len(original.splitlines())
