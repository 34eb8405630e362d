"""Pages for people: valid, escaped, linked, in the reader's language."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouden_kg.project import find_project
from gouden_kg.publish.publication import open_publication
from gouden_kg.site.pages import page_files

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def pages() -> dict[str, str]:
    """Path → text of every page of the real data."""
    return {path: content.decode() for path, content in page_files(open_publication(find_project(ROOT)))}


def test_every_thing_has_a_page_in_both_languages(pages: dict[str, str]) -> None:
    addresses = [a for a in open_publication(find_project(ROOT)).documents if a != "def"]
    missing = [f"{lang}/{a}.html" for a in addresses for lang in ("nl", "en") if f"{lang}/{a}.html" not in pages]
    assert len(addresses) > 2000
    assert missing == []


def test_a_page_speaks_the_language_of_its_folder(pages: dict[str, str]) -> None:
    assert '<html lang="nl">' in pages["nl/theme/loneliness.html"]
    assert "Eenzaamheid</h1>" in pages["nl/theme/loneliness.html"]
    assert "Loneliness</h1>" in pages["en/theme/loneliness.html"]
