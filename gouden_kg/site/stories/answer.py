"""The facts of a story, out of the answers to its questions."""

from __future__ import annotations

from dataclasses import dataclass

from ...graph import XSD, datatype_of, text_of
from ...problem import GoudenError
from ...query.run import Answer
from ..questions.pages import ask
from ..questions.question import Question
from ..site import Site
from .read import Asking, Fact, Inline, Link


@dataclass(frozen=True, slots=True)
class Value:
    """What a fact comes to, as an N-Triples term."""

    term: str


@dataclass(frozen=True)
class Answers:
    """Asks each question of the stories once in each language."""

    site: Site
    questions: dict[str, Question]
    known: dict[tuple[str, tuple[tuple[str, str], ...], str], Answer]

    def answer(self, asking: Asking, lang: str) -> Answer:
        """The answer; raises `GoudenError` at the story's place when there is no such question."""
        key = (asking.query, asking.given, lang)
        if key not in self.known:
            question = self.question(asking)
            self.known[key] = ask(self.site, question, {**question.defaults, **dict(asking.given)}, lang)
        return self.known[key]

    def question(self, asking: Asking) -> Question:
        """The stored query that is asked; raises `GoudenError` at the story's place when there is none."""
        if asking.query not in self.questions:
            raise GoudenError(f"there is no stored query `{asking.query}`", "see `gouden query list`", asking.place)
        return self.questions[asking.query]

    def filled(self, parts: list[Inline], lang: str) -> list[str | Link | Value]:
        """The parts with each fact replaced by what it comes to."""
        return [Value(self.term(part, lang)) if isinstance(part, Fact) else part for part in parts]

    def term(self, fact: Fact, lang: str) -> str:
        """A fact as an N-Triples term."""
        rows = _Rows(self.answer(fact.asking, lang), fact.asking)
        wanted = fact.ask
        if "rows" in wanted:
            return _integer(len(rows.answer.rows))
        if "total" in wanted:
            return _integer(rows.total(wanted["total"]))
        if "cell" in wanted:
            return rows.cell(wanted["cell"], int(wanted["row"]))
        value = rows.value(wanted["value"], wanted["key"], wanted["is"])
        if "share" not in wanted:
            return value
        return _integer(round(100 * float(text_of(value)) / max(rows.total(wanted["value"]), 1)))


@dataclass(frozen=True, slots=True)
class _Rows:
    """An answer that complains at the place of the story."""

    answer: Answer
    asking: Asking

    def total(self, column: str) -> int:
        at = self._at(column)
        if any(row[at] and not datatype_of(row[at]).startswith(XSD) for row in self.answer.rows):
            raise self._wrong(f"column `{column}` holds no numbers")
        return round(sum(float(text_of(row[at])) for row in self.answer.rows if row[at]))

    def cell(self, column: str, number: int) -> str:
        at = self._at(column)
        if number > len(self.answer.rows):
            raise self._wrong(f"the answer has no row {number}")
        return self.answer.rows[number - 1][at]

    def value(self, column: str, key: str, wanted: str) -> str:
        at, key_at = self._at(column), self._at(key)
        for row in self.answer.rows:
            if text_of(row[key_at]).rpartition("/")[2] == wanted:
                return row[at]
        raise self._wrong(f"the answer has no row where `{key}` is `{wanted}`")

    def _at(self, column: str) -> int:
        if column not in self.answer.columns:
            raise self._wrong(f"the answer has no column `{column}`; it has {', '.join(self.answer.columns)}")
        return self.answer.columns.index(column)

    def _wrong(self, message: str) -> GoudenError:
        hint = f"look with `gouden query run {self.asking.query}`"
        return GoudenError(f"`{self.asking.query}`: {message}", hint, self.asking.place)


def _integer(number: int) -> str:
    return f'"{number}"^^<{XSD}integer>'
