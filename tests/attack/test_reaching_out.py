"""No query makes the server open a connection, read a file, or change the graph."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from ..serve.conftest import Server

SECRET = "the-secret-of-the-file"
FORM = "application/x-www-form-urlencoded"
COUNT = "/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")


class Canary:
    """A listener on loopback that remembers whether anyone came."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/sparql"
        self.visits = 0
        self.thread = threading.Thread(target=self._listen)
        self.thread.start()

    def _listen(self) -> None:
        while True:
            connection, _ = self.listener.accept()
            if connection.recv(1) == b"!":
                connection.close()
                return
            self.visits += 1
            connection.close()

    def close(self) -> None:
        """Ends the listener."""
        with socket.create_connection(self.listener.getsockname()) as last:
            last.sendall(b"!")
        self.thread.join()
        self.listener.close()


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    listening = Canary()
    yield listening
    listening.close()


@pytest.fixture
def secret(tmp_path: Path) -> str:
    """The address of a file that holds a secret."""
    file = tmp_path / "secret.nt"
    file.write_text(f'<urn:a> <urn:b> "{SECRET}" .\n')
    return file.as_uri()


SERVICES = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { sErViCe <URL> { ?s ?p ?o } }",
    "SELECT * { BIND(<URL> AS ?url) SERVICE ?url { ?s ?p ?o } }",
    "SELECT * { VALUES ?url { <URL> } SERVICE ?url { ?s ?p ?o } }",
    "PREFIX c: <URL>\nSELECT * { SERVICE c: { ?s ?p ?o } }",
    "BASE <URL>\nSELECT * { SERVICE <> { ?s ?p ?o } }",
    "BASE <URL>\nSELECT * { SERVICE <?x=1> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o OPTIONAL { SERVICE <URL> { ?s ?q ?z } } } LIMIT 5",
    "SELECT * { { ?s ?p ?o } UNION { SERVICE <URL> { ?s ?p ?o } } } LIMIT 5000000",
    "SELECT * { ?s ?p ?o FILTER NOT EXISTS { SERVICE <URL> { ?s ?q ?z } } } LIMIT 5",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <URL> { ?s ?q ?z } } } LIMIT 5",
    "SELECT * { ?s ?p ?o MINUS { SERVICE <URL> { ?s ?q ?z } } } LIMIT 5",
    "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } LIMIT 1 } }",
    "CONSTRUCT { ?s ?p ?o } { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "ASK { SERVICE <URL> { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { GRAPH ?g { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT (EXISTS { SERVICE <URL> { ?s ?p ?o } } AS ?x) {}",
    "SELECT * { SERVICE <\\u0068ttp://HOST/sparql> { ?s ?p ?o } }",
    "SELECT * { #\nSERVICE#\n<URL>#\n{ ?s ?p ?o } }",
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH <URL> { ?s ?p ?o } }",
    "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "DESCRIBE <URL>",
    "SELECT * { GRAPH <URL> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("text", SERVICES)
def test_no_query_reaches_the_network(text: str, victim: Server, canary: Canary) -> None:
    query = text.replace("URL", canary.url).replace("HOST", canary.url.split("/")[2])
    answer = victim.ask("/sparql?" + urlencode({"query": query}))
    assert answer.status in (200, 400, 403, 504), answer.text
    assert canary.visits == 0


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri", "using-graph-uri"])
def test_no_parameter_reaches_the_network_or_a_file(name: str, victim: Server, canary: Canary, secret: str) -> None:
    for address in (canary.url, secret):
        query = {"query": "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", name: address}
        answer = victim.ask("/sparql?" + urlencode(query))
        assert answer.status in (200, 400, 504) and SECRET not in answer.text
        assert canary.visits == 0


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM <URL> { ?s ?p ?o }",
        "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * { GRAPH <URL> { ?s ?p ?o } }",
        "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "DESCRIBE <URL>",
        "BASE <URL> SELECT * FROM <> { ?s ?p ?o }",
        "LOAD <URL>",
        "LOAD SILENT <URL> INTO GRAPH <urn:x>",
    ],
)
def test_no_query_reads_a_file(text: str, victim: Server, secret: str) -> None:
    answer = victim.ask("/sparql?" + urlencode({"query": text.replace("URL", secret)}))
    assert answer.status in (200, 400, 403, 504) and SECRET not in answer.text


UPDATES = [
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP DEFAULT",
    "CREATE GRAPH <urn:x>",
    "COPY DEFAULT TO <urn:x>",
    "MOVE DEFAULT TO <urn:x>",
    "ADD <urn:x> TO DEFAULT",
    "LOAD <URL>",
    "ASK {} ; CLEAR ALL",
]


@pytest.mark.parametrize("text", UPDATES)
def test_no_update_gets_in(text: str, victim: Server, canary: Canary) -> None:
    update = text.replace("URL", canary.url)
    before = victim.ask(COUNT).body
    for path, method, body, kind in (
        ("/sparql?" + urlencode({"query": update}), "GET", None, None),
        ("/sparql?" + urlencode({"update": update}), "GET", None, None),
        ("/sparql", "POST", update, "application/sparql-update"),
        ("/sparql", "POST", update, "application/sparql-query"),
        ("/sparql", "POST", urlencode({"update": update}), FORM),
        ("/sparql", "POST", urlencode({"query": update}), FORM),
        ("/sparql", "POST", urlencode({"query": "ASK {}", "update": update}), FORM),
        ("/update", "POST", update, "application/sparql-update"),
        ("/sparql", "PUT", update, "text/turtle"),
        ("/sparql", "PATCH", update, "application/sparql-update"),
        ("/sparql?default", "DELETE", None, None),
        ("/store?default", "PUT", "<urn:a> <urn:b> <urn:c> .", "text/turtle"),
    ):
        headers: dict[str, Any] = {"content_type": kind} if kind else {}
        answer = victim.ask(path, method, body, **headers)
        assert 400 <= answer.status < 500, (method, path, answer.status)
    assert victim.ask(COUNT + "%23again").body == before
    assert canary.visits == 0
