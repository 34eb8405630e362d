"""A page for each story, and the list of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...languages import LANGUAGES
from ...problem import GoudenError, Place
from ..layout import words
from ..map import Map, draw_map
from ..page import Page
from ..questions.dots import Dots, dots_of
from ..questions.pages import main_values
from ..questions.question import Question
from ..questions.table import Table, table_of
from ..site import Site
from .answer import Answers, Value
from .read import FOLDER, Asking, Block, Link, Story, read_stories

MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A shown answer, with the page that has all of it."""

    question: Question
    path: str
    table: Table
    bars: bool
    map: Dots | None


@dataclass(frozen=True, slots=True)
class Filled:
    """A block whose facts are filled in."""

    kind: str
    lines: list[list[str | Link | Value]]
    exhibit: Exhibit | None


def story_pages(site: Site, questions: list[Question]) -> Iterator[Page]:
    """The stories of the project, if it has any."""
    stories = read_stories(site.publication.project.root / "queries")
    if not stories:
        return
    answers = Answers(site, {q.name: q for q in questions}, {})
    drawn = draw_map(site)
    leads = {}
    for name, story in stories.items():
        _require_languages(name, story)
        filled = {lang: [_filled(answers, block, lang, drawn) for block in story[lang].blocks] for lang in LANGUAGES}
        leads[name] = {lang: next((b.lines[0] for b in filled[lang] if b.kind == "p"), []) for lang in LANGUAGES}
        yield _story_page(name, story, filled)
    yield _list_page(stories, leads)


def _require_languages(name: str, story: dict[str, Story]) -> None:
    for lang in LANGUAGES:
        if lang not in story:
            place = Place(f"queries/{FOLDER}/{name}.{next(iter(story))}.md")
            raise GoudenError(f"the story `{name}` is missing in `{lang}`", f"write {name}.{lang}.md beside it", place)


def _filled(answers: Answers, block: Block, lang: str, drawn: Map | None) -> Filled:
    lines = [answers.filled(line, lang) for line in block.lines]
    return Filled(block.kind, lines, _exhibit(answers, block.asking, lang, drawn) if block.asking else None)


def _exhibit(answers: Answers, asking: Asking, lang: str, drawn: Map | None) -> Exhibit:
    question, answer = answers.question(asking), answers.answer(asking, lang)
    values = {**question.defaults, **dict(asking.given)}
    view = question.query.setting("view", "table")
    table = table_of(answers.site, answer, lang, MOST_ROWS, hidden=values)
    dots = dots_of(answers.site, drawn, answer) if drawn and view == "map" else None
    return Exhibit(question, _path(question, values), table, view == "bar", dots)


def _path(question: Question, values: Mapping[str, str]) -> str:
    """The page that has this answer: that of the main value, where it has one."""
    main = values[question.choices[0].name] if question.choices else ""
    own = main in main_values(question) and main != question.choices[0].default
    return f"query/{question.name}/{main}.html" if own else f"query/{question.name}.html"


def _story_page(name: str, story: dict[str, Story], filled: dict[str, list[Filled]]) -> Page:
    return Page(
        path=f"story/{name}.html",
        template="story.html.j2",
        title={lang: told.title for lang, told in story.items()},
        filling=lambda lang: {"blocks": filled[lang]},
        menu="stories.html",
    )


def _list_page(stories: dict[str, dict[str, Story]], leads: dict[str, dict[str, list[str | Link | Value]]]) -> Page:
    titles = {name: {lang: told.title for lang, told in story.items()} for name, story in stories.items()}
    return Page(
        path="stories.html",
        template="stories.html.j2",
        title=words()["words"]["stories"],
        description=words()["words"]["stories_intro"],
        filling=lambda lang: {"stories": [(n, titles[n][lang], leads[n][lang]) for n in stories]},
    )
