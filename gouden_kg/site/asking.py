"""The pages that ask: stored queries, SPARQL, stories; the stored queries are read once for all of them."""

from __future__ import annotations

from collections.abc import Iterator

from ..publish.publication import File
from .page import Page
from .questions.pages import question_pages
from .questions.question import read_questions
from .questions.sparql import sparql_pages
from .site import Site
from .stories.pages import story_pages


def asking_pages(site: Site) -> Iterator[Page | File]:
    """The pages, with the answers as files beside them."""
    questions = read_questions(site)
    yield from question_pages(site, questions)
    yield from sparql_pages(site, questions)
    yield from story_pages(site, questions)
