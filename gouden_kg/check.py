"""The road from a project folder to a checked graph: read, expand, derive, validate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .dataset import dataset_error
from .derive.derive import derive, store_of
from .expand.context import Context, read_context
from .expand.expand import Expansion, expand
from .graph import Graph, iri_of, sorted_graph
from .messages import problem
from .problem import WARNING, GoudenError, Place, Problem
from .project import Project
from .query.check import problems_of_queries, text_of_query
from .query.stored import DERIVED, VIOLATION, StoredQuery, kind_of, read_queries
from .read.files import source_files
from .read.records import read_records, stray_files
from .read.turtle import TurtleFile, read_turtle
from .validate.known import known_terms
from .validate.shapes import problems_of_shapes
from .validate.validate import validate

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """A project's graphs with everything found wrong in them; the graphs are trusted when nothing was.

    `graph` holds the other three together.
    """

    expansion: Expansion
    vocabulary: Graph
    derived: Graph
    graph: Graph
    problems: list[Problem]

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop a build."""
        return [p for p in self.problems if p.severity != WARNING]


def check(project: Project, engine: str = "auto", progress: Progress = lambda step: None) -> Checked:
    """Reads, expands, derives and validates everything the project holds.

    Raises `GoudenError` when context, vocabulary, shapes or queries themselves are broken.
    """
    problems: list[Problem] = []
    progress("read")
    records = read_records([project.ontology, project.data], project.root, problems)
    if not any(r.file.startswith("data/") for r in records) and not problems:
        problems.append(problem("no-records", Place("data"), folder="data"))
    problems += stray_files(project.root / "shapes", ".ttl", project.root)
    problems += stray_files(project.root / "queries", ".rq", project.root)
    progress("expand")
    expansion = expand(records, project_context(project), problems)
    progress("derive")
    vocabulary = read_vocabulary(project)
    queries = read_queries(project.root / "queries", project.base, project.written, None)
    store = store_of(sorted_graph([*expansion.graph, *vocabulary]))
    constructs = {name: query.text for name, query in _of_kind(queries, DERIVED).items()}
    derived = derive(store, expansion.graph, constructs, project.vocabulary)
    graph = sorted_graph([*expansion.graph, *derived, *vocabulary])
    progress("validate")
    known = known_terms(expansion, vocabulary, graph, project.vocabulary)
    shapes = shape_files(project)
    broken = problems_of_shapes(shapes, known, engine)
    broken += problems_of_queries(queries.values(), store, project, expansion.context)
    broken += [p for query in queries.values() for p in known.strangers(text_of_query(query))]
    problems += broken
    if not broken:
        text = "\n".join(file.text.text for file in shapes)
        problems += validate(expansion, graph, store, text, _of_kind(queries, VIOLATION), engine)
    return Checked(expansion, vocabulary, derived, graph, sorted(problems, key=Problem.sort_key))


def _of_kind(queries: dict[str, StoredQuery], kind: str) -> dict[str, StoredQuery]:
    return {name: query for name, query in queries.items() if kind_of(name) == kind}


def project_context(project: Project) -> Context:
    """The project's compiled context, under the project's base.

    Raises `GoudenError` when it calls the vocabulary otherwise than `data/dataset.yaml`: pages would show one prefix,
    downloads another.
    """
    context = read_context(project.ontology / "context.jsonld", project.base)
    prefixes = [prefix for prefix, namespace in context.prefixes.items() if namespace == project.vocabulary]
    if prefixes and project.prefix not in prefixes:
        raise dataset_error(
            project.root,
            "prefix",
            f"`prefix: {project.prefix}` is not what ontology/context.jsonld calls the vocabulary",
            f"write `prefix: {prefixes[0]}`, or rename `{prefixes[0]}` there and in ontology/, shapes/ and queries/",
        )
    return context


def read_vocabulary(project: Project) -> Graph:
    """The triples of the Turtle files in `ontology/`; raises `GoudenError` at the place of what is wrong."""
    files = turtle_files(project, project.ontology)
    for file in files:
        nameless = [(s, o) for s, _, o in file.triples if s.startswith("_:") or o.startswith("_:")]
        if nameless:
            place = file.text.place_of(*(iri_of(s) for s, _ in nameless if not s.startswith("_:")))
            raise GoudenError("a blank node in the vocabulary", "give it an IRI", place)
    return sorted_graph(t for file in files for t in file.triples)


def read_shapes(project: Project) -> str:
    """All shapes as one Turtle document; raises `GoudenError` at the place of a syntax error."""
    return "\n".join(file.text.text for file in shape_files(project))


def shape_files(project: Project) -> list[TurtleFile]:
    """The files of shapes; raises `GoudenError` when there is none, and at the place of a syntax error."""
    files = turtle_files(project, project.root / "shapes")
    if not any(file.triples for file in files):
        raise GoudenError(
            "there are no shapes to validate with", "put at least one Turtle file in shapes/", Place("shapes")
        )
    return files


def turtle_files(project: Project, folder: Path) -> list[TurtleFile]:
    """The Turtle files below a folder, the project's base put in place."""
    written = project.written
    names = {p: p.relative_to(project.root).as_posix() for p in source_files(folder) if p.suffix == ".ttl"}
    return [read_turtle(path, name, written, project.base) for path, name in names.items()]
