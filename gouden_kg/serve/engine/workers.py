"""The embedded engine: a zygote with the store, and workers forked from it, each with one question at a time."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import cast

from ...problem import GoudenError
from ...query.engine import BUSY, TOO_HEAVY, TOO_SLOW, Limits, Question, Refused, Result
from ..ticks import Ticks
from .sandbox import let_others_go_first
from .wire import BIRTH_SIZE, READY, born, question_message, result_of

_LONG = 0.1  # seconds after which a worker lets all others go first
_LOADING = 600  # seconds that a very large graph may take
_PAUSE = 1.0  # seconds between two tries to start a zygote


class Worker(asyncio.Protocol):
    """The server's end of a connection with one worker, which answers one question at a time."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.message = bytearray()
        self.process: int | None = None
        self.behind = False
        self.began = 0.0
        self.answered: asyncio.Future[tuple[Result | Refused, bool]] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The worker can be asked."""
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Takes a part of the answer."""
        self.message += data
        if self.process is None:
            self.process = born(self.message)
            del self.message[: 0 if self.process is None else BIRTH_SIZE]
        result = result_of(self.message) if self.process is not None else None
        if result is not None and self.answered is not None and not self.answered.done():
            self.message.clear()
            self.answered.set_result(result)

    def connection_lost(self, exc: Exception | None) -> None:
        """The worker is gone, perhaps of a question."""
        self.transport = None
        self.give_up(EOFError())

    async def ask(self, question: Question) -> tuple[Result | Refused, bool]:
        """The answer, and whether the worker ends after it; raises `EOFError` when it died of it."""
        if self.transport is None:
            raise EOFError
        loop = asyncio.get_running_loop()
        self.answered, self.began = loop.create_future(), loop.time()
        self.transport.write(question_message(question))
        return await self.answered

    def give_up(self, why: Exception) -> None:
        """Lets whoever waits for the answer have this instead."""
        if self.answered is not None and not self.answered.done():
            self.answered.set_exception(why)

    def fall_behind(self) -> None:
        """Lets others go first; there is no way back, so this is the last question of this worker."""
        self.behind = True
        if self.process is not None:
            with suppress(OSError):
                let_others_go_first(self.process)

    def end(self) -> None:
        """Hangs up, whereupon the zygote kills the worker at once."""
        if self.transport is not None:
            self.transport.abort()


class EmbeddedEngine:
    """Answers over a graph held in memory by a process of its own, which is started anew should it end."""

    def __init__(self, ntriples: bytes, files: Sequence[Path], limits: Limits) -> None:
        self.files, self.limits = files, limits
        self.graph = tempfile.TemporaryFile()  # noqa: SIM115  # lives as long as the engine
        self.graph.write(ntriples)
        self.graph.flush()
        self.idle: list[Worker] = []
        self.busy: set[Worker] = set()
        self.ticks = Ticks(self._look)
        self.process: asyncio.subprocess.Process | None = None
        self.control: socket.socket | None = None
        self.keeper: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Loads the graph; raises `GoudenError` when it cannot be loaded."""
        await self._spawn()
        self.keeper = asyncio.create_task(self._keep())

    async def answer(self, question: Question) -> Result:
        """The whole result; raises `Refused`. A cancelled call kills the worker at once."""
        worker = await self._worker()
        self.busy.add(worker)
        self.ticks.wake()
        reusable = False
        try:
            result, last = await worker.ask(question)
            reusable = not last and not worker.behind
        except EOFError:
            if worker.process is None:  # it never heard the question
                raise _starting() from None
            words = f"it needs more than {self.limits.memory} MiB of memory, or nests too deeply"
            raise Refused(TOO_HEAVY, f"the query was stopped: {words}") from None
        finally:
            self.busy.discard(worker)
            if reusable:
                self.idle.append(worker)
            else:
                worker.end()
        if isinstance(result, Refused):
            raise result
        return result

    async def close(self) -> None:
        """Ends the zygote, and with it every worker."""
        self.ticks.stop()
        if self.keeper is not None:
            self.keeper.cancel()
        self._hang_up()
        if self.process is not None:
            try:
                await asyncio.wait_for(self.process.wait(), 2)
            except TimeoutError:
                self.process.kill()
                await self.process.wait()
        self.graph.close()

    def _look(self, now: float) -> bool:
        """Lets slow questions fall behind and ends those beyond the limit; whether any is left."""
        for worker in self.busy:
            age = now - worker.began
            if age > self.limits.seconds:
                words = f"the query was stopped after {self.limits.seconds:g} seconds"
                worker.give_up(Refused(TOO_SLOW, words))
            elif age > _LONG and not worker.behind:
                worker.fall_behind()
        return bool(self.busy)

    async def _worker(self) -> Worker:
        """One that waits for work, the last used first; else a new one."""
        while self.idle:
            worker = self.idle.pop()
            if worker.transport is not None:
                return worker
        return await self._fork()

    async def _fork(self) -> Worker:
        ours, theirs = socket.socketpair()
        try:
            if self.control is None:
                raise ConnectionError
            socket.send_fds(self.control, [b"w"], [theirs.fileno()])
        except OSError:
            ours.close()
            raise _starting() from None
        finally:
            theirs.close()
        _, worker = await asyncio.get_running_loop().create_connection(Worker, sock=ours)
        return worker

    async def _keep(self) -> None:
        """Starts a new zygote whenever the old one ended."""
        while self.process is not None:
            await self.process.wait()
            self._hang_up()
            try:
                await self._spawn()
            except GoudenError:
                await asyncio.sleep(_PAUSE)

    def _hang_up(self) -> None:
        while self.idle:
            self.idle.pop().end()
        if self.control is not None:
            self.control.close()
            self.control = None

    async def _spawn(self) -> None:
        try:
            ours, theirs = socket.socketpair()
            with theirs:
                self.process = await self._process(theirs.fileno())
        except OSError as error:  # too many processes or open files, no memory
            raise GoudenError(
                f"the query engine cannot be started: {error.strerror}",
                "give this user more processes, memory or open files",
            ) from None
        ours.setblocking(False)
        try:
            async with asyncio.timeout(_LOADING):
                word = await asyncio.get_running_loop().sock_recv(ours, 4096)
        except TimeoutError:
            word = b"loading the graph takes too long"
        if word != READY:
            ours.close()
            with suppress(ProcessLookupError):
                self.process.kill()
            raise GoudenError(word.decode() or "the query engine did not start", "look at the lines above")
        self.control = ours

    async def _process(self, control: int) -> asyncio.subprocess.Process:
        self.graph.seek(0)
        limits = json.dumps(asdict(self.limits))
        command = [sys.executable, "-P", "-m", "gouden_kg.serve.engine.zygote", str(control), limits]
        return await asyncio.create_subprocess_exec(
            *command, *map(str, self.files), stdin=self.graph, pass_fds=(control,), env=_environment()
        )


def _starting() -> Refused:
    return Refused(BUSY, "the query engine is starting anew; ask again in a moment")


def _environment() -> dict[str, str]:
    """This process's environment, with its own modules to be found by the new one."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "PYTHONUTF8": "1"}


async def started_engine(ntriples: bytes, files: Sequence[Path], limits: Limits) -> EmbeddedEngine:
    """An engine that answers; raises `GoudenError` when the graph cannot be loaded."""
    engine = EmbeddedEngine(ntriples, files, limits)
    try:
        await engine.start()
    except GoudenError:
        await engine.close()
        raise
    return engine
