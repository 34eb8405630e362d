"""Settings for nginx, Apache, Caddy and w3id.org: content negotiation, 303, media types, links for machines.

None of them weighs the q-values of `Accept` itself. So each gets an ordered list of patterns, first those that match a
type wanted with q=1, then q=0.9…, down to 0.1: exact to a tenth; within a tenth the order below decides. They do
without look-around, which Caddy lacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...languages import LANGUAGES
from ...template import render_template
from ..publication import File, Publication
from . import dataset as known

_TYPES = {
    "html": r"text/html|application/xhtml\+xml",
    "ttl": r"text/turtle|application/x-turtle",
    "jsonld": r"application/ld\+json|application/json",
    "nt": r"application/n-triples",
}
_WILD = {"html": r"text/\*|\*/\*", "jsonld": r"application/\*"}
_OTHER_PARAMETERS = r"(\s*;\s*[^q;,\s][^;,]*)*"
_QUALITIES = (
    r"(\s*;\s*q=1(\.0*)?)?",
    *(rf"\s*;\s*q=0?\.{tenth}[0-9]*" for tenth in range(9, 0, -1)),
    r"\s*;\s*q=0?\.0[0-9]*[1-9]",
)
# "anything, but HTML less": a page would be the worst choice
_LESS_HTML = (r"text/html\s*;\s*q=0[^,]*,.*\*/\*\s*(,|$)", r"(^|,)\s*\*/\*\s*,.*text/html\s*;\s*q=0")
_FILES = {
    "nginx.conf": "servers/nginx.conf",
    "Caddyfile": "servers/Caddyfile",
    "w3id.htaccess": "servers/w3id.htaccess",
    "htaccess": ".htaccess",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A regular expression over a header, without regard to case, and what it chooses."""

    pattern: str
    choice: str


def form_rules() -> Iterator[Rule]:
    """What an `Accept` header chooses among the forms of a document, the first that matches."""
    for pattern in _LESS_HTML:
        yield Rule(pattern, "ttl")
    for quality in _QUALITIES:
        for types in (_TYPES, _WILD):
            for form, names in types.items():
                yield Rule(_pattern(names, quality), form)


def language_rules() -> Iterator[Rule]:
    """What an `Accept-Language` header chooses."""
    for quality in _QUALITIES:
        for language in LANGUAGES:
            yield Rule(_pattern(rf"{language}(-[a-z0-9-]+)?", quality), language)


def _pattern(names: str, quality: str) -> str:
    return rf"(^|,)\s*({names}){_OTHER_PARAMETERS}{quality}{_OTHER_PARAMETERS}\s*(,|$)"


def server_files(publication: Publication) -> Iterable[File]:
    """The settings of each server, with what to fill in told at their top."""
    project = publication.project
    filling = {
        "project": project,
        "site": project.settings.get("site", project.base).rstrip("/"),
        "forms": list(form_rules()),
        "languages": list(language_rules()),
        "default_language": LANGUAGES[0],
        "media_types": {ending: kind.media_type for ending, kind in known.FORMATS.items()},
    }
    for template, path in _FILES.items():
        yield path, render_template(f"servers/{template}.j2", **filling).encode()
    yield ".nojekyll", b""  # else GitHub Pages leaves out what begins with a dot
