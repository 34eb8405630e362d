"""What the tests of the site share: the real publication, made once, and pages as trees."""

from __future__ import annotations

import shutil
from xml.etree.ElementTree import Element

import html5lib
import pytest

from gouden_kg.project import read_project
from gouden_kg.publish.publication import Publication, open_publication
from gouden_kg.site.pages import page_files

from .conftest import ROOT, gouden


@pytest.fixture(scope="session")
def real_publication(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """The publication of this checkout's records, built elsewhere: never stale."""
    folder = tmp_path_factory.mktemp("real") / "project"
    for name in ("data", "ontology", "queries", "shapes"):
        shutil.copytree(ROOT / name, folder / name)
    result = gouden("build", "--project", folder)
    assert result.exit_code == 0, result.output
    return open_publication(read_project(folder))


@pytest.fixture(scope="session")
def real_files(real_publication: Publication) -> dict[str, bytes]:
    """Path → content of everything that the pages of the real data consist of."""
    return dict(page_files(real_publication))


def parsed(content: bytes) -> Element:
    """The page as a tree; fails with the first breach of HTML's syntax."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree: Element = parser.parse(content)
    return tree


def text(element: Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())
