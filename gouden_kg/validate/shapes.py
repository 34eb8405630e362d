"""What is wrong with the shapes themselves: engines pass over a misspelt term, and over a shape that nothing uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from ..expand.lexical import DATATYPES
from ..graph import RDF_TYPE, XSD, Triple, iri_of, ntriples_text, text_of
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
_REFERENCES = {f"<{SH}{n}>" for n in ("property", "node", "not", "and", "or", "xone", "qualifiedValueShape")}
_DATATYPE = {f"<{SH}datatype>"}
_TARGETS = {f"<{SH}{n}>" for n in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "target")}
_STANDARD = {XSD + "string", _RDF + "langString", _RDF + "HTML", _RDF + "JSON", _RDF + "XMLLiteral"}


def problems_of_shapes(files: list[TurtleFile], known: Known, engine: str) -> list[Problem]:
    """Unknown SHACL terms, properties, classes and datatypes; rules of SHACL broken; shapes that nothing uses."""
    found = [p for file in files for p in [*_unknown(file, known), *known.strangers(file.text)]]
    triples = _named(t for file in files for t in file.triples)
    described = {s for s, _, _ in triples}
    found += [p for file in files for p in _undefined(file, described)]
    results = [r for r in _broken_rules(triples, engine) if r.focus in described]
    # one mistake may break several rules of SHACL: it is told once
    broken = {p.place: p for p in reversed([_problem_of_rule(result, files) for result in results])}
    found += list(broken.values()) or _unusable(triples, files, engine)
    return found + _unused(triples, files)


def _unknown(file: TurtleFile, known: Known) -> Iterator[Problem]:
    shacl = {iri for iri, _ in file.text.terms() if iri.startswith(SH)}

    def named(properties: set[str]) -> set[str]:
        return {iri_of(term) for term in _listed(file.triples, properties)}

    checks = (
        ("shape-term-unknown", shacl, _TERMS | {SH}),
        ("shape-property-unknown", named(_PATHS), {*known.properties, RDF_TYPE[1:-1]}),
        ("shape-class-unknown", named(_CLASSES), known.classes),
        ("shape-datatype-unknown", named(_DATATYPE), known.datatypes | DATATYPES | _STANDARD),
    )
    for code, used, defined in checks:
        for iri in sorted(used - defined - {""}):
            if not iri.startswith(known.vocabulary):  # told as a stranger already
                hint = nearest_hint(file.text, iri, defined)
                yield problem(code, file.text.place_of(iri), hint, name=file.text.short(iri))


def _listed(triples: list[Triple], properties: set[str]) -> set[str]:
    """The objects of the properties, lists by what is in them."""
    firsts = {s: o for s, p, o in triples if p == f"<{_RDF}first>"}
    rests = {s: o for s, p, o in triples if p == f"<{_RDF}rest>"}
    terms = [o for _, p, o in triples if p in properties]
    found = set()
    while terms:
        term = terms.pop()
        if term in firsts:
            terms += [firsts.pop(term), rests.get(term, f"<{_RDF}nil>")]
        else:
            found.add(term)
    return found - {f"<{_RDF}nil>"}


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


def _undefined(file: TurtleFile, described: set[str]) -> Iterator[Problem]:
    """Shapes that others speak of, but that no file describes."""
    for term in sorted(_listed(file.triples, _REFERENCES)):
        if not term.startswith("_:") and term not in described:
            name = text_of(term)
            hint = nearest_hint(file.text, name, {iri_of(d) for d in described})
            place = file.text.place_of(name, SH + "property", SH + "node")
            yield problem("shape-undefined", place, hint, name=file.text.short(name))


def _problem_of_rule(result: Result, files: list[TurtleFile]) -> Problem:
    shape = _shape_around(result.focus, files)
    file = _file_of(shape, files)
    property_ = iri_of(result.path) or SH + "path"
    value = text_of(result.value) if result.value and result.value != result.focus else "…"
    rule = re.split(r"[#/]", result.component[1:-1])[-1].removesuffix("ConstraintComponent")
    place = file.text.place_of(property_, after=shape)
    short = file.text.short
    return problem("shape-malformed", place, name=short(shape), property=short(property_), value=value, rule=rule)


def _unusable(triples: list[Triple], files: list[TurtleFile], engine: str) -> list[Problem]:
    """A problem for each shape that the engine refuses for another reason, such as a pattern that is no pattern."""
    try:
        validate_shacl([], ntriples_text(triples), engine)
    except GoudenError:
        return [p for shape in _shapes_of(triples) if (p := _refused(shape, triples, files, engine))]
    return []


def _refused(shape: str, triples: list[Triple], files: list[TurtleFile], engine: str) -> Problem | None:
    own, nodes = [], {shape}
    for s, p, o in sorted(triples, key=lambda t: t[0] != shape):
        if s in nodes:
            own.append((s, p, o))
            nodes |= {o} if o.startswith("<urn:blank:") else set()
    try:
        validate_shacl([], ntriples_text(own), engine)
    except GoudenError as error:
        text = _file_of(iri_of(shape), files).text
        return problem(
            "shape-unusable", text.place_of(iri_of(shape)), name=text.short(iri_of(shape)), why=error.message
        )
    return None


def _file_of(shape: str, files: list[TurtleFile]) -> TurtleFile:
    """The file that describes the shape."""
    return next((f for f in files if any(s == f"<{shape}>" for s, _, _ in f.triples)), files[0])


def _shape_around(node: str, files: list[TurtleFile]) -> str:
    """The IRI of the shape that holds a blank node, or of the node itself."""
    around = {o: s for file in files for s, _, o in _named(file.triples) if o.startswith("<urn:blank:")}
    while node in around:
        node = around[node]
    return iri_of(node)


def _shapes_of(triples: list[Triple]) -> list[str]:
    """The named shapes."""
    kinds = {f"<{SH}NodeShape>", f"<{SH}PropertyShape>"}
    found = {s for s, p, o in triples if p == f"<{SH}path>" or (p == RDF_TYPE and o in kinds)}
    return sorted(s for s in found if not s.startswith("<urn:blank:"))


def _unused(triples: list[Triple], files: list[TurtleFile]) -> list[Problem]:
    """Named shapes without a target that no other shape speaks of."""
    spoken_of = {o for _, p, o in triples if p != RDF_TYPE} | {s for s, p, _ in triples if p in _TARGETS}
    found = []
    for shape in (s for s in _shapes_of(triples) if s not in spoken_of):
        text = _file_of(iri_of(shape), files).text
        found.append(problem("shape-unused", text.place_of(iri_of(shape)), name=text.short(iri_of(shape))))
    return found
