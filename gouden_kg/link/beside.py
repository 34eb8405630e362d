"""The column that says in another way what the chosen one says: codes beside names, or names beside codes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..gazetteer.both import meant_codes
from ..gazetteer.identifiers import identifier_in
from ..gazetteer.match import Matcher
from ..gazetteer.spelling import cleaned, key
from .table import Row, cell_text

_LEAST_SHARE = 0.5
_LOOKED_AT = 40
_CODES = re.compile("code|cbs|gm")
# what headings of codes and of names have of their own; `woongemeente` and `woongemeentecode` both leave `woon`
_COMMON = re.compile("gemeente(?:n(?!aam))?|municipalit(?:y|ies)|naam|namen|names?|codes?|cbs|gm|tooi|wikidata|iri")


def column_beside(headings: Sequence[str], sample: Sequence[Row], chosen: int, matcher: Matcher) -> int | None:
    """The position of the column that is a second witness; `None` when there is none.

    Most of its cells are municipalities, as codes where the chosen column has names or the other way round, and it is
    called alike or says the same of most rows. So the code of a firm's seat is no witness of where a person lives.
    """
    rows = [row.cells for row in sample if row.cells]
    by_code = _has_codes([cell_text(cells[chosen]) for cells in rows], headings[chosen])
    best: tuple[float, int] | None = None
    for n, heading in enumerate(headings):
        pairs = [(cell_text(cells[chosen]), cell_text(cells[n])) for cells in rows if cell_text(cells[n]).strip()]
        pairs = list(dict.fromkeys(pairs))[:_LOOKED_AT]
        if n == chosen or not pairs or _has_codes([other for _, other in pairs], heading) == by_code:
            continue
        agreeing = _agreement(pairs, matcher)
        if agreeing is not None and (agreeing >= _LEAST_SHARE or _alike(heading, headings[chosen])):
            best = max(best or (agreeing, -n), (agreeing, -n))
    return -best[1] if best else None


def _has_codes(texts: Sequence[str], heading: str) -> bool:
    """Whether most texts are identifiers; a number that may as well be a year is one below a heading of codes."""
    written = [identifier_in(line) for text in texts if (line := cleaned(text))]
    named = _CODES.search(key(heading)) is not None
    return sum(w is not None and (named or w.register != "number") for w in written) * 2 > len(written)


def _agreement(pairs: Sequence[tuple[str, str]], matcher: Matcher) -> float | None:
    """The share of rows on which both mean the same, among those where both mean something.

    `None` when the second is too seldom a municipality.
    """
    both = [(meant_codes(matcher.match(own)), meant_codes(matcher.match(other))) for own, other in pairs]
    if sum(bool(other) for _, other in both) < _LEAST_SHARE * len(both):
        return None
    known = [own & other for own, other in both if own and other]
    return sum(map(bool, known)) / len(known) if known else 0.0


def _alike(heading: str, other: str) -> bool:
    return _COMMON.sub("", key(heading)) == _COMMON.sub("", key(other))
