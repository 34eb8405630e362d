"""SPARQL servers of others, started on loopback with folders of their own and stopped again."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

_START_SECONDS = 60
_VIRTUOSO = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DisableUnixSocket = 1
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 20
MaxClientConnections = 80
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryExecutionTime = 60
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it is, who may write, and its process."""

    name: str
    root: str
    user: str
    process: int

    @property
    def query(self) -> str:
        """The address that answers queries."""
        return self.root + ("sparql" if self.name == "virtuoso" else "query")


def oxigraph_program() -> str:
    """The path of Oxigraph's server; an empty text where it is not installed."""
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.exists() else shutil.which("oxigraph") or ""


def virtuoso_program() -> str:
    """The path of Virtuoso's server; an empty text where it is not installed."""
    return shutil.which("virtuoso-t") or ""


@contextlib.contextmanager
def running_server(name: str, folder: Path) -> Iterator[Server]:
    """An empty server that may be written to; skips the test where it is not installed."""
    program = oxigraph_program() if name == "oxigraph" else virtuoso_program()
    if not program:
        wanted = {"oxigraph": "pip install oxigraph", "virtuoso": "apt-get install virtuoso-opensource-7-bin"}
        pytest.skip(f"the server of {name} is missing: {wanted[name]}")
    with (_oxigraph if name == "oxigraph" else _virtuoso)(program, folder) as started:
        yield started


@contextlib.contextmanager
def _oxigraph(program: str, folder: Path) -> Iterator[Server]:
    root = f"http://127.0.0.1:{free_port()}/"
    command = [program, "serve", "--location", str(folder), "--bind", root.removeprefix("http://").rstrip("/")]
    with running(command, f"{root}query?query=ASK%7B%7D") as process:
        yield Server("oxigraph", root, "", process)


@contextlib.contextmanager
def _virtuoso(program: str, folder: Path) -> Iterator[Server]:
    """Virtuoso with its factory password."""
    port, settings = free_port(), folder / "virtuoso.ini"
    settings.write_text(_VIRTUOSO.format(folder=folder, port=port, sql_port=free_port()))
    root = f"http://127.0.0.1:{port}/"
    with running([program, "-f", "-c", str(settings)], f"{root}sparql?query=ASK%7B%7D") as process:
        yield Server("virtuoso", root, "dba:dba", process)


def free_port() -> int:
    """A port on loopback that nobody listens to."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def running(command: list[str], answering: str) -> Iterator[int]:
    """The id of a process that answers at an address; killed at the end."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await(process, answering)
        yield process.pid
    finally:
        process.kill()
        process.wait()


def _await(process: subprocess.Popen[bytes], url: str) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(url, timeout=5).close()
            return
        time.sleep(0.1)
    raise RuntimeError(f"{process.args!r} did not start: exit code {process.poll()}")
