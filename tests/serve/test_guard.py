"""What the server does with clients that are slow, large, many, or ill-mannered, and what it writes down."""

from __future__ import annotations

import asyncio
import errno
import gc
import json
import re
import socket
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest

from gouden_kg.serve.access_log import AccessLog
from gouden_kg.serve.app import Application
from gouden_kg.serve.clients import Clients
from gouden_kg.serve.connection import Connection
from gouden_kg.serve.http import Raw, Sent, Taker
from gouden_kg.serve.metrics import Metrics
from gouden_kg.serve.settings import Settings
from gouden_kg.serve.ticks import Ticks

from .conftest import Server, eventually, start


@pytest.fixture(scope="module")
def strict(garden: Path) -> Iterator[Server]:
    """A server with short deadlines and small limits."""
    limits = ["--head-seconds", "0.5", "--body-seconds", "0.5", "--idle-seconds", "0.5", "--send-seconds", "0.5"]
    running = start(
        "--project", garden, *limits, "--body-size", "2048", "--connections", "20", "--query-seconds", "4", "--log", ""
    )
    yield running
    running.stop()


def said(server: Server, *parts: bytes, pause: float = 0.0) -> bytes:
    """All that the server answers to raw bytes until it hangs up."""
    with closing(socket.create_connection(("127.0.0.1", server.port), timeout=10)) as client:
        for part in parts:
            client.sendall(part)
            time.sleep(pause)
        answer = b""
        while part := client.recv(65536):
            answer += part
        return answer


GET = b"GET /health HTTP/1.1\r\nHost: a\r\n"
ASK = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
CHUNKED = ASK + b"Transfer-Encoding: chunked\r\n\r\n"
SLOW = "SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B" + "".join(f"?a{i}%20?b{i}%20?c{i}%20.%20" for i in range(6)) + "%7D"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /health HTTP/1.1\r\nHost: a\r\n", 408),  # never ends
        (b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc", 408),
        (b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc", 408),
        (b"GET /" + b"a" * 17000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        (GET + b"X: " + b"a" * 40000 + b"\r\n\r\n", 431),
        (GET + b"X: " + b"a" * 60000, 431),
        (GET + b"X: a\r\n" * 200 + b"\r\n", 431),
        (b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 3000\r\n\r\n", 413),
        (b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nbb8\r\n" + b"a" * 3000 + b"\r\n", 413),
        (b"GET /health HTTP/1.1\r\n\r\n", 400),
        (GET + b"Host: b\r\n\r\n", 400),
        (b"GET /health HTTP/1.1\r\nHost: a b<script>\r\nConnection: close\r\n\r\n", 400),
        (b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400),
        (b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
        (b"nonsense\r\n\r\n", 400),
        (b"GET /health HTTP/1.1\r\nHost: a\r\nBad Name: x\r\n\r\n", 400),
        (b"POST /sparql HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
        (CHUNKED.replace(b"\r\n\r\n", b"\r\nTransfer-Encoding: chunked\r\n\r\n").replace(b"chunked", b"x", 1), 501),
        (CHUNKED + b"0\r\nX: " + b"a" * 60_000, 431),  # a trailer that does not end
        (CHUNKED + b"1;x=" + b"a" * 60_000, 431),
        (b"GET /health HTTP/2.0\r\nHost: a\r\n\r\n", 505),
        (b"GET /health\r\n\r\n", 505),
        (b"BREW /health HTTP/1.1\r\nHost: a\r\n\r\n", 501),
        (b"get /health HTTP/1.1\r\nHost: a\r\n\r\n", 501),
    ],
)
def test_ill_requests_get_a_clear_answer(strict: Server, sent: bytes, status: int) -> None:
    answer = said(strict, sent)
    assert answer.startswith(b"HTTP/1.1 %d " % status), answer[:200]
    head = answer.partition(b"\r\n\r\n")[0].lower()
    for name in (b"date", b"content-security-policy", b"x-content-type-options", b"access-control-allow-origin"):
        assert head.count(b"\r\n" + name + b": ") == 1, name
    problem = json.loads(answer.partition(b"\r\n\r\n")[2])
    assert problem["status"] == status and b"<script>" not in answer


@pytest.mark.parametrize(
    ("target", "status"),
    [
        (b"http://a/health", 200),
        (b"HTTP://a:80/health?x=%20#y", 200),
        (b"http://a", 200),
        (b"http://a?x=1", 200),
        (b"http://a/nothing", 404),
        (b"http://a b/health", 400),
        (b"http://me@a/health", 400),
        (b"health", 400),
        (b"*", 404),
    ],
)
def test_whole_addresses_are_read(strict: Server, target: bytes, status: int) -> None:
    answer = said(strict, b"GET " + target + b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 %d " % status), answer[:200]


def test_the_host_of_a_whole_address_counts(serving: Callable[..., Server], garden: Path) -> None:
    server = serving("--project", garden, "--hosts", "data.example.org", "--log", "")
    for host, other, status in (
        (b"data.example.org", b"evil.example", 200),
        (b"evil.example", b"data.example.org", 421),
    ):
        sent = b"GET http://" + host + b"/health HTTP/1.1\r\nHost: " + other + b"\r\nConnection: close\r\n\r\n"
        assert said(server, sent).startswith(b"HTTP/1.1 %d " % status)


def test_a_trickle_is_cut_off(strict: Server) -> None:
    with closing(socket.create_connection(("127.0.0.1", strict.port), timeout=10)) as client:
        client.sendall(GET)
        with pytest.raises(OSError):
            for _ in range(60):
                client.sendall(b"X-A: b\r\n")
                time.sleep(0.1)
    assert strict.ask("/health").status == 200


def test_a_silent_client_is_cut_off(strict: Server) -> None:
    assert said(strict) == b""


def test_an_idle_connection_is_closed(strict: Server) -> None:
    answer = said(strict, GET + b"\r\n")
    assert answer.startswith(b"HTTP/1.1 200 ") and answer.count(b"HTTP/1.1") == 1


def test_a_client_that_does_not_read_is_cut_off(strict: Server) -> None:
    with closing(socket.socket()) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(("127.0.0.1", strict.port))
        for _ in range(20):
            client.sendall(b"GET /large.bin HTTP/1.1\r\nHost: a\r\n\r\n")
        assert eventually(lambda: _connections(strict) == 1)


def _connections(server: Server) -> int:
    lines = server.ask("/metrics").text.splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("gouden_connections "))


def test_one_connection_too_many_is_told(strict: Server) -> None:
    crowd = [socket.create_connection(("127.0.0.1", strict.port), timeout=10) for _ in range(20)]
    try:
        for client in crowd:
            client.sendall(GET + b"\r\n")
            assert client.recv(15) == b"HTTP/1.1 200 OK"
        answer = said(strict)
        assert answer.startswith(b"HTTP/1.1 503 ") and b"Retry-After" in answer
    finally:
        for client in crowd:
            client.close()
    assert eventually(lambda: strict.ask("/health").status == 200)


def test_requests_in_one_go_are_answered_in_order(strict: Server) -> None:
    answer = said(strict, (GET + b"\r\n") * 2 + GET + b"Connection: close\r\n\r\n")
    assert answer.count(b"HTTP/1.1 200 OK") == 3


def test_a_slow_second_request_gets_its_own_answer(strict: Server) -> None:
    answer = said(strict, GET + b"\r\n" + GET)
    assert answer.startswith(b"HTTP/1.1 200 ") and answer.count(b"HTTP/1.1 ") == 2 and b"HTTP/1.1 408 " in answer


def test_a_trickle_behind_a_slow_question_is_cut_off(strict: Server) -> None:
    slow = f"GET /sparql?query={SLOW} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
    with closing(socket.create_connection(("127.0.0.1", strict.port), timeout=30)) as client:
        client.sendall(slow + GET)
        with pytest.raises(OSError):
            for _ in range(200):
                client.sendall(b"X-A: b\r\n")
                time.sleep(0.1)


def test_leaving_stops_what_was_asked_even_with_more_behind_it(strict: Server) -> None:
    slow = f"GET /sparql?query={SLOW}%23 HTTP/1.1\r\nHost: a\r\n\r\n".encode()
    with closing(socket.create_connection(("127.0.0.1", strict.port), timeout=10)) as client:
        client.sendall(slow * 3)
        assert eventually(lambda: json.loads(strict.ask("/health").body)["queries"] == 1)
    assert eventually(lambda: json.loads(strict.ask("/health").body)["queries"] == 0, 3)


def test_continue_is_said_before_the_body(strict: Server) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/sparql-query\r\n"
    answer = said(strict, head + b"Content-Length: 6\r\nExpect: 100-continue\r\n\r\n", b"ASK {}", pause=0.1)
    assert answer.startswith(b"HTTP/1.1 100 Continue") and b'"boolean":true' in answer


def statuses(answer: bytes) -> list[int]:
    return [int(found) for found in re.findall(rb"HTTP/1\.1 (\d+) ", answer)]


def test_what_was_asked_before_a_refusal_is_answered_before_it(strict: Server) -> None:
    asked = b"GET /sparql?query=ASK%%7B%%7D%%23%d HTTP/1.1\r\nHost: a\r\n\r\n"
    for wrong in (b"garbage\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", CHUNKED + b"nonsense\r\n"):
        answer = said(strict, b"".join(asked % number for number in range(5)) + wrong + asked % 6)
        assert statuses(answer) == [200] * 5 + [400], wrong


def test_a_refused_client_that_stays_is_cut_off(strict: Server) -> None:
    with closing(socket.create_connection(("127.0.0.1", strict.port), timeout=10)) as client:
        client.sendall(b"GET /health HTTP/1.1\r\n\r\n" + GET + b"\r\n")
        assert client.recv(15) == b"HTTP/1.1 400 Ba"
        assert eventually(lambda: _connections(strict) == 1, 5)


def test_after_the_last_request_nothing_is_read(strict: Server) -> None:
    last = b"GET /sparql?query=ASK%7B%7D%23last HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
    assert statuses(said(strict, last + b"GET / HTTP/1.1\r\n\r\n")) == [200]


def test_fields_behind_the_body_are_no_head(strict: Server) -> None:
    trailer = b"6\r\nASK {}\r\n0\r\nHost: b\r\nAccept: text/csv\r\n\r\n"
    answer = said(strict, CHUNKED + trailer + GET + b"Connection: close\r\n\r\n")
    assert statuses(answer) == [200, 200] and b"application/sparql-results+json" in answer


@pytest.mark.parametrize("version", [b"1.1", b"1.0"])
def test_asking_for_another_protocol_changes_nothing(strict: Server, version: bytes) -> None:
    upgrade = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n"
    asked = ASK.replace(b"1.1", version) + upgrade + b"Content-Length: 6\r\n\r\nASK {}"
    answer = said(strict, asked + GET + upgrade + b"\r\n" + GET + b"Connection: close\r\n\r\n")
    assert statuses(answer) == ([200, 200, 200] if version == b"1.1" else [200]) and b'"boolean":true' in answer


def test_an_old_client_is_not_told_to_continue(strict: Server) -> None:
    head = ASK.replace(b"1.1", b"1.0") + b"Content-Length: 6\r\nExpect: 100-continue\r\n\r\n"
    assert statuses(said(strict, head, b"ASK {}", pause=0.1)) == [200]


def test_a_refused_head_request_gets_no_body(strict: Server) -> None:
    answer = said(strict, b"HEAD /health HTTP/1.1\r\n\r\n")
    assert statuses(answer) == [400] and answer.endswith(b"\r\n\r\n")


def test_the_host_of_the_address_counts(strict: Server) -> None:
    for host in (b"b.example", b"b.example:81", b"[::1]:81"):
        answer = said(strict, b"GET http://%b/api/openapi.json HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" % host)
        assert b"http://%b" % host in answer and b"http://a/" not in answer


class _Wire(asyncio.Transport):
    """A client that reads everything at once."""

    def __init__(self) -> None:
        super().__init__()
        self.written, self.closed = b"", False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written += data

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True

    def resume_reading(self) -> None:
        pass

    def write_eof(self) -> None:
        raise OSError(errno.ENOTCONN, "it left")

    abort = close


class _Echo:
    """Answers each request with its address, `/ready` at once; others come when the loop has gone round."""

    def ready(self, raw: Raw) -> Sent | None:
        return Sent(200, b"", raw.target) if raw.target.startswith(b"/ready") else None

    async def serve(self, raw: Raw, client: Taker) -> None:
        await client.take(Sent(200, b"", raw.target))
        if raw.target == b"/first":  # what the client sends next is read before the loop goes on
            cast(Connection, client).data_received(b"GET /ready HTTP/1.1\r\nHost: a\r\n\r\n")


def _connected() -> tuple[Connection, _Wire]:
    settings = Settings(log="")
    clients, wire = Clients(settings, Metrics(), AccessLog(settings)), _Wire()
    connection = Connection(clients, cast(Application, _Echo()))
    connection.connection_made(wire)
    return connection, wire


def test_what_comes_between_two_replies_waits_for_its_turn() -> None:
    async def work() -> bytes:
        connection, wire = _connected()
        connection.data_received(b"".join(b"GET /%b HTTP/1.1\r\nHost: a\r\n\r\n" % p for p in (b"first", b"second")))
        for _ in range(20):
            await asyncio.sleep(0)
        return wire.written

    assert re.findall(rb"\r\n\r\n(/[a-z]+)", asyncio.run(work())) == [b"/first", b"/second", b"/ready"]


def test_telling_one_that_left_unseen_stops_no_clock() -> None:
    async def work() -> bool:
        connection, wire = _connected()
        connection.data_received(b"GET /ready HTT")
        connection.look(asyncio.get_running_loop().time() + 60)
        assert b" 408 " in wire.written
        return wire.closed

    assert asyncio.run(work())


def test_the_clock_goes_on_when_a_look_goes_wrong() -> None:
    looks: list[float] = []

    def look(now: float) -> bool:
        looks.append(now)
        if len(looks) == 1:
            raise RuntimeError
        return len(looks) < 3

    async def work() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda *_: None)
        ticks = Ticks(look)
        ticks.wake()
        for _ in range(100):
            await asyncio.sleep(0.02)
            if len(looks) == 3 and ticks.timer is None:
                return

    asyncio.run(work())
    assert len(looks) == 3


def test_a_connection_that_ended_leaves_no_cycle() -> None:
    async def work() -> object:
        connection, _ = _connected()
        connection.data_received(b"GET /ready HTTP/1.1\r\nHost: a\r\n\r\n")
        connection.connection_lost(None)
        return weakref.ref(connection)

    gc.disable()
    try:
        gone = cast("weakref.ref[Connection]", asyncio.run(work()))
        assert gone() is None
    finally:
        gc.enable()


def test_every_answer_is_safe_to_show(server: Server) -> None:
    for path in ("/", "/doc/garden/vlinderhof", "/api", "/sparql", "/none", "/health"):
        headers = server.ask(path, Accept="text/html").headers
        assert headers["x-content-type-options"] == "nosniff" and "server" not in headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe-inline" not in policy and "frame-ancestors 'none'" in policy


def test_what_a_user_writes_comes_back_escaped(server: Server) -> None:
    attack = "%3Cscript%3Ealert(1)%3C/script%3E"
    for path in (f"/{attack}", f"/api/queries/{attack}", f"/sparql?query={attack}", f"/api/queries/gardens?{attack}=1"):
        for accept in ("text/html", "application/json", "text/turtle", "text/plain"):
            answer = server.ask(path, Accept=accept)
            assert answer.status in (400, 404, 406)
            assert "<script" not in answer.text or "html" not in answer.headers["content-type"]


def test_only_hosts_that_are_named(serving: Callable[..., Server], garden: Path) -> None:
    running = serving("--project", garden, "--hosts", "data.example.org", "--log", "")
    assert running.ask("/health").status == 421
    assert running.ask("/health", Host="DATA.example.org:8000").status == 200


def test_the_log_tells_neither_questions_nor_people(serving: Callable[..., Server], garden: Path) -> None:
    running = serving("--project", garden)
    running.ask("/sparql?query=ASK%7B%22secret%22%7D")
    running.ask("/none%0d%0a%7B%22status%22:200%7D")
    lines = [json.loads(line) for line in running.stop().splitlines() if line.startswith("{")]
    assert [line["status"] for line in lines if "method" in line] == [400, 404]
    assert "secret" not in json.dumps(lines) and "127.0.0.1" not in json.dumps(lines)


def test_the_log_tells_them_when_asked(serving: Callable[..., Server], garden: Path, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    running = serving("--project", garden, "--log", log, "--log-queries", "--log-addresses")
    running.ask("/sparql?query=ASK%7B%7D")
    running.ask("/sparql", "POST", "ASK {}\r\n{}", content_type="application/sparql-query")
    running.stop()
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [line["query"] for line in lines] == ["query=ASK%7B%7D", "ASK {}\r\n{}"]
    assert {line["client"] for line in lines} == {"127.0.0.1"}


def test_stopping_lets_requests_end(serving: Callable[..., Server], garden: Path) -> None:
    import threading

    running = serving("--project", garden, "--query-seconds", "1", "--log", "")
    answers: list[int] = []
    slow = "/sparql?query=" + SLOW
    asking = threading.Thread(target=lambda: answers.append(running.ask(slow).status))
    asking.start()
    assert eventually(lambda: json.loads(running.ask("/health").body)["queries"] == 1)
    running.stop()
    asking.join(10)
    assert answers == [504] and running.process.returncode == 0


def test_metrics_count(server: Server) -> None:
    def count(text: str, name: str) -> float:
        return next((float(line.split()[-1]) for line in text.splitlines() if line.startswith(name)), 0.0)

    name = 'gouden_requests_total{part="health",status="200"}'
    before = count(server.ask("/metrics").text, name)
    server.ask("/health")
    after = server.ask("/metrics")
    assert count(after.text, name) == before + 1 and after.headers["content-type"].startswith(
        "text/plain; version=0.0.4"
    )
    assert all(line.startswith("#") or len(line.rsplit(" ", 1)) == 2 for line in after.text.splitlines())
