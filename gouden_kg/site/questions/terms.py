"""What the SPARQL editor completes: classes and properties of the graph, concepts of the code lists."""

from __future__ import annotations

from collections.abc import Iterator

from ...graph import RDF_TYPE, iri_of
from ..site import Site

Term = dict[str, str]


def completion_terms(site: Site, lang: str) -> dict[str, object]:
    """Prefixes, and terms with their label in a language, as the editor's script reads them."""
    return {"prefixes": site.terms.prefixes, "terms": [*_vocabulary(site, lang), *_concepts(site, lang)]}


def _vocabulary(site: Site, lang: str) -> Iterator[Term]:
    """The classes and properties that the graph uses, by CURIE."""
    graph = site.publication.graph
    properties = {iri_of(prop) for _, prop, _ in graph}
    classes = {iri_of(value) for _, prop, value in graph if prop == RDF_TYPE}
    for iri in sorted(classes):
        yield _term(curie(site, iri), site.label(iri, lang)[0], "class")
    for iri in sorted(properties - classes):
        yield _term(curie(site, iri), site.property_label(iri, lang), "property")


def _concepts(site: Site, lang: str) -> Iterator[Term]:
    in_scheme = site.terms.iri("skos:inScheme")
    for kind in sorted(site.things.by_kind):
        concepts = [iri for iri in site.things.by_kind[kind] if site.things.terms(iri, in_scheme)]
        for iri in concepts:
            yield _term(f"<{iri}>", site.label(iri, lang)[0], "constant")


def _term(name: str, label: str, kind: str) -> Term:
    return {"name": name, "label": label, "kind": kind}


def curie(site: Site, iri: str) -> str:
    """The IRI with the longest prefix that fits; in brackets where none does."""
    fitting = [(space, prefix) for prefix, space in site.terms.prefixes.items() if iri.startswith(space)]
    space, prefix = max(fitting, key=lambda pair: len(pair[0]), default=("", ""))
    local = iri.removeprefix(space)
    return f"{prefix}:{local}" if prefix and local.replace("-", "").replace("_", "").isalnum() else f"<{iri}>"
