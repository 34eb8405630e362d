"""What a stored query is asked with: texts for its parameters as RDF terms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..graph import XSD
from ..messages import shortened
from ..problem import GoudenError
from .run import Askable, run_query
from .stored import Parameter, StoredQuery, read_queries

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

    from ..project import Project

_MOST_NAMED = 40


def bindings_of(
    query: StoredQuery, given: dict[str, str], store: Askable, project: Project
) -> dict[str, NamedNode | Literal]:
    """The terms to bind for a stored query; raises `GoudenError` for unknown names and values that are not allowed.

    An empty value that is given for a thing or for free words leaves it open, so that the question is about all of
    them; numbers, dates and choices cannot be left open.
    """
    parameters = {p.name: p for p in query.parameters}
    for name in given:
        if name not in parameters:
            import difflib

            near = difflib.get_close_matches(name, list(parameters), 1)
            known = ", ".join(parameters) or "none"
            hint = f"did you mean `{near[0]}`?" if near else f"its parameters: {known}"
            raise GoudenError(f"`{query.name}` has no parameter `{name}`", hint)
    values = {name: given.get(name, p.default) for name, p in parameters.items()}
    bound = {name: value for name, value in values.items() if value or (name in given and not parameters[name].open)}
    return {name: term_of(parameters[name], value, store, project) for name, value in bound.items()}


def term_of(parameter: Parameter, value: str, store: Askable, project: Project) -> NamedNode | Literal:
    """The term that a typed value stands for."""
    from pyoxigraph import Literal, NamedNode

    if parameter.values and value not in parameter.values:
        raise _not_allowed(parameter, value, list(parameter.values))
    if parameter.type[:1].isupper():
        return thing(parameter, value, store, project)
    if parameter.type == "integer":
        if not re.fullmatch(r"[+-]?[0-9]{1,18}", value):
            raise GoudenError(f"`{shortened(value)}` is no whole number", f"`{parameter.name}` takes digits")
        return Literal(value, datatype=NamedNode(XSD + "integer"))
    if parameter.type == "date":
        from ..dates import bounds

        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) or not bounds(value):
            raise GoudenError(f"`{shortened(value)}` is no date", f"`{parameter.name}` takes a day like 2017-12-04")
        return Literal(value, datatype=NamedNode(XSD + "date"))
    return Literal(value)


def thing(parameter: Parameter, value: str, store: Askable, project: Project) -> NamedNode:
    """The thing of the parameter's class with this id, slug or IRI; raises `GoudenError` with the nearest otherwise."""
    from pyoxigraph import NamedNode

    if re.fullmatch(r"[a-z0-9-]+", value):
        node = NamedNode(_namespace(parameter.type, project) + value)
        if run_query(store, f"ASK {{ {node} ?p ?o }}", {}, "names"):
            return node
    names = things_of_class(parameter.type, store, project)
    if value in names:
        return NamedNode(names[value])
    if value in names.values():
        return NamedNode(value)
    other = _of_another_class(parameter, value, store, project)
    if other:
        raise GoudenError(f"`{value}` is no {parameter.type} for `{parameter.name}`", other)
    raise _not_allowed(parameter, value, list(names))


def things_of_class(name: str, store: Askable, project: Project) -> dict[str, str]:
    """Id and slug → IRI of every thing of a class."""
    namespace = _namespace(name, project)
    text = f"""SELECT DISTINCT ?s ?slug WHERE {{ ?s a ?class OPTIONAL {{ ?s <{project.vocabulary}slug> ?slug }}
        FILTER(STRSTARTS(STR(?s), "{namespace}") && !CONTAINS(STR(?s), "#")) }}"""
    found = {}
    for iri, slug in ((row["s"].value, row["slug"]) for row in run_query(store, text, {}, "names")):
        found[iri.removeprefix(namespace)] = iri
        if slug is not None:
            found[slug.value] = iri
    return found


def _of_another_class(parameter: Parameter, value: str, store: Askable, project: Project) -> str:
    """What a value names instead, which stored query takes it, and what of the wanted class it leads to."""
    if not re.fullmatch(r"[a-z0-9-]+", value):
        return ""
    begin = f"{project.base}id/"
    found = f"""SELECT DISTINCT ?s WHERE {{ ?s a ?class OPTIONAL {{ ?s <{project.vocabulary}slug> ?slug }}
        FILTER(STRSTARTS(STR(?s), "{begin}") && !CONTAINS(STR(?s), "#")
            && (STRENDS(STR(?s), "/{value}") || STR(?slug) = "{value}")) }} ORDER BY ?s"""
    iris = [row["s"].value for row in run_query(store, found, {}, "names")]
    if not iris:
        return ""
    takers = read_queries(project.root / "queries", project.base, project.written)
    kinds = [_taken_by(iri.removeprefix(begin).partition("/")[0], takers) for iri in iris]
    led = _led_to(iris, parameter, store, project)
    return "; ".join([f"it is {', and '.join(kinds)}", *([f"it leads to {led}"] if led else [])])


def _taken_by(kind: str, queries: dict[str, StoredQuery]) -> str:
    name = "".join(part.capitalize() for part in kind.split("-"))
    takers = [f"`{query.name} --{p.name}`" for query in queries.values() for p in query.parameters if p.type == name]
    return f"of class {name}, which {' or '.join(takers[:3]) if takers else 'no stored query'} takes"


def _led_to(iris: list[str], parameter: Parameter, store: Askable, project: Project) -> str:
    """Ids of the things of the wanted class that these point at."""
    listed = " ".join(f"<{iri}>" for iri in iris)
    text = f"""SELECT DISTINCT ?id WHERE {{ VALUES ?s {{ {listed} }} ?s ?p ?thing
        FILTER(STRSTARTS(STR(?thing), "{_namespace(parameter.type, project)}"))
        OPTIONAL {{ ?thing <{project.vocabulary}slug> ?slug }}
        BIND(COALESCE(STR(?slug), REPLACE(STR(?thing), "^.*/", "")) AS ?id) }} ORDER BY ?id"""
    return ", ".join(f"`{row['id'].value}`" for row in run_query(store, text, {}, "names"))


def _namespace(name: str, project: Project) -> str:
    from ..project import kebab

    return f"{project.base}id/{kebab(name)}/"


def _not_allowed(parameter: Parameter, value: str, allowed: list[str]) -> GoudenError:
    import difflib

    near = difflib.get_close_matches(value, allowed, 3, 0.5)
    if near:
        hint = f"did you mean {' or '.join(f'`{n}`' for n in near)}?"
    else:
        listed = "allowed: " + ", ".join(sorted(allowed)[:_MOST_NAMED])
        listed += ", …" if len(allowed) > _MOST_NAMED else ""
        hint = listed if allowed else f"there is no {parameter.type} yet"
    return GoudenError(f"`{shortened(value)}` is no {parameter.type} for `{parameter.name}`", hint)
