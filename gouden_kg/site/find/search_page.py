"""The page that answers the search box."""

from __future__ import annotations

from collections.abc import Iterator

from ..layout import words
from ..page import Page
from ..site import Site


def search_pages(site: Site) -> Iterator[Page]:
    """One page; which words it answers stands in its address."""
    yield Page("search.html", "search.html.j2", words()["words"]["search"], scripts=("search.js",))
