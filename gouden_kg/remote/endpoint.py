"""A SPARQL endpoint asked as the embedded store is: the same questions, the same kinds of answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from ..messages import shortened
from ..query.binding import bound_text, query_form
from .client import ADDRESS_HINT, Client, NoEndpoint, refusal

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, Triple, Variable

DEFAULT = "default"
# XML, because Virtuoso writes booleans as numbers in JSON
ROWS_MEDIA = "application/sparql-results+xml, application/sparql-results+json;q=0.9"
GRAPH_MEDIA = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
_VIRTUOSO_NODE = re.compile(rb"<bnode>nodeID://")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where queries go, and the graph that they are asked of; without one the default graph of the server."""

    url: str
    graph: str = ""

    def request(
        self, text: str, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> tuple[dict[str, str | list[str]], dict[str, str]]:
        """The form fields and headers that ask a query; graphs named here take the place of the endpoint's."""
        defaults = list(default_graphs) if default_graphs or named_graphs else [self.graph] if self.graph else []
        form: dict[str, str | list[str]] = {
            "query": text,
            "default-graph-uri": defaults,
            "named-graph-uri": list(named_graphs),
        }
        return form, {"accept": ROWS_MEDIA if query_form(text) in ("SELECT", "ASK") else GRAPH_MEDIA}


class RemoteStore:
    """Answers `query` as pyoxigraph's `Store` does; graphs come as a list of triples."""

    def __init__(self, client: Client, endpoint: Endpoint) -> None:
        self.client, self.endpoint = client, endpoint

    def query(
        self,
        query: str,
        *,
        default_graph: list[NamedNode] | None = None,
        named_graphs: list[NamedNode] | None = None,
        substitutions: dict[Variable, Any] | None = None,
    ) -> QuerySolutions | QueryBoolean | list[Triple]:
        """The result; raises `GoudenError` with what the server says when it gives none."""
        text = bound_text(query, {v.value: term for v, term in (substitutions or {}).items()})
        named = ([node.value for node in graphs or ()] for graphs in (default_graph, named_graphs))
        form, headers = self.endpoint.request(text, *named)
        url = self.endpoint.url
        response = self.client.send("POST", url, form=form, headers=headers)
        if not response.is_success:
            raise refusal(url, response)
        try:
            return read_result(response.content, media_of(response), query_form(text))
        except (ValueError, SyntaxError):
            words = shortened(f"{response.status_code} with {media_of(response) or 'no type'}")
            raise NoEndpoint(f"{url} does not answer with SPARQL results: {words}", ADDRESS_HINT) from None


def media_of(response: httpx.Response) -> str:
    """The media type of an answer, without its parameters."""
    return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()


def read_result(content: bytes, media: str, form: str) -> QuerySolutions | QueryBoolean | list[Triple]:
    """The result in a body of a media type; raises `ValueError` or `SyntaxError` when it cannot be read."""
    from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

    results = QueryResultsFormat.from_media_type(media)
    if results is None or form not in ("SELECT", "ASK"):
        syntax = RdfFormat.from_media_type(media)
        if syntax is None or form in ("SELECT", "ASK"):
            raise ValueError(f"an answer of type {media}")
        return [quad.triple for quad in parse(content, syntax)]
    result = parse_query_results(_VIRTUOSO_NODE.sub(b"<bnode>", content), results)
    if form == "ASK" and isinstance(result, QuerySolutions):  # Virtuoso answers ASK with a row that holds 0 or 1
        held = any(row[0] is not None and row[0].value in ("1", "true") for row in result)
        return parse_query_results(b'{"head":{},"boolean":%s}' % str(held).lower().encode(), QueryResultsFormat.JSON)
    return result


def find_endpoint(client: Client, address: str, graph: str, published: str) -> Endpoint:
    """The endpoint at an address, or just below it.

    Without a graph named it is asked of the graph `published`, where the server has that, else of its default graph.
    Raises `GoudenError` when nothing there speaks SPARQL.
    """
    url = _query_url(client, address)
    if graph:
        return Endpoint(url, "" if graph == DEFAULT else graph)
    there = published and RemoteStore(client, Endpoint(url)).query(f"ASK {{ GRAPH <{published}> {{ ?s ?p ?o }} }}")
    return Endpoint(url, published if there else "")


def _query_url(client: Client, address: str) -> str:
    """The first address that answers ASK; the error of the address as given when none does."""
    below = address.rstrip("/") + "/"
    found: list[NoEndpoint] = []
    for url in (address, below + "sparql", below + "query"):
        try:
            RemoteStore(client, Endpoint(url)).query("ASK {}")
        except NoEndpoint as error:
            found.append(error)
        else:
            return url
    raise found[0]
