"""So many questions at once, a short queue behind them, and a clear no beyond that."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass

from ...query.engine import BUSY, Engine, Question, Refused, Result
from ..ticks import Ticks

_YOUNG = 0.1  # seconds


@dataclass(eq=False, slots=True)
class _Turn:
    """A question that runs: when it began, and whether it still counts as young."""

    began: float
    young: bool = True


class Slots:
    """An engine that takes `running` questions at once and lets `waiting` more wait for `patience` seconds.

    Of those that run, only as many as there are processors may be young; for to work on more at a time makes each of
    them slower and none of them earlier. What is no longer young keeps no quick question waiting.
    """

    def __init__(self, engine: Engine, running: int, waiting: int, patience: float) -> None:
        self.engine, self.patience = engine, patience
        self.most, self.most_waiting, self.most_young = running, waiting, (os.cpu_count() or 1) + 1
        self.turns: set[_Turn] = set()
        self.queue: dict[asyncio.Future[_Turn], float] = {}  # with when it loses patience; the first comes first
        self.young = self.refused = 0
        self.ticks = Ticks(self._look)

    @property
    def running(self) -> int:
        """How many questions are being answered."""
        return len(self.turns)

    @property
    def waiting(self) -> int:
        """How many questions wait for their turn."""
        return len(self.queue)

    async def answer(self, question: Question) -> Result:
        """The whole result; raises `Refused`, with reason `BUSY` when there is no room."""
        turn = await self._turn()
        try:
            return await self.engine.answer(question)
        finally:
            self._end(turn)

    async def close(self) -> None:
        """Ends the engine."""
        self.ticks.stop()
        await self.engine.close()

    async def _turn(self) -> _Turn:
        loop = asyncio.get_running_loop()
        self.ticks.wake()
        if not self.queue and self._has_room():
            return self._begin(loop.time())
        if len(self.queue) >= self.most_waiting:
            self.refused += 1
            raise Refused(BUSY, "too many queries are running and waiting; ask again in a moment")
        waiter: asyncio.Future[_Turn] = loop.create_future()
        self.queue[waiter] = loop.time() + self.patience
        try:
            return await waiter
        except asyncio.CancelledError:
            self.queue.pop(waiter, None)
            if not waiter.cancelled() and waiter.exception() is None:  # it got its turn at the moment of leaving
                self._end(waiter.result())
            raise

    def _has_room(self) -> bool:
        return len(self.turns) < self.most and self.young < self.most_young

    def _begin(self, now: float) -> _Turn:
        turn = _Turn(now)
        self.turns.add(turn)
        self.young += 1
        return turn

    def _end(self, turn: _Turn) -> None:
        self.turns.discard(turn)
        self._grow_up(turn)
        if self.queue:
            self._admit(asyncio.get_running_loop().time())

    def _grow_up(self, turn: _Turn) -> None:
        if turn.young:
            turn.young = False
            self.young -= 1

    def _admit(self, now: float) -> None:
        while self.queue and self._has_room():
            waiter = next(iter(self.queue))
            del self.queue[waiter]
            if not waiter.done():
                waiter.set_result(self._begin(now))

    def _look(self, now: float) -> bool:
        """Lets young ones grow up and tells those who waited for long; whether there is anyone left to look after."""
        for turn in self.turns:
            if now - turn.began > _YOUNG:
                self._grow_up(turn)
        for waiter in [waiter for waiter, patience in self.queue.items() if patience < now]:
            del self.queue[waiter]
            if not waiter.done():  # else its client left just now
                self.refused += 1
                words = f"no query ended within {self.patience:g} seconds; ask again in a moment"
                waiter.set_exception(Refused(BUSY, words))
        self._admit(now)
        return bool(self.turns or self.queue)
