"""Clients that come in hundreds, talk slowly, do not read, or leave: others are served, and nothing stays behind."""

from __future__ import annotations

import resource
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import pytest

from ..conftest import ROOT
from ..serve.conftest import Server, eventually, start
from .conftest import family, memory_of, processor_time
from .deaths import deaths
from .test_hostile_requests import get, raw, status

if not sys.platform.startswith("linux"):
    pytest.skip("processes are looked at through /proc, which only Linux has", allow_module_level=True)

ASK = "/sparql?query=ASK%7B%7D"
POST = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: 500\r\n\r\n"
SLOW = dict(deaths())["twelve steps anywhere"]


@pytest.fixture
def patient(serving: Callable[..., Server], garden: Path) -> Server:
    """A server that waits one second for a slow client."""
    return serving(
        "--project", garden, "--log", "", "--head-seconds", "1", "--body-seconds", "1", "--send-seconds", "1"
    )


@contextmanager
def connections(server: Server, many: int, first: bytes) -> Iterator[list[socket.socket]]:
    """So many open connections, each with the same first words."""
    with ExitStack() as stack:
        opened = []
        for _ in range(many):
            opened.append(stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=20)))
            opened[-1].sendall(first)
        yield opened


def cut_off(connection: socket.socket) -> bool:
    """Whether the server ends the connection, with or without a word."""
    try:
        while connection.recv(65536):
            pass
    except ConnectionError:
        pass
    return True


def test_more_connections_than_open_files(garden: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (128, hard))  # which the server inherits
    try:
        server = start("--project", garden, "--log", "", "--connections", "150")
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    with (
        connections(server, 600, b""),
        closing(socket.create_connection(("127.0.0.1", server.port), timeout=20)) as late,
    ):
        assert cut_off(late)
    assert eventually(lambda: server.ask("/health").status == 200)
    assert "Traceback" not in server.stop()


def test_connections_that_cannot_be_held_are_told() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gouden_kg", "serve", "--port", "0", "--connections", "2000000000"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (512, 512)),
    )
    assert done.returncode == 2 and "at most 412 fit here" in done.stderr and "Traceback" not in done.stderr


HALVES = {
    "nothing at all": b"",
    "half a line": b"GET /spar",
    "half a head": b"GET / HTTP/1.1\r\nHost: a\r\nX-a: b\r\n",
    "no body": POST,
    "half a body": POST + b"ASK",
    "half a chunk": POST.replace(b"Content-Length: 500", b"Transfer-Encoding: chunked") + b"100\r\nASK",
}


@pytest.mark.parametrize("name", HALVES)
def test_half_a_request_holds_up_nobody(name: str, patient: Server) -> None:
    with connections(patient, 100, HALVES[name]) as opened:
        assert [patient.ask(ASK).status for _ in range(5)] == [200] * 5
        assert all(cut_off(connection) for connection in opened), "each within its deadline"
    assert patient.ask(ASK).status == 200


def test_a_byte_now_and_then_does_not_buy_time(patient: Server) -> None:
    for first in (b"GET / HTTP/1.1\r\nX: ", POST):
        with connections(patient, 1, first) as (connection,):
            connection.settimeout(0.2)
            received = b""
            for _ in range(100):
                try:
                    connection.sendall(b"a")
                    received += connection.recv(65536)
                    if received:
                        break
                except TimeoutError:
                    continue
                except ConnectionError:
                    break
            else:
                pytest.fail("a slow client was never cut off")
            assert status(received) in (0, 408)


def test_a_client_that_does_not_read_is_let_go(patient: Server) -> None:
    before = memory_of(patient.process.pid)
    with connections(patient, 40, b"GET /large.bin HTTP/1.1\r\nHost: a\r\n\r\n" * 20):
        assert patient.ask(ASK).status == 200
        assert eventually(lambda: _open_connections(patient) <= 1, 20), "they are cut off though they never read"
    assert eventually(lambda: memory_of(patient.process.pid) < before + 48)


def _open_connections(server: Server) -> int:
    links = []
    for link in Path(f"/proc/{server.process.pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed since it was listed
            links.append(str(link.readlink()))
    sockets = {link.removeprefix("socket:[").removesuffix("]") for link in links if link.startswith("socket:")}
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(row[9] in sockets and row[3] == "01" for row in rows)


def test_five_hundred_at_once(serving: Callable[..., Server]) -> None:
    if not (ROOT / "dist").is_dir():
        pytest.skip("dist/ is not there; build it with `gouden build`")
    server = serving("--project", ROOT, "--log", "")
    before = memory_of(server.process.pid)
    paths = [ASK, "/doc/municipality/gm0503.ttl", "/api/queries/golden-since.csv", "/nothing", "/sparql?query=x"]
    requests = [get(paths[n % 5].encode()) for n in range(500)]
    with connections(server, 500, b"") as opened:
        for connection, request in zip(opened, requests, strict=True):
            connection.sendall(request)
        answers = [connection.recv(65536) for connection in opened]
    found = [status(answer) for answer in answers]
    wanted = {ASK: 200, paths[1]: 200, paths[2]: 200, paths[3]: 404, paths[4]: 400}
    assert all(got in (wanted[paths[n % 5]], 503) for n, got in enumerate(found)), (
        "the right answer, or come back later"
    )
    assert found.count(503) < 250
    assert server.ask(ASK).status == 200
    assert eventually(lambda: memory_of(server.process.pid) < before + 64), (before, memory_of(server.process.pid))


def test_more_connections_than_there_is_room_for(serving: Callable[..., Server], garden: Path) -> None:
    server = serving("--project", garden, "--log", "", "--connections", "20")
    with connections(server, 20, b""):
        answer = raw(server, get(b"/health"))
        assert status(answer) == 503 and b"retry-after" in answer.lower()
    assert eventually(lambda: server.ask(ASK).status == 200)


def test_more_queries_than_there_is_room_for(serving: Callable[..., Server]) -> None:
    if not (ROOT / "dist").is_dir():
        pytest.skip("dist/ is not there; build it with `gouden build`")
    words = ("--running", "2", "--waiting", "3", "--patience", "1", "--query-seconds", "3")
    server = serving("--project", ROOT, "--log", "", *words)

    def slow(number: int) -> tuple[int, str]:
        text = f"{SLOW} # {number}"
        answer = server.ask("/sparql", "POST", text, 60, content_type="application/sparql-query")
        return answer.status, answer.headers.get("retry-after", "")

    with ThreadPoolExecutor(12) as pool:
        found = list(pool.map(slow, range(12)))
    assert {code for code, _ in found} == {503, 504}
    assert all(later.isdigit() for code, later in found if code == 503)
    assert server.ask(ASK).status == 200


def test_a_client_that_left_costs_nothing_more(serving: Callable[..., Server]) -> None:
    if not (ROOT / "dist").is_dir():
        pytest.skip("dist/ is not there; build it with `gouden build`")
    server = serving("--project", ROOT, "--log", "", "--query-seconds", "60")
    body = SLOW.encode()
    head = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: %d\r\n\r\n"
    alone = len(family(server.process.pid))
    with connections(server, 4, head % len(body) + body + b""):
        assert eventually(lambda: len(family(server.process.pid)) > alone), "it is being worked on"

    def at_rest() -> bool:
        """No processor time between two looks."""
        before = processor_time(server.process.pid)
        return not eventually(lambda: processor_time(server.process.pid) - before > 0.05, 1)

    assert eventually(at_rest, 3)
    assert server.ask(ASK).status == 200
