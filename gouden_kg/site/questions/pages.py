"""A page for each stored query, for each value of its main parameter where these are few, and the list of all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from ...languages import LANGUAGES
from ...publish.publication import File
from ...query.parameters import bindings_of
from ...query.render import render_answer, with_labels
from ...query.run import Answer, answer, usual_answer
from ..formats import date_text
from ..layout import words
from ..map import Map, draw_map
from ..page import Page
from ..site import Site
from .code import recipes
from .dots import dots_of
from .engine import engine_present
from .files import csv_description, results_json
from .form import form_of, runnable_text
from .question import LANG, Question
from .table import column_title, table_of

FEW = 40
"""A page is written for each value of the main parameter when there are no more of them than this."""
MOST_ROWS = 120


@dataclass(frozen=True, slots=True)
class Asked:
    """One way of asking a question, with its answers by language."""

    question: Question
    path: str
    values: dict[str, str]
    answers: dict[str, Answer]


def question_pages(site: Site, questions: list[Question]) -> Iterator[Page | File]:
    """Pages and files of all stored queries."""
    drawn = draw_map(site)
    for question in questions:
        for asked in _askings(site, question):
            yield _page(site, asked, drawn if question.query.setting("view", "table") == "map" else None)
            for lang in LANGUAGES:
                yield from _files(site, asked, lang)
        yield f"query/{question.name}.rq", question.query.text.encode()
    yield _list_page(questions)


def _askings(site: Site, question: Question) -> Iterator[Asked]:
    yield _asked(site, question, f"query/{question.name}.html", question.defaults)
    for value in main_values(question):
        path = f"query/{question.name}/{value}.html"
        yield _asked(site, question, path, {**question.defaults, question.choices[0].name: value})


def main_values(question: Question) -> tuple[str, ...]:
    """The values of the first parameter that have a page of their own."""
    values = question.choices[0].values if question.choices else ()
    return values if len(values) <= FEW and all(re.fullmatch(r"[\w.-]+", value) for value in values) else ()


def _asked(site: Site, question: Question, path: str, values: dict[str, str]) -> Asked:
    return Asked(question, path, values, {lang: ask(site, question, values, lang) for lang in LANGUAGES})


def ask(site: Site, question: Question, values: Mapping[str, str], lang: str) -> Answer:
    """The rows of a question in a language, in the promised columns, labels beside the things."""
    store, query = site.publication.store, question.query
    given = {**values, **({LANG: lang} if question.speaks else {})}
    bindings = bindings_of(query, given, store, site.publication.project)
    found = answer(store, query.text, bindings, query.name).only(query.columns)
    return with_labels(found, store, lang, usual_answer(store, query.text, bindings, found))


def about(site: Site, question: Question, values: Mapping[str, str], lang: str) -> dict[str, Any]:
    """What an answer says of itself, wherever it goes."""
    project = site.publication.project
    return {
        "question": question.query.words("summary").get(lang, question.name),
        "query": f"{project.base}query/{question.name}.rq",
        "queryVersion": question.query.version,
        "parameters": dict(values),
        "dataset": f"{project.base}dataset",
        "release": project.version,
        "licence": project.licence,
    }


def _page(site: Site, asked: Asked, drawn: Map | None) -> Page:
    summary = asked.question.query.words("summary")
    title = {
        lang: " – ".join([t for t in (summary.get(lang, asked.question.name), _chosen(site, asked, lang)) if t])
        for lang in LANGUAGES
    }
    return Page(
        path=asked.path,
        template="query.html.j2",
        title=title,
        filling=partial(_filling, site, asked, drawn),
        scripts=("engine/query.js",) if engine_present() and asked.question.choices else (),
        menu="queries.html",
    )


def _chosen(site: Site, asked: Asked, lang: str) -> str:
    labels = [value_label(site, asked.question, name, value, lang) for name, value in asked.values.items() if value]
    return ", ".join(labels)


def value_label(site: Site, question: Question, name: str, value: str, lang: str) -> str:
    """What a chosen value is called."""
    choice = next(c for c in question.choices if c.name == name)
    return site.label(choice.iri(value), lang)[0] if choice.namespace else date_text(value, lang)


def _filling(site: Site, asked: Asked, drawn: Map | None, lang: str) -> Mapping[str, object]:
    question = asked.question
    stem = asked.path.removesuffix(".html")
    return {
        "question": question,
        "stem": stem,
        "chosen": _chosen(site, asked, lang),
        "table": table_of(
            site, asked.answers[lang], lang, MOST_ROWS, hidden={name for name, value in asked.values.items() if value}
        ),
        "map": dots_of(site, drawn, asked.answers[lang]) if drawn else None,
        "bars": question.query.setting("view", "table") == "bar",
        "form": form_of(site, question, asked.values, lang, about(site, question, asked.values, lang)),
        "values": _value_links(site, question, lang),
        "recipes": recipes(site.publication.project, question, asked.values, lang, f"{lang}/{stem}"),
        "sparql": runnable_text(site, question, asked.values, lang),
        "pin": urlencode(
            {"release": site.publication.project.version, "version": question.query.version, **asked.values}
        ),
    }


def _value_links(site: Site, question: Question, lang: str) -> list[tuple[str, str]]:
    """Path and label of the page for each value of the main parameter."""
    name = question.choices[0].name if question.choices else ""
    labels = [(value_label(site, question, name, value, lang), value) for value in main_values(question)]
    return [(f"query/{question.name}/{value}.html", label) for label, value in sorted(labels)]


def _files(site: Site, asked: Asked, lang: str) -> Iterator[File]:
    found = asked.answers[lang]
    stem = f"{lang}/{asked.path.removesuffix('.html')}"
    told = about(site, asked.question, asked.values, lang)
    columns = [(name, column_title(site, name, lang)) for name in found.columns]
    yield f"{stem}.csv", render_answer(found, "csv", site.things.base).encode()
    yield f"{stem}.csv-metadata.json", csv_description(f"{stem.rpartition('/')[2]}.csv", columns, lang, told)
    yield f"{stem}.json", results_json(found, told)


def _list_page(questions: list[Question]) -> Page:
    subjects = list(words()["subjects"])
    grouped = {subject: [q for q in questions if q.subject == subject] for subject in subjects}
    return Page(
        path="queries.html",
        template="queries.html.j2",
        title=words()["words"]["queries"],
        description=words()["words"]["queries_intro"],
        filling=lambda lang: {
            "grouped": {k: v for k, v in grouped.items() if v},
            "subjects": {k: texts[lang] for k, texts in words()["subjects"].items()},
        },
    )
