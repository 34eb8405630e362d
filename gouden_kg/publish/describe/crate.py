"""The site as a research object: `ro-crate-metadata.json` (RO-Crate 1.2)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ...project import Project
from ...report import worded
from ..publication import File, Publication
from ..written import Written
from . import dataset as known
from .citation import spdx_licence

METADATA = "ro-crate-metadata.json"
_CONTEXT = "https://w3id.org/ro/crate/1.2/context"
_PROFILE = "https://w3id.org/ro/crate/1.2"
_ALSO = {
    "catalog.ttl": ("DCAT-AP-NL catalogue", "text/turtle"),
    "void.ttl": ("VoID statistics", "text/turtle"),
    "prov.ttl": ("PROV provenance", "text/turtle"),
    "def.ttl": ("Vocabulary", "text/turtle"),
    "context.jsonld": ("JSON-LD context", "application/ld+json"),
    "CITATION.cff": ("Citation", "application/yaml"),
    "download/SHA256SUMS": ("Checksums", "text/plain"),
}


def crate_file(publication: Publication, written: Written) -> Iterable[File]:
    """The metadata of the crate, whose root is the site itself."""
    graph = [{k: v for k, v in entity.items() if v} for entity in crate_entities(publication, written)]
    document = {"@context": _CONTEXT, "@graph": graph}
    yield METADATA, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def crate_entities(publication: Publication, written: Written) -> list[dict[str, Any]]:
    """The descriptor, the dataset, its files and whom and what they name; what is empty is left out later."""
    project = publication.project
    downloads = [p for p in written.paths("download/") if known.format_of(p)]
    files = [*downloads, *(path for path in _ALSO if path in written.paths())]
    return [
        {
            "@id": METADATA,
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": _PROFILE},
            "license": _licence(project),
        },
        _root(publication, files),
        *(_file(project, written, path) for path in files),
        *_contextual(project),
    ]


def _root(publication: Publication, files: list[str]) -> dict[str, Any]:
    project = publication.project
    return {
        "@id": "./",
        "@type": "Dataset",
        "identifier": {"@id": "#identifier"},
        "name": worded(project.texts["title"], "en"),
        "description": worded(project.texts.get("description") or project.texts["title"], "en"),
        "datePublished": known.modified(publication),
        "version": project.version,
        "license": _licence(project),
        "publisher": {"@id": _publisher(project)},
        "author": {"@id": _publisher(project)},
        "keywords": known.keywords(project, "en"),
        "inLanguage": ["nl", "en"],
        "hasPart": [{"@id": path} for path in files],
    }


def _file(project: Project, written: Written, path: str) -> dict[str, Any]:
    kind = known.format_of(path)
    name, media_type = _ALSO.get(path) or (f"{kind.name if kind else ''}: {path}", kind.media_type if kind else "")
    return {
        "@id": path,
        "@type": "File",
        "name": name,
        "description": f"{name} of version {project.version}",
        "encodingFormat": media_type,
        "contentSize": str(written.size(path)),
        "sha256": written.digest(path),
    }


def _contextual(project: Project) -> list[dict[str, Any]]:
    contact = {
        "@id": "#contact",
        "@type": "ContactPoint",
        "name": f"Contact: {worded(known.publisher_name(project), 'en')}",
        "contactType": "publisher",
        "url": project.settings.get("contact", project.base),
    }
    publisher = {
        "@id": _publisher(project),
        "@type": "Organization",
        "name": worded(known.publisher_name(project), "en"),
        "url": project.base,
        "contactPoint": {"@id": "#contact"},
    }
    identifier = {
        "@id": "#identifier",
        "@type": "PropertyValue",
        "name": "Address of the dataset",
        "propertyID": "https://schema.org/url",
        "value": known.dataset_iri(project),
        "url": known.dataset_iri(project),
    }
    licence = {
        "@id": project.licence,
        "@type": "CreativeWork",
        "name": spdx_licence(project.licence) or project.licence,
        "description": f"The licence of these data: {project.licence}",
    }
    return [publisher, contact, identifier, *([licence] if project.licence else [])]


def _licence(project: Project) -> dict[str, str]:
    return {"@id": project.licence} if project.licence else {}


def _publisher(project: Project) -> str:
    return f"{known.catalog_iri(project)}#publisher"
