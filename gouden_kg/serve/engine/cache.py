"""Answers kept for one release, within a number of bytes; equal questions asked at once are worked out once."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

from ...query.engine import Refused

T = TypeVar("T")
_OVERHEAD = 500  # bytes that an entry costs beside its content


class Cache(Generic[T]):
    """The values used last, as many as the budget holds; what is larger than a quarter of it is not kept."""

    def __init__(self, budget: int, size: Callable[[T], int]) -> None:
        self.budget, self.size = budget, size
        self.entries: OrderedDict[Hashable, T] = OrderedDict()
        self.held = self.hits = self.misses = 0

    def get(self, key: Hashable) -> T | None:
        """The value kept under a key."""
        value = self.entries.get(key)
        if value is None:
            self.misses += 1
            return None
        self.hits += 1
        self.entries.move_to_end(key)
        return value

    def put(self, key: Hashable, value: T) -> None:
        """Keeps a value, and lets go of those used longest ago when there is no room."""
        cost = self.size(value) + _OVERHEAD
        if key in self.entries or cost > self.budget // 4:
            return
        self.entries[key] = value
        self.held += cost
        while self.held > self.budget:
            _, old = self.entries.popitem(last=False)
            self.held -= self.size(old) + _OVERHEAD


class Shared(Generic[T]):
    """Work under way by key: who asks for the same waits for the same."""

    def __init__(self) -> None:
        self.waiting: dict[Hashable, asyncio.Future[T | Refused | None]] = {}

    async def do(self, key: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        """What the work under this key gives, done here or by another; should that one leave, it is done here."""
        while (other := self.waiting.get(key)) is not None:
            found = await asyncio.shield(other)
            if isinstance(found, Refused):
                raise found
            if found is not None:
                return found
        return await self._led(key, work)

    async def _led(self, key: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        mine: asyncio.Future[T | Refused | None] = asyncio.get_running_loop().create_future()
        self.waiting[key] = mine
        outcome: T | Refused | None = None
        try:
            result = outcome = await work()
            return result
        except Refused as refused:
            outcome = refused
            raise
        finally:
            del self.waiting[key]
            mine.set_result(outcome)
