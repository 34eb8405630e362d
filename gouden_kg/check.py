"""The road from a project folder to a checked graph: read, expand, derive, validate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .derive.derive import derive, store_of
from .expand.context import Context, read_context
from .expand.expand import Expansion, expand
from .graph import Graph, sorted_graph
from .messages import problem
from .problem import WARNING, GoudenError, Place, Problem
from .project import Project, rebased
from .query.stored import DERIVED, VIOLATION, read_queries
from .read.files import text_or_error
from .read.records import read_records
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
    progress("expand")
    expansion = expand(records, project_context(project), problems)
    progress("derive")
    vocabulary = read_vocabulary(project)
    store = store_of(sorted_graph([*expansion.graph, *vocabulary]))
    derived = derive(store, expansion.graph, _texts(project, DERIVED), project.vocabulary)
    graph = sorted_graph([*expansion.graph, *derived, *vocabulary])
    progress("validate")
    violations = read_queries(project.root / "queries", project.base, project.written, VIOLATION)
    problems += validate(expansion, graph, store, read_shapes(project), violations, engine)
    problems.sort(key=Problem.sort_key)
    return Checked(expansion, vocabulary, derived, graph, problems)


def project_context(project: Project) -> Context:
    """The project's compiled context, under the project's base."""
    return read_context(project.ontology / "context.jsonld", project.base)


def _texts(project: Project, kind: str) -> dict[str, str]:
    queries = read_queries(project.root / "queries", project.base, project.written, kind)
    return {name: query.text for name, query in queries.items()}


def read_vocabulary(project: Project) -> Graph:
    """The triples of the Turtle files in `ontology/`; raises `GoudenError` at the place of a syntax error."""
    from pyoxigraph import RdfFormat, parse

    found = []
    for path in sorted(project.ontology.rglob("*.ttl")):
        text = _own_text(path, project)
        try:
            found += [(str(t.subject), str(t.predicate), str(t.object)) for t in parse(text, RdfFormat.TURTLE)]
            if any(not s.startswith("<") or o.startswith(("_:", "<<")) for s, _, o in found):
                name = path.relative_to(project.root).as_posix()
                raise GoudenError("a blank node or triple term in the vocabulary", "give it an IRI", Place(name))
        except SyntaxError as error:
            raise _syntax(path, project, error) from None
    return sorted_graph(found)


def read_shapes(project: Project) -> str:
    """All shapes as one Turtle document; each file is checked alone first, so that a mistake is told at its place."""
    from pyoxigraph import RdfFormat, parse

    texts = []
    for path in sorted((project.root / "shapes").rglob("*.ttl")):
        text = _own_text(path, project)
        try:
            for _ in parse(text, RdfFormat.TURTLE):
                pass
        except SyntaxError as error:
            raise _syntax(path, project, error) from None
        texts.append(text)
    if not texts:
        raise GoudenError("there are no shapes to validate with", "put at least one Turtle file in shapes/")
    return "\n".join(texts)


def _own_text(path: Path, project: Project) -> str:
    return rebased(text_or_error(path, path.relative_to(project.root).as_posix()), project.written, project.base)


def _syntax(path: Path, project: Project, error: SyntaxError) -> GoudenError:
    place = Place(path.relative_to(project.root).as_posix(), error.lineno or 1, error.offset or 1)
    return GoudenError(f"this is not Turtle: {error.msg}", "look at this line and the one before", place)
