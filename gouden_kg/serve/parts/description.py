"""What this service is: SPARQL 1.1 Service Description and VoID, as a graph."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ...graph import RDF_TYPE, XSD, Graph, iri_term, literal_term, sorted_graph
from ...query.engine import Limits

if TYPE_CHECKING:
    from ...publish.publication import Publication

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
DCT = "http://purl.org/dc/terms/"
FORMATS = "http://www.w3.org/ns/formats/"
PREFIXES = {"sd": SD, "void": VOID, "dct": DCT, "format": FORMATS, "xsd": XSD}
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML")


def service_description(endpoint: str, limits: Limits, publication: Publication | None) -> Graph:
    """The description of the endpoint; its default graph is described when there is a publication."""
    service, dataset, default = iri_term(endpoint), iri_term(endpoint + "#dataset"), iri_term(endpoint + "#graph")
    triples = [
        (service, RDF_TYPE, iri_term(SD + "Service")),
        (service, iri_term(SD + "endpoint"), service),
        (service, iri_term(SD + "supportedLanguage"), iri_term(SD + "SPARQL11Query")),
        *((service, iri_term(SD + "resultFormat"), iri_term(FORMATS + form)) for form in (*_RESULTS, *_GRAPHS)),
        (service, iri_term(SD + "defaultDataset"), dataset),
        (dataset, RDF_TYPE, iri_term(SD + "Dataset")),
        (dataset, iri_term(SD + "defaultGraph"), default),
        (default, RDF_TYPE, iri_term(SD + "Graph")),
        *((service, iri_term(DCT + "description"), literal_term(t, language=tag)) for tag, t in _words(limits).items()),
    ]
    if publication is not None:
        triples += _void(default, service, publication)
    return sorted_graph(triples)


def _words(limits: Limits) -> dict[str, str]:
    rows, size, seconds = limits.rows, limits.size, f"{limits.seconds:g}"
    return {
        "en": f"Read-only. A query may take {seconds} seconds and give {rows} rows or {size} bytes; beyond that it is "
        "refused, never cut short.",
        "nl": f"Alleen lezen. Een vraag mag {seconds} seconden duren en {rows} rijen of {size} bytes opleveren; "
        "daarboven wordt zij geweigerd, nooit afgekapt.",
    }


def _void(graph: str, service: str, publication: Publication) -> Graph:
    project, triples = publication.project, publication.graph
    classes = Counter(o for _, p, o in triples if p == RDF_TYPE)
    numbers = {
        "triples": len(triples),
        "distinctSubjects": len({s for s, _, _ in triples}),
        "properties": len({p for _, p, _ in triples}),
        "classes": len(classes),
        "documents": len(publication.documents),
    }
    found = [
        (graph, RDF_TYPE, iri_term(VOID + "Dataset")),
        (graph, iri_term(VOID + "sparqlEndpoint"), service),
        (graph, iri_term(VOID + "uriSpace"), literal_term(project.base + "id/")),
        (graph, iri_term(VOID + "vocabulary"), iri_term(project.vocabulary)),
        *((graph, iri_term(DCT + "title"), literal_term(t, language=tag)) for tag, t in project.texts["title"].items()),
        *((graph, iri_term(VOID + n), literal_term(str(v), datatype=XSD + "integer")) for n, v in numbers.items()),
    ]
    if project.licence.startswith("http"):
        found.append((graph, iri_term(DCT + "license"), iri_term(project.licence)))
    return found
