"""Programs that people use, against the running server."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from .conftest import Server

QUERY = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?label WHERE { ?thing skos:prefLabel ?label FILTER(LANG(?label) = "nl") } ORDER BY STR(?label) ?thing LIMIT 50"""
DELFT = "https://w3id.org/gouden-gemeenten/id/municipality/gm0503"


@pytest.fixture(scope="module")
def expected() -> list[str]:
    """The labels as the embedded store gives them."""
    from gouden_kg import open_project

    from ..conftest import ROOT

    return [row["label"] for row in open_project(ROOT).ask(QUERY)]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_sparqlwrapper(form: str, method: str, real: Server, expected: list[str]) -> None:
    import SPARQLWrapper

    client = SPARQLWrapper.SPARQLWrapper(real.url + "/sparql")
    client.setQuery(QUERY)
    client.setMethod(method)
    client.setReturnFormat(form)
    answer: Any = client.query().convert()
    if form == "json":
        assert [row["label"]["value"] for row in answer["results"]["bindings"]] == expected
    elif form == "xml":
        labels = [b for b in answer.getElementsByTagName("binding") if b.getAttribute("name") == "label"]
        assert [b.getElementsByTagName("literal")[0].firstChild.data for b in labels] == expected
    else:
        assert len(answer.decode().splitlines()) == len(expected) + 1


def test_sparqlwrapper_with_graphs_and_mistakes(real: Server) -> None:
    import rdflib
    import SPARQLWrapper
    from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

    client = SPARQLWrapper.SPARQLWrapper(real.url + "/sparql")
    client.setQuery(f"DESCRIBE <{DELFT}>")
    for form in ("turtle", "xml", "json-ld", "n3"):
        client.setReturnFormat(form)
        found: Any = client.query().convert()
        graph = found if isinstance(found, rdflib.Graph) else rdflib.Graph().parse(data=found, format="turtle")
        assert (rdflib.URIRef(DELFT), None, None) in graph, form
    client.setQuery("SELECT nonsense")
    with pytest.raises(QueryBadFormed):
        client.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_rdflibs_sparqlstore(form: str, method: Any, real: Server, expected: list[str]) -> None:
    import rdflib
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = rdflib.Graph(SPARQLStore(real.url + "/sparql", returnFormat=form, method=method))
    assert [str(row.label) for row in graph.query(QUERY)] == expected  # type: ignore[union-attr]
    if form in ("json", "xml"):
        assert (rdflib.URIRef(DELFT), rdflib.RDF.type, None) in graph
        assert bool(graph.query("ASK { ?s ?p ?o }"))


def test_rdflib_follows_the_address_of_a_thing(real: Server) -> None:
    import rdflib

    graph = rdflib.Graph().parse(real.url + "/id/municipality/gm0503")
    assert (rdflib.URIRef(DELFT), rdflib.RDF.type, None) in graph


def test_pandas_reads_the_address_of_a_table(real: Server, expected: list[str]) -> None:
    import pandas

    stored = pandas.read_csv(real.url + "/api/queries/municipalities-on.csv?on=2017-12-04&limit=1000")
    assert len(stored) == 388 and set(stored["cbsCode"].str[:2]) == {"GM"}
    own = pandas.read_csv(f"{real.url}/sparql?query={quote(QUERY)}", storage_options={"Accept": "text/csv"})
    assert list(own["label"]) == expected
    page = json.loads(real.ask("/api/queries/golden-since.json").body)
    assert len(pandas.DataFrame(page["rows"])) == page["total"] > 0


def test_federation_from_another_engine(real: Server) -> None:
    import pyoxigraph

    text = f"SELECT ?p {{ SERVICE <{real.url}/sparql> {{ <{DELFT}> ?p ?o }} }}"
    rows: Any = pyoxigraph.Store().query(text)
    assert len(list(rows)) > 5


def test_curl(real: Server, tmp_path: Path) -> None:
    if not shutil.which("curl"):
        pytest.skip("curl is missing: apt-get install curl")

    def curl(*words: str) -> str:
        command = ["curl", "--silent", "--show-error", "--max-time", "30", *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    endpoint = real.url + "/sparql"
    assert curl("--fail", "-G", endpoint, "--data-urlencode", "query=ASK {}") == '{"head":{},"boolean":true}'
    assert "true" in curl("--fail", "-d", "query=ASK {}", endpoint)
    (tmp_path / "q.rq").write_text(QUERY)
    posted = curl(
        "--fail",
        "-H",
        "Content-Type: application/sparql-query",
        "-H",
        "Accept: text/csv",
        "--data-binary",
        f"@{tmp_path}/q.rq",
        endpoint,
    )
    assert len(posted.splitlines()) == 51
    followed = curl("--fail", "-L", "-H", "Accept: text/turtle", real.url + "/id/municipality/gm0503")
    assert "a gg:Municipality" in followed or "Municipality" in followed
    head = curl("--fail", "--head", "--compressed", real.url + "/doc/municipality/gm0503.ttl")
    assert head.startswith("HTTP/1.1 200") and "content-encoding: gzip" in head.lower()
    assert curl("-o", "/dev/null", "-w", "%{http_code}", real.url + "/doc/nothing/none") == "404"
    again = curl("--fail", "-w", "%{num_connects}", endpoint + "?query=ASK%7B%7D", endpoint + "?query=ASK%7B%7D")
    assert again.endswith("0"), "the second request goes over the same connection"
