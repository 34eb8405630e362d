"""The whole way of a table: opened, matched row by row, written with what was found, summed up."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..gazetteer.candidate import NONE, Match
from ..gazetteer.match import Matcher
from ..gazetteer.reasons import Reason
from ..problem import GoudenError
from .columns import Columns, Named, chosen_columns, position
from .dates import day_of
from .formats import open_table, open_writer, whole_rows, written_form
from .linked import CHOSEN, DIVIDED, Asked, Linked, Translation, cells_of, column_names, decided, linked, translated
from .links import LINK_FORMS, Provenance, link_writer
from .output import written_file
from .review import COLUMNS, Decision, Review, question_of, read_review
from .table import Note, Row, Source, Table, cell_text

REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked of `gouden link` beside the table itself."""

    form: str = ""
    columns: Named = field(default_factory=Named)
    at: datetime.date | None = None
    to: datetime.date | None = None
    review: Path | None = None
    prefix: str = "gg_"
    lang: str = "en"
    neutral: bool = False
    id_column: str = ""
    provenance: Provenance = field(default_factory=Provenance)


@dataclass
class Summary:
    """How many rows of each status, how many were divided, decided or contradict themselves, and what else to tell."""

    statuses: Counter[str] = field(default_factory=Counter)
    open: int = 0
    divided: int = 0
    decided: int = 0
    contradicted: int = 0
    questions: int = 0
    left_out: int = 0
    notes: list[Note] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows there were."""
        return self.statuses.total()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is known of one question, kept for the next row that asks it."""

    asked: Asked
    linked: Linked
    cells: tuple[str, ...]
    settled: bool


def _text(cell: Any) -> str:
    return cell if type(cell) is str else cell_text(cell)


class Linker:
    """Links the rows of one table; equal questions are answered once."""

    def __init__(
        self, matcher: Matcher, columns: Columns, headings: list[str], options: Options, review: Review
    ) -> None:
        self._matcher, self._columns, self._options, self._review = matcher, columns, options, review
        self._at = str(options.at or "")
        self._beside = "" if columns.beside is None else headings[columns.beside]
        self._known: dict[tuple[str, str, str, str], Outcome] = {}

    def outcome(self, row: Row) -> Outcome:
        """The answer to what the row asks."""
        columns, cells = self._columns, row.cells
        text = _text(cells[columns.municipality])
        province = "" if columns.province is None else _text(cells[columns.province])
        at = self._at if columns.at is None else _text(cells[columns.at])
        beside = "" if columns.beside is None else _text(cells[columns.beside])
        known = self._known.get((text, at, province, beside))
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[text, at, province, beside] = self._new(text, at, province, beside)
        return known

    def _new(self, text: str, at: str, province: str, beside: str) -> Outcome:
        written = at.strip()
        day = day_of(written) if written else None
        asked = Asked(text, day, province, written if written and day is None else "", beside)
        found = self._with_decisions(asked, linked(asked, self._matcher, self._options.to, self._beside))
        cells = cells_of(found, self._options.lang, translate=self._options.to is not None)
        return Outcome(asked, found, cells, found.settled)

    def _with_decisions(self, asked: Asked, found: Linked) -> Linked:
        to = self._options.to
        decision = self._review.decisions.get(question_of(asked))
        if decision is not None:
            found = self._decided(decision)
        if found.translation is None or found.translation.status != DIVIDED or to is None:
            return found
        chosen = self._review.decisions.get(question_of(asked, to))
        if chosen is None or chosen.municipality is None:
            return found
        return Linked(found.match, True, Translation(CHOSEN, (chosen.municipality,)))

    def _decided(self, decision: Decision) -> Linked:
        place = str(decision.place)
        if decision.municipality is None:
            return Linked(Match(NONE, (), (Reason("decision", 0.0, place),)), True)
        to = self._options.to
        there = translated(decision.municipality, to, self._matcher.gazetteer) if to else None
        return Linked(decided(decision.municipality, place), there is None or there.status != DIVIDED, there)


def link_table(table: Table, matcher: Matcher, options: Options, output: Path | None) -> Summary:
    """Writes the linked table to a file or to stdout, whole or not at all; gives the counts.

    Raises `GoudenError` when the table, a column or a decision in the review table cannot be used.
    """
    columns = chosen_columns(table, matcher, options.columns)
    review = read_review(options.review, matcher) if options.review is not None else Review()
    linker = Linker(matcher, columns, table.columns, options, review)
    summary = Summary(notes=[*table.notes, *columns.notes])
    with written_file(output) as path:
        answered = _counted(table, linker, options, summary, review)
        if options.form in LINK_FORMS:
            _write_links(answered, options, path, table)
        else:
            _write_table(answered, options, path, table)
        summary.questions = len(review.questions.keys() - review.decisions.keys())
        summary.left_out = review.left_out
        if options.review:
            _write_review(review, options.review)
    return summary


def _counted(
    table: Table, linker: Linker, options: Options, summary: Summary, review: Review
) -> Iterator[tuple[Row, Outcome]]:
    """Each row with its outcome; what is open is noted for the review table."""
    blank = Outcome(Asked(""), Linked(Match(NONE)), (), settled=True)
    statuses = summary.statuses
    for row in whole_rows(table, options.form):
        if not row.cells:
            yield row, blank
            continue
        found = linker.outcome(row)
        statuses[found.linked.match.status] += 1
        if found.linked.decided:
            summary.decided += 1
        if not found.settled:
            _note(found, row, options, summary, review)
        yield row, found


def _note(found: Outcome, row: Row, options: Options, summary: Summary, review: Review) -> None:
    summary.open += 1
    there = found.linked.translation
    divided = there is not None and there.status == DIVIDED
    summary.divided += divided
    summary.contradicted += found.linked.contradicted
    if options.review and (divided or found.asked.text.strip()):
        question = question_of(found.asked, options.to if divided else None)
        review.ask(question, found.linked, row.line, options.lang)


def _write_table(answered: Iterable[tuple[Row, Outcome]], options: Options, path: Path, table: Table) -> None:
    added = column_names(options.prefix, translate=options.to is not None)
    taken = set(added) & set(table.columns)
    if taken:
        raise GoudenError(f"the table already has a column `{min(taken)}`", "choose other names with --prefix")
    writer = open_writer(table, options.form, path, [*table.columns, *added], neutral=options.neutral)
    try:
        for row, found in answered:
            writer.write(row, found.cells)
    finally:
        writer.close()


def _write_links(answered: Iterable[tuple[Row, Outcome]], options: Options, path: Path, table: Table) -> None:
    named = options.id_column
    given = position(table.columns, named) if named else None
    writer = link_writer(options.form, path, options.provenance)
    try:
        for number, (row, found) in enumerate(answered, 2):
            if row.cells:
                identity = cell_text(row.cells[given]) if given is not None else ""
                writer.write(found.asked, found.linked, options.provenance.row_iri(number, identity))
    finally:
        writer.close()


def _write_review(review: Review, path: Path) -> None:
    """Writes the review table in the format and style of the one that was there."""
    old = open_table(Source(path, path.name)) if path.exists() and path.stat().st_size else None
    form = old.form if old else written_form(path) or "csv"
    table = Table(path.name, form, COLUMNS, review.rows, old.style if old else None)
    with written_file(path) as new:
        writer = open_writer(table, form, new, COLUMNS)
        try:
            for row in review.rows():
                writer.write(row, ())
        finally:
            writer.close()
