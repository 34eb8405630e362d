"""The review table: what was doubtful, and what a person decided about it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..gazetteer.candidate import SURE, Match
from ..gazetteer.match import Matcher
from ..gazetteer.municipality import Municipality
from ..problem import GoudenError, Place
from .dates import day_of
from .formats import open_table, written_form
from .linked import Asked, Linked
from .table import Row, Source, Table, cell_text

COLUMNS = ["text", "at", "province", "to", "status", "why", "candidates", "rows", "first_line", "decision", "beside"]
NO_MUNICIPALITY = {"none", "geen", "-"}
MOST = 200_000  # questions that a person will never read to the end, and that fit in memory
_NEUTRALISED = re.compile(r"'(?=[=+\-@\t\r])")


@dataclass(frozen=True, slots=True)
class Question:
    """What a row of the review table asks: which municipality a text means or, with `to`, who followed it."""

    text: str
    beside: str = ""
    at: str = ""
    province: str = ""
    to: str = ""


@dataclass
class Open:
    """A question that was met, with what is known of it."""

    status: str
    why: str
    candidates: str
    rows: int = 0
    first_line: int = 0

    def told(self) -> tuple[str, ...]:
        """The cells of the review table that tell it."""
        return self.status, self.why, self.candidates, str(self.rows), str(self.first_line)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person typed: a municipality or, as `None`, that there is none; where, and what was told of it."""

    municipality: Municipality | None
    typed: str
    place: Place
    told: tuple[str, ...]


@dataclass
class Review:
    """Decisions read, and questions met on the way, in the order of the table.

    `left_out` counts the rows of questions that were too many.
    """

    decisions: dict[Question, Decision] = field(default_factory=dict)
    questions: dict[Question, Open] = field(default_factory=dict)
    left_out: int = 0

    def ask(self, question: Question, found: Linked, line: int, lang: str) -> None:
        """Counts a row of an open question."""
        if question not in self.questions:
            if len(self.questions) >= MOST:
                self.left_out += 1
                return
            self.questions[question] = _opened(question, found, line, lang)
        self.questions[question].rows += 1

    def rows(self) -> Iterator[Row]:
        """The review table: decided questions first, then those that are open."""
        for question, decision in self.decisions.items():
            yield _row(question, decision.told, decision.typed)
        for question, known in self.questions.items():
            if question not in self.decisions:
                yield _row(question, known.told(), "")


def _opened(question: Question, found: Linked, line: int, lang: str) -> Open:
    there = found.translation
    if question.to and there is not None:
        listed = [f"{m.code} {m.name}" for m in there.municipalities]
        return Open(there.status, "", " | ".join(listed), 0, line)
    match = found.match
    candidates = [f"{c.municipality.code} {c.municipality.name} {c.score:.2f}" for c in match.candidates]
    return Open(match.status, match.why(lang), " | ".join(candidates), 0, line)


def _row(question: Question, told: tuple[str, ...], typed: str) -> Row:
    return Row(0, [question.text, question.at, question.province, question.to, *told, typed, question.beside])


def question_of(asked: Asked, to: datetime.date | None = None) -> Question:
    """The question behind what a row asks."""
    at = str(asked.at) if asked.at else asked.bad_date
    return Question(asked.text, asked.beside, at, asked.province, str(to) if to else "")


def read_review(path: Path, matcher: Matcher) -> Review:
    """The decisions in a review table; an empty review when there is no such file.

    Raises `GoudenError` at the line of a decision that makes no sense, or when the file is no review table.
    """
    review = Review()
    written_form(path)
    if path.is_dir() or not path.parent.is_dir():
        raise GoudenError(
            f"{path} is no place for a review table", "name a file in a folder, like --review doubtful.csv"
        )
    if not path.is_file() or path.stat().st_size == 0:
        return review
    table = open_table(Source(path, path.name))
    missing = [c for c in ("text", "at", "province", "to", "decision") if c not in table.columns]
    if missing:
        raise GoudenError(
            f"{path.name} is no review table: it has no column `{missing[0]}`",
            "name a new file, so that this one is not overwritten",
            Place(path.name),
        )
    for row in table.rows():
        if row.cells:
            _read_row(row, table, matcher, review)
    return review


def _read_row(row: Row, table: Table, matcher: Matcher, review: Review) -> None:
    cells = {c: cell_text(v).strip() for c, v in zip(table.columns, row.cells, strict=True)}
    typed = cells["decision"]
    if not typed:
        return
    place = Place(table.name, row.line)
    at, to = day_of(cells["at"]), day_of(cells["to"])
    whole = dict(zip(table.columns, row.cells, strict=True))  # spaces at the ends belong to what was asked
    text, beside = (_NEUTRALISED.sub("", cell_text(whole.get(c)), count=1) for c in ("text", "beside"))
    question = Question(text, beside, str(at) if at else cells["at"], cells["province"], str(to) if to else "")
    told = tuple(cells.get(column, "") for column in COLUMNS[4:9])
    decision = Decision(_decided(typed, at, to, question, matcher, place), typed, place, told)
    before = review.decisions.get(question)
    if before and before.municipality != decision.municipality:
        raise GoudenError(f"`{text}` is decided otherwise on line {before.place.line}", "keep one of the two", place)
    review.decisions[question] = decision


def _decided(
    typed: str, at: datetime.date | None, to: datetime.date | None, question: Question, matcher: Matcher, place: Place
) -> Municipality | None:
    if typed.casefold() in NO_MUNICIPALITY:
        return None
    found = matcher.match(typed, to or at)
    if found.status != SURE or found.municipality is None:
        raise GoudenError(f"the decision `{typed}` cannot stand: {_reason(found)}", _HINT, place)
    if to:
        _require_successor(found.municipality, at, to, question, matcher, place)
    return found.municipality


_HINT = "type a CBS code such as GM0503 or a name in full, `none` where there is no municipality, or leave it empty"


def _reason(found: Match) -> str:
    return found.why() or "it is no municipality"


def _require_successor(
    chosen: Municipality,
    at: datetime.date | None,
    to: datetime.date,
    question: Question,
    matcher: Matcher,
    place: Place,
) -> None:
    """Raises `GoudenError` when the municipality did not follow the one that the text means."""
    meant = matcher.match(question.text, at, question.province).municipality
    if meant is not None and chosen not in matcher.gazetteer.successors(meant, to):
        names = ", ".join(f"{m.code} {m.name}" for m in matcher.gazetteer.successors(meant, to))
        raise GoudenError(f"{chosen.name} did not follow {meant.name} on {to}", f"choose among {names}", place)
