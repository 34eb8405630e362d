"""What `gouden query --endpoint` and `gouden push` tell of servers that are busy, elsewhere, or no SPARQL servers."""

from __future__ import annotations

import base64
import http.server
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

import pytest

from gouden_kg.problem import GoudenError
from gouden_kg.remote.client import USER_VARIABLE, Client
from gouden_kg.remote.endpoint import Endpoint, RemoteStore, read_result

from .conftest import ROOT, gouden
from .servers import free_port

Reply = tuple[int, dict[str, str], bytes]
XML = "application/sparql-results+xml"
TRUE = b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>true</boolean></sparql>'
YES: Reply = (200, {"Content-Type": XML}, TRUE)
PAGE: Reply = (200, {"Content-Type": "text/html; charset=utf-8"}, b"<!doctype html><title>Welcome</title>")


@contextmanager
def serving(reply: Callable[[http.server.BaseHTTPRequestHandler, int], Reply | None]) -> Iterator[str]:
    """The address of a server that answers its nth request with `reply(request, n)`; `None` breaks the line."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked.append(self.path)
            said = reply(self, len(asked))
            if said is None:
                self.connection.close()
                return
            status, headers, body = said
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def asks(address: str, user: str | None = None) -> bool:
    with Client(user, pauses=(0.01, 0.01)) as client:
        return bool(RemoteStore(client, Endpoint(address)).query("ASK {}"))


@pytest.mark.parametrize("busy", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again(busy: int) -> None:
    with serving(lambda _, n: YES if n == 3 else (busy, {}, b"")) as address:
        assert asks(address)


def test_a_server_that_stays_busy_is_told() -> None:
    told = pytest.raises(GoudenError, match="503 Service Unavailable: come back later")
    with serving(lambda _, n: (503, {"Retry-After": "0"}, b"come back later\n")) as address, told:
        asks(address)


def test_a_broken_line_is_tried_again_unless_the_request_may_not_come_twice() -> None:
    with serving(lambda _, n: YES if n == 2 else None) as address:
        assert asks(address)
    told = pytest.raises(GoudenError, match="broke off")
    with serving(lambda _, n: YES if n == 2 else None) as address, Client(pauses=(0.01,)) as client, told:
        client.send("POST", address, content=b"MOVE", again=False)


def test_the_password_goes_to_servers_that_ask_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def guarded(request: http.server.BaseHTTPRequestHandler, n: int) -> Reply:
        seen.append(request.headers.get("Authorization", ""))
        return YES if seen[-1] else (401, {"WWW-Authenticate": 'Basic realm="x"'}, b"")

    with serving(guarded) as address:
        assert asks(address, "me:se:cret")
        assert seen == ["", "Basic " + base64.b64encode(b"me:se:cret").decode()]
        monkeypatch.setenv(USER_VARIABLE, "me:other")
        assert asks(address)
        assert seen[-1] == "Basic " + base64.b64encode(b"me:other").decode()

    def open_to_all(request: http.server.BaseHTTPRequestHandler, n: int) -> Reply:
        seen.append(request.headers.get("Authorization", ""))
        return YES

    with serving(open_to_all) as address:
        assert asks(address) and seen[-1] == ""


@pytest.mark.parametrize(
    ("reply", "told", "hint"),
    [
        ((404, {"Content-Type": "text/plain"}, b""), "is no SPARQL endpoint: it answers 404 Not Found", "/sparql"),
        (PAGE, "does not answer with SPARQL results: 200 with text/html", "/sparql"),
        ((200, {"Content-Type": XML}, b"<sparql"), "does not answer with SPARQL results", "/sparql"),
        ((200, {}, b""), "200 with no type", "/sparql"),
        ((401, {}, b""), "answers 401 Unauthorized", USER_VARIABLE),
        ((403, {}, b""), "answers 403 Forbidden", USER_VARIABLE),
        ((301, {"Location": "https://example.org/sparql"}, b""), "has moved to https://example.org/sparql", "address"),
        ((400, {}, "zo\u0000niet\nregel 2".encode()), "answers 400 Bad Request", ""),
        ((500, {}, b"boom  at line 3\nstack"), "answers 500 Internal Server Error: boom at line 3", ""),
    ],
)
def test_other_answers_are_told_in_a_line(reply: Reply, told: str, hint: str) -> None:
    with serving(lambda _, n: reply) as address:
        result = gouden("query", "run", "-e", "ASK {}", "--endpoint", address, "--project", ROOT)
    assert result.exit_code == 2 and result.stdout == "", result.output
    first, *rest = result.stderr.splitlines()
    assert first.startswith("error: ") and told in first and first.isprintable()
    assert hint in "".join(rest) and len(rest) <= 1


def test_the_endpoint_below_an_address_is_found() -> None:
    with serving(lambda request, _: YES if request.path == "/query" else PAGE) as address:
        result = gouden("query", "run", "-e", "ASK {}", "--endpoint", address, "--project", ROOT)
    assert result.exit_code == 0 and "true" in result.stdout


def test_a_password_in_the_address_is_not_repeated() -> None:
    for command in (["push"], ["query", "run", "-e", "ASK {}", "--endpoint"]):
        result = gouden(*command, "http://me:hush@127.0.0.1:1/", "--project", ROOT)
        assert result.exit_code == 2 and USER_VARIABLE in result.stderr and "hush" not in result.output


@pytest.mark.parametrize("command", [["push"], ["query", "run", "-e", "ASK {}", "--endpoint"]])
def test_nothing_to_reach(command: list[str]) -> None:
    for address, told in (
        (f"http://127.0.0.1:{free_port()}/", "cannot reach"),
        ("localhost:7878", "is no web address"),
        ("file:///etc/passwd", "is no web address"),
        ("http://", "is no web address"),
        ("http://[::1", "is no web address"),
    ):
        result = gouden(*command, address, "--project", ROOT)
        assert result.exit_code == 2 and told in result.stderr and "hint" in result.stderr, result.output
        assert "Traceback" not in result.output


def test_a_certificate_nobody_trusts(tmp_path: Path) -> None:
    if not which("openssl"):
        pytest.skip("openssl is missing, which makes the certificate for this test")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*words, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        with pytest.raises(GoudenError, match=r"cannot trust .* self-signed certificate"):
            asks(f"https://127.0.0.1:{server.server_port}/")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_server_that_takes_no_updates_is_told() -> None:
    def reads(request: http.server.BaseHTTPRequestHandler, _: int) -> Reply:
        update = request.headers["Content-Type"] == "application/sparql-update"
        return (415, {}, b"") if update else YES if request.path == "/sparql" else (404, {}, b"")

    with serving(reads) as address:
        result = gouden("push", address, "--project", ROOT)
    assert result.exit_code == 2 and "no address for SPARQL Update" in result.stderr


def test_options_that_do_not_go_together() -> None:
    for words, told in (
        (["--endpoint", "http://x/", "--data", "x.ttl"], "two graphs"),
        (["--graph", "urn:x"], "belong to --endpoint"),
        (["--user", "a:b"], "belong to --endpoint"),
    ):
        result = gouden("query", "run", "-e", "ASK {}", "--project", ROOT, *words)
        assert result.exit_code == 2 and told in result.stderr


def test_virtuosos_ways_with_results() -> None:
    row = b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="x"/></head><results><result><binding name="x">%s</binding></result></results></sparql>'
    zero = row % b'<literal datatype="http://www.w3.org/2001/XMLSchema#integer">0</literal>'
    assert not read_result(zero, XML, "ASK")
    assert read_result(zero.replace(b">0<", b">1<"), XML, "ASK")
    [node] = read_result(row % b"<bnode>nodeID://b10000</bnode>", XML, "SELECT")  # type: ignore[misc]
    assert str(node[0]) == "_:b10000"
