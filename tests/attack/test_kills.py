"""Killed with -9, whoever and whenever: what is served next is whole and right."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import pytest

from ..conftest import ROOT, gouden
from ..serve.conftest import Answer, Server, build_garden, eventually
from .conftest import family

if not sys.platform.startswith("linux"):
    pytest.skip("processes are found through /proc, which only Linux has", allow_module_level=True)

COUNT = "/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
NAMES = "/sparql?query=" + quote(
    "SELECT ?name { ?s <https://schema.org/name>|<http://www.w3.org/2004/02/skos/core#prefLabel> ?name } ORDER BY ?name"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return build_garden(tmp_path / "garden")


def triples(folder: Path) -> int:
    return (folder / "dist" / "my-dataset.nt").read_text("utf-8").count("\n")


def counted(answer: Answer) -> int:
    return int(answer.text.partition('"value":"')[2].partition('"')[0])


def killed(processes: list[int]) -> None:
    for process in processes:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            continue


def test_a_worker(serving: Callable[..., Server], folder: Path) -> None:
    server = serving("--project", folder)
    for number in range(5):
        assert server.ask(COUNT + f"%23{number}").status == 200
        killed(family(server.process.pid)[2:])
        assert eventually(lambda n=number: server.ask(COUNT + f"%23again{n}").status == 200)  # type: ignore[misc]
    assert counted(server.ask(COUNT + "%23end")) == triples(folder)


def test_the_process_that_holds_the_graph(serving: Callable[..., Server], folder: Path) -> None:
    server = serving("--project", folder)
    tries = 0

    def right() -> bool:
        nonlocal tries
        tries += 1  # each a question that is not kept
        answer = server.ask(COUNT + f"%23{tries}")
        assert answer.status in (200, 503), answer.text
        return answer.status == 200 and counted(answer) == triples(folder)

    for _ in range(3):
        assert eventually(right)
        killed(family(server.process.pid)[1:])
        assert server.ask("/doc/garden/vlinderhof.ttl").status == 200, "what needs no engine is served all the while"
    assert eventually(right)


def test_the_server(serving: Callable[..., Server], folder: Path) -> None:
    server = serving("--project", folder)
    before = server.ask(NAMES).body
    everyone = family(server.process.pid)
    server.process.kill()
    server.process.communicate()
    assert eventually(lambda: not any(_lives(process) for process in everyone)), "no orphan goes on"
    again = serving("--project", folder)
    assert again.ask(NAMES).body == before and counted(again.ask(COUNT)) == triples(folder)


def _lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_in_the_middle_of_a_reload(serving: Callable[..., Server], folder: Path, tmp_path: Path) -> None:
    builds = [tmp_path / "one", tmp_path / "two"]
    for number, build in enumerate(builds):
        if number:
            with (folder / "data" / "gardens.yaml").open("a") as records:
                records.write(
                    "- id: new-garden\n  type: Garden\n  name: {nl: Nieuwe tuin, en: New garden}\n  kind: vegetables\n"
                )
            assert gouden("build", "--project", folder).exit_code == 0
        shutil.copytree(folder / "dist", build)
    sizes = {(build / "my-dataset.nt").read_text("utf-8").count("\n") for build in builds}
    assert len(sizes) == 2
    for turn in range(4):
        server = serving("--project", folder)
        assert counted(server.ask(COUNT)) in sizes
        Thread(target=_swap, args=(folder, builds[turn % 2])).start()
        server.process.send_signal(signal.SIGHUP)
        for look in range(turn * 5):
            answer = server.ask(COUNT + f"%23{look}")
            assert answer.status == 200 and counted(answer) in sizes, "the old build or the new, never a mixture"
        server.process.kill()
        server.process.communicate()
        again = serving("--project", folder)
        assert counted(again.ask(COUNT)) == triples(folder)
        again.stop()


def _swap(folder: Path, build: Path) -> None:
    from gouden_kg.write.folder import replaced_folder

    with replaced_folder(folder / "dist") as new:
        shutil.copytree(build, new, dirs_exist_ok=True)


def test_the_server_while_it_loads(folder: Path) -> None:
    command = [sys.executable, "-m", "gouden_kg", "serve", "--port", "0", "--project", str(folder)]
    for signum in (signal.SIGKILL, signal.SIGTERM):
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
            assert eventually(lambda p=process.pid: len(family(p)) == 2)  # type: ignore[misc]
            loading = family(process.pid)[1]
            process.send_signal(signum)
            assert "Traceback" not in process.communicate(timeout=30)[1]
            assert eventually(lambda p=loading: not _lives(p))  # type: ignore[misc]


def test_a_storm_of_reloads(serving: Callable[..., Server], folder: Path) -> None:
    server = serving("--project", folder)
    most = 0
    for _ in range(60):
        server.process.send_signal(signal.SIGHUP)
        most = max(most, len(family(server.process.pid)))
        assert server.ask("/health").status == 200
    assert most <= 4, "the server, what holds the old graph and the new, and what held the one before"
    assert counted(server.ask(COUNT)) == triples(folder)


def test_a_broken_build_is_refused(serving: Callable[..., Server], folder: Path) -> None:
    server = serving("--project", folder)
    before = server.ask(COUNT).body
    dump = folder / "dist" / "my-dataset.nt"
    whole = dump.read_bytes()
    for broken in (b"", whole[: len(whole) // 2 - 7], b"<urn:a> <urn:b> nonsense .\n", b"\x00" * 100, b"\xff\xfe"):
        new = dump.with_name("new.nt")
        new.write_bytes(broken)
        new.replace(dump)
        server.process.send_signal(signal.SIGHUP)
        for look in range(5):
            answer = server.ask(COUNT + f"%23{len(broken)}-{look}")
            assert answer.status == 200 and answer.body == before
        assert server.ask("/health").status == 200
    new = dump.with_name("new.nt")
    new.write_bytes(whole)
    new.replace(dump)
    assert server.ask(COUNT).body == before
