"""Answers kept for one release, within a number of bytes; equal questions asked at once are worked out once."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

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
    """Work under way by key: who asks for the same waits for the same, and it stops when nobody waits."""

    def __init__(self) -> None:
        self.tasks: dict[Hashable, tuple[asyncio.Task[T], list[None]]] = {}

    async def do(self, key: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        """The result of the work under this key, begun here or by another."""
        if key not in self.tasks:
            task = asyncio.ensure_future(self._run(key, work))
            self.tasks[key] = task, []
        task, waiting = self.tasks[key]
        waiting.append(None)
        try:
            return await asyncio.shield(task)
        finally:
            waiting.pop()
            if not waiting and not task.done():
                task.cancel()
                self.tasks.pop(key, None)

    async def _run(self, key: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        me = asyncio.current_task()
        try:
            return await work()
        finally:
            if key in self.tasks and self.tasks[key][0] is me:
                del self.tasks[key]
