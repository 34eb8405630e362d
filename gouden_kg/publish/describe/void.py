"""Statistics of the dataset for machines, by VoID: partitions by class and property, and links to other datasets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from ...graph import RDF_TYPE, Graph, Triple, iri_of, literal_term
from ..dumps.rdf import FOLDER
from ..publication import File, Publication
from ..words import local_name
from ..written import Written
from . import dataset as known
from .statements import PREFIXES, Said, about, description_files, link, term, texts, typed

_FEATURES = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML")


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of a graph; links are counted by predicate and host of the other dataset."""

    triples: int
    subjects: int
    objects: int
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    links: Counter[tuple[str, str]] = field(default_factory=Counter)


def statistics_of(graph: Graph, things: str) -> Statistics:
    """The counts of a graph whose things begin with `things`."""
    classes = Counter(iri_of(value) for _, prop, value in graph if prop == RDF_TYPE)
    properties = Counter(iri_of(prop) for _, prop, _ in graph)
    links = Counter(
        (iri_of(prop), urlsplit(iri_of(value)).netloc)
        for subject, prop, value in graph
        if prop != RDF_TYPE and iri_of(subject).startswith(things) and _is_outside(iri_of(value), things)
    )
    subjects, objects = {s for s, _, _ in graph}, {o for _, _, o in graph}
    return Statistics(len(graph), len(subjects), len(objects), classes, properties, links)


def _is_outside(iri: str, things: str) -> bool:
    return iri.startswith(("http://", "https://")) and not iri.startswith(things.removesuffix("id/"))


def void_files(publication: Publication, written: Written) -> Iterable[File]:
    """`void.*`, and the same Turtle at `.well-known/void` (VoID, section 7.2)."""
    prefixes = PREFIXES | {"this": f"{publication.project.base}void#"}
    for path, content in description_files("void", void_triples(publication, written), prefixes):
        yield path, content
        if path.endswith(".ttl"):
            yield ".well-known/void", content


def void_triples(publication: Publication, written: Written) -> Iterator[Triple]:
    """The description as triples."""
    project = publication.project
    numbers = statistics_of(publication.graph, publication.context.things)
    yield from about(f"{project.base}void", _document(publication))
    yield from about(known.dataset_iri(project), _dataset(publication, written, numbers))
    for iri, count in sorted(numbers.classes.items()):
        said: Said = {"void:class": link(iri), "void:entities": typed(count, "integer")}
        yield from about(_partition(publication, "class", iri), said)
    for iri, count in sorted(numbers.properties.items()):
        said = {"void:property": link(iri), "void:triples": typed(count, "integer")}
        yield from about(_partition(publication, "property", iri), said)
    yield from _linksets(publication, numbers)


def _document(publication: Publication) -> Said:
    return {
        "rdf:type": term("void:DatasetDescription"),
        "dct:title": texts(publication.project.texts["title"]),
        "foaf:primaryTopic": link(known.dataset_iri(publication.project)),
    }


def _dataset(publication: Publication, written: Written, numbers: Statistics) -> Said:
    project = publication.project
    dumps = [p for p in written.paths(f"{FOLDER}/") if p.endswith((".ttl", ".nt", ".jsonld", ".rdf"))]
    example = next((a for a in publication.documents if "/" in a), "")
    return {
        "rdf:type": term("void:Dataset"),
        "dct:title": texts(project.texts["title"]),
        "dct:license": link(project.licence),
        "dct:modified": typed(known.modified(publication), "date"),
        "foaf:homepage": link(project.base),
        "void:uriSpace": literal_term(publication.context.things),
        "void:exampleResource": link(publication.context.things + example) if example else "",
        "void:sparqlEndpoint": link(f"{project.base}sparql"),
        "void:dataDump": [link(project.base + path) for path in dumps],
        "void:feature": [link(f"http://www.w3.org/ns/formats/{name}") for name in _FEATURES],
        "void:vocabulary": [link(iri) for iri in _vocabularies(numbers)],
        "void:triples": typed(numbers.triples, "integer"),
        "void:entities": typed(sum("/" in address for address in publication.documents), "integer"),
        "void:classes": typed(len(numbers.classes), "integer"),
        "void:properties": typed(len(numbers.properties), "integer"),
        "void:distinctSubjects": typed(numbers.subjects, "integer"),
        "void:distinctObjects": typed(numbers.objects, "integer"),
        "void:documents": typed(len(publication.documents), "integer"),
        "void:classPartition": [link(_partition(publication, "class", iri)) for iri in sorted(numbers.classes)],
        "void:propertyPartition": [
            link(_partition(publication, "property", iri)) for iri in sorted(numbers.properties)
        ],
        "void:subset": [link(_linkset(publication, prop, host)) for prop, host in sorted(numbers.links)],
    }


def _vocabularies(numbers: Statistics) -> list[str]:
    terms = [*numbers.classes, *numbers.properties]
    return sorted({iri[: len(iri) - len(local_name(iri))] for iri in terms})


def _partition(publication: Publication, kind: str, iri: str) -> str:
    return f"{publication.project.base}void#{kind}-{_short(publication, iri)}"


def _short(publication: Publication, iri: str) -> str:
    """The IRI as `prefix-name`; two vocabularies may have a name in common."""
    spaces = sorted((publication.prefixes | PREFIXES).items(), key=lambda item: -len(item[1]))
    for prefix, namespace in spaces:
        if iri.startswith(namespace) and "/" not in iri[len(namespace) :]:
            return f"{prefix}-{iri[len(namespace) :]}"
    parts = urlsplit(iri)
    return f"{parts.netloc}{parts.path}{parts.fragment}".replace("/", "-")


def _linkset(publication: Publication, prop: str, host: str) -> str:
    return f"{publication.project.base}void#links-{_short(publication, prop)}-{host}"


def _linksets(publication: Publication, numbers: Statistics) -> Iterator[Triple]:
    ours = known.dataset_iri(publication.project)
    for (prop, host), count in sorted(numbers.links.items()):
        other = f"{publication.project.base}void#dataset-{host}"
        said: Said = {
            "rdf:type": term("void:Linkset"),
            "void:linkPredicate": link(prop),
            "void:subjectsTarget": link(ours),
            "void:objectsTarget": link(other),
            "void:triples": typed(count, "integer"),
        }
        yield from about(_linkset(publication, prop, host), said)
    for host in sorted({host for _, host in numbers.links}):
        other = f"{publication.project.base}void#dataset-{host}"
        yield from about(other, {"rdf:type": term("void:Dataset"), "dct:title": literal_term(host)})
