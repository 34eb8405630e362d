"""What search engines read: a thing and the dataset in the words of schema.org."""

from __future__ import annotations

from .layout import layout
from .passages import passages_of
from .site import Site

JsonLd = dict[str, object]

DUMPS = {
    "ttl": ("text/turtle", "Turtle"),
    "nt": ("application/n-triples", "N-Triples"),
    "jsonld": ("application/ld+json", "JSON-LD"),
    "trig": ("application/trig", "TriG"),
    "rdf": ("application/rdf+xml", "RDF/XML"),
    "sqlite": ("application/vnd.sqlite3", "SQLite"),
    "parquet": ("application/vnd.apache.parquet", "Parquet"),
}
"""Ending of a dump of the whole → media type and name."""


def thing_schema_org(site: Site, iri: str, lang: str) -> JsonLd:
    """A thing by name and description, with the same thing elsewhere."""
    kind = site.things.kind(iri)
    same = {o for word in ("exactMatch", "wikidata", "tooi") for o in site.things.references(iri, site.terms.iri(word))}
    summary = site.first_text(iri, "summary", lang)
    found: JsonLd = {
        "@context": "https://schema.org",
        "@type": layout()["schema"].get(kind, "Thing"),
        "@id": iri,
        "name": site.label(iri, lang)[0],
        "description": summary[0] if summary else None,
        "sameAs": sorted(same),
        "subjectOf": {"@type": "Dataset", "@id": f"{site.publication.project.base}dataset"},
    }
    if found["@type"] == "Claim":
        found["author"] = [_speaker(site, by, lang) for by in site.things.references(iri, site.terms.iri("by"))]
        found["isBasedOn"] = sorted({passage.source for passage in passages_of(site, iri)})
    return {key: value for key, value in found.items() if value}


def _speaker(site: Site, iri: str, lang: str) -> JsonLd:
    """Who says something: a person in a role, or an organisation."""
    people = site.things.references(iri, site.terms.iri("person"))
    if not people:
        return {"@type": "Organization", "@id": iri, "name": site.label(iri, lang)[0]}
    title = site.text(iri, "title", lang)
    person: JsonLd = {"@type": "Person", "@id": people[0], "name": site.label(people[0], lang)[0]}
    return {**person, "jobTitle": title[0]} if title else person


def dataset_schema_org(site: Site, lang: str) -> JsonLd:
    """The dataset with its licence, publisher, version and downloads."""
    project = site.publication.project
    texts = {key: by_language.get(lang, "") for key, by_language in project.texts.items()}
    downloads = [
        {
            "@type": "DataDownload",
            "encodingFormat": media,
            "contentUrl": f"{project.base}download/{project.name}.{ending}",
        }
        for ending, (media, _) in DUMPS.items()
    ]
    publisher = {"@type": "Organization", "name": texts.get("publisher")}
    found: JsonLd = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{project.base}dataset",
        "name": texts.get("title"),
        "description": texts.get("description"),
        "version": project.version,
        "license": project.licence,
        "inLanguage": sorted(project.texts["title"]),
        "isAccessibleForFree": True,
        "publisher": publisher if publisher["name"] else None,
        "distribution": downloads,
    }
    return {key: value for key, value in found.items() if value}
