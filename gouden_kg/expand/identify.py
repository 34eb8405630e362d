"""Which records there are: each gets its IRI from its type and id; what has none, or another's, is told."""

from __future__ import annotations

import re
import unicodedata

from ..messages import problem
from ..problem import Problem
from ..project import kebab
from ..read.values import Record, Text
from .context import Context
from .nearest import NearestWords

SLUG_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LINK_PATTERN = re.compile(r"[a-z0-9-]+/[a-z0-9]+(?:-[a-z0-9]+)*(?:#[a-z0-9-]+)?")
LONGEST_ID = 200
_ID, _TYPE, _SLUG = Text("id"), Text("type"), Text("slug")


def thing_iri(context: Context, kind: str, slug: str) -> str:
    """The IRI of a record: `{base}id/{class in kebab case}/{id}`; an id with a slash already names its class.

    A tombstone stands at the address of what was retired, so its id is `practice/old-name`.
    """
    return context.things + (slug if "/" in slug else f"{kebab(kind)}/{slug}")


def identify(records: list[Record], context: Context, problems: list[Problem]) -> dict[str, Record]:
    """IRI → record; what has no usable id or type, or another's id, is left out and told."""
    found: dict[str, Record] = {}
    nearest = NearestWords()
    columns: dict[str, set[Text]] = {}
    for record in records:
        columns.setdefault(record.file, set()).update(record.fields)
    told: set[str] = set()
    for record in records:
        missing = next((key for key in (_ID, _TYPE) if not record.fields.get(key)), None)
        if missing is not None:
            # one thing at a time; a column that no row of a table has is told once
            if record.file not in told:
                problems.append(problem(f"missing-{missing}", record.place()))
            if record.file.endswith(".csv") and missing not in columns[record.file]:
                told.add(record.file)
            continue
        kind = _kind(record, context, nearest, problems)
        slug = _slug(record, kind, problems)
        if not kind or not slug:
            continue
        iri = thing_iri(context, kind, slug)
        if iri in found:
            place = record.place(record.fields[_ID])
            problems.append(problem("duplicate-id", place, name=slug, first=found[iri].place()))
        else:
            found[iri] = record
    return found


def _kind(record: Record, context: Context, nearest: NearestWords, problems: list[Problem]) -> str:
    kind = record.fields[_TYPE]
    if not isinstance(kind, Text) or kind not in context.classes:
        hint = nearest.hint(str(kind), context.classes)
        problems.append(problem("unknown-type", record.place(kind), hint, name=kind))
    else:
        return kind
    return ""


def _slug(record: Record, kind: str, problems: list[Problem]) -> str:
    slug = record.fields[_ID]
    pattern = LINK_PATTERN if kind == "Tombstone" else SLUG_PATTERN
    if not isinstance(slug, Text) or len(slug) > LONGEST_ID or not pattern.fullmatch(slug):
        problems.append(problem("bad-id", record.place(slug), name=slug, likely=likely_slug(str(slug))))
        return ""
    return slug


def slugs(records: dict[str, Record], problems: list[Problem]) -> dict[str, str]:
    """`class/slug` → IRI, for records that may be named by a plain word besides their id."""
    found: dict[str, str] = {}
    for iri, record in records.items():
        slug = record.fields.get(_SLUG)
        if isinstance(slug, Text):
            name = iri.rsplit("/", 2)[1] + "/" + slug
            if name in found:
                first = records[found[name]].place()
                problems.append(problem("duplicate-slug", record.place(slug), name=slug, first=first))
            elif not SLUG_PATTERN.fullmatch(slug):
                problems.append(problem("bad-id", record.place(slug), name=slug, likely=likely_slug(slug)))
            found.setdefault(name, iri)
    return found


def likely_slug(text: str) -> str:
    """The id that somebody who wrote this text may have meant.

    >>> likely_slug("Ministerie van Zórg")
    'ministerie-van-zorg'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "a-short-name"
