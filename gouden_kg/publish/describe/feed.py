"""The releases as an Atom feed (RFC 4287), each with what it changed, in Dutch and English."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from ...languages import LANGUAGES
from ..publication import File, Publication
from ..release.changes import ADDED, CHANGED, REMOVED, Changes
from ..release.ledger import Release, read_releases
from . import dataset as known

_NEVER = "1970-01-01"  # a feed must say when it changed; without release or date nothing is known
_COUNTED = {
    "nl": {ADDED: "toegevoegd", CHANGED: "gewijzigd", REMOVED: "verdwenen"},
    "en": {ADDED: "added", CHANGED: "changed", REMOVED: "removed"},
}
_FIRST = {"nl": "De eerste uitgave.", "en": "The first release."}
_QUERIES = {"nl": "vragen geven een ander antwoord", "en": "stored queries answer otherwise"}
_MOST = 50


def feed_file(publication: Publication) -> Iterable[File]:
    """`feed.xml`, the newest release first."""
    project, releases = publication.project, read_releases(publication.project)[::-1]
    updated = releases[0].date if releases else known.modified(publication) or _NEVER
    title = " · ".join(dict.fromkeys(project.texts["title"].values()))
    author = " · ".join(dict.fromkeys(known.publisher_name(project).values()))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{escape(project.base)}feed.xml</id>",
        f"<title>{escape(title)}</title>",
        f"<updated>{updated}T00:00:00Z</updated>",
        f'<link rel="self" type="application/atom+xml" href="{escape(project.base)}feed.xml"/>',
        f'<link rel="alternate" type="text/html" href="{escape(project.base)}"/>',
        f"<author><name>{escape(author)}</name></author>",
        *([f"<rights>{escape(project.licence)}</rights>"] if project.licence else []),
        *(_entry(publication, release) for release in releases),
        "</feed>\n",
    ]
    yield "feed.xml", "\n".join(lines).encode()


def _entry(publication: Publication, release: Release) -> str:
    project = publication.project
    content = "".join(f'<div lang="{lang}">{_content(release, lang)}</div>' for lang in LANGUAGES)
    return "\n".join(
        [
            "<entry>",
            f"<id>{escape(known.release_iri(project, release.version))}</id>",
            f"<title>{escape(project.name)} {escape(release.version)}</title>",
            f"<updated>{release.date}T00:00:00Z</updated>",
            f'<link rel="alternate" href="{escape(known.release_iri(project, release.version))}/release.json"/>',
            f'<content type="html">{escape(content)}</content>',
            "</entry>",
        ]
    )


def _content(release: Release, lang: str) -> str:
    note = release.note.get(lang) or ""
    said = f"<p>{escape(note)}</p>" if note else ""
    if not release.previous:
        return f"{said}<p>{_FIRST[lang]}</p>"
    return f"{said}<p>{escape(_summary(release.changes, lang))}</p>{_things(release.changes, lang)}"


def _summary(changes: Changes, lang: str) -> str:
    counts = ", ".join(f"{changes.count(kind)} {word}" for kind, word in _COUNTED[lang].items())
    return f"{counts}; {len(changes.queries)} {_QUERIES[lang]}."


def _things(changes: Changes, lang: str) -> str:
    named = [
        f"<li>{_COUNTED[lang][thing.kind]}: {escape(thing.name[lang])} ({escape(thing.class_name[lang])})</li>"
        for thing in changes.things[:_MOST]
    ]
    more = [f"<li>… (+{len(changes.things) - _MOST})</li>"] if len(changes.things) > _MOST else []
    return f"<ul>{''.join(named + more)}</ul>" if named else ""
