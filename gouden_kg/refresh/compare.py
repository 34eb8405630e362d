"""What downloaded files say against what the records say; between two answers nothing is ever chosen."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from .difference import CHANGED, CONFIRMED, CONFLICTING, ENDED, NEW, UNKNOWN, Difference, in_order
from .extract import COLUMN, HIGH, OSM, WIKIDATA, Extract, Statement
from .listing import listed
from .records import Records
from .remark import Remark

_RANK = {HIGH: 2, "": 2, "medium": 1, "low": 0}
Said = dict[tuple[str, str], list[Statement]]
"""Register and code → what was said of them."""


def differences(records: Records, extracts: Iterable[Extract], day: datetime.date | None) -> list[Difference]:
    """All differences, those that need a person first. `day` is used where an extract does not say its own."""
    found: list[Difference] = []
    said: Said = defaultdict(list)
    for extract in extracts:
        found += listed(records, extract, extract.day or day)
        for statement in extract.statements:
            source = f"{extract.name}: {statement.source}"
            placed = replace(statement, source=source, day=extract.day or day)
            if placed.code in records.codes:
                said[placed.register, placed.code].append(placed)
            elif not extract.listings:
                why = Remark("no-record")
                found.append(Difference(UNKNOWN, placed.code, "cbsCode", "", placed.iri, source, why))
    bearers = _bearers(records, said)
    for (register, code), statements in sorted(said.items(), reverse=True):  # items before what is known by them
        doubtful = register == OSM and code in {
            d.code for d in found if (d.status, d.column) == (CONFLICTING, COLUMN[WIKIDATA])
        }
        found += _doubted(records, statements) if doubtful else []
        sure = [s for s in statements if not doubtful or s.confidence == HIGH]
        found += _compared(records, code, sure, bearers) if sure else []
    return in_order(found)


def _doubted(records: Records, statements: list[Statement]) -> Iterator[Difference]:
    """What rests on a Wikidata item that is itself in doubt."""
    for statement in statements:
        if statement.confidence != HIGH and statement.iri != records.get(statement.code, COLUMN[OSM]):
            yield _difference(CONFLICTING, records, statement, Remark("doubtful"))


def _bearers(records: Records, said: Said) -> dict[str, set[str]]:
    """Address → codes of which it would be the address, as the files say, else as the records do."""
    found: dict[str, set[str]] = defaultdict(set)
    for (_, code), statements in said.items():
        for statement in _surest(statements):
            found[statement.iri].add(code)
    for register, column in COLUMN.items():
        for code in records.codes:
            if (register, code) not in said and (iri := records.get(code, column)):
                found[iri].add(code)
    return found


def _surest(statements: list[Statement]) -> list[Statement]:
    """One statement for each address that the surest kind of source gives."""
    best = max(_RANK[s.confidence] for s in statements)
    return list({s.iri: s for s in statements if _RANK[s.confidence] == best}.values())


def _compared(
    records: Records, code: str, statements: list[Statement], bearers: dict[str, set[str]]
) -> Iterator[Difference]:
    surest = _surest(statements)
    for statement in surest:
        if len(surest) > 1:
            yield _difference(CONFLICTING, records, statement, Remark("several", str(len(surest))))
        elif others := sorted(bearers[statement.iri] - {code}):
            yield _difference(CONFLICTING, records, statement, Remark("shared", ", ".join(others)))
        elif end := _ended(records, statement):
            yield _difference(ENDED, records, statement, Remark("gone", end))
        else:
            yield from _against_ours(records, statement)
    for statement in statements:
        if statement.iri not in {s.iri for s in surest}:
            yield _difference(CONFLICTING, records, statement, Remark("surer", surest[0].iri))


def _ended(records: Records, statement: Statement) -> str:
    """The day on which a municipality that a map shows had ended; empty when it had not."""
    end = records.get(statement.code, "validTo")
    gone = statement.day is None or end <= statement.day.isoformat()
    return end if end and gone and statement.register == OSM and statement.confidence == HIGH else ""


def _against_ours(records: Records, statement: Statement) -> Iterator[Difference]:
    code, register = statement.code, statement.register
    ours = records.get(code, COLUMN[register])
    surety, origin = records.get(code, f"{register}Confidence"), records.get(code, f"{register}Origin")
    told = ", ".join(filter(None, (surety, origin)))
    surer, same_source = (
        _RANK[statement.confidence] - _RANK.get(surety, 0),
        _family(origin) == _family(statement.origin),
    )
    if not ours:
        yield _difference(NEW, records, statement)
    elif ours == statement.iri:
        if surer > 0 or (surety not in (HIGH, "") and not same_source):
            yield _difference(CONFIRMED, records, replace(statement, confidence=HIGH), Remark("was", told))
    elif surer > 0 or (same_source and surer == 0):
        yield _difference(CHANGED, records, statement, Remark("was", told))
    else:
        yield _difference(CONFLICTING, records, statement, Remark("ours", told))


def _family(origin: str) -> str:
    """What kind of source an origin is: its first two words."""
    return " ".join(origin.split()[:2])


def _difference(status: str, records: Records, statement: Statement, why: Remark | None = None) -> Difference:
    column = COLUMN[statement.register]
    ours = records.get(statement.code, column)
    applied = statement if status in (NEW, CHANGED, CONFIRMED) else None
    return Difference(status, statement.code, column, ours, statement.iri, statement.source, why, applied)
