"""The ways to read one cell: with or without `gemeente`, an article put behind, a province or other addition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from .provinces import ProvinceNames
from .reasons import Reason
from .spelling import key, words

_MARKER = r"(?:gemeente(?:bestuur)?|gem[.]?|gmte?[.]?|municipality|gemeinde)"
_BEFORE = re.compile(rf"(?:de\s+)?{_MARKER}(?:\s+(?:van|of))?\s*[\s:.,-]\s*(?=\S)", re.I)
_BEHIND = re.compile(rf"(?<=\S)\s*(?:[\s,;-]+{_MARKER}|[(\[]\s*{_MARKER}\s*[)\]]?)$", re.I)
_INSIDE = re.compile(r"\b(?:gemeente|gem[.]|municipality of)\s+([^()\[\],;]+)", re.I)
_TURNED = re.compile(r"(.+?)\s*[,(]\s*(de|den|het|it|'t|'s|s)\s*\)?", re.I)
_BRACKETED = re.compile(r"(.+?)\s*[(\[]\s*([^()\[\]]+?)\s*[)\]]?")
_ADDED = (
    _BRACKETED,
    re.compile(r"(.+?)\s*[,;/]\s*([^,;/]+)"),
    re.compile(r"(.+?)\s+-+\s+(.+)"),
)
_BEHIND_WORDS = (re.compile(r"(.+\S)\s+(\S+\s+\S+)"), re.compile(r"(.+\S)\s+(\S+)"))
_ONE_WORD = re.compile(r"[^\W\d]+")
_CITY = {"stad", "city", "plaats", "binnenstad", "centrum", "dorp", "kern"}
_HOME = {"nederland", "netherlands", "thenetherlands", "nl", "holland", "niederlande"}
_ANNEXES = {"ca", "cumannexis", "ea"}
_NOTE = re.compile(r"(?<=[^\W\d_])\s*(?:\(?[0-9]{1,2}\)|\[[0-9]{1,2}\])$")  # refers to a footnote
CODE_WORDS = {"gemeente", "gemeentecode", "gem", "gemcode", "cbs", "cbscode", "code", "gmcode"}
_TERM = re.compile(r"https?://[^\s/]+/(?:owms/terms|wiki)/([^\s/?#]+)")
_FOLLOWS = re.compile(r"[ -](?!(?:aan|a|op|bij|b|in|en|onder|over|van|v)\b)")
_CITY_BEFORE = re.compile(r"(?:de\s+)?(?:stad|city of)\s+(?=\S)", re.I)
# first or last word of what is no municipality, though it may bear the name of one
KINDS = {
    "provincie", "prov", "province", "regio", "region", "waterschap", "hoogheemraadschap", "veiligheidsregio",
    "stadsregio", "metropoolregio", "arbeidsmarktregio", "zorgregio", "jeugdregio", "ggd", "arrondissement",
    "district", "omgevingsdienst", "politie", "eiland", "stadsdeel", "wijk", "buurt", "station", "universiteit",
}  # fmt: skip


NOTHING = {"onbekend", "unknown", "geen", "none", "null", "nan", "nvt"}
NO_NAMES = NOTHING | {
    "nederland", "netherlands", "buitenland", "overig", "overige", "diversen", "totaal", "total", "test",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """A name that the cell may give, the province it says, and what the rest of the cell takes off or tells."""

    name: str
    province: str = ""
    reasons: tuple[Reason, ...] = ()


@lru_cache(10_000)
def unmarked(text: str) -> str:
    """The text without the word for municipality, unless nothing else is left.

    >>> [unmarked(t) for t in ("Gemeente Delft", "Delft (gem.)", "gem. Delft", "Gemert", "gemeente")]
    ['Delft', 'Delft', 'Delft', 'Gemert', 'gemeente']
    """
    before = _BEFORE.match(text)
    return _BEHIND.sub("", text[before.end() :] if before else text) or text


def plain_readings(text: str) -> Iterator[Reading]:
    """The text as it is, without the word for municipality, and with its article in front.

    >>> [r.name for r in plain_readings("Gemeente De Bilt")]
    ['Gemeente De Bilt', 'De Bilt']
    """
    yield Reading(text)
    name = unmarked(_NOTE.sub("", text))
    if name != text:
        yield Reading(name)
    if turned := _TURNED.fullmatch(name):
        yield Reading(f"{turned[2]} {turned[1]}")


def qualified_readings(text: str, provinces: ProvinceNames) -> Iterator[Reading]:
    """The text without its addition, which is then told as a province or as a reason.

    >>> from .provinces import Province
    >>> names = ProvinceNames([Province("overijssel", ("Overijssel",))])
    >>> next(qualified_readings("Hengelo (Ov.)", names))
    Reading(name='Hengelo', province='overijssel', reasons=())
    """
    name = unmarked(text)
    if _ONE_WORD.fullmatch(name):
        return
    for pattern in _BEHIND_WORDS:
        found = pattern.fullmatch(name)
        if found and (reading := _read(found[1], found[2], provinces)):
            yield reading
    for pattern in _ADDED:
        if (found := pattern.fullmatch(name)) and not _TURNED.fullmatch(name):
            kind = "brackets" if pattern is _BRACKETED else "addition"
            unknown = Reading(found[1], "", (Reason(kind, -0.3, found[2]),))
            yield _read(found[1], found[2], provinces) or unknown
            if province := provinces.full_slug_of(key(found[1])):
                yield Reading(unmarked(found[2]), province)
    if found := _TERM.fullmatch(text):
        yield Reading(unmarked(unquote(found[1]).replace("_", " ")), "", (Reason("within", -0.1),))
    if found := _CITY_BEFORE.match(name):
        yield Reading(name[found.end() :], "", (Reason("city", -0.1),))
    if found := _INSIDE.search(text):
        yield Reading(found[1], "", (Reason("within", -0.1),))


def extended(text: str) -> Iterator[Reading]:
    """The beginnings of the text, the longest first, each with the rest as an unknown addition.

    `Bergen aan Zee` is not Bergen with an addition but the name of another place.

    >>> [(r.name, r.reasons[0].about) for r in extended("Kerkrade-West")], list(extended("Bergen aan Zee"))[1:]
    ([('Kerkrade', 'West')], [])
    """
    for found in reversed(list(_FOLLOWS.finditer(text))):
        yield Reading(text[: found.start()], "", (Reason("addition", -0.3, text[found.end() :]),))


def _read(name: str, addition: str, provinces: ProvinceNames) -> Reading | None:
    """The reading when the addition is understood."""
    name = unmarked(name.strip(" ,;-"))
    if province := provinces.slug_of(addition):
        return Reading(name, province)
    found = key(addition)
    if found in _HOME:
        return Reading(name)
    if found in _CITY:
        return Reading(name, "", (Reason("city", -0.1),))
    return Reading(name, "", (Reason("annex", -0.1),)) if found in _ANNEXES else None


def kind_named(text: str) -> str:
    """The word that says that this is no municipality; an empty text when there is none.

    >>> kind_named("Provincie Utrecht"), kind_named("Utrecht (provincie)"), kind_named("Utrecht")
    ('provincie', 'provincie', '')
    """
    found = [w.rstrip(".") for w in words(text)]
    if len(found) == 1:
        return found[0] if found[0] in NO_NAMES else ""
    return next((w for w in (found[0], found[-1]) if w in KINDS), "")
