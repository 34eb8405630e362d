"""A server to ask: the starter project, built, with a small site and something withdrawn."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gouden_kg.starter import write_starter

from ..conftest import ROOT, gouden

BASE = "https://example.org/my-dataset/"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


@dataclass(frozen=True)
class Server:
    """A running server."""

    process: subprocess.Popen[str]
    port: int

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self, path: str, method: str = "GET", body: bytes | str | None = None, timeout: float = 30, **headers: Any
    ) -> Answer:
        """The answer to one request; `content_type="…"` is the header Content-Type."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            content = body.encode() if isinstance(body, str) else body
            connection.request(method, path, content, {k.replace("_", "-"): v for k, v in headers.items()})
            response = connection.getresponse()
            found: dict[str, str] = {}
            for name, value in response.getheaders():
                key = name.lower()
                found[key] = f"{found[key]}, {value}" if key in found else value
            return Answer(response.status, found, response.read())
        finally:
            connection.close()

    def stop(self) -> str:
        """Stops it as a service manager would; gives what it said on standard error."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.communicate(timeout=30)[1]


def start(*words: str | Path, env: dict[str, str] | None = None) -> Server:
    """A server on a free port of loopback."""
    command = [sys.executable, "-m", "gouden_kg", "serve", "--port", "0", *map(str, words)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **(env or {})},
    )
    assert process.stderr is not None
    line = process.stderr.readline()
    match = re.search(r"serving release \S+ at http://127\.0\.0\.1:(\d+)/", line)
    if match is None:
        process.kill()
        pytest.fail("the server did not start: " + line + process.stderr.read())
    return Server(process, int(match[1]))


@pytest.fixture
def serving() -> Iterator[Callable[..., Server]]:
    """Starts servers that end with the test."""
    started: list[Server] = []

    def starting(*words: str | Path, env: dict[str, str] | None = None) -> Server:
        started.append(start(*words, env=env))
        return started[-1]

    yield starting
    for server in started:
        if server.process.poll() is None:
            server.process.kill()
            server.process.communicate()


def build_garden(folder: Path) -> Path:
    """A built project with pages for one garden, and a garden that was withdrawn."""
    write_starter(folder, BASE)
    built = gouden("build", "--project", folder)
    assert built.exit_code == 0, built.output
    old = f"<{BASE}id/garden/old>"
    with (folder / "dist" / "my-dataset.nt").open("a") as file:
        file.write(f"{old} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{BASE}def#Tombstone> .\n")
        file.write(f'{old} <{BASE}def#retiredBecause> "Doubled."@en .\n')
    write_site(folder / "dist" / "site")
    return folder


def write_site(site: Path, words: str = "page") -> None:
    """A small site in two languages."""
    for lang in ("nl", "en"):
        (site / lang / "garden").mkdir(parents=True, exist_ok=True)
        page = f'<!doctype html><html lang="{lang}"><head><title>{words}</title></head><a href="../index.html">{lang}</a></html>'
        (site / lang / "garden" / "vlinderhof.html").write_text(page)
        (site / lang / "index.html").write_text(page)
    (site / "assets").mkdir(exist_ok=True)
    (site / "assets" / "style.css").write_text("main { max-width: 60rem }\n" * 100)
    (site / "index.html").write_text(f"<!doctype html><title>{words}</title>")
    (site / "catalog.ttl").write_text("<x:a> <x:b> <x:c> .\n")
    (site / "release" / "1.0.0").mkdir(parents=True, exist_ok=True)
    (site / "release" / "1.0.0" / "index.html").write_text("<!doctype html><title>release</title>")
    (site / "large.bin").write_bytes(bytes(range(256)) * 8192)
    (site / "large.nt").write_text("".join(f"<x:{n}> <x:b> <x:c> .\n" for n in range(60_000)))


@pytest.fixture(scope="session")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built project; not to be changed."""
    return build_garden(tmp_path_factory.mktemp("served") / "garden")


@pytest.fixture(scope="session")
def server(garden: Path) -> Iterator[Server]:
    """A server of the garden, shared by tests that leave it as it was."""
    running = start("--project", garden, "--query-seconds", "3", "--query-memory", "256", "--log", "")
    yield running
    running.stop()


def eventually(true: Callable[[], bool], seconds: float = 10) -> bool:
    """Whether something becomes true within a bounded wait."""
    for _ in range(int(seconds * 20)):
        if true():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture(scope="session")
def real() -> Iterator[Server]:
    """A server of this project's own graph."""
    if not (ROOT / "dist").is_dir():
        pytest.skip("dist/ is not there; build it with `gouden build`")
    running = start("--project", ROOT, "--log", "")
    yield running
    running.stop()
