"""Validating any RDF file with any shapes; the report is the engine's own, as Turtle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from ..graph import Triple, ntriples_text, sorted_graph
from ..problem import GoudenError
from ..rdf.rdflib_graph import rdflib_graph
from ..rdf.read import read_quads
from .shacl import chosen_engine


def report_of_files(data: Path, shapes: Sequence[Path], engine: str, base: str | None = None) -> tuple[bool, str]:
    """Whether the data conform, and the SHACL report as Turtle; named graphs are validated together as one graph.

    A folder among the shapes stands for the Turtle files in it.
    Raises `GoudenError` for files that cannot be used, `ProblemsFound` at the place of a syntax error.
    """
    named = [path for given in shapes for path in (sorted(given.glob("*.ttl")) if given.is_dir() else [given])]
    if not named:
        raise GoudenError("no shapes were named", "add --shapes FILE, or a folder with files that end in .ttl")
    data_text = ntriples_text(_triples([data], base))
    shapes_text = ntriples_text(_triples(named, base))
    if chosen_engine(engine) == "pyshacl":
        return _pyshacl_report(data_text, shapes_text)
    return _fast_report(data_text, shapes_text)


def _triples(paths: Iterable[Path], base: str | None) -> list[Triple]:
    """The triples of the files; blank nodes keep apart by file."""
    from pyoxigraph import Triple as TripleTerm

    found: list[Triple] = []
    for number, path in enumerate(paths):
        for quad in read_quads(path, base):
            s, p, o = str(quad.subject), str(quad.predicate), str(quad.object)
            if isinstance(quad.object, TripleTerm):
                raise GoudenError(f"{path} holds a triple term about {s}", "SHACL 1.0 validates RDF 1.1 alone")
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
    from pyshacl.errors import ReportableRuntimeError, ShapeLoadError

    graphs = [rdflib_graph(text, "nt") for text in (data, shapes)]
    try:
        conforms, report, _ = pyshacl.validate(graphs[0], shacl_graph=graphs[1], inference="none")
    except (ShapeLoadError, ReportableRuntimeError) as error:
        raise GoudenError(f"the shapes cannot be used: {error}") from None
    return bool(conforms), str(report.serialize(format="turtle"))
