"""The embedded engine: what a worker may do, and what ends it."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import pytest
from pyoxigraph import Store

from gouden_kg.problem import GoudenError
from gouden_kg.query.engine import (
    BUSY,
    MALFORMED,
    NO_FEDERATION,
    TOO_HEAVY,
    TOO_LARGE,
    TOO_SLOW,
    Limits,
    Question,
    Refused,
    Result,
)
from gouden_kg.serve.engine.slots import Slots
from gouden_kg.serve.engine.wire import question_message
from gouden_kg.serve.engine.worker import work
from gouden_kg.serve.engine.workers import EmbeddedEngine

TRIPLES = "".join(f'<x:s{i}> <x:p> "{i}" .\n' for i in range(300)).encode()
LIMITS = Limits(seconds=1, memory=128, rows=1000, size=100_000)
ENDLESS = "SELECT (COUNT(*) AS ?n) {" + "".join(f"?s{i} ?p{i} ?o{i} . " for i in range(6)) + "}"
linux = pytest.mark.skipif(sys.platform != "linux", reason="limits and /proc are those of Linux")
T = TypeVar("T")


def with_engine(work: Callable[[EmbeddedEngine], Awaitable[T]], limits: Limits = LIMITS) -> T:
    """What the work gives with an engine over a few triples."""

    async def run() -> T:
        engine = EmbeddedEngine(TRIPLES, (), limits)
        await engine.start()
        try:
            return await work(engine)
        finally:
            await engine.close()

    return asyncio.run(run())


def reason(question: Question) -> str:
    """Why a question is refused; and the engine answers the next one."""

    async def work(engine: EmbeddedEngine) -> str:
        with pytest.raises(Refused) as refused:
            await engine.answer(question)
        assert (await engine.answer(Question("ASK {}"))).content == b'{"head":{},"boolean":true}'
        return refused.value.reason

    return with_engine(work)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (ENDLESS, TOO_SLOW),
        ("SELECT * {?a ?b ?c . ?d ?e ?f . ?g ?h ?i} ORDER BY ?c", TOO_HEAVY),
        ("ASK { FILTER(" + "!" * 20_000 + "true) }", TOO_HEAVY),
        ("ASK { FILTER(1" + "+1" * 20_000 + ") }", TOO_HEAVY),
        ("SELECT * {" * 1000 + "}" * 1000, MALFORMED),
        ("SELECT * {?a ?b ?c . ?d ?e ?f}", TOO_LARGE),
        ("SELECT ?a {?a ?b ?c . ?d ?e ?f} LIMIT 1001", TOO_LARGE),
        ("CONSTRUCT {?a ?b ?f} {?a ?b ?c . ?d ?e ?f}", TOO_LARGE),
        ("SELECT", MALFORMED),
        ("INSERT DATA {<x:a> <x:b> <x:c>}", MALFORMED),
        ("LOAD <file:///etc/passwd>", MALFORMED),
    ],
    ids=lambda value: value[:30],
)
def test_a_question_of_death_ends_alone(text: str, why: str) -> None:
    assert reason(Question(text, rows="csv")) == why


def test_nothing_is_reached_and_nothing_read() -> None:
    with socket.socket() as canary:
        canary.bind(("127.0.0.1", 0))
        canary.listen()
        canary.settimeout(0.3)
        address = f"http://127.0.0.1:{canary.getsockname()[1]}/"
        assert reason(Question(f"ASK {{ SERVICE <{address}> {{}} }}")) == NO_FEDERATION

        async def work(engine: EmbeddedEngine) -> list[Result]:
            texts = [
                f"ASK {{ SERVICE SILENT <{address}> {{ ?s ?p 'never' }} }}",
                f"ASK FROM <{address}> {{ ?s ?p ?o }}",
                "ASK FROM <file:///etc/passwd> { ?s ?p ?o }",
                f"ASK FROM NAMED <{address}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
            ]
            return [await engine.answer(Question(text)) for text in texts]

        said = [result.content for result in with_engine(work)]
        assert said[1:] == [b'{"head":{},"boolean":false}'] * 3
        with pytest.raises(TimeoutError):
            canary.accept()


def test_equal_bytes_for_equal_graphs() -> None:
    async def work(engine: EmbeddedEngine) -> set[bytes]:
        question = Question("CONSTRUCT WHERE {?s ?p ?o}", graph="nt")
        return {(await engine.answer(question)).content for _ in range(3)}

    (content,) = with_engine(work)
    assert content.splitlines() == sorted(TRIPLES.splitlines())


def test_values_are_bound_not_written_in() -> None:
    async def work(engine: EmbeddedEngine) -> bytes:
        return (
            await engine.answer(Question("SELECT ?x ?s { ?s ?p ?x }", rows="csv", bindings=(("x", '"7"'),)))
        ).content

    assert with_engine(work).splitlines() == [b"x,s", b"7,x:s7"]


@linux
def test_a_worker_has_one_connection_and_no_rights() -> None:
    async def work(engine: EmbeddedEngine) -> None:
        await engine.answer(Question("ASK {}"))
        (worker,) = _children(engine.process.pid if engine.process else 0)
        # standard error stays, for what the system says of a crash
        assert sorted(path.name for path in Path(f"/proc/{worker}/fd").iterdir()) == ["0", "1", "2", "3"]
        limits = Path(f"/proc/{worker}/limits").read_text()
        assert "Max open files            0" in limits and "Max core file size        0" in limits
        assert "Max address space         unlimited" not in limits
        status = Path(f"/proc/{worker}/status").read_text()
        assert "NoNewPrivs:\t1" in status
        if os.geteuid() == 0:
            assert "Uid:\t65534" in status

    with_engine(work)


def _children(process: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


@linux
def test_a_question_that_nobody_waits_for_stops_at_once() -> None:
    async def work(engine: EmbeddedEngine) -> None:
        assert engine.process is not None
        asking = asyncio.create_task(engine.answer(Question(ENDLESS)))
        await asyncio.sleep(0.3)
        assert len(_children(engine.process.pid)) == 1
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        for _ in range(100):
            if not _children(engine.process.pid):
                return
            await asyncio.sleep(0.02)
        pytest.fail("the worker goes on")

    with_engine(work, Limits(seconds=60))


@linux
def test_a_worker_that_is_hung_up_on_ends_without_a_word() -> None:
    ours, theirs = socket.socketpair()
    ours.sendall(question_message(Question("ASK {}")))
    ours.close()
    if (process := os.fork()) == 0:  # in a process of its own, whose processor time gets limited
        try:
            work(Store(), theirs, LIMITS)
            os._exit(0)
        finally:
            os._exit(1)
    theirs.close()
    assert os.waitpid(process, 0)[1] == 0


@linux
def test_a_large_answer_leaves_no_large_worker() -> None:
    async def work(engine: EmbeddedEngine) -> int:
        assert engine.process is not None
        await engine.answer(Question("SELECT * {?a ?b ?c . ?d ?e ?f}"))
        await asyncio.sleep(0.2)
        return len(_children(engine.process.pid))

    assert with_engine(work, Limits(seconds=20, size=2**27)) == 0


@pytest.mark.parametrize("whom", ["worker", "zygote"])
@linux
def test_killed_processes_are_replaced(whom: str) -> None:
    async def work(engine: EmbeddedEngine) -> None:
        assert engine.process is not None
        zygote = engine.process.pid
        await engine.answer(Question("ASK {}"))
        os.kill(_children(zygote)[0] if whom == "worker" else zygote, signal.SIGKILL)
        for _ in range(100):
            try:
                result = await engine.answer(Question("SELECT (COUNT(*) AS ?n) {?s ?p ?o}", rows="csv"))
            except Refused as refused:
                assert refused.reason in (BUSY, TOO_HEAVY)
                await asyncio.sleep(0.1)
            else:
                assert result.content.split() == [b"n", b"300"]
                return
        pytest.fail("it never came back")

    with_engine(work)


@linux
def test_a_zygote_that_cannot_be_started_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    make, failures = asyncio.create_subprocess_exec, [BlockingIOError(errno.EAGAIN, "too many processes")]

    async def sometimes(*words: Any, **more: Any) -> asyncio.subprocess.Process:
        if failures:
            raise failures.pop()
        return await make(*words, **more)

    async def work(engine: EmbeddedEngine) -> bytes:
        assert engine.process is not None
        monkeypatch.setattr(asyncio, "create_subprocess_exec", sometimes)
        os.kill(engine.process.pid, signal.SIGKILL)
        for _ in range(100):
            with suppress(Refused):
                return (await engine.answer(Question("ASK {}"))).content
            await asyncio.sleep(0.1)
        pytest.fail("it never came back")

    assert with_engine(work) == b'{"head":{},"boolean":true}' and not failures


@linux
def test_nothing_is_left_when_the_server_is_killed(garden: Path) -> None:
    from .conftest import eventually, start

    running = start("--project", garden, "--log", "")
    running.ask("/sparql?query=ASK%7B%7D")
    (zygote,) = _children(running.process.pid)
    workers = _children(zygote)
    assert workers
    running.process.kill()
    running.process.communicate()
    assert eventually(lambda: not any(Path(f"/proc/{p}").exists() for p in (zygote, *workers)))


def test_a_broken_graph_is_told() -> None:
    async def work() -> None:
        engine = EmbeddedEngine(b"<x:a> <x:b> .\n", (), LIMITS)
        try:
            with pytest.raises(GoudenError, match="cannot be loaded"):
                await engine.start()
        finally:
            await engine.close()

    asyncio.run(work())


class Sleeper:
    """An engine that takes its time."""

    async def answer(self, question: Question) -> Result:
        await asyncio.sleep(float(question.text))
        return Result("boolean", "json", b"")

    async def close(self) -> None:
        pass


def test_beyond_the_queue_the_answer_is_no() -> None:
    async def work() -> list[str]:
        slots = Slots(Sleeper(), running=2, waiting=1, patience=5)
        asking = [asyncio.create_task(slots.answer(Question("0.2"))) for _ in range(5)]
        said = await asyncio.gather(*asking, return_exceptions=True)
        assert slots.running == slots.waiting == 0
        return [s.reason if isinstance(s, Refused) else "answered" for s in said]

    assert asyncio.run(work()) == ["answered"] * 3 + [BUSY] * 2


def test_the_queue_has_an_end() -> None:
    async def work() -> str:
        slots = Slots(Sleeper(), running=1, waiting=5, patience=0.1)
        first = asyncio.create_task(slots.answer(Question("1")))
        await asyncio.sleep(0)
        with pytest.raises(Refused) as refused:
            await slots.answer(Question("0"))
        first.cancel()
        return refused.value.reason

    assert asyncio.run(work()) == BUSY
