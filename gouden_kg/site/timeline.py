"""Everything with a date, in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..graph import text_of
from .layout import layout, words
from .page import Page
from .site import Site

_PER_PAGE = 150

Moment = tuple[str, str, str]
"""Date as written, kind, IRI."""


def timeline_pages(site: Site) -> Iterator[Page]:
    """The moments by year, over as many pages as it takes."""
    moments = sorted(_moments(site))
    parts = [moments[start : start + _PER_PAGE] for start in range(0, len(moments), _PER_PAGE)]
    paths = ["timeline.html", *(f"timeline.{number}.html" for number in range(2, len(parts) + 1))]
    for number, part in enumerate(parts):
        yield _timeline_page(part, paths, number)


def _timeline_page(part: list[Moment], paths: list[str], number: int) -> Page:
    years: dict[str, list[Moment]] = {}
    for moment in part:
        years.setdefault(moment[0][:4], []).append(moment)
    kinds = list(dict.fromkeys(kind for _, kind, _ in part))

    def filling(_lang: str) -> Mapping[str, object]:
        return {"years": years, "kinds": kinds, "paths": paths, "number": number}

    return Page(
        paths[number],
        "timeline.html.j2",
        words()["words"]["timeline"],
        filling,
        scripts=("timeline.js",),
        menu=paths[0],
    )


def _moments(site: Site) -> Iterator[Moment]:
    for kind, word in layout()["timeline"].items():
        prop = site.terms.iri(word)
        for iri in site.things.by_kind.get(kind, []):
            for term in site.things.terms(iri, prop):
                yield text_of(term), kind, iri
