"""From an IRI to the page that tells about it, relative to the page that links."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from .things import Things


@dataclass(frozen=True, slots=True)
class Routes:
    """The addresses of a site; `paths` are the pages there are, below the folder of a language."""

    things: Things
    vocabulary: str
    paths: frozenset[str]

    def path(self, iri: str) -> str:
        """The path of the page about a thing or term, with its fragment; an empty text when there is none."""
        if iri.startswith(self.things.base):
            page, _, fragment = iri[len(self.things.base) :].partition("#")
            page += ".html"
        elif iri.startswith(self.vocabulary):
            page, fragment = "def.html", iri[len(self.vocabulary) :]
        else:
            return ""
        return quote(page) + (f"#{quote(fragment)}" if fragment else "") if page in self.paths else ""


def is_web_address(iri: str) -> bool:
    """Whether a browser may be sent there: never for `javascript:` and its like.

    >>> is_web_address("https://example.org/"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    return iri.startswith(("https://", "http://"))
