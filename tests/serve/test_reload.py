"""A new build takes over at once and whole; a broken one does not."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import pytest

from gouden_kg.query.engine import Limits
from gouden_kg.serve.engine.cache import Cache
from gouden_kg.serve.engine.slots import Slots
from gouden_kg.serve.page import Frame
from gouden_kg.serve.release import Release
from gouden_kg.serve.snapshot import Snapshot
from gouden_kg.write.folder import replaced_folder

from .conftest import BASE, Answer, Server, eventually, write_site

COUNT = "/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) {?s ?p ?o}")
SLOW = quote("SELECT (COUNT(*) AS ?n) {" + " . ".join(f"?s{i} ?p{i} ?o{i}" for i in range(9)) + "}")


@pytest.fixture
def project(garden: Path, tmp_path: Path) -> Path:
    """A built project that may be built again."""
    folder = tmp_path / "project"
    shutil.copytree(garden, folder)
    return folder


def rebuild(project: Path, graph: bytes, words: str) -> None:
    """A new build with this graph and a site with these words, put in place as `gouden build` does."""
    with replaced_folder(project / "dist") as folder:
        (folder / "my-dataset.nt").write_bytes(graph)
        write_site(folder / "site", words)


def release(server: Server) -> str:
    return str(json.loads(server.ask("/health").body)["release"])


def count(server: Server) -> str:
    return str(json.loads(server.ask(COUNT).body)["results"]["bindings"][0]["n"]["value"])


NEW = f'<{BASE}id/garden/new> <http://www.w3.org/2004/02/skos/core#prefLabel> "New"@en .\n'.encode()


def test_a_new_build_takes_over(serving: Callable[..., Server], project: Path) -> None:
    server = serving("--project", project, "--log", "")
    before, kept = release(server), server.ask("/index.html").headers["etag"]
    assert server.ask("/id/garden/new").status == 404
    rebuild(project, NEW, "newer")
    assert eventually(lambda: release(server) != before)
    assert count(server) == "1" and server.ask("/id/garden/new").status == 303
    assert server.ask("/id/garden/vlinderhof").status == 404
    assert "newer" in server.ask("/index.html", If_None_Match=kept).text


@pytest.mark.parametrize("graph", [b"<x:a> <x:b>\n", b"", b"\xff\xfe"])
def test_a_broken_build_is_refused(serving: Callable[..., Server], project: Path, tmp_path: Path, graph: bytes) -> None:
    log = tmp_path / "log"
    server = serving("--project", project, "--log", log)
    before = release(server), count(server)
    rebuild(project, graph, "newer")
    assert eventually(lambda: "not taken over" in log.read_text())
    assert (release(server), count(server)) == before and "newer" not in server.ask("/index.html").text
    assert "gouden_reload_failures_total 1" in server.ask("/metrics").text
    rebuild(project, NEW, "newest")
    assert eventually(lambda: count(server) == "1"), "the next whole build is taken"


def test_a_build_that_vanished_is_refused(serving: Callable[..., Server], project: Path) -> None:
    server = serving("--project", project, "--log", "")
    before = count(server)
    shutil.rmtree(project / "dist")
    assert eventually(lambda: "gouden_reload_failures_total 1" in server.ask("/metrics").text)
    assert count(server) == before and server.ask("/large.bin").body == bytes(range(256)) * 8192


def test_a_build_that_cannot_be_read_is_refused(serving: Callable[..., Server], project: Path) -> None:
    server = serving("--project", project, "--log", "")
    before = count(server)
    with replaced_folder(project / "dist") as folder:
        (folder / "my-dataset.nt").mkdir()
    assert eventually(lambda: "gouden_reload_failures_total 1" in server.ask("/metrics").text)
    assert count(server) == before
    rebuild(project, NEW, "newest")
    assert eventually(lambda: count(server) == "1"), "the server still watches"


def test_a_newer_site_of_the_same_build_is_newer(serving: Callable[..., Server], project: Path) -> None:
    server = serving("--project", project, "--log", "")
    kept = server.ask("/index.html").headers["last-modified"]
    assert server.ask("/index.html", If_Modified_Since=kept).status == 304
    later = time.time() + 100
    with replaced_folder(project / "dist" / "site") as site:
        write_site(site, "newer")
        os.utime(site / "index.html", (later, later))
    assert eventually(lambda: "newer" in server.ask("/index.html").text)
    assert server.ask("/index.html", If_Modified_Since=kept).status == 200


def test_a_changed_query_takes_over_by_itself(serving: Callable[..., Server], project: Path) -> None:
    server, query = serving("--project", project, "--log", ""), project / "queries" / "gardens.rq"
    listing = "/api/queries"
    before = server.ask(listing)
    moment = parsedate_to_datetime(before.headers["last-modified"]).timestamp() + 2
    query.write_text(query.read_text() + "# once more\n")
    os.utime(query, (moment, moment))
    assert eventually(lambda: server.ask(listing).headers["etag"] != before.headers["etag"])
    after = server.ask(listing, If_Modified_Since=before.headers["last-modified"])
    assert after.status == 200 and after.body != before.body
    query.write_text("SELECT * { ?s ?p ?o }")  # no header
    assert eventually(lambda: "gouden_reload_failures_total 1" in server.ask("/metrics").text)
    assert server.ask(listing).body == after.body


def test_a_query_that_is_gone_is_gone(serving: Callable[..., Server], project: Path) -> None:
    query = project / "queries" / "gardens.rq"
    os.utime(query.parent, (1e9, 1e9))
    server = serving("--project", project, "--log", "")
    before = server.ask("/api/queries")
    query.unlink()
    assert eventually(lambda: server.ask("/api/queries/gardens").status == 404)
    assert server.ask("/api/queries", If_Modified_Since=before.headers["last-modified"]).status == 200


def test_nothing_was_changed_in_the_future(serving: Callable[..., Server], project: Path) -> None:
    for name in ("my-dataset.nt", "site"):
        os.utime(project / "dist" / name, (4e9, 4e9))
    headers = serving("--project", project, "--log", "").ask("/").headers
    assert parsedate_to_datetime(headers["last-modified"]) <= parsedate_to_datetime(headers["date"])


def test_who_still_waits_when_the_server_stops_is_told(serving: Callable[..., Server], project: Path) -> None:
    server = serving("--project", project, "--stop-seconds", "0.5", "--log", "")
    answers: list[Answer] = []
    asking = threading.Thread(target=lambda: answers.append(server.ask(f"/sparql?query={SLOW}")))
    asking.start()
    assert eventually(lambda: json.loads(server.ask("/health").body)["queries"] == 1)
    server.stop()
    asking.join(10)
    assert [answer.status for answer in answers] == [503] and answers[0].headers["retry-after"]
    assert answers[0].headers["x-content-type-options"] == "nosniff"


def test_on_a_signal_only(serving: Callable[..., Server], project: Path) -> None:
    server = serving("--project", project, "--no-watch", "--log", "")
    before = release(server)
    rebuild(project, NEW, "newer")
    assert not eventually(lambda: release(server) != before, 3)
    os.kill(server.process.pid, signal.SIGHUP)
    assert eventually(lambda: release(server) != before)


def test_requests_under_way_end_on_the_old_one(serving: Callable[..., Server], project: Path) -> None:
    server = serving("--project", project, "--query-seconds", "4", "--log", "")
    answers: list[int] = []
    asking = threading.Thread(target=lambda: answers.append(server.ask(f"/sparql?query={SLOW}").status))
    asking.start()
    assert eventually(lambda: json.loads(server.ask("/health").body)["queries"] == 1)
    rebuild(project, NEW, "newer")
    assert eventually(lambda: count(server) == "1", 3.5) and not answers, "the new one answers while the old one works"
    asking.join(10)
    assert answers == [504], "told by the old one's own limit"


def test_no_answer_mixes_two_builds(serving: Callable[..., Server], project: Path) -> None:
    server = serving("--project", project, "--log", "")
    rebuild(project, NEW, "newer")
    seen = set()

    def both_new() -> bool:
        page, rows = server.ask("/index.html").text, count(server)
        seen.add(("newer" in page, rows == "1"))
        return (True, True) in seen

    assert eventually(both_new)
    assert (True, False) not in seen, "an old answer after a new one"


def test_a_killed_server_starts_whole(serving: Callable[..., Server], project: Path) -> None:
    server = serving("--project", project, "--log", "")
    rebuild(project, NEW, "newer")
    server.process.kill()  # in the middle of a reload, or just before or after it
    again = serving("--project", project, "--log", "")
    assert count(again) == "1" and "newer" in again.ask("/index.html").text


class _Slow:
    """An engine that takes a moment to end."""

    ended = False

    async def close(self) -> None:
        await asyncio.sleep(0.05)
        self.ended = True


def test_a_client_that_leaves_last_does_not_keep_the_old_release_open() -> None:
    engine = _Slow()
    nothing: Cache[Any] = Cache(0, len)
    old = Release(
        "", Limits(), None, Snapshot(None), cast(Slots, engine), False, "", "", Frame("", ""), nothing, nothing, nothing
    )

    async def request() -> None:
        old.leave()

    async def work() -> None:
        old.users = 1
        old.retire()
        last = asyncio.create_task(request())
        await asyncio.sleep(0)
        last.cancel()
        for _ in range(100):
            if engine.ended:
                return
            await asyncio.sleep(0.02)

    asyncio.run(work())
    assert engine.ended
