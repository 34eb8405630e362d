"""The front page, and the page about the data as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .layout import layout, words
from .map import draw_map
from .page import Page
from .schema_org import DUMPS, dataset_schema_org
from .site import Site
from .subjects import golden, under_theme

_COUNTED, _THEMES = 8, 24


def home_pages(site: Site) -> Iterator[Page]:
    """The front page with map, counts and themes."""
    title, description = (site.publication.project.texts.get(key, {}) for key in ("title", "description"))
    drawing = draw_map(site)
    wished = [kind for kind in layout()["counted"] if kind in site.kinds] or site.kinds[:_COUNTED]
    counts = [(kind, len(site.things.by_kind[kind])) for kind in wished]
    gold = golden(site)
    numbers = {theme: len(under_theme(site, theme, "practice")) for theme in site.things.by_kind.get("theme", [])}
    themes = dict(sorted(numbers.items(), key=lambda entry: (-entry[1], entry[0]))[:_THEMES])

    def filling(lang: str) -> Mapping[str, object]:
        by_label = sorted(themes, key=lambda theme: site.label(theme, lang)[0].casefold())
        return {"map": drawing, "counts": counts, "golden": gold, "themes": [(t, themes[t]) for t in by_label]}

    yield Page("index.html", "home.html.j2", title, filling, description, scripts=("map.js",) if drawing else ())


def dataset_pages(site: Site) -> Iterator[Page]:
    """The page about the whole: what it holds, how to take it along and how to name it."""
    counts = [(kind, len(site.things.by_kind[kind])) for kind in site.kinds]
    fixed = {"counts": counts, "triples": len(site.publication.graph), "downloads": DUMPS}
    description = site.publication.project.texts.get("description", {})
    yield Page(
        "dataset.html",
        "dataset.html.j2",
        words()["words"]["about"],
        lambda lang: {**fixed, "schema_org": dataset_schema_org(site, lang)},
        description,
    )
