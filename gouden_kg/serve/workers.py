"""The embedded engine: a zygote with the store, and workers forked from it, each with one question at a time."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from ..problem import GoudenError
from ..query.engine import TOO_HEAVY, TOO_SLOW, UNREACHABLE, Limits, Question, Refused, Result
from .wire import READY, question_message, read_result

_IDLE = 4
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
    """Answers over a graph held in memory by a process of its own."""

    def __init__(self, process: asyncio.subprocess.Process, control: socket.socket, limits: Limits) -> None:
        self.process, self.control, self.limits = process, control, limits
        self.idle: list[Worker] = []
        self.busy = 0

    async def answer(self, question: Question) -> Result:
        """The whole result; raises `Refused`. A cancelled call kills the worker at once."""
        worker = self.idle.pop() if self.idle else await self._fork()
        self.busy += 1
        reusable = False
        try:
            async with asyncio.timeout(self.limits.seconds):
                result, last = await worker.ask(question)
            reusable = not last and len(self.idle) < _IDLE
        except TimeoutError:
            raise Refused(TOO_SLOW, f"the query was stopped after {self.limits.seconds:g} seconds") from None
        except (EOFError, OSError):
            raise _died(self.process.returncode is not None, self.limits) from None
        finally:
            self.busy -= 1
            if reusable:
                self.idle.append(worker)
            else:
                worker.end()
        if isinstance(result, Refused):
            raise result
        return result

    async def _fork(self) -> Worker:
        ours, theirs = socket.socketpair()
        try:
            socket.send_fds(self.control, [b"w"], [theirs.fileno()])
        except OSError:
            ours.close()
            raise Refused(UNREACHABLE, "the query engine is starting anew; ask again in a moment") from None
        finally:
            theirs.close()
        return Worker(*await asyncio.open_connection(sock=ours))

    async def close(self) -> None:
        """Ends the zygote, and with it every worker."""
        for worker in self.idle:
            worker.end()
        self.control.close()
        try:
            await asyncio.wait_for(self.process.wait(), 2)
        except TimeoutError:
            self.process.kill()
            await self.process.wait()


def _died(wholly: bool, limits: Limits) -> Refused:
    if wholly:
        return Refused(UNREACHABLE, "the query engine is starting anew; ask again in a moment")
    words = f"the query was stopped: it needs more than {limits.memory} MiB of memory, or nests too deeply"
    return Refused(TOO_HEAVY, words)


async def start_engine(ntriples: bytes, files: Sequence[Path], limits: Limits) -> EmbeddedEngine:
    """An engine over N-Triples, or over files; raises `GoudenError` when they cannot be loaded."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    command = [sys.executable, "-P", "-m", "gouden_kg.serve.zygote", str(theirs.fileno()), json.dumps(asdict(limits))]
    process = await asyncio.create_subprocess_exec(
        *command, *map(str, files), stdin=asyncio.subprocess.PIPE, pass_fds=(theirs.fileno(),), env=_environment()
    )
    theirs.close()
    assert process.stdin is not None
    with suppress(ConnectionError):
        process.stdin.write(ntriples)
        await process.stdin.drain()
    process.stdin.close()
    ours.setblocking(False)
    try:
        async with asyncio.timeout(_LOADING):
            word = await asyncio.get_running_loop().sock_recv(ours, 4096)
    except TimeoutError:
        word = b"loading the graph takes too long"
    if word != READY:
        ours.close()
        with suppress(ProcessLookupError):
            process.kill()
        raise GoudenError(word.decode() or "the query engine did not start", "what was served before is untouched")
    return EmbeddedEngine(process, ours, limits)


def _environment() -> dict[str, str]:
    """This process's environment, with its own modules to be found by the new one."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "PYTHONUTF8": "1"}
