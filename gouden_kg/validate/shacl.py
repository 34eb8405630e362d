"""SHACL behind one small adapter: a fast engine by default, pySHACL as the reference (`--engine pyshacl`).

Both give the same rows; tests hold them against each other on every shape. All terms are N-Triples text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..graph import Graph, ntriples_text
from ..problem import GoudenError

SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True, order=True)
class Result:
    """One validation result (SHACL, section 3.6.2); `path` and `value` are empty where the report has none."""

    focus: str
    path: str
    value: str
    shape: str
    component: str
    severity: str


def validate_shacl(data: Graph, shapes: str, engine: str = "auto") -> list[Result]:
    """The results of validating the data with shapes given as Turtle, sorted.

    Raises `GoudenError` when the shapes cannot be used or the engine is not there.
    """
    run = _pyshacl_results if chosen_engine(engine) == "pyshacl" else _fast_results
    return sorted(set(run(data, shapes)))


def chosen_engine(engine: str) -> str:
    """The engine that `auto` means here: the fast one where its wheel is installed."""
    if engine != "auto":
        return engine
    from importlib.util import find_spec

    return "fast" if find_spec("shacl") else "pyshacl"


def _fast_results(data: Graph, shapes: str) -> Iterator[Result]:
    try:
        from shacl import Shapes
    except ImportError:
        raise GoudenError("the fast engine is not installed here", "use --engine pyshacl") from None
    try:
        report = Shapes.from_turtle(shapes).validate_text(ntriples_text(data), "ntriples")
    except (ValueError, RuntimeError) as error:
        raise GoudenError(f"the shapes cannot be used: {error}", "check them with --engine pyshacl") from None
    for row in report.results:
        path = row.path or ""
        simple = path if path.startswith("<") and path.count("<") == 1 else ""
        component, severity = f"<{row.component_iri}>", f"<{row.severity_iri}>"
        yield Result(row.focus_node, simple, row.value or "", row.source_shape or "", component, severity)


def _pyshacl_results(data: Graph, shapes: str) -> Iterator[Result]:
    import pyshacl
    import rdflib
    from pyshacl.errors import ReportableRuntimeError, ShapeLoadError

    from ..rdf.rdflib_graph import rdflib_graph

    data_graph = rdflib_graph(ntriples_text(data), "nt")
    try:
        shapes_graph = rdflib_graph(shapes, "turtle")
        _, report, _ = pyshacl.validate(data_graph, shacl_graph=shapes_graph, inference="none", advanced=False)
    except (ShapeLoadError, ReportableRuntimeError) as error:
        raise GoudenError(f"the shapes cannot be used: {error}") from None
    sh = rdflib.Namespace(SH)
    for node in report.objects(None, sh.result):
        found = {p: report.value(node, sh[p]) for p in _RESULT_PROPERTIES}
        focus, path, value, shape, component, severity = (_term(found[p]) for p in _RESULT_PROPERTIES)
        yield Result(focus, path if path.startswith("<") else "", value, shape, component, severity)


_RESULT_PROPERTIES = ("focusNode", "resultPath", "value", "sourceShape", "sourceConstraintComponent", "resultSeverity")


def _term(node: Any) -> str:
    if node is None:
        return ""
    from ..graph import iri_term, literal_term

    if hasattr(node, "datatype"):
        plain = node.datatype is None or str(node.datatype).endswith("XMLSchema#string")
        return literal_term(str(node), language=node.language or "", datatype="" if plain else str(node.datatype))
    return iri_term(str(node)) if type(node).__name__ == "URIRef" else f"_:{node}"
