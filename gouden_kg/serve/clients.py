"""All connections of a server: their deadlines, and their good end."""

from __future__ import annotations

import asyncio
import time
from email.utils import formatdate
from typing import Protocol

from .access_log import AccessLog
from .metrics import Metrics
from .settings import Settings
from .ticks import Ticks

TOLD = 200  # connections beyond the limit that may stay until they have read so; others are cut off


class Client(Protocol):
    """A connection as seen from here."""

    task: asyncio.Task[None] | None

    def look(self, now: float) -> None:
        """Cuts the client off when it is late."""

    def stop(self) -> None:
        """Hangs up, at once or after the reply under way."""


class Clients:
    """The connections open, and what they share."""

    def __init__(self, settings: Settings, metrics: Metrics, log: AccessLog) -> None:
        self.settings, self.metrics, self.log = settings, metrics, log
        self.connected: set[Client] = set()
        self.ticks = Ticks(self._look)
        self.second, self.date = 0, b""

    def enter(self, client: Client) -> bool:
        """Takes a client in, and looks after it from now on; whether there is room for it."""
        self.connected.add(client)
        self.metrics.connections += 1
        self.ticks.wake()
        return len(self.connected) <= self.settings.connections

    def can_be_told(self) -> bool:
        """Whether one that has no room may stay for the moment that it takes to read so."""
        return len(self.connected) <= self.settings.connections + TOLD

    def leave(self, client: Client) -> None:
        """Lets go of a client."""
        self.connected.discard(client)
        self.metrics.connections -= 1

    def date_line(self) -> bytes:
        """The header that tells the time (RFC 9110, section 6.6.1)."""
        second = int(time.time())
        if second != self.second:
            self.second, self.date = second, f"date: {formatdate(second, usegmt=True)}\r\n".encode()
        return self.date

    async def stop(self) -> None:
        """Lets replies under way end within the time for stopping; those that do not are told so and cut off."""
        for client in list(self.connected):
            client.stop()
        try:
            async with asyncio.timeout(self.settings.stop_seconds):
                while self.connected:
                    await asyncio.sleep(0.02)
        except TimeoutError:
            tasks = [client.task for client in self.connected if client.task is not None]
            for task in tasks:
                task.cancel()
            if tasks:
                await asyncio.wait(tasks, timeout=1)
        self.ticks.stop()

    def _look(self, now: float) -> bool:
        for client in list(self.connected):
            client.look(now)
        return bool(self.connected)
