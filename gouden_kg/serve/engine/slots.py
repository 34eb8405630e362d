"""So many questions at once, a short queue behind them, and a clear no beyond that."""

from __future__ import annotations

import asyncio
import os

from ...query.engine import BUSY, Engine, Question, Refused, Result

_YOUNG = 0.25  # seconds


class Slots:
    """An engine that takes `running` questions at once and lets `waiting` more wait for `patience` seconds.

    Of those that run, only as many as there are processors may be young; for to work on more at a time makes each of
    them slower and none of them earlier. What is no longer young keeps no quick question waiting.
    """

    def __init__(self, engine: Engine, running: int, waiting: int, patience: float) -> None:
        self.engine, self.patience, self.most_waiting = engine, patience, waiting
        self.free = asyncio.Semaphore(running)
        self.young = asyncio.Semaphore((os.cpu_count() or 1) + 1)
        self.running = self.waiting = self.refused = 0

    async def answer(self, question: Question) -> Result:
        """The whole result; raises `Refused`, with reason `BUSY` when there is no room."""
        await self._enter()
        self.running += 1
        young = True

        def grow_up() -> None:
            nonlocal young
            if young:
                young = False
                self.young.release()

        birthday = asyncio.get_running_loop().call_later(_YOUNG, grow_up)
        try:
            return await self.engine.answer(question)
        finally:
            birthday.cancel()
            grow_up()
            self.running -= 1
            self.free.release()

    async def _enter(self) -> None:
        if self.free.locked() or self.young.locked():
            await self._wait()
        else:
            await self.free.acquire()
            await self.young.acquire()

    async def _wait(self) -> None:
        if self.waiting >= self.most_waiting:
            self.refused += 1
            raise Refused(BUSY, "too many queries are running and waiting; ask again in a moment")
        self.waiting += 1
        try:
            async with asyncio.timeout(self.patience):
                await self.free.acquire()
                try:
                    await self.young.acquire()
                except asyncio.CancelledError:
                    self.free.release()
                    raise
        except TimeoutError:
            self.refused += 1
            raise Refused(BUSY, f"no query ended within {self.patience:g} seconds; ask again in a moment") from None
        finally:
            self.waiting -= 1

    async def close(self) -> None:
        """Ends the engine."""
        await self.engine.close()
