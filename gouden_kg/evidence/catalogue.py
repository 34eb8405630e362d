"""What a project says of sources, evidence, sections and omissions, taken from its graph."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..built import read_graph
from ..check import project_context
from ..expand.expand import Expansion, expand
from ..graph import RDF_TYPE, Graph, iri_of, language_of, text_of
from ..problem import ERROR, GoudenError, Place, Problem
from ..project import Project
from ..read.records import read_records
from .sources import SourceText, read_source

_OA = "http://www.w3.org/ns/oa#"
_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
_HAS_SOURCE = _OA + "hasSource"
_DOCUMENT = "https://schema.org/DigitalDocument"
_MISSING = -1
_HARMLESS = {"dangling-reference"}

Node = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Source:
    """A source as its record describes it."""

    iri: str
    slug: str
    file: str
    length: int
    digest: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A range of a source: of an evidence with its digest and the thing that rests on it, of a section or omission.

    `thing` is the IRI of the record; `start` and `end` are half-open, -1 when missing.
    """

    iri: str
    thing: str
    source: str
    start: int
    end: int
    digest: str = ""
    label: dict[str, str] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """The thing's last name: `claim/x` gives `x`."""
        return slug_of(self.thing)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything about evidence in a project, with what was wrong while reading its records."""

    project: Project
    sources: dict[str, Source]
    evidence: list[Passage]
    sections: list[Passage]
    omissions: list[Passage]
    nodes: dict[str, Node]
    problems: list[Problem]
    expansion: Expansion | None = None

    def source(self, slug: str) -> Source:
        """The source with this slug; raises `GoudenError` with the nearest one."""
        if slug in self.sources:
            return self.sources[slug]
        near = difflib.get_close_matches(slug, self.sources, 1)
        known = ", ".join(sorted(self.sources)) or "none"
        raise GoudenError(f"no source `{slug}`", f"did you mean `{near[0]}`?" if near else f"known: {known}")

    def text(self, slug: str, folder: Path) -> SourceText:
        """The text of a source in the folder of its holder."""
        source = self.source(slug)
        if not source.file or not (folder / source.file).resolve().is_relative_to(folder.resolve()):
            message = f"source `{slug}` names no file in {folder}"
            raise GoudenError(message, "its record needs `file`", self.place(source.iri))
        return read_source(folder / source.file, slug)

    def place(self, iri: str, value: str = "") -> Place:
        """Where a thing or nested thing is written; with the text of a value, where that value stands."""
        thing = iri.partition("#")[0]
        record = self.expansion.records.get(thing) if self.expansion else None
        if record is None or self.expansion is None:
            return Place(f"{self.project.name}.nt")
        found = [(o, v) for s, _, o, v in self.expansion.placed[thing] if s == f"<{iri}>"]
        exact = [v for o, v in found if value and text_of(o) == value]
        nested = [v for _, v in found] if "#" in iri else []
        return record.place(next(iter([*exact, *nested]), None))


def slug_of(iri: str) -> str:
    """The last name of an IRI.

    >>> slug_of("https://example.org/id/source/bundle-2017")
    'bundle-2017'
    """
    return iri.rpartition("/")[2]


def read_catalogue(project: Project) -> Catalogue:
    """The catalogue of the records as they are now; of a publication without records, of its built graph."""
    problems: list[Problem] = []
    records = read_records([project.ontology, project.data], project.root, problems)
    if not records:
        return catalogue_of(read_graph(project), project, problems)
    expansion = expand(records, project_context(project), problems)
    return catalogue_of(expansion.graph, project, problems, expansion)


def catalogue_of(
    graph: Graph, project: Project, problems: list[Problem], expansion: Expansion | None = None
) -> Catalogue:
    """The catalogue of a graph."""
    nodes: dict[str, Node] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, term in graph:
        nodes[iri_of(subject)][iri_of(predicate)].append(term)
    own = project.vocabulary
    sources = [_source(iri, node, own) for iri, node in _of_class(nodes, _DOCUMENT)]
    sections = [_passage(iri, iri, node, own) for iri, node in _of_class(nodes, own + "Section")]
    omissions = [_passage(iri, iri, node, own) for iri, node in _of_class(nodes, own + "Omission")]
    evidence = list(_evidence(nodes, own))
    return Catalogue(project, {s.slug: s for s in sources}, evidence, sections, omissions, nodes, problems, expansion)


def _of_class(nodes: dict[str, Node], kind: str) -> list[tuple[str, Node]]:
    return [(iri, node) for iri, node in nodes.items() if f"<{kind}>" in node.get(RDF_TYPE[1:-1], ())]


def _evidence(nodes: dict[str, Node], own: str) -> Iterator[Passage]:
    for thing, parent in list(nodes.items()):
        for iri in map(iri_of, parent.get(own + "evidence", ())):
            node = nodes.get(iri, {})
            for digest in _texts(node, own + "sha256") or [""]:
                yield _passage(iri, thing.partition("#")[0], node, own, digest)


def _source(iri: str, node: Node, own: str) -> Source:
    digest = _first(_texts(node, own + "sha256"))
    return Source(iri, slug_of(iri), _first(_texts(node, own + "file")), _number(node, own + "length"), digest)


def _passage(iri: str, thing: str, node: Node, own: str, digest: str = "") -> Passage:
    source = slug_of(_first(_texts(node, _HAS_SOURCE)))
    start, end = (_number(node, own + name, _OA + name) for name in ("start", "end"))
    label = {language_of(term): text_of(term) for term in node.get(_LABEL, ())}
    return Passage(iri, thing, source, start, end, digest, label)


def _texts(node: Node, predicate: str) -> list[str]:
    return [text_of(term) for term in node.get(predicate, ())]


def _first(texts: Iterable[str]) -> str:
    return next(iter(texts), "")


def _number(node: Node, *predicates: str) -> int:
    """The whole number under the first of the predicates that has one."""
    found = _first(text for predicate in predicates for text in _texts(node, predicate))
    return int(found) if found.isdecimal() and len(found) < 16 else _MISSING


def hiding(problems: Iterable[Problem]) -> list[Problem]:
    """The errors that may hide evidence: a file or record that could not be read, a note not sealed."""
    return [p for p in problems if p.severity == ERROR and p.code not in _HARMLESS]
