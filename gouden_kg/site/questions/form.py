"""What the script of a stored query's page gets to know: it runs the same text with other values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...project import Project
from ...query.binding import bound_text
from ...query.parameters import bindings_of
from ..layout import words
from ..site import Site
from .files import json_line
from .question import LANG, Question
from .table import column_title


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the form; without options the value is typed."""

    name: str
    title: str
    kind: str
    value: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The fields, and as JSON what the script needs."""

    fields: tuple[Field, ...]
    question: str
    words: str
    site: str


def form_of(site: Site, question: Question, values: Mapping[str, str], lang: str, about: dict[str, Any]) -> Form:
    """The form of a question, filled with the values of the page."""
    told = {
        "name": question.name,
        "text": text_with_gaps(question),
        "parameters": _parameters(question),
        "columns": question.query.columns,
        "titles": {c: column_title(site, c, lang) for c in question.query.columns},
        "view": question.query.setting("view", "table"),
        "about": about,
    }
    return Form(_fields(site, question, values, lang), json_line(told), script_words(lang), site_json(site))


def text_with_gaps(question: Question) -> str:
    """The query's text with a placeholder IRI in place of each parameter."""
    from pyoxigraph import NamedNode

    names = [p.name for p in question.query.parameters]
    return bound_text(question.query.text, {name: NamedNode(f"urn:parameter:{name}") for name in names})


def runnable_text(site: Site, question: Question, values: Mapping[str, str], lang: str) -> str:
    """The query's text with its values filled in, as any SPARQL engine takes it, without its header."""
    given = {**values, **({LANG: lang} if question.speaks else {})}
    bindings = bindings_of(question.query, given, site.publication.store, site.publication.project)
    lines = bound_text(question.query.text, bindings).splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#+"))


def script_words(lang: str) -> str:
    """The words that scripts say, as JSON."""
    return json_line({key: texts[lang] for key, texts in words()["script"].items()})


def site_json(site: Site) -> str:
    """What scripts must know of the addresses, as JSON."""
    project: Project = site.publication.project
    return json_line({"base": project.base, "prefixes": site.terms.prefixes})


def _parameters(question: Question) -> list[dict[str, str]]:
    kinds = {c.name: {"type": "iri", "namespace": c.namespace} for c in question.choices if c.namespace}
    plain = {p.name: {"type": p.type} for p in question.query.parameters}
    return [{"name": name, **(kinds.get(name) or kind)} for name, kind in plain.items()]


def _fields(site: Site, question: Question, values: Mapping[str, str], lang: str) -> tuple[Field, ...]:
    fields = []
    for choice in question.choices:
        labels = [(v, site.label(choice.iri(v), lang)[0] if choice.namespace else v) for v in choice.values]
        options = tuple(sorted(labels, key=lambda pair: (pair[1].casefold(), pair[0])))
        kind = {"date": "date", "integer": "number"}.get(choice.parameter.type, "text")
        title = column_title(site, choice.name, lang)
        fields.append(Field(choice.name, title, kind, values[choice.name], options))
    return tuple(fields)
