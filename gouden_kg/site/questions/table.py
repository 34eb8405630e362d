"""An answer arranged for readers: labels inside links, numbers with bars."""

from __future__ import annotations

from dataclasses import dataclass

from ...graph import XSD, datatype_of, text_of
from ...project import kebab
from ...query.run import Answer
from ..layout import words
from ..site import Site

LABEL = "Label"
_NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float", "nonNegativeInteger")}


@dataclass(frozen=True, slots=True)
class Column:
    """A column as shown; `label` is the place of the column with its words, `most` its largest number (0: no numbers)."""

    name: str
    at: int
    label: int | None
    most: float


def columns_of(answer: Answer, hidden: frozenset[str] = frozenset()) -> list[Column]:
    """The columns to show: `xLabel` is shown in `x`, columns named in `hidden` not at all."""
    shown = [c for c in answer.columns if c not in hidden and not _is_label(c, answer)]
    return [_column(name, answer) for name in shown]


def _is_label(column: str, answer: Answer) -> bool:
    return column.endswith(LABEL) and column.removesuffix(LABEL) in answer.columns


def _column(name: str, answer: Answer) -> Column:
    at = answer.columns.index(name)
    label = answer.columns.index(name + LABEL) if name + LABEL in answer.columns else None
    values = [row[at] for row in answer.rows if row[at]]
    numbers = [float(text_of(v)) for v in values if datatype_of(v) in _NUMBERS]
    most = max(numbers, default=0.0) if len(numbers) == len(values) else 0.0
    return Column(name, at, label, most)


def share(term: str, column: Column) -> float:
    """How long a value's bar is, in percents of the longest."""
    return round(100 * max(float(text_of(term)), 0) / column.most, 1) if term and column.most > 0 else 0.0


def column_title(site: Site, name: str, lang: str) -> str:
    """What a column is called: by our words, else by the vocabulary's property or class of that name."""
    own = words()["columns"]
    plain = name.removesuffix(LABEL)
    if plain in own:
        return own[plain][lang]
    iri = site.terms.iri(plain)
    if iri:
        label = site.property_label(iri, lang)
    elif kebab(plain) in site.things.by_kind:
        label = site.class_label(kebab(plain), lang)
    else:
        label = plain
    return label[:1].upper() + label[1:]
