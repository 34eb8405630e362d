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

from ..problem import GoudenError
from ..query.engine import BUSY, TOO_HEAVY, TOO_SLOW, Limits, Question, Refused, Result
from .wire import READY, question_message, read_result

_IDLE = 16
_LOADING = 600  # seconds that a very large graph may take


class Worker:
    """The server's end of a connection with one worker."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def ask(self, question: Question) -> tuple[Result | Refused, bool]:
        """The answer, and whether the worker ends after it; raises `EOFError` or `OSError` when it died of it."""
        self.writer.write(question_message(question))
        return await read_result(self.reader)

    def end(self) -> None:
        """Hangs up, whereupon the zygote kills the worker at once."""
        self.writer.transport.abort()


class EmbeddedEngine:
    """Answers over a graph held in memory by a process of its own, which is started anew should it end."""

    def __init__(self, ntriples: bytes, files: Sequence[Path], limits: Limits) -> None:
        self.files, self.limits = files, limits
        self.graph = tempfile.TemporaryFile()  # noqa: SIM115  # lives as long as the engine
        self.graph.write(ntriples)
        self.graph.flush()
        self.idle: list[Worker] = []
        self.process: asyncio.subprocess.Process | None = None
        self.control: socket.socket | None = None
        self.keeper: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Loads the graph; raises `GoudenError` when it cannot be loaded."""
        await self._spawn()
        self.keeper = asyncio.create_task(self._keep())

    async def answer(self, question: Question) -> Result:
        """The whole result; raises `Refused`. A cancelled call kills the worker at once."""
        worker = self.idle.pop() if self.idle else await self._fork()
        reusable = False
        try:
            async with asyncio.timeout(self.limits.seconds):
                result, last = await worker.ask(question)
            reusable = not last and len(self.idle) < _IDLE
        except TimeoutError:
            raise Refused(TOO_SLOW, f"the query was stopped after {self.limits.seconds:g} seconds") from None
        except (EOFError, OSError):
            words = f"it needs more than {self.limits.memory} MiB of memory, or nests too deeply"
            raise Refused(TOO_HEAVY, f"the query was stopped: {words}") from None
        finally:
            if reusable:
                self.idle.append(worker)
            else:
                worker.end()
        if isinstance(result, Refused):
            raise result
        return result

    async def close(self) -> None:
        """Ends the zygote, and with it every worker."""
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

    async def _fork(self) -> Worker:
        ours, theirs = socket.socketpair()
        try:
            if self.control is None:
                raise ConnectionError
            socket.send_fds(self.control, [b"w"], [theirs.fileno()])
        except OSError:
            ours.close()
            raise Refused(BUSY, "the query engine is starting anew; ask again in a moment") from None
        finally:
            theirs.close()
        return Worker(*await asyncio.open_connection(sock=ours))

    async def _keep(self) -> None:
        """Starts a new zygote whenever the old one ended."""
        while self.process is not None:
            await self.process.wait()
            self._hang_up()
            with suppress(GoudenError):
                await self._spawn()

    def _hang_up(self) -> None:
        while self.idle:
            self.idle.pop().end()
        if self.control is not None:
            self.control.close()
            self.control = None

    async def _spawn(self) -> None:
        ours, theirs = socket.socketpair()
        self.graph.seek(0)
        limits = json.dumps(asdict(self.limits))
        command = [sys.executable, "-P", "-m", "gouden_kg.serve.zygote", str(theirs.fileno()), limits]
        self.process = await asyncio.create_subprocess_exec(
            *command, *map(str, self.files), stdin=self.graph, pass_fds=(theirs.fileno(),), env=_environment()
        )
        theirs.close()
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
