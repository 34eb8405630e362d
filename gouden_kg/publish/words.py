"""Names and explanations of classes and properties, from the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..graph import Graph, language_of, text_of

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"


@dataclass(frozen=True, slots=True)
class Words:
    """Term IRI → language → label, and → definition."""

    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    comments: dict[str, dict[str, str]] = field(default_factory=dict)

    def label(self, iri: str, lang: str) -> str:
        """The label of a term in a language, else in English, else the last part of its IRI."""
        by_language = self.labels.get(iri, {})
        return by_language.get(lang) or by_language.get("en") or local_name(iri)


def vocabulary_words(graph: Graph) -> Words:
    """The words of every term that the graph describes with `rdfs:label` or `rdfs:comment`."""
    words = Words()
    kept = {f"<{_RDFS}label>": words.labels, f"<{_RDFS}comment>": words.comments}
    for subject, prop, value in graph:
        if prop in kept:
            kept[prop].setdefault(subject[1:-1], {})[language_of(value)] = text_of(value)
    return words


def local_name(iri: str) -> str:
    """The last part of an IRI.

    >>> local_name("http://www.w3.org/ns/oa#start")
    'start'
    """
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]
