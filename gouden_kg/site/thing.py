"""A page per thing, and a list per kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files

from ..languages import LANGUAGES
from .citation import citation
from .concept import SUBJECTS, concept_page
from .coverage import source_page
from .find.catalogue import listed
from .find.facets import facets_of
from .groups import list_pages
from .layout import Texts
from .municipality import municipality_page
from .page import Page
from .passages import section_page
from .person import person_page
from .schema_org import thing_schema_org
from .site import Site

Enrichment = Callable[[Site, str, str], Mapping[str, object]]
"""Site, IRI, language → what the template of a kind needs beyond the graph's own values."""

ENRICHMENTS: dict[str, Enrichment] = {
    "municipality": municipality_page,
    "person": person_page,
    "section": section_page,
    "source": source_page,
    **dict.fromkeys(SUBJECTS, concept_page),
}


def thing_pages(site: Site) -> Iterator[Page]:
    """A page for each thing; a kind without a template of its own has the general one."""
    own = {entry.name for entry in files("gouden_kg.site").joinpath("templates/things").iterdir()}
    for kind, iris in site.things.by_kind.items():
        name = f"{kind}.html.j2" if f"{kind}.html.j2" in own else "thing.html.j2"
        for iri in iris:
            yield _thing_page(site, kind, iri, f"things/{name}")


def kind_pages(site: Site) -> Iterator[Page]:
    """The list of all things of each kind, with what it can be narrowed by."""
    for kind in site.things.by_kind:
        titles = {lang: site.class_label(kind, lang, plural=True) for lang in LANGUAGES}
        iris = {lang: listed(site, kind, lang) for lang in LANGUAGES}
        yield from list_pages(titles, f"{kind}/index.html", iris, kind=kind, facets=facets_of(site, kind))


def _thing_page(site: Site, kind: str, iri: str, template: str) -> Page:
    def filling(lang: str) -> Mapping[str, object]:
        enrich = ENRICHMENTS.get(kind)
        return {
            "iri": iri,
            "schema_org": thing_schema_org(site, iri, lang),
            "citation": citation(site, iri, lang),
            **(enrich(site, iri, lang) if enrich else {}),
        }

    address = site.things.address(iri)
    return Page(
        f"{address}.html",
        template,
        _titles(site, iri),
        filling,
        _descriptions(site, iri),
        iri,
        menu=f"{kind}/index.html",
    )


def _titles(site: Site, iri: str) -> Texts:
    return {lang: site.label(iri, lang)[0] for lang in LANGUAGES}


def _descriptions(site: Site, iri: str) -> Texts:
    found = {lang: site.first_text(iri, "summary", lang) for lang in LANGUAGES}
    return {lang: text[0] for lang, text in found.items() if text}
