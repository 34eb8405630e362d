"""Where the dataset and what describes it are called by name, and what a file to download is."""

from __future__ import annotations

from dataclasses import dataclass

from ...project import Project
from ..publication import Publication
from ..release.ledger import read_releases

_AUTHORITY = "http://publications.europa.eu/resource/authority/"
LANGUAGE_IRIS = {"nl": f"{_AUTHORITY}language/NLD", "en": f"{_AUTHORITY}language/ENG"}
PUBLIC = f"{_AUTHORITY}access-right/PUBLIC"
NETHERLANDS = f"{_AUTHORITY}country/NLD"
IRREGULAR = f"{_AUTHORITY}frequency/IRREG"
SOCIETY = f"{_AUTHORITY}data-theme/SOCI"


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its name, media type, EU file type and, where there is one, the standard it follows."""

    name: str
    media_type: str
    file_type: str = ""
    standard: str = ""


# SQLite and Parquet have no entry in the EU's list of file types that we could verify
FORMATS = {
    "ttl": Format("Turtle", "text/turtle", f"{_AUTHORITY}file-type/RDF_TURTLE", "https://www.w3.org/TR/turtle/"),
    "nt": Format(
        "N-Triples", "application/n-triples", f"{_AUTHORITY}file-type/RDF_N_TRIPLES", "https://www.w3.org/TR/n-triples/"
    ),
    "jsonld": Format(
        "JSON-LD", "application/ld+json", f"{_AUTHORITY}file-type/JSON_LD", "https://www.w3.org/TR/json-ld11/"
    ),
    "trig": Format("TriG", "application/trig", f"{_AUTHORITY}file-type/RDF_TRIG", "https://www.w3.org/TR/trig/"),
    "rdf": Format(
        "RDF/XML", "application/rdf+xml", f"{_AUTHORITY}file-type/RDF_XML", "https://www.w3.org/TR/rdf-syntax-grammar/"
    ),
    "csv": Format("CSV", "text/csv", f"{_AUTHORITY}file-type/CSV", "https://www.rfc-editor.org/rfc/rfc4180"),
    "json": Format(
        "CSVW", "application/csvm+json", f"{_AUTHORITY}file-type/JSON", "https://www.w3.org/TR/tabular-metadata/"
    ),
    "sqlite": Format("SQLite", "application/vnd.sqlite3", "", "https://www.sqlite.org/fileformat2.html"),
    "parquet": Format("Parquet", "application/vnd.apache.parquet", "", "https://parquet.apache.org/docs/file-format/"),
}


def format_of(path: str) -> Format | None:
    """What kind of file this is; `None` for what accompanies the files, such as checksums."""
    return FORMATS.get(path.rpartition(".")[2])


def dataset_iri(project: Project) -> str:
    """The IRI of the dataset."""
    return f"{project.base}dataset"


def catalog_iri(project: Project) -> str:
    """The IRI of the catalogue that lists the dataset."""
    return f"{project.base}catalog"


def release_iri(project: Project, version: str) -> str:
    """The IRI of a release."""
    return f"{project.base}release/{version}"


def publisher_name(project: Project) -> dict[str, str]:
    """Who publishes, by language; the title where nobody is named."""
    return project.texts.get("publisher") or project.texts["title"]


def keywords(project: Project, lang: str) -> list[str]:
    """The keywords of a language."""
    return [word.strip() for word in project.texts.get("keyword", {}).get(lang, "").split(",") if word.strip()]


def modified(publication: Publication) -> str:
    """The day on which the data last changed, as `data/dataset.yaml` says it; an empty text when it does not."""
    return publication.project.settings.get("modified", "")


def issued(publication: Publication) -> str:
    """The day on which the data first came out, as stated or else that of the first release; empty before that."""
    stated = publication.project.settings.get("issued", "")
    return stated or next((release.date for release in read_releases(publication.project)), "")
