"""An answer arranged for readers: words inside links, numbers with bars."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from ...graph import XSD, datatype_of, iri_of, language_of, text_of
from ...project import kebab
from ...query.run import Answer
from ..layout import words
from ..site import Label, Site

LABEL = "Label"
_NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float", "nonNegativeInteger")}


@dataclass(frozen=True, slots=True)
class Cell:
    """A value; `words` stand in place of its IRI, `share` is its size in percents of the column's largest number."""

    term: str
    words: Label | None = None
    share: float = 0.0

    @property
    def iri(self) -> str:
        """The IRI of a thing; an empty text for a literal."""
        return iri_of(self.term)


@dataclass(frozen=True, slots=True)
class Head:
    """A column's name, its title, and whether it holds numbers."""

    name: str
    title: str
    numeric: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The first rows of an answer; `total` counts all of them."""

    heads: list[Head]
    rows: list[list[Cell]]
    total: int


def table_of(site: Site, answer: Answer, lang: str, most: int, hidden: Container[str] = ()) -> Table:
    """The answer's first rows, without the columns in `hidden`.

    Words for the things of a column come from `xLabel`, else from a column of text right after it; that column is then
    not shown by itself.
    """
    words_at = _places_of_words(site, answer)
    shown = [at for at, name in enumerate(answer.columns) if name not in hidden and at not in words_at.values()]
    largest = {at: _largest([row[at] for row in answer.rows]) for at in shown}
    heads = [_head(site, answer.columns[at], lang, largest[at] is not None) for at in shown]
    rows = [[_cell(row, at, words_at.get(at), largest[at]) for at in shown] for row in answer.rows[:most]]
    return Table(heads, rows, len(answer.rows))


def _places_of_words(site: Site, answer: Answer) -> dict[int, int]:
    """Place of a column of things → place of the column with their words."""
    found = {}
    for at, name in enumerate(answer.columns):
        if name + LABEL in answer.columns:
            found[at] = answer.columns.index(name + LABEL)
        elif at + 1 < len(answer.columns) and _are_things(site, answer, at) and _are_texts(answer, at + 1):
            found[at] = at + 1
    return found


def _are_things(site: Site, answer: Answer, at: int) -> bool:
    return all(iri_of(row[at]).startswith(site.things.base) for row in answer.rows)


def _are_texts(answer: Answer, at: int) -> bool:
    return bool(answer.rows) and all(language_of(row[at]) for row in answer.rows)


def _largest(terms: list[str]) -> float | None:
    """The largest of a column of numbers; nothing for other columns."""
    given = [term for term in terms if term]
    if not given or any(datatype_of(term) not in _NUMBERS for term in given):
        return None
    return max(float(text_of(term)) for term in given)


def _cell(row: list[str], at: int, words_at: int | None, largest: float | None) -> Cell:
    term = row[at]
    told = row[words_at] if words_at is not None else ""
    share = round(100 * float(text_of(term)) / largest, 1) if term and largest and largest > 0 else 0.0
    return Cell(term, (text_of(told), language_of(told)) if told else None, max(share, 0.0))


def _head(site: Site, name: str, lang: str, numeric: bool) -> Head:
    return Head(name, column_title(site, name, lang), numeric)


def column_title(site: Site, name: str, lang: str) -> str:
    """What a column is called: by our words, else by the vocabulary's property or class of that name."""
    plain = name.removesuffix(LABEL)
    if plain in words()["columns"]:
        return words()["columns"][plain][lang]
    if kebab(plain) in site.things.by_kind:
        label = site.class_label(kebab(plain), lang)
    else:
        label = site.property_label(site.terms.iri(plain), lang) if site.terms.iri(plain) else plain
    return label[:1].upper() + label[1:]
