"""Requests that try to get at files, headers, logs and the readers of pages."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from ..serve.conftest import Server, eventually

SECRET = "root:"
MARKUP = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def raw(server: Server, request: bytes, seconds: float = 20) -> bytes:
    """All that comes back for bytes as they are."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=seconds) as connection:
        connection.sendall(request)
        received = b""
        while part := connection.recv(65536):
            received += part
    return received


def get(path: bytes, *fields: bytes, host: bytes = b"localhost") -> bytes:
    lines = [b"GET " + path + b" HTTP/1.1", b"Host: " + host, b"Connection: close", *fields]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def status(received: bytes) -> int:
    match = re.match(rb"HTTP/1\.1 (\d{3}) ", received)
    return int(match[1]) if match else 0


TRAVERSALS = [
    f"{start}{step * 8}{target}"
    for start in ("/", "/assets/", "/doc/", "/nl/", "/download/", "/release/")
    for step in (
        "../",
        "..%2f",
        "%2e%2e/",
        "%2e%2e%2f",
        "..%5c",
        "..\\",
        "%252e%252e%252f",
        "....//",
        "..;/",
        "%c0%ae%c0%ae/",
    )
    for target in ("etc/passwd",)
] + [
    "//etc/passwd",
    "///etc/passwd",
    "/%2fetc/passwd",
    "/assets/%00/etc/passwd",
    "/nl/index.html%00.ttl",
    "/.%2e/dist/store/CURRENT",
    "/../gouden-gemeenten.nt",
    "/.git/config",
    "/.env",
    "/dist/headers.json",
    "/store/CURRENT",
    "/assets/../../pyproject.toml",
    "file:///etc/passwd",
    "http://127.0.0.1/../../etc/passwd",
    "/doc/municipality/../../../etc/passwd.ttl",
    "/doc/municipality/%2e%2e%2f%2e%2e%2fetc%2fpasswd.html",
    "/api/queries/../../../../etc/passwd",
    "/api/queries/..%2f..%2fpyproject",
]


@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_path_leads_out_of_the_site(path: str, victim: Server) -> None:
    received = raw(victim, get(path.encode()))
    assert status(received) in (200, 301, 303, 308, 400, 404, 405), received[:200]
    assert SECRET.encode() not in received and b"[project]" not in received and b"[core]" not in received
    assert b"Traceback" not in received


def test_links_in_the_site_do_not_lead_out(serving: Callable[..., Server], tmp_path: Path) -> None:
    from ..serve.conftest import build_garden

    folder = build_garden(tmp_path / "garden")
    (tmp_path / "outside.txt").write_text("outside")
    (folder / "dist" / "site" / "link.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "dist" / "site" / "up").symlink_to(tmp_path)
    server = serving("--project", folder)
    for path in ("/link.txt", "/up/outside.txt"):
        answer = server.ask(path)
        assert answer.status == 404 and "outside" not in answer.text, path


REFLECTED = [
    "/{}", "/nl/{}", "/en/{}.html", "/id/{}/x", "/doc/{}", "/doc/municipality/{}", "/doc/municipality/{}.html", "/def/{}",
    "/sparql?query={}", "/sparql?{}=1", "/sparql?query=ASK%7B%7D&default-graph-uri={}", "/sparql?query=ASK%7B%7D&format={}",
    "/api/queries/{}", "/api/queries/{}.html", "/api/queries/practices-by-theme?theme={}", "/api/queries/practices-by-theme?{}=1",
    "/api/queries/practices-by-theme?limit={}", "/api/queries/practices-by-theme.html?theme={}", "/api/queries/practices-by-theme/v/{}",
    "/reconcile?queries={}", "/reconcile?callback={}", "/reconcile/{}", "/release/{}/x", "/download/{}", "/?{}", "/nl/search.html?q={}",
]  # fmt: skip


@pytest.mark.parametrize("accept", ["text/html", "*/*", "application/xml", "text/html;q=0.9, image/png"])
@pytest.mark.parametrize("pattern", REFLECTED)
def test_words_of_a_visitor_never_become_markup(pattern: str, accept: str, victim: Server) -> None:
    answer = victim.ask(pattern.format(quote(MARKUP, safe="")), Accept=accept, Referer=MARKUP, User_Agent=MARKUP)
    kind = answer.headers.get("content-type", "")
    assert answer.headers["x-content-type-options"] == "nosniff"
    if "html" in kind or "xml" in kind or "javascript" in kind:
        assert "<script>alert" not in answer.text and "<img src=x" not in answer.text
    if "html" in kind:
        policy = answer.headers["content-security-policy"]
        assert "unsafe-inline" not in policy and "default-src 'none'" in policy.replace('"', "'")
    assert "<" not in str(answer.headers), "nothing of it in a header"


INJECTIONS = ["%0d%0aX-Evil:%201", "%0aX-Evil:%201", "%0d%0a%0d%0a<h1>", "%E5%98%8A%E5%98%8DX-Evil:1", "%00", "\u2028"]


@pytest.mark.parametrize("injection", INJECTIONS)
@pytest.mark.parametrize(
    "path",
    [
        "/id/municipality/gm0503{}",
        "/id/{}/x",
        "/doc/municipality/gm0503{}",
        "/def{}",
        "/nl{}",
        "/api/queries/{}",
        "/api/queries/practices-by-theme?theme={}&limit=1",
        "/sparql?query=ASK%7B%7D&x={}",
        "/reconcile?callback={}",
    ],
)
def test_no_header_is_written_by_a_visitor(path: str, injection: str, victim: Server) -> None:
    received = raw(victim, get(path.format(quote(injection, safe="%:<>")).encode(), b"Accept: text/turtle"))
    head = received.partition(b"\r\n\r\n")[0].lower()
    assert b"x-evil:" not in head.replace(b"\r\n", b"\n").split(b"\nlocation")[0] and b"\nx-evil" not in head
    assert received.count(b"HTTP/1.1 ") == 1 and status(received) != 500


def test_no_line_of_the_log_is_written_by_a_visitor(
    serving: Callable[..., Server], garden: Path, tmp_path: Path
) -> None:
    log = tmp_path / "access.log"
    server = serving("--project", garden, "--log", log, "--log-queries", "--log-addresses")
    forged = '{"status": 999}'
    attacks = [
        f"/x%0a{quote(forged)}",
        f"/x%0d%0a{quote(forged)}",
        f"/sparql?query={quote('ASK {} #' + chr(10) + forged)}",
        "/%1b%5b2J%1b%5d0;title%07",
        "/%e2%80%ae%e2%80%a8",
    ]
    for path in attacks:
        server.ask(path, User_Agent="a\x1b[2J" + forged, Referer=forged)
    assert eventually(lambda: log.read_text().count("\n") >= len(attacks))
    text = log.read_text("utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert len(lines) == len(attacks) and all(line["status"] != 999 for line in lines)
    assert "\x1b" not in text and "\x07" not in text and text.isascii()


@pytest.mark.parametrize(
    "host",
    [
        b"evil.example",
        b"127.0.0.1:1",
        b"localhost.",
        b"a" * 300,
        b"x/../y",
        b"<script>",
        b"a b",
        b"",
        b"[::1]",
        b"\xff",
    ],
)
def test_a_wrong_host_gets_nothing_of_its_own(host: bytes, victim: Server) -> None:
    for path in (b"/id/municipality/gm0503", b"/sparql", b"/api/openapi.json", b"/reconcile", b"/"):
        received = raw(
            victim, get(path, b"Accept: */*", b"X-Forwarded-Host: evil2.example", b"Forwarded: host=evil3", host=host)
        )
        assert status(received) in (200, 303, 400, 404, 421), received[:200]
        assert b"evil2" not in received and b"evil3" not in received and b"<script>" not in received


def test_only_named_hosts_where_they_are_named(serving: Callable[..., Server], garden: Path) -> None:
    server = serving("--project", garden, "--hosts", "data.example.org")
    assert status(raw(server, get(b"/sparql?query=ASK%7B%7D", host=b"data.example.org"))) == 200
    assert status(raw(server, get(b"/sparql?query=ASK%7B%7D", host=b"evil.example"))) in (400, 421)


BROKEN = {
    "no request": b"\r\n\r\n",
    "noise": bytes(range(256)) * 20 + b"\r\n\r\n",
    "tls": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
    "http/2 preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "http/0.9": b"GET /\r\n\r\n",
    "http/9.9": b"GET / HTTP/9.9\r\nHost: a\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "field without a colon": b"GET / HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n",
    "field name with a space": b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
    "folded field": b"GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\nConnection: close\r\n\r\n",
    "null in a field": b"GET / HTTP/1.1\r\nHost: a\r\nX: \x00\r\n\r\n",
    "bare line feeds": b"GET / HTTP/1.1\nHost: a\nConnection: close\n\n",
    "two lengths": b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nContent-Length: 7\r\n\r\nASK {} ",
    "length and chunks": b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /evil HTTP/1.1\r\nHost: a\r\n\r\n",
    "negative length": b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    "length of letters": b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: abc\r\n\r\n",
    "endless length": b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: " + b"9" * 400 + b"\r\n\r\n",
    "chunks of letters": b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "endless chunk": b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
    "unknown coding": b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\nxx",
    "chunked twice": b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    "many fields": b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 5000 + b"\r\n",
    "long field": b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    "long address": b"GET /" + b"y" * 100_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    "long method": b"G" * 100_000 + b" / HTTP/1.1\r\nHost: a\r\n\r\n",
    "connect": b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\nConnection: close\r\n\r\n",
    "address of another": b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    "space in the address": b"GET /a b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "bytes in the address": b"GET /\xff\xfe HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "upgrade": b"GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\nSec-WebSocket-Key: x\r\n\r\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_request_is_refused(name: str, victim: Server) -> None:
    with socket.create_connection(("127.0.0.1", victim.port), timeout=20) as connection:
        connection.sendall(BROKEN[name])
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while part := connection.recv(65536):
            received += part
    if received:
        assert status(received) in (200, 303, 400, 404, 405, 408, 411, 413, 414, 415, 421, 426, 431, 501, 505), (
            received[:200]
        )
    assert b"evil" not in received.replace(b"evil.example", b"").lower() and received.count(b"HTTP/1.1 ") <= 1
    assert victim.ask("/sparql?query=ASK%7B%7D").status == 200


def test_ten_megabytes(victim: Server) -> None:
    for body in (b"ASK {} #" + b"x" * 10_000_000, b"ASK {" + b"{}" * 5_000_000 + b"}", b"query=" + b"%20" * 3_400_000):
        connection = socket.create_connection(("127.0.0.1", victim.port), timeout=20)
        kind = b"application/x-www-form-urlencoded" if body.startswith(b"query") else b"application/sparql-query"
        head = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: " + kind
        connection.sendall(head + b"\r\nContent-Length: " + str(len(body)).encode() + b"\r\n\r\n")
        assert status(connection.recv(65536)) == 413
        connection.close()
    chunks = b"".join(b"10000\r\n" + b"x" * 65536 + b"\r\n" for _ in range(16))
    with socket.create_connection(("127.0.0.1", victim.port), timeout=20) as connection:
        connection.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        connection.sendall(chunks + b"5\r\nxxxxx\r\n")
        assert status(connection.recv(65536)) == 413
