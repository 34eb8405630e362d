"""The page for SPARQL of one's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..layout import words
from ..page import Page
from ..site import Site
from .engine import engine_present
from .form import script_words, site_json
from .question import Question

EXAMPLE = """\
PREFIX {prefix}: <{vocabulary}>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>

SELECT ?class (COUNT(?thing) AS ?things) WHERE {{
  ?thing rdf:type ?class .
}} GROUP BY ?class ORDER BY DESC(?things)
"""


def sparql_pages(site: Site, questions: list[Question]) -> Iterator[Page]:
    """The one page; without the engine it says how to get it."""
    project = site.publication.project
    example = EXAMPLE.format(prefix=project.prefix, vocabulary=project.vocabulary)
    examples = [(q.query.words("summary"), q.query.text) for q in questions if not q.choices and not q.speaks]

    def filling(lang: str) -> Mapping[str, object]:
        return {
            "engine": engine_present(),
            "example": example,
            "examples": examples,
            "words": script_words(lang),
            "site": site_json(site),
            "prefixes": sorted(site.terms.prefixes.items()),
        }

    yield Page(
        path="sparql.html",
        template="sparql.html.j2",
        title=words()["words"]["sparql"],
        description=words()["words"]["sparql_intro"],
        filling=filling,
        scripts=("engine/sparql.js",) if engine_present() else (),
    )
