"""Where the dataset came from, by PROV-O: the sources it rests on, the program that made it, the version before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ... import __version__
from ...graph import RDF_TYPE, Triple, iri_of, literal_term
from ..publication import File, Publication
from ..release.ledger import Release, read_releases
from ..written import Written
from . import dataset as known
from .statements import PREFIXES, Said, about, description_files, link, term, texts, typed

_SOURCE = "<https://schema.org/DigitalDocument>"
_MAKING = {"nl": "Inlezen, afleiden, controleren en publiceren", "en": "Reading, deriving, validating and publishing"}
_DERIVING = {
    "nl": "Afleiden van tripels uit de records met opgeslagen vragen",
    "en": "Deriving triples from the records with stored queries",
}


def provenance_files(publication: Publication, written: Written) -> Iterable[File]:
    """`prov.*`."""
    prefixes = PREFIXES | {"this": f"{publication.project.base}prov#"}
    return description_files("prov", provenance_triples(publication), prefixes)


def provenance_triples(publication: Publication) -> Iterator[Triple]:
    """The origin of this version and of the releases before it."""
    project = publication.project
    releases = read_releases(project)
    yield from about(known.dataset_iri(project), _this(publication, releases))
    yield from _activities(publication)
    for release in releases:
        yield from about(known.release_iri(project, release.version), _released(publication, release))


def _part(publication: Publication, name: str) -> str:
    return f"{publication.project.base}prov#{name}"


def _this(publication: Publication, releases: list[Release]) -> Said:
    project = publication.project
    sources = sorted(s for s, prop, value in publication.graph if prop == RDF_TYPE and value == _SOURCE)
    before = [release for release in releases if release.version != project.version]
    return {
        "rdf:type": term("prov:Entity"),
        "dcat:version": literal_term(project.version),
        "prov:wasGeneratedBy": link(_part(publication, "publishing")),
        "prov:wasAttributedTo": link(f"{known.catalog_iri(project)}#publisher"),
        "prov:wasDerivedFrom": [link(iri_of(source)) for source in sources],
        "prov:wasRevisionOf": link(known.release_iri(project, before[-1].version)) if before else "",
        "dct:modified": typed(known.modified(publication), "date"),
        "dcat:hasVersion": [link(known.release_iri(project, release.version)) for release in releases],
    }


def _released(publication: Publication, release: Release) -> Said:
    project = publication.project
    return {
        "rdf:type": term("prov:Entity"),
        "dct:title": literal_term(f"{project.name} {release.version}"),
        "dct:description": texts(release.note),
        "dct:issued": typed(release.date, "date"),
        "dct:isVersionOf": link(known.dataset_iri(project)),
        "dcat:version": literal_term(release.version),
        "dcat:previousVersion": link(known.release_iri(project, release.previous)) if release.previous else "",
        "prov:wasRevisionOf": link(known.release_iri(project, release.previous)) if release.previous else "",
        "prov:wasAttributedTo": link(f"{known.catalog_iri(project)}#publisher"),
    }


def _activities(publication: Publication) -> Iterator[Triple]:
    """Publishing uses the records; the derived graph of the TriG dump comes from the records graph."""
    project = publication.project
    records, derived = f"{project.base}graph/records", f"{project.base}graph/derived"
    publishing: Said = {
        "rdf:type": term("prov:Activity"),
        "rdfs:label": texts(_MAKING),
        "prov:used": [link(records), link(f"{project.base}graph/vocabulary")],
        "prov:wasAssociatedWith": link(_part(publication, "gouden-kg")),
    }
    deriving: Said = {
        "rdf:type": term("prov:Activity"),
        "rdfs:label": texts(_DERIVING),
        "prov:used": link(records),
        "prov:wasAssociatedWith": link(_part(publication, "gouden-kg")),
    }
    agent: Said = {
        "rdf:type": term("prov:SoftwareAgent"),
        "rdfs:label": literal_term("gouden-kg"),
        "owl:versionInfo": literal_term(__version__),
    }
    yield from about(_part(publication, "publishing"), publishing)
    yield from about(_part(publication, "deriving"), deriving)
    yield from about(_part(publication, "gouden-kg"), agent)
    yield from about(records, {"rdf:type": term("prov:Entity")})
    derived_said: Said = {
        "rdf:type": term("prov:Entity"),
        "prov:wasDerivedFrom": link(records),
        "prov:wasGeneratedBy": link(_part(publication, "deriving")),
    }
    yield from about(derived, derived_said)
