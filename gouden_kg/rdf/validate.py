"""Validating any RDF file with any shapes; the report is the engine's own, as Turtle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from ..graph import Triple, ntriples_text, sorted_graph
from ..problem import GoudenError
from ..validate.shacl import chosen_engine
from .read import read_quads


def report_of_files(data: Path, shapes: Sequence[Path], engine: str) -> tuple[bool, str]:
    """Whether the data conform, and the SHACL report as Turtle.

    Raises `GoudenError` for files that cannot be used, `ProblemsFound` at the place of a syntax error.
    """
    if not shapes:
        raise GoudenError("no shapes were named", "add --shapes FILE")
    data_text = ntriples_text(_triples([data]))
    shapes_text = ntriples_text(_triples(shapes))
    if chosen_engine(engine) == "pyshacl":
        return _pyshacl_report(data_text, shapes_text)
    return _fast_report(data_text, shapes_text)


def _triples(paths: Iterable[Path]) -> list[Triple]:
    """The triples of the files; blank nodes keep apart by file."""
    found: list[Triple] = []
    for number, path in enumerate(paths):
        for quad in read_quads(path):
            s, p, o = str(quad.subject), str(quad.predicate), str(quad.object)
            found.append((_apart(s, number), p, _apart(o, number)))
    return sorted_graph(found)


def _apart(term: str, number: int) -> str:
    return f"_:f{number}{term[2:]}" if term.startswith("_:") else term


def _fast_report(data: str, shapes: str) -> tuple[bool, str]:
    from shacl import Shapes

    try:
        report = Shapes.from_text(shapes, "ntriples").validate_text(data, "ntriples")
    except (ValueError, RuntimeError) as error:
        raise GoudenError(f"the shapes cannot be used: {error}", "check them with --engine pyshacl") from None
    return bool(report.conforms), str(report.turtle() if callable(report.turtle) else report.turtle)


def _pyshacl_report(data: str, shapes: str) -> tuple[bool, str]:
    import pyshacl
    import rdflib
    from pyshacl.errors import ReportableRuntimeError, ShapeLoadError

    rdflib.NORMALIZE_LITERALS = False
    graphs = [rdflib.Graph().parse(data=text, format="nt") for text in (data, shapes)]
    try:
        conforms, report, _ = pyshacl.validate(graphs[0], shacl_graph=graphs[1], inference="none")
    except (ShapeLoadError, ReportableRuntimeError) as error:
        raise GoudenError(f"the shapes cannot be used: {error}") from None
    return bool(conforms), str(report.serialize(format="turtle"))
