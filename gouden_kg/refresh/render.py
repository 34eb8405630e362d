"""Differences for people, as a table, and for programs, as JSON."""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby
from typing import Any

from ..languages import LANGUAGES
from ..messages import shortened
from .difference import CHANGED, CONFIRMED, CONFLICTING, ENDED, NEW, UNKNOWN, Difference
from .extract import ADDRESS, Extract
from .records import Records

_TITLES = {
    CONFLICTING: ("Tegenstrijdig: niets gekozen", "Conflicting: nothing chosen"),
    ENDED: ("Opgeheven of verdwenen: met de hand", "Ended or gone: by hand"),
    CHANGED: ("Gewijzigd", "Changed"),
    NEW: ("Nieuw", "New"),
    CONFIRMED: ("Bevestigd: voortaan zekerder", "Confirmed: surer from now on"),
    UNKNOWN: ("Onbekende codes", "Unknown codes"),
}
_COLUMNS = {
    "nl": ("code", "gemeente", "gegeven", "hier", "daar", "waar"),
    "en": ("code", "name", "column", "ours", "theirs", "where"),
}
_WIDEST = 44


def render_json(differences: list[Difference], extracts: list[Extract]) -> str:
    """Everything that was read and found, as JSON."""
    files = [
        {
            "file": e.name,
            "kind": e.kind,
            "day": e.day.isoformat() if e.day else None,
            "statements": len(e.statements),
            "listed": len(e.listings),
            "skipped": [r.words("en") for r in e.skipped],
            "unreadable": [{lang: r.words(lang) for lang in LANGUAGES} for r in e.unreadable],
        }
        for e in extracts
    ]
    return (
        json.dumps({"files": files, "differences": [_entry(d) for d in differences]}, ensure_ascii=False, indent=1)
        + "\n"
    )


def render_table(differences: list[Difference], records: Records, lang: str) -> str:
    """The differences under a heading for each status; codes that no record has in one paragraph."""
    blocks = []
    for status, found in groupby(differences, lambda d: d.status):
        rows = list(found)
        heading = f"{_TITLES[status][lang != 'nl']} ({len(rows)})"
        body = _codes(rows) if status == UNKNOWN else _table(rows, records, lang)
        blocks.append(f"{heading}\n{body}")
    return "\n".join(blocks)


def summary(differences: list[Difference], extracts: list[Extract], lang: str) -> str:
    """What was read, and how many differences of each kind."""
    lines = [f"{e.name}: {e.kind}{f', {e.day}' if e.day else ''}, {_size(e, lang)}" for e in extracts]
    counts = Counter(d.status for d in differences)
    told = ", ".join(f"{counts[s]} {_TITLES[s][lang != 'nl'].partition(':')[0].lower()}" for s in _TITLES if counts[s])
    nothing = "geen verschil met de records" if lang == "nl" else "no difference from the records"
    return "\n".join([*lines, told or nothing])


def _size(extract: Extract, lang: str) -> str:
    count = len(extract.listings) or len({s.code for s in extract.statements})
    skipped = "; ".join(r.words(lang) for r in extract.skipped)
    left = f" ({skipped} {'niet gebruikt' if lang == 'nl' else 'not used'})" if skipped else ""
    return f"{count} {'gemeenten' if lang == 'nl' else 'municipalities'}{left}"


def _entry(difference: Difference) -> dict[str, Any]:
    said = difference.statement
    return {
        "status": difference.status,
        "code": difference.code,
        "column": difference.column,
        "ours": difference.ours,
        "theirs": difference.theirs,
        "source": difference.source,
        "why": {lang: difference.why.words(lang) for lang in LANGUAGES} if difference.why else None,
        "applies": said is not None,
        "origin": said.origin if said else None,
        "confidence": said.confidence if said else None,
        "day": said.day.isoformat() if said and said.day else None,
    }


def _codes(rows: list[Difference]) -> str:
    """Codes, six on a line, with the name or address where one stands."""
    parts = [f"{d.code} {_short(d.theirs)}".strip() for d in rows]
    return "".join(f"  {', '.join(parts[at : at + 6])}\n" for at in range(0, len(parts), 6))


def _table(rows: list[Difference], records: Records, lang: str) -> str:
    cells = [_COLUMNS[lang], *(_cells(d, records, lang) for d in rows)]
    widths = [min(_WIDEST, max(len(row[i]) for row in cells)) for i in range(len(cells[0]))]
    return "".join(
        "  " + "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() + "\n" for row in cells
    )


def _cells(difference: Difference, records: Records, lang: str) -> tuple[str, ...]:
    name = records.get(difference.code, "name@nl")
    where = f"{difference.source}{f' – {difference.why.words(lang)}' if difference.why else ''}"
    return difference.code, name, difference.column, _short(difference.ours), _short(difference.theirs), where


def _short(text: str) -> str:
    """An address without what all of its register begin with; nothing that could steer a terminal."""
    return shortened(next((text.removeprefix(start) for start in ADDRESS.values() if text.startswith(start)), text))
