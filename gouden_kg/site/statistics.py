"""How much there is, how complete it is, and where it links to."""

from __future__ import annotations

from collections.abc import Iterator

from ..publish.describe.stats import dataset_statistics, percent_text
from .layout import words
from .page import Page
from .site import Site


def statistics_pages(site: Site) -> Iterator[Page]:
    """One page: per kind how completely each property is filled in, and the links out."""
    found = dataset_statistics(site.publication)
    text = words()["words"]
    yield Page(
        "stats.html",
        "stats.html.j2",
        text["statistics"],
        lambda _lang: {"statistics": found, "percent": percent_text},
        text["statistics_lead"],
        menu="dataset.html",
    )
