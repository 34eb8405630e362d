"""A stored query as readers meet it: what they may choose, and which version of it this is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...project import kebab
from ...query.parameters import bindings_of
from ...query.run import answer
from ...query.stored import Parameter, StoredQuery, read_queries
from ..site import Site

MOST_OPTIONS = 450
"""A list of choices longer than this helps nobody; the value is typed then."""
LANG = "lang"


@dataclass(frozen=True, slots=True)
class Choice:
    """A parameter with the values to choose from: ends of IRIs, or plain words; none when the value is typed."""

    parameter: Parameter
    namespace: str
    default: str
    values: tuple[str, ...]

    @property
    def name(self) -> str:
        """The parameter's name."""
        return self.parameter.name

    def iri(self, value: str) -> str:
        """The IRI that a value stands for; an empty text for a plain value."""
        return self.namespace + value if self.namespace else ""


@dataclass(frozen=True, slots=True)
class Question:
    """A stored query with its choices."""

    query: StoredQuery
    choices: tuple[Choice, ...]

    @property
    def name(self) -> str:
        """The query's name."""
        return self.query.name

    @property
    def defaults(self) -> dict[str, str]:
        """Each choice's default, as the choices write it."""
        return {choice.name: choice.default for choice in self.choices}

    @property
    def speaks(self) -> bool:
        """Whether the query answers in a language that is asked for."""
        return any(p.name == LANG for p in self.query.parameters)

    @property
    def subject(self) -> str:
        """The heading it stands under."""
        return self.query.setting("subject", "other")


def read_questions(site: Site) -> list[Question]:
    """The ordinary stored queries of the site's project that answer in rows; one that gives a graph has no table."""
    project = site.publication.project
    queries = read_queries(project.root / "queries", project.base, project.written)
    return [Question(query, tuple(_choices(site, query))) for query in queries.values() if gives_rows(query.text)]


def gives_rows(text: str) -> bool:
    r"""Whether a query is a SELECT or ASK.

    >>> gives_rows("# CONSTRUCT me\nPREFIX a: <http://a/#construct> SELECT * {}"), gives_rows("DESCRIBE <http://a/>")
    (True, False)
    """
    bare = re.sub(r"<[^<>\s]*>|#[^\r\n]*", " ", text)
    form = re.search(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", bare, re.IGNORECASE)
    return form is None or form[1].upper() in ("SELECT", "ASK")


def _choices(site: Site, query: StoredQuery) -> Iterator[Choice]:
    store, project = site.publication.store, site.publication.project
    defaults = {name: term.value for name, term in bindings_of(query, {}, store, project).items()}
    answering = _answering_values(site, query)
    for parameter in query.parameters:
        if parameter.name == LANG:
            continue
        namespace = namespace_of(site, parameter)
        default = defaults.get(parameter.name, "").removeprefix(namespace)
        iris = answering.get(parameter.name, [])
        if namespace + default not in iris:  # with the parameter open the query means something else
            iris = site.things.by_kind.get(kebab(parameter.type), [])
        values = tuple(iri.removeprefix(namespace) for iri in iris) if namespace else parameter.values
        yield Choice(parameter, namespace, default, values if len(values) <= MOST_OPTIONS else ())


def namespace_of(site: Site, parameter: Parameter) -> str:
    """Where the things lie that a parameter takes; an empty text for a parameter that takes dates, numbers or words."""
    return f"{site.things.base}{kebab(parameter.type)}/" if parameter.type[:1].isupper() else ""


def _answering_values(site: Site, query: StoredQuery) -> dict[str, list[str]]:
    """Parameter → the things that give an answer, found by asking the query with those parameters open."""
    namespaces = {p.name: namespace_of(site, p) for p in query.parameters if namespace_of(site, p)}
    if not namespaces:
        return {}
    store, project = site.publication.store, site.publication.project
    bindings = bindings_of(query, {}, store, project)
    bound = {name: term for name, term in bindings.items() if name not in namespaces}
    rows = answer(store, query.text, bound, query.name).dicts()
    return {
        name: sorted({row[name] for row in rows if row.get(name, "").startswith(namespace)})
        for name, namespace in namespaces.items()
    }
