"""How much the dataset holds, how completely it is filled in, and where it links to."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from ...languages import LANGUAGES
from ..dumps.tables import LABEL, Table, class_tables
from ..publication import File, Publication
from ..words import Words, vocabulary_words
from .void import Statistics, statistics_of

InLanguages = dict[str, str]
_THINGS = {"nl": "dingen met een adres", "en": "things with an address"}
_LINKS = {"nl": "Koppelingen naar buiten", "en": "Links out"}


@dataclass(frozen=True, slots=True)
class Fill:
    """How many things of a class have a property, and how many values it has together."""

    property: str
    name: InLanguages
    language: str
    things: int
    values: int
    share: float


@dataclass(frozen=True, slots=True)
class ClassStatistics:
    """A class with its number of things and how completely each property is filled in."""

    kind: str
    class_iri: str
    name: InLanguages
    things: int
    fills: list[Fill]


@dataclass(frozen=True, slots=True)
class LinkStatistics:
    """How many links lead to another dataset by one property."""

    host: str
    property: str
    name: InLanguages
    links: int


@dataclass(frozen=True, slots=True)
class DatasetStatistics:
    """The counts of a whole publication."""

    version: str
    triples: int
    things: int
    classes: list[ClassStatistics]
    links: list[LinkStatistics]


def percent_text(part: int, whole: int) -> str:
    """A part in whole percents; what is there is never 0, and what lacks something never 100.

    >>> [percent_text(part, 852) for part in (0, 4, 50, 850, 852)], percent_text(0, 0)
    (['0', '<1', '6', '>99', '100'], '0')
    """
    percent = round(100 * part / whole) if whole else 0
    if percent == 0 and part:
        return "<1"
    return ">99" if percent == 100 and part < whole else str(percent)


def dataset_statistics(publication: Publication) -> DatasetStatistics:
    """Counts, fill rates per class and property, and links out."""
    words = vocabulary_words(publication.graph)
    numbers = statistics_of(publication.graph, publication.context.things)
    classes = [_class(table, words) for table in class_tables(publication)]
    things = sum("/" in address for address in publication.documents)
    return DatasetStatistics(publication.project.version, numbers.triples, things, classes, _links(numbers, words))


def _class(table: Table, words: Words) -> ClassStatistics:
    fills = []
    for index, column in enumerate(table.columns):
        if column.kind != LABEL:
            filled = [len(cells[index]) for _, cells in table.rows if cells[index]]
            share = round(len(filled) / len(table.rows), 4)
            name = _names(column.property, words)
            fills.append(Fill(column.property, name, column.language, len(filled), sum(filled), share))
    return ClassStatistics(table.name, table.class_iri, _names(table.class_iri, words), len(table.rows), fills)


def _names(iri: str, words: Words) -> InLanguages:
    return {lang: words.label(iri, lang) for lang in LANGUAGES}


def _links(numbers: Statistics, words: Words) -> list[LinkStatistics]:
    return [
        LinkStatistics(host, prop, _names(prop, words), count)
        for (prop, host), count in sorted(numbers.links.items(), key=lambda item: (-item[1], item[0]))
    ]


def stats_file(publication: Publication) -> Iterable[File]:
    """`stats.json`."""
    yield "stats.json", stats_json(dataset_statistics(publication)).encode()


def stats_json(statistics: DatasetStatistics) -> str:
    """The statistics as JSON."""
    return json.dumps(asdict(statistics), ensure_ascii=False, indent=1) + "\n"


def stats_text(statistics: DatasetStatistics, lang: str) -> str:
    """The statistics as aligned lines for a terminal."""
    lines = [f"{statistics.triples:>7}  triples", f"{statistics.things:>7}  {_THINGS[lang]}"]
    for found in statistics.classes:
        lines += ["", f"{found.things:>7}  {found.name[lang]} ({found.kind})"]
        lines += [_fill_line(fill, found.things, lang) for fill in found.fills]
    lines += ["", _LINKS[lang]]
    lines += [f"{link.links:>7}  {link.host}  ({link.name[lang]})" for link in statistics.links]
    return "\n".join(lines) + "\n"


def _fill_line(fill: Fill, of: int, lang: str) -> str:
    tag = f" ({fill.language})" if fill.language else ""
    return f"{fill.things:>13}  {percent_text(fill.things, of):>3}%  {fill.name[lang]}{tag}"
