"""Each named constraint has an example that passes and one that fails, and two engines agree on all of them."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, parse

from gouden_kg.built import read_graph
from gouden_kg.check import project_context, read_shapes, read_vocabulary
from gouden_kg.graph import Graph, sorted_graph
from gouden_kg.project import read_project
from gouden_kg.query.stored import VIOLATION, read_queries
from gouden_kg.read import yaml_values
from gouden_kg.rebase import rebased
from gouden_kg.validate.shacl import chosen_engine, validate_shacl

from .conftest import ROOT, gouden

EXAMPLES = ROOT / "tests" / "shapes"
PROJECT = read_project(ROOT)
SH = "http://www.w3.org/ns/shacl#"
QUERIES = read_queries(ROOT / "queries", PROJECT.base, PROJECT.base, VIOLATION)


@cache
def shapes() -> str:
    return read_shapes(PROJECT)


@cache
def vocabulary() -> Graph:
    return read_vocabulary(PROJECT)


@cache
def shape_triples() -> list[tuple[str, str, str]]:
    return [(str(t.subject), str(t.predicate), str(t.object)) for t in parse(shapes(), RdfFormat.TURTLE)]


def example(path: Path) -> Graph:
    own = [(str(t.subject), str(t.predicate), str(t.object)) for t in parse(path=path, format=RdfFormat.TURTLE)]
    return sorted_graph([*own, *vocabulary()])


def apart(graph: Graph, number: int) -> Graph:
    """The graph with its own things renamed, so that examples in one graph do not meet."""
    own = re.compile(rf"^<({re.escape(PROJECT.base)}id/[^#>]*)")
    schemes = set(vocabulary())
    return [tuple(own.sub(rf"<\1-{number}", term) for term in t) for t in graph if t not in schemes]  # type: ignore[misc]


def named_shapes() -> set[str]:
    kinds = (f"<{SH}PropertyShape>", f"<{SH}NodeShape>")
    return {re.split("[#/]", s[1:-1])[-1] for s, _, o in shape_triples() if o in kinds and s.startswith("<")}


def test_every_constraint_and_query_has_both_examples() -> None:
    folders = {p.name for p in EXAMPLES.iterdir()}
    assert named_shapes() | set(QUERIES) == folders
    assert len(folders) > 220
    assert all((f / "pass.ttl").is_file() and (f / "fail.ttl").is_file() for f in EXAMPLES.iterdir())


@pytest.mark.parametrize("name", sorted(p.name for p in EXAMPLES.iterdir() if p.name not in QUERIES))
def test_shape_example(name: str) -> None:
    assert validate_shacl(example(EXAMPLES / name / "pass.ttl"), shapes()) == []
    found = validate_shacl(example(EXAMPLES / name / "fail.ttl"), shapes())
    assert {re.split("[#/]", r.shape[1:-1])[-1] for r in found} == {name}


def test_passing_examples_pass_under_another_base() -> None:
    """A base spelled in another way, as in a pattern with its dots escaped, would stay behind when the rest moves."""
    other = "https://data.example.org/care/"
    files = sorted(p / "pass.ttl" for p in EXAMPLES.iterdir() if p.name not in QUERIES)
    together = sorted_graph([*vocabulary(), *(t for n, p in enumerate(files) for t in apart(example(p), n))])
    moved: Graph = sorted_graph(tuple(rebased(term, PROJECT.base, other) for term in t) for t in together)  # type: ignore[misc]
    found = {r.shape for r in validate_shacl(moved, rebased(shapes(), PROJECT.base, other))}
    assert {shape.replace(other, PROJECT.base) for shape in found} == {
        r.shape for r in validate_shacl(together, shapes())
    }


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_violation_query_example(name: str) -> None:
    rows = {}
    for kind in ("pass", "fail"):
        store = Store()
        store.extend(parse(path=EXAMPLES / name / f"{kind}.ttl", format=RdfFormat.TURTLE))
        rows[kind] = list(store.query(QUERIES[name].text))  # type: ignore[arg-type]
    assert not rows["pass"] and rows["fail"]


def test_fast_engine_equals_pyshacl_on_all_examples() -> None:
    """The reference as witness: one graph of all failing examples, every finding compared."""
    if chosen_engine("auto") == "pyshacl":
        pytest.skip("the fast engine has no wheel for this machine")
    for kind in ("pass", "fail"):
        files = sorted(EXAMPLES.glob(f"*/{kind}.ttl"))
        together = sorted_graph([*vocabulary(), *(t for n, p in enumerate(files) for t in apart(example(p), n))])
        fast, reference = validate_shacl(together, shapes(), "fast"), validate_shacl(together, shapes(), "pyshacl")
        assert fast == reference
        assert kind == "pass" or len(fast) > 200


def test_fast_engine_finds_seeded_faults_in_the_real_graph_as_pyshacl_does() -> None:
    """Every 40th triple of some hundred claims taken away: both engines tell the same."""
    graph = read_graph(PROJECT)
    claims = sorted({s for s, p, o in graph if o.endswith("#Claim>")})[:60]
    part = [t for t in graph if any(t[0].startswith(c[:-1]) for c in claims) or t in set(vocabulary())]
    broken = [t for n, t in enumerate(part) if n % 40]
    if chosen_engine("auto") == "pyshacl":
        pytest.skip("the fast engine has no wheel for this machine")
    fast = validate_shacl(broken, shapes(), "fast")
    assert fast and fast == validate_shacl(broken, shapes(), "pyshacl")


def test_only_terms_that_exist() -> None:
    """A misspelt sh:minCuont, class or property passes every engine in silence; here it does not."""
    from rdflib import SH as SHACL

    terms = {t for triple in shape_triples() for t in triple if t.startswith(f"<{SH}")}
    assert {t[1:-1].removeprefix(SH) for t in terms} <= set(SHACL.__annotations__) | {"in", "not", "or", "and", "class"}
    context = project_context(PROJECT)
    defined = {s for s, _, _ in vocabulary()} | {t.property for t in context.terms.values()}
    used = {
        o for _, p, o in shape_triples() if p in (f"<{SH}path>", f"<{SH}class>", f"<{SH}targetClass>") and o[0] == "<"
    }
    known = defined | {f"<{iri}>" for iri in context.classes.values()}
    assert {u for u in used if u not in known} == set()
    assert len(used) > 80


def test_every_shape_speaks_both_languages() -> None:
    told: Counter[tuple[str, str]] = Counter()
    for s, p, o in shape_triples():
        if p in (f"<{SH}message>", f"<{SH}description>"):
            told[s, o.rpartition("@")[2]] += 1
    property_shapes = [s for s, p, o in shape_triples() if o == f"<{SH}PropertyShape>" and s.startswith("<")]
    assert {s for s in property_shapes for tag in ("nl", "en") if told[s, tag] < 1} == set()


def test_every_class_of_the_context_has_a_shape() -> None:
    context = project_context(PROJECT)
    targets = {o for _, p, o in shape_triples() if p in (f"<{SH}targetClass>", f"<{SH}targetSubjectsOf>")}
    assert {name for name, iri in context.classes.items() if f"<{iri}>" not in targets} <= {"Organization"}


def test_fast_yaml_parser_is_in_use() -> None:
    """PyYAML without libyaml works, but reads some twenty times slower: that should be noticed."""
    assert vars(yaml_values)["_Parser"].__name__ == "CParser"


@pytest.mark.parametrize(
    ("change", "code", "line"),
    [
        (("statement:", "statment:"), "unknown-key", "statement"),
        (("claimKind: ", "claimKind: x"), "dangling-reference", "claimKind"),
        (("en: ", "de: "), "claim-statement", "statement"),
        (("start: ", "start: 9"), "passage-in-order", "start"),
        (("digest: ", "digest: z"), "digest", "digest"),
    ],
)
def test_findings_point_into_the_record(tmp_path: Path, change: tuple[str, str], code: str, line: str) -> None:
    """A fault in the first claim of a chapter is told in the lines of that claim, on the line of the value."""
    import shutil

    for folder in ("ontology", "data", "queries", "shapes"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    path = tmp_path / "data" / "delft" / "claims.yaml"
    text = path.read_text("utf-8")
    end = text.index("\n- id:", 10)
    path.write_text(text[:end].replace(*change, 1) + text[end:], "utf-8")
    output = gouden("validate", "--project", tmp_path, "--lang", "en", tmp_path / "data" / "delft").output
    found = [m for m in re.findall(r"data/delft/claims.yaml:(\d+):\d+: error \[([a-z0-9-]+)\]", output) if code in m[1]]
    assert found, output
    lines = path.read_text("utf-8").splitlines()
    near = lines[max(0, int(found[0][0]) - 2) : int(found[0][0]) + 1]
    assert int(found[0][0]) <= text[:end].count("\n") + 2
    assert code in ("claim-statement",) or any(change[1].strip() in part for part in near)
