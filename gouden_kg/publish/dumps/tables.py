"""The graph as one table per class: what CSV, SQLite and the statistics are made from.

A link becomes three columns, the IRI and its label in each language; a text one column per language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

from ...graph import RDF_TYPE, XSD, datatype_of, iri_of, language_of, text_of
from ...languages import LANGUAGES
from ...project import kebab
from ..publication import Publication
from ..words import local_name

IRI = "iri"
LINK, LABEL, TEXT = "link", "label", "text"
_DATATYPES = {XSD + name: name for name in ("integer", "decimal", "date", "boolean")}
_SEPARATORS = "|;¦‖␟"

Values = dict[str, list[str]]
"""Property term → the terms of its values, of one subject."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: which property it shows, in which language, and what its values are.

    `kind` is `link`, `label` (the words of a link), `text`, or the name of an XSD datatype. `target` names the class
    when every link leads to one class that has a table. `separator` parts several values in one cell; `required`
    columns have a value in every row.
    """

    name: str
    property: str
    kind: str
    language: str = ""
    target: str = ""
    separator: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A class with its things: for each the IRI and, in the order of the columns, the values."""

    name: str
    class_name: str
    class_iri: str
    columns: list[Column]
    rows: list[tuple[str, list[list[str]]]]


def class_tables(publication: Publication) -> list[Table]:
    """A table for each class that has things with an address, or nested things of the context's classes, by name."""
    names = _class_names(publication)
    by_class: dict[str, dict[str, Values]] = defaultdict(dict)
    class_of: dict[str, str] = {}
    for subject, triples in groupby(publication.graph, itemgetter(0)):
        values = _values(triples)
        for name in sorted(names[t] for t in values.get(RDF_TYPE, []) if t in names):
            by_class[name][subject] = values
            class_of.setdefault(subject, name)
    columns = _ColumnFinder(publication, class_of)
    return [
        _table(publication, name, iri_of(class_iri), by_class[name], columns)
        for class_iri, name in sorted(names.items(), key=lambda item: kebab(item[1]))
        if name in by_class
    ]


def _class_names(publication: Publication) -> dict[str, str]:
    """Class term → its name: as the context has it, else the end of its IRI (a code list is written by no record)."""
    things = f"<{publication.context.things}"
    named = {f"<{iri}>": name for name, iri in publication.context.classes.items()}
    others = {o for s, p, o in publication.graph if p == RDF_TYPE and s.startswith(things) and "#" not in s}
    return {**{o: local_name(iri_of(o)) for o in others if o not in named}, **named}


def _values(triples: Iterable[tuple[str, str, str]]) -> Values:
    values: Values = {}
    for _, prop, value in triples:
        values.setdefault(prop, []).append(value)
    return values


def _table(publication: Publication, name: str, iri: str, things: dict[str, Values], finder: _ColumnFinder) -> Table:
    columns = list(finder.columns(list(things.values())))
    rows = [
        (iri_of(subject), [_cell(publication, column, values.get(f"<{column.property}>", [])) for column in columns])
        for subject, values in things.items()
    ]
    return Table(kebab(name), name, iri, [_filled(c, i, rows) for i, c in enumerate(columns)], rows)


class _ColumnFinder:
    """Finds the columns of a class from what its things say, in the order of the context's keys."""

    def __init__(self, publication: Publication, class_of: dict[str, str]) -> None:
        self.labels, self.class_of = publication.labels, class_of
        self.keys = {prop: terms[0].key for prop, terms in publication.context.property_keys().items()}
        self.order = {prop: n for n, prop in enumerate(self.keys)}

    def columns(self, things: list[Values]) -> Iterator[Column]:
        """The columns for these things."""
        found: dict[str, set[str]] = defaultdict(set)
        for values in things:
            for prop, terms in values.items():
                found[prop].update(terms)
        found.pop(RDF_TYPE, None)
        taken = {IRI}
        for prop in sorted(found, key=lambda p: (self.order.get(p, len(self.order)), p)):
            name = self.keys.get(prop) or local_name(iri_of(prop))
            if name.casefold() in taken:  # two vocabularies with one word for different properties
                name = f"{name}_{len(taken)}"
            taken.add(name.casefold())
            yield from self._of_property(name, prop, found[prop])

    def _of_property(self, name: str, prop: str, terms: set[str]) -> Iterator[Column]:
        iri = iri_of(prop)
        links = {t for t in terms if iri_of(t)}
        languages = {language_of(t) for t in terms - links} - {""}
        for language in sorted(languages, key=_language_order):
            yield Column(f"{name}_{language}", iri, TEXT, language)
        plain = {t for t in terms - links if not language_of(t)}
        if links and not plain:
            classes = {self.class_of.get(t, "") for t in links}
            yield Column(name, iri, LINK, target=classes.pop() if len(classes) == 1 else "")
            if any(iri_of(t) in self.labels for t in links):
                yield from (Column(f"{name}_{language}", iri, LABEL, language) for language in LANGUAGES)
        elif plain:
            types = {_DATATYPES.get(datatype_of(t), TEXT) for t in plain}
            yield Column(name, iri, types.pop() if len(types) == 1 and not links else TEXT)


def _language_order(tag: str) -> tuple[int, str]:
    return (LANGUAGES.index(tag) if tag in LANGUAGES else len(LANGUAGES), tag)


def _cell(publication: Publication, column: Column, terms: list[str]) -> list[str]:
    if column.kind == LABEL:
        return [publication.label(iri, column.language)[0] for iri in map(iri_of, terms) if iri]
    if column.kind == LINK:
        return [iri_of(t) for t in terms if iri_of(t)]
    return [text_of(t) for t in terms if language_of(t) == column.language and (column.kind == TEXT or not iri_of(t))]


def _filled(column: Column, index: int, rows: list[tuple[str, list[list[str]]]]) -> Column:
    """The column with what its values show: whether each row has one, and a separator where a cell has several.

    The separator is the first that stands in none of the values.
    """
    required = all(cells[index] for _, cells in rows)
    if all(len(cells[index]) < 2 for _, cells in rows):
        return replace(column, required=required)
    used = {char for _, cells in rows for value in cells[index] for char in _SEPARATORS if char in value}
    separator = next(char for char in _SEPARATORS if char not in used)
    return replace(column, required=required, separator=separator)
