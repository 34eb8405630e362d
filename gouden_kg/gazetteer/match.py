"""Which municipality a text means: by code, by name, by what it resembles, or none and why."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from .candidate import AMBIGUOUS, NONE, Candidate, Context, Match, candidate, judged
from .gazetteer import Gazetteer
from .identifiers import Written, identifier_in, name_and_code
from .index import NameIndex
from .municipality import Municipality
from .places import is_country, places
from .provinces import ProvinceNames
from .readings import CODE_WORDS, Reading, extended, kind_named, plain_readings, qualified_readings, unmarked
from .reasons import Reason
from .spelling import cleaned, key

LONGEST = 200
_SPELT = 0.9  # below this a name with a word behind it is no misspelling
_MARGIN = 0.05  # a village so much more alike than any municipality is what was meant
REMEMBERED = 20_000
_FORMERLY = re.compile(r"^(?:v/?h|voorheen|vroeger|was|incl[.]?|inclusief|in|kern|plaats|dorp)[ :]+(?=\S)", re.I)
_ADDITIONS = ("addition", "brackets")
_CONFIDENCE = {"medium": -0.02, "low": -0.1}
_SEVERAL = (";", "/", "|", "+", "&", ",", " en ", " and ")


class Matcher:
    """Matches texts to the municipalities of a gazetteer, and remembers what it has seen.

    >>> from gouden_kg.project import find_project
    >>> from gouden_kg.gazetteer.read import read_gazetteer
    >>> matcher = Matcher(read_gazetteer(find_project()))
    >>> found = matcher.match("Gemeente Den Haag", at=datetime.date(2017, 12, 4))
    >>> found.status, found.municipality.code, found.score
    ('sure', 'GM0518', 0.98)
    >>> matcher.match("Scheveningen").why()
    'that is a place in Zuid-Holland, no municipality'
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._index = NameIndex(gazetteer)
        self._provinces = ProvinceNames(gazetteer.provinces)
        self._province_names = {p.slug: p.names[0] for p in gazetteer.provinces}
        self._identified = {(r, i.iri): m for m in gazetteer.by_code.values() for r, i in m.identifiers.items()}
        self._remembered = lru_cache(REMEMBERED)(self._match)

    def match(self, text: str, at: datetime.date | None = None, province: str = "") -> Match:
        """The municipality that the text means, on a day, in a province as somebody wrote it.

        Without a day every municipality since 2015 counts.
        """
        return self._remembered(text, at, province) if len(text) <= LONGEST else self._match(text, at, province)

    def _match(self, text: str, at: datetime.date | None, province: str) -> Match:
        if len(text) > 10 * LONGEST or len(line := cleaned(text)) > LONGEST:
            return Match(NONE, (), (Reason("too-long"),))
        if not line:
            return Match(NONE, (), (Reason("empty"),))
        context = self._context(at, cleaned(province))
        if written := identifier_in(line):
            return self._by_identifier(written, context)
        if not key(line).strip("?"):
            return Match(NONE, (), (Reason("no-letters"),))
        if both := name_and_code(line):
            return self._by_both(*both, context)
        return self._by_name(line, context)

    def _context(self, at: datetime.date | None, province: str) -> Context:
        slug = self._provinces.slug_of(province) if province else ""
        return Context(at, slug, (Reason("bad-province", 0.0, province),) if province and not slug else ())

    # identifiers

    def _by_identifier(self, written: Written, context: Context) -> Match:
        municipality, reasons = self._bearer(written)
        if municipality is None:
            kind = "unknown-code" if written.register in ("code", "number", "district") else "unknown-identifier"
            return Match(NONE, (), (Reason(kind, 0.0, written.value), *context.reasons))
        return judged([candidate(municipality, reasons, context.province, context)], self.gazetteer, context)

    def _bearer(self, written: Written) -> tuple[Municipality | None, list[Reason]]:
        if written.register == "code":
            return self.gazetteer.by_code.get(written.value), [Reason("code", 1.0, written.value)]
        if written.register == "number":
            return self.gazetteer.by_code.get(written.value), [Reason("number", 0.93, written.value)]
        if written.register == "district":
            return self.gazetteer.by_code.get(written.value), [Reason("district", 0.9, written.value)]
        found = self._identified.get((written.register, written.value))
        if found is None:
            return None, []
        confidence = found.identifiers[written.register].confidence
        sure = Reason("identifier", 1.0, written.value)
        less = _CONFIDENCE.get(confidence)
        return found, [sure, Reason("confidence", less, confidence)] if less else [sure]

    def _by_both(self, name: str, written: Written, context: Context) -> Match:
        """Name and code together: the code where they agree; a number that is no code is an addition to the name."""
        coded = self._by_identifier(replace(written, register="code"), context)
        named = self._by_name(name, context)
        if key(name) in CODE_WORDS or written.value in {c.municipality.code for c in named.candidates}:
            return coded
        if written.register == "number":
            return self._with_addition(named, written.value[2:])
        told = (Reason("disagree"), *context.reasons)
        candidates = (*coded.candidates, *named.candidates)
        return Match(AMBIGUOUS if candidates else NONE, candidates, told)

    @staticmethod
    def _with_addition(named: Match, addition: str) -> Match:
        less = Reason("addition", -0.3, addition)
        candidates = tuple(Candidate(c.municipality, (*c.reasons, less)) for c in named.candidates)
        return Match(AMBIGUOUS if candidates else NONE, candidates, named.reasons)

    # names

    def _by_name(self, line: str, context: Context) -> Match:
        for reading in plain_readings(line):
            if found := self._exact(reading, context):
                return self._unless_elsewhere(reading, found, context)
        if other := self._other_kind(line):
            return Match(NONE, (), (other, *context.reasons))
        if several := self._several(line, context):
            return Match(AMBIGUOUS, several, (Reason("several"), *context.reasons))
        for reading in map(self._twice_named, qualified_readings(line, self._provinces)):
            if found := self._exact(reading, context):
                return self._unless_elsewhere(reading, found, context)
            if place := self._place(reading.name, reading.province or context.province):
                return self._in_brackets(reading, place, context)
        return self._resembling(list(plain_readings(line))[-1].name, context)

    def _twice_named(self, reading: Reading) -> Reading:
        """The reading; without its addition where both name one municipality alone (Leeuwarden/Ljouwert)."""
        for addition in (unmarked(r.about) for r in reading.reasons if r.kind in _ADDITIONS):
            named, again = ({m.code for m, _ in self._index.exact(name)} for name in (reading.name, addition))
            if len(named & again) == 1:
                return Reading(reading.name if len(named) == 1 else addition, reading.province)
        return reading

    def _exact(self, reading: Reading, context: Context) -> list[Candidate]:
        province = reading.province or context.province
        hits = self._index.exact(reading.name)
        return [candidate(m, (r, *self._understood(reading, m)), province, context) for m, r in hits]

    def _understood(self, reading: Reading, municipality: Municipality) -> Iterator[Reason]:
        """The reading's reasons; a place of the municipality's province in brackets takes less off."""
        for reason in reading.reasons:
            place = _FORMERLY.sub("", reason.about) if reason.kind == "brackets" else ""
            if place and (municipality.province in places().get(key(place), {}) or self._merged(place, municipality)):
                yield Reason("with-place", -0.1, reason.about)
            else:
                yield reason

    def _merged(self, name: str, municipality: Municipality) -> bool:
        """Whether a municipality of this name went into the other."""
        begin = municipality.valid_from
        ended = [m for m, _ in self._index.exact(name) if begin and m.valid_to and m.valid_to <= begin]
        return any(municipality in self.gazetteer.successors(m, begin) for m in ended if begin)

    def _unless_elsewhere(self, reading: Reading, found: list[Candidate], context: Context) -> Match:
        """The match, unless the province says that a village of the same name is meant."""
        province = reading.province or context.province
        elsewhere = province and all(c.municipality.province != province for c in found)
        if elsewhere and (place := self._place(reading.name, province)):
            return Match(NONE, (), (place, *context.reasons))
        return judged(found, self.gazetteer, context)

    def _other_kind(self, line: str) -> Reason | None:
        """What the text names instead of a municipality."""
        if kind := kind_named(line):
            return Reason("is-kind", 0.0, kind)
        name = unmarked(line)
        if province := self._provinces.full_slug_of(key(name)):
            return Reason("is-province", 0.0, self._province_names[province])
        return self._place(name, "")

    def _place(self, name: str, province: str) -> Reason | None:
        where = places().get(key(name), {})
        chosen = [w for w in where if w == province] or list(where)
        if not chosen or (province and chosen[0] != province and not is_country(chosen[0])):
            return None
        kind = "is-foreign" if all(map(is_country, chosen)) else "is-place"
        return Reason(kind, 0.0, ", ".join(self._province_names.get(w, w) for w in chosen))

    def _in_brackets(self, reading: Reading, place: Reason, context: Context) -> Match:
        """A village with its municipality behind it is that municipality; without, none."""
        for addition in reading.reasons:
            hits = self._index.exact(unmarked(addition.about)) if addition.kind in _ADDITIONS else []
            found = [candidate(m, (r, Reason("within", -0.1)), context.province, context) for m, r in hits]
            if found:
                return judged(found, self.gazetteer, context)
        return Match(NONE, (), (place, *context.reasons))

    def _several(self, line: str, context: Context) -> tuple[Candidate, ...]:
        for sign in (s for s in _SEVERAL if s in line):
            parts = [p for p in unmarked(line).split(sign) if p.strip()]
            found = [self._exact(Reading(unmarked(p.strip())), context) for p in parts]
            if len(parts) > 1 and all(found):
                named = {c.municipality.code: c for candidates in found for c in candidates}
                return tuple(named.values()) if len(named) > 1 else ()
        return ()

    # what it resembles

    def _resembling(self, name: str, context: Context) -> Match:
        short = self._index.short(name) or self._index.abbreviated(name)
        if short:
            return judged([candidate(m, (r,), context.province, context) for m, r in short], self.gazetteer, context)
        names = {name: context.province}
        names |= {
            r.name: r.province or context.province for r in qualified_readings(name, self._provinces) if not r.reasons
        }
        found = [c for n, province in names.items() for c in self._misspelt(n, province, context)]
        right = [c for c in found if not c.contradicted]
        best = max((c.score for c in right), default=0.0)
        if best < _SPELT and (longer := self._extended(name, context)):
            codes = {c.municipality.code for c in longer}
            if all(c.municipality.code in codes for c in right):
                return judged(longer, self.gazetteer, context)
        village, alike = self._index.village_like(name, best)
        told = replace(context, reasons=(*context.reasons, *[Reason("like-place", 0.0, village)] * bool(village)))
        if village and alike >= best + _MARGIN:
            return Match(NONE, (), told.reasons)
        if not right:
            return Match(NONE, (), (Reason("unlike"), *context.reasons))
        match = judged(right, self.gazetteer, told)
        return replace(match, status=AMBIGUOUS) if village else match

    def _extended(self, name: str, context: Context) -> list[Candidate]:
        """Those whose whole name the text begins with; what follows is no misspelling."""
        for reading in extended(name):
            if found := self._exact(reading, context):
                return found
        return []

    def _misspelt(self, name: str, province: str, context: Context) -> Iterator[Candidate]:
        for municipality, reason in (*self._index.other_article(name), *self._index.resembling(name)):
            yield candidate(municipality, (reason,), province, context)
