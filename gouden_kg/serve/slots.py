"""So many questions at once, a short queue behind them, and a clear no beyond that."""

from __future__ import annotations

import asyncio

from ..query.engine import BUSY, Engine, Question, Refused, Result


class Slots:
    """An engine that takes `running` questions at once and lets `waiting` more wait for `patience` seconds."""

    def __init__(self, engine: Engine, running: int, waiting: int, patience: float) -> None:
        self.engine, self.patience = engine, patience
        self.most_waiting = waiting
        self.free = asyncio.Semaphore(running)
        self.running = self.waiting = self.refused = 0

    async def answer(self, question: Question) -> Result:
        """The whole result; raises `Refused`, with reason `BUSY` when there is no room."""
        await self._enter()
        self.running += 1
        try:
            return await self.engine.answer(question)
        finally:
            self.running -= 1
            self.free.release()

    async def _enter(self) -> None:
        if self.free.locked() and self.waiting >= self.most_waiting:
            self.refused += 1
            raise Refused(BUSY, "too many queries are running and waiting; ask again in a moment")
        self.waiting += 1
        try:
            async with asyncio.timeout(self.patience):
                await self.free.acquire()
        except TimeoutError:
            self.refused += 1
            raise Refused(BUSY, f"no query ended within {self.patience:g} seconds; ask again in a moment") from None
        finally:
            self.waiting -= 1

    async def close(self) -> None:
        """Ends the engine."""
        await self.engine.close()
