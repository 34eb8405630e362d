"""What is wrong with the shapes themselves: engines pass over a misspelt term, and over a shape that nothing uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from ..expand.lexical import DATATYPES
from ..graph import RDF_TYPE, XSD, Triple, iri_of, text_of
from ..messages import problem
from ..problem import GoudenError, Problem
from ..read.turtle import TurtleFile
from .known import Known, nearest_hint
from .shacl import SH, Result, validate_shacl

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TERMS = frozenset(SH + name for name in Path(__file__).with_name("shacl-terms.txt").read_text("utf-8").split())
_PATHS = {f"<{SH}{name}ath>" for name in ("p", "inverseP", "alternativeP", "zeroOrMoreP", "oneOrMoreP", "zeroOrOneP")}
_PATHS |= {f"<{SH}{n}>" for n in ("targetSubjectsOf", "targetObjectsOf", "equals", "disjoint", "lessThan")}
_CLASSES = {f"<{SH}class>", f"<{SH}targetClass>"}
_DATATYPE = {f"<{SH}datatype>"}
_TARGETS = {f"<{SH}{n}>" for n in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "target")}
_STANDARD = {XSD + "string", _RDF + "langString", _RDF + "HTML", _RDF + "JSON", _RDF + "XMLLiteral"}


def problems_of_shapes(files: list[TurtleFile], known: Known, engine: str) -> list[Problem]:
    """Unknown SHACL terms, properties, classes and datatypes; rules of SHACL broken; shapes that nothing uses."""
    found = [p for file in files for p in [*_unknown(file, known), *known.strangers(file.text)]]
    triples = [t for file in files for t in file.triples]
    found += [_problem_of_rule(result, files) for result in _broken_rules(_named(triples), engine)]
    return found + _unused(triples, files)


def _unknown(file: TurtleFile, known: Known) -> Iterator[Problem]:
    checks = (
        ("shape-term-unknown", {iri for iri, _ in file.text.terms() if iri.startswith(SH)}, _TERMS | {SH}),
        ("shape-property-unknown", _properties(file.triples), known.properties),
        ("shape-class-unknown", _objects(file.triples, _CLASSES), known.classes),
        ("shape-datatype-unknown", _objects(file.triples, _DATATYPE), known.datatypes | DATATYPES | _STANDARD),
    )
    for code, used, defined in checks:
        for iri in sorted(used - defined - {""}):
            if not iri.startswith(known.vocabulary):  # told as a stranger already
                hint = nearest_hint(file.text, iri, defined)
                yield problem(code, file.text.place_of(iri), hint, name=file.text.short(iri))


def _objects(triples: list[Triple], properties: set[str]) -> set[str]:
    return {iri_of(o) for _, p, o in triples if p in properties}


def _properties(triples: list[Triple]) -> set[str]:
    """The properties that paths and property comparisons name."""
    firsts = {s: o for s, p, o in triples if p == f"<{_RDF}first>"}
    rests = {s: o for s, p, o in triples if p == f"<{_RDF}rest>"}
    paths = [o for _, p, o in triples if p in _PATHS]
    found = set()
    while paths:
        term = paths.pop()
        if term in firsts:
            paths += [firsts[term], rests.get(term, "")]
        else:
            found.add(iri_of(term))
    return found - {_RDF + "nil", _RDF + "type"}


def _broken_rules(triples: list[Triple], engine: str) -> Iterable[Result]:
    """What the shapes of SHACL itself (SHACL, appendix C) find wrong; pySHACL brings them along."""
    spec = find_spec("pyshacl")
    if spec is None or spec.origin is None:
        raise GoudenError("pySHACL is not installed here", "install this package with what it needs")
    rules = Path(spec.origin).with_name("assets") / "shacl-shacl.ttl"
    return validate_shacl(triples, rules.read_text("utf-8"), engine)


def _named(triples: Iterable[Triple]) -> list[Triple]:
    """The triples with IRIs for blank nodes, so that findings about them can be traced."""
    return [(_trace(s), p, _trace(o)) for s, p, o in triples]


def _trace(term: str) -> str:
    return f"<urn:blank:{term[2:]}>" if term.startswith("_:") else term


def _problem_of_rule(result: Result, files: list[TurtleFile]) -> Problem:
    file, shape = _holder(result.focus, files)
    if not any(s == result.focus for s, _, _ in _named(file.triples)):
        shapes = {iri_of(s) for f in files for s, _, _ in f.triples}
        name = iri_of(result.focus) or text_of(result.focus)
        hint = nearest_hint(file.text, name, shapes)
        return problem("shape-undefined", file.text.place_of(name, shape), hint, name=file.text.short(name))
    property_ = iri_of(result.path) or SH + "path"
    value = text_of(result.value) if result.value and result.value != result.focus else "…"
    rule = re.split(r"[#/]", result.component[1:-1])[-1].removesuffix("ConstraintComponent")
    place = file.text.place_of(property_, after=shape)
    short = file.text.short
    return problem("shape-malformed", place, name=short(shape), property=short(property_), value=value, rule=rule)


def _holder(focus: str, files: list[TurtleFile]) -> tuple[TurtleFile, str]:
    """The file that describes the focus node, else that speaks of it; with the named shape around it."""
    graphs = [(file, _named(file.triples)) for file in files]
    for position in (0, 2):
        for file, triples in graphs:
            if any(t[position] == focus for t in triples):
                node, around = focus, {o: s for s, _, o in triples if o.startswith("<urn:blank:") or o == focus}
                while (position or node.startswith("<urn:blank:")) and node in around:
                    node, position = around[node], 0
                return file, iri_of(node)
    return files[0], ""


def _unused(triples: list[Triple], files: list[TurtleFile]) -> list[Problem]:
    """Named shapes without a target that no other shape speaks of."""
    kinds = {f"<{SH}NodeShape>", f"<{SH}PropertyShape>"}
    spoken_of = {o for _, p, o in triples if p != RDF_TYPE} | {s for s, p, _ in triples if p in _TARGETS}
    found = []
    for file in files:
        shapes = {s for s, p, o in file.triples if p == RDF_TYPE and o in kinds and s.startswith("<")}
        for shape in sorted(shapes - spoken_of):
            iri = iri_of(shape)
            found.append(problem("shape-unused", file.text.place_of(iri), name=file.text.short(iri)))
    return found
