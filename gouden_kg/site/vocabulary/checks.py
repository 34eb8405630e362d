"""What is checked before anything is published: shapes, rules across records, and the reading of the records."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ...check import read_shapes
from ...graph import iri_of
from ...messages import catalogue
from ...query.stored import VIOLATION, read_queries
from ...validate.findings import code_of, read_shape_words
from ..layout import Texts
from ..site import Site
from ..things import RDF_TYPE

SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True)
class Check:
    """What is reported, and what to do about it; a warning does not stop a publication."""

    code: str
    message: Texts
    hint: Texts
    warning: bool


@dataclass(frozen=True, slots=True)
class Shapes:
    """The checks on things of some classes."""

    classes: tuple[str, ...]
    checks: list[Check]


def shape_checks(site: Site) -> list[Shapes]:
    """The shapes' checks: those of one class by class, then those that several classes share."""
    text = read_shapes(site.publication.project)
    words = read_shape_words(text)
    parsed = _Parsed(text, site)
    grouped: dict[tuple[str, ...], list[Check]] = {}
    for shape, classes in sorted(parsed.classes_of_shapes().items()):
        if shape in words:
            said = words[shape]
            check = Check(code_of(shape), said.message, said.description, parsed.is_warning(shape))
            grouped.setdefault(classes if len(classes) == 1 else (), []).append(check)
    return [Shapes(classes, grouped[classes]) for classes in sorted(grouped, key=lambda c: (not c, c))]


class _Parsed:
    """The shapes' triples by subject."""

    def __init__(self, text: str, site: Site) -> None:
        from pyoxigraph import RdfFormat, parse

        self.site = site
        self.values: dict[str, dict[str, list[str]]] = {}
        for triple in parse(text, RdfFormat.TURTLE):
            properties = self.values.setdefault(str(triple.subject), {})
            properties.setdefault(str(triple.predicate), []).append(str(triple.object))

    def classes_of_shapes(self) -> dict[str, tuple[str, ...]]:
        """Shape → IRIs of the classes whose things it looks at, by itself or as part of another shape."""
        found: dict[str, set[str]] = {}
        for shape, values in self.values.items():
            classes = {iri_of(value) for value in values.get(f"<{SH}targetClass>", [])}
            for prop in values.get(f"<{SH}targetSubjectsOf>", []):
                having = self._classes_with(iri_of(prop))
                # a shape of things describes one class by what only that has; one of a property goes wherever that does
                classes.update(having if f"<{SH}path>" in values else having[:1])
            for checked in (shape, *values.get(f"<{SH}property>", [])) if classes else ():
                found.setdefault(checked, set()).update(classes)
        return {shape: tuple(sorted(classes)) for shape, classes in found.items()}

    def _classes_with(self, prop: str) -> list[str]:
        """The classes of things that have a property, that of most things first; the property when nothing has it."""
        things = self.site.things
        having = (iri for iri, values in things.values.items() if prop in values)
        classes = Counter(kind for iri in having for kind in things.references(iri, RDF_TYPE))
        return [kind for kind, _ in classes.most_common()] or [prop]

    def is_warning(self, shape: str) -> bool:
        """Whether the shape's results are less than violations."""
        severity = self.values.get(shape, {}).get(f"<{SH}severity>", [f"<{SH}Violation>"])
        return severity[0] != f"<{SH}Violation>"


def rule_checks(site: Site) -> list[Check]:
    """The rules across records, each asked as one query."""
    project = site.publication.project
    queries = read_queries(project.root / "queries", project.base, project.written, VIOLATION)
    return [
        Check(
            name.removesuffix(VIOLATION),
            q.words("summary"),
            q.words("hint"),
            q.setting("severity", "error") == "warning",
        )
        for name, q in queries.items()
    ]


def reading_checks() -> list[Check]:
    """What is refused while records are read."""
    return [Check(code, entry["message"], entry["explain"], False) for code, entry in sorted(catalogue().items())]
