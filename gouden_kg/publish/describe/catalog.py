"""The catalogue: dataset, a distribution for each file, and the SPARQL service, by DCAT-AP-NL 3.0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...graph import Triple, literal_term
from ...languages import LANGUAGES
from ...project import Project
from ..dumps.rdf import FOLDER
from ..publication import File, Publication
from ..written import Written
from . import dataset as known
from .statements import PREFIXES, Said, about, description_files, link, term, texts, typed

_APPLICATION_PROFILE = "https://modellen.geostandaarden.nl/dcat-ap-nl/id/applicationprofile/core-ap"
_SPARQL = "https://www.w3.org/TR/sparql11-protocol/"
_SERVICE_TEXT = {
    "nl": "Het adres waar de gegevens met SPARQL 1.1 bevraagd worden.",
    "en": "The address where the data are queried with SPARQL 1.1.",
}
_SERVICE_TITLE = {"nl": "SPARQL-dienst", "en": "SPARQL service"}


def catalog_files(publication: Publication, written: Written) -> Iterable[File]:
    """The catalogue in four syntaxes."""
    prefixes = PREFIXES | {"catalog": f"{known.catalog_iri(publication.project)}#"}
    return description_files("catalog", catalog_triples(publication, written), prefixes)


def catalog_triples(publication: Publication, written: Written) -> Iterator[Triple]:
    """The catalogue as triples; values that others keep have their class stated, as validators ask for it."""
    paths = [path for path in written.paths(f"{FOLDER}/") if known.format_of(path)]
    yield from _catalog(publication)
    yield from _dataset(publication, paths)
    yield from _service(publication)
    for path in paths:
        yield from _distribution(publication, written, path)
    yield from _agents(publication.project)
    yield from _outside(publication, paths)


def _part(project: Project, name: str) -> str:
    return f"{known.catalog_iri(project)}#{name}"


def _distribution_iri(project: Project, path: str) -> str:
    return _part(project, path.removeprefix(f"{FOLDER}/").replace("/", "-"))


def _common(publication: Publication) -> Said:
    project = publication.project
    return {
        "dct:publisher": link(_part(project, "publisher")),
        "dct:creator": link(_part(project, "publisher")),
        "dct:license": link(project.licence),
        "dct:language": [link(iri) for iri in known.LANGUAGE_IRIS.values()],
        "dct:modified": typed(known.modified(publication), "date"),
    }


def _described(publication: Publication) -> Said:
    """What datasets and services both say."""
    project = publication.project
    words = {lang: known.keywords(project, lang) for lang in LANGUAGES}
    return _common(publication) | {
        "dct:accessRights": link(known.PUBLIC),
        "dcat:contactPoint": link(_part(project, "contact")),
        "dcat:theme": link(project.settings.get("theme", known.SOCIETY)),
        "dcat:keyword": [literal_term(word, language=lang) for lang in LANGUAGES for word in words[lang]],
        "dcat:landingPage": link(_home(project)),
        "foaf:page": link(_home(project)),
    }


def _home(project: Project) -> str:
    return f"{project.base}nl/dataset.html"


def _description(project: Project) -> dict[str, str]:
    return project.texts.get("description") or project.texts["title"]


def _catalog(publication: Publication) -> list[Triple]:
    project = publication.project
    said: Said = _common(publication) | {
        "rdf:type": term("dcat:Catalog"),
        "dct:title": texts(project.texts["title"]),
        "dct:description": texts(_description(project)),
        "dct:issued": typed(known.issued(publication), "date"),
        "dct:spatial": link(known.NETHERLANDS),
        "dcat:contactPoint": link(_part(project, "contact")),
        "dcat:dataset": link(known.dataset_iri(project)),
        "dcat:service": link(_part(project, "sparql")),
        "dcat:themeTaxonomy": link("http://publications.europa.eu/resource/authority/data-theme"),
        "foaf:homepage": link(project.base),
        "dct:conformsTo": link(_APPLICATION_PROFILE),
    }
    return about(known.catalog_iri(project), said)


def _dataset(publication: Publication, paths: list[str]) -> list[Triple]:
    project = publication.project
    said: Said = _described(publication) | {
        "rdf:type": term("dcat:Dataset"),
        "dct:title": texts(project.texts["title"]),
        "dct:description": texts(_description(project)),
        "dct:identifier": literal_term(known.dataset_iri(project)),
        "dct:issued": typed(known.issued(publication), "date"),
        "dct:accrualPeriodicity": link(known.IRREGULAR),
        "dct:conformsTo": link(f"{project.base}def"),
        "dct:spatial": link(known.NETHERLANDS),
        "dcat:version": literal_term(project.version),
        "owl:versionInfo": literal_term(project.version),
        "dcat:distribution": [link(_distribution_iri(project, path)) for path in paths],
    }
    return about(known.dataset_iri(project), said)


def _service(publication: Publication) -> list[Triple]:
    project = publication.project
    said: Said = _described(publication) | {
        "rdf:type": term("dcat:DataService"),
        "dct:title": texts(_SERVICE_TITLE),
        "dct:description": texts(_SERVICE_TEXT),
        "dct:identifier": literal_term(_part(project, "sparql")),
        "dct:conformsTo": link(_SPARQL),
        "dcat:endpointURL": link(f"{project.base}sparql"),
        "dcat:endpointDescription": link(f"{project.base}sparql"),
        "dcat:servesDataset": link(known.dataset_iri(project)),
    }
    return about(_part(project, "sparql"), said)


def _distribution(publication: Publication, written: Written, path: str) -> list[Triple]:
    project, kind = publication.project, known.FORMATS[path.rpartition(".")[2]]
    iri = _distribution_iri(project, path)
    checksum = f"{iri}-checksum"
    said: Said = {
        "rdf:type": term("dcat:Distribution"),
        "dct:title": [literal_term(path.rpartition("/")[2], language=lang) for lang in LANGUAGES],
        "dct:description": [literal_term(kind.name, language=lang) for lang in LANGUAGES],
        "dct:license": link(project.licence),
        "dct:language": [link(iri) for iri in known.LANGUAGE_IRIS.values()],
        "dct:modified": typed(known.modified(publication), "date"),
        "dct:conformsTo": link(kind.standard),
        "dct:format": link(kind.file_type),
        "dcat:mediaType": link(_media_type(kind)),
        "dcat:accessURL": link(_home(project)),
        "dcat:downloadURL": link(project.base + path),
        "dcat:accessService": link(_part(project, "sparql")),
        "dcat:byteSize": typed(written.size(path), "nonNegativeInteger"),
        "spdx:checksum": link(checksum),
    }
    sum_said: Said = {
        "rdf:type": term("spdx:Checksum"),
        "spdx:algorithm": term("spdx:checksumAlgorithm_sha256"),
        "spdx:checksumValue": typed(written.digest(path), "hexBinary"),
    }
    return about(iri, said) + about(checksum, sum_said)


def _media_type(kind: known.Format) -> str:
    return f"https://www.iana.org/assignments/media-types/{kind.media_type}"


def _agents(project: Project) -> list[Triple]:
    name, contact = known.publisher_name(project), project.settings.get("contact", project.base)
    way = "vcard:hasEmail" if contact.startswith("mailto:") else "vcard:hasURL"
    publisher: Said = {
        "rdf:type": [term("foaf:Agent"), term("foaf:Organization")],
        "foaf:name": texts(name),
        "foaf:homepage": link(project.base),
    }
    card: Said = {"rdf:type": [term("vcard:Kind"), term("vcard:Organization")], "vcard:fn": texts(name)}
    return about(_part(project, "publisher"), publisher) + about(_part(project, "contact"), card | {way: link(contact)})


def _outside(publication: Publication, paths: list[str]) -> Iterator[Triple]:
    """The classes of values that are described elsewhere."""
    project = publication.project
    kinds = [kind for path in paths if (kind := known.format_of(path))]
    standards = {f"{project.base}def", _SPARQL, _APPLICATION_PROFILE, *(kind.standard for kind in kinds)}
    classes: dict[str, set[str]] = {
        "dct:LicenseDocument": {project.licence},
        "dct:LinguisticSystem": set(known.LANGUAGE_IRIS.values()),
        "dct:RightsStatement": {known.PUBLIC},
        "dct:Location": {known.NETHERLANDS},
        "dct:Frequency": {known.IRREGULAR},
        "dct:Standard": standards,
        "dct:MediaType": {_media_type(kind) for kind in kinds},
        "dct:MediaTypeOrExtent": {kind.file_type for kind in kinds},
        "foaf:Document": {_home(project), project.base},
        "spdx:ChecksumAlgorithm": {"http://spdx.org/rdf/terms#checksumAlgorithm_sha256"},
    }
    for name, iris in classes.items():
        for iri in sorted(iris - {""}):
            yield from about(iri, {"rdf:type": term(name)})
    yield from _theme(project)


def _theme(project: Project) -> list[Triple]:
    theme, scheme = (
        project.settings.get("theme", known.SOCIETY),
        "http://publications.europa.eu/resource/authority/data-theme",
    )
    label = {"nl": "Bevolking en samenleving", "en": "Population and society"} if theme == known.SOCIETY else {}
    concept: Said = {
        "rdf:type": term("skos:Concept"),
        "skos:inScheme": link(scheme),
        "skos:prefLabel": texts(label) or literal_term(theme.rpartition("/")[2]),
    }
    taxonomy: Said = {"rdf:type": term("skos:ConceptScheme"), "dct:title": literal_term("Data theme", language="en")}
    return about(theme, concept) + about(scheme, taxonomy)
