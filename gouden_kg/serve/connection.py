"""A connection: requests are answered in their order and in time, each reply in as few writes as can be.

This and `reading` stand here since servers built on httptools know no deadline for receiving a request and no bound on
its size, and write head and body apart, which costs a small answer half as much again.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from typing import cast

from .app import Application
from .clients import Clients
from .http import Raw, Sent
from .reading import Reader
from .refusal import STATUS_LINES, TOO_MANY, TOO_SLOW, Refusal

_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_PIPELINED = 16  # requests that may wait behind one, while it is still seen that their client leaves
_LINGER = 2.0  # seconds in which a refused client may still talk, so that it gets to read why
_NEVER = float("inf")


class Connection(asyncio.Protocol):
    """One client, served one request after the other; cut off when it is slow, sends too much, or is one too many."""

    transport: asyncio.Transport
    reader: Reader

    def __init__(self, clients: Clients, application: Application) -> None:
        self.clients, self.application, self.settings = clients, application, clients.settings
        self.loop = asyncio.get_running_loop()
        self.deadline: float = _NEVER
        self.overdue: Callable[[], None] = self._abort
        self.stalled: float = _NEVER  # when a client that does not read what it asked for is cut off
        self.drained: asyncio.Future[None] | None = None  # set while nothing more should be written
        self.task: asyncio.Task[None] | None = None
        self.queue: deque[Raw] = deque()  # asked before the reply under way has ended
        self.current: Raw | None = None
        self.refusal = b""  # the last words, told when all that came before is answered
        self.stopping = False

    # what the loop calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Takes a client in, or tells it that there is no room."""
        self.transport = cast(asyncio.Transport, transport)
        peer = transport.get_extra_info("peername")
        self.reader = Reader(self, str(peer[0]) if peer else "", self.settings.body_size)
        if self.clients.enter(self):
            self._within(self.settings.head_seconds, self._slow)
        elif self.clients.can_be_told():
            self.reader.refuse(TOO_MANY)
        else:
            self._abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Lets go of a client; whatever was worked on for it stops."""
        self.clients.leave(self)
        self.queue.clear()
        self.reader.close()
        del self.overdue  # which knows this object
        self._drain()
        if self.task is not None:
            self.task.cancel()

    def data_received(self, data: bytes) -> None:
        """Takes what came."""
        self.reader.feed(data)

    def pause_writing(self) -> None:
        """The client does not read: it gets some time to."""
        self.stalled = self.loop.time() + self.settings.send_seconds
        self.drained = self.loop.create_future()

    def resume_writing(self) -> None:
        """The client has read."""
        self.stalled = _NEVER
        self._drain()
        self._next()

    # what the reader calls

    def begins(self) -> None:
        """A request begins: the clock for its head runs."""
        self._within(self.settings.head_seconds, self._slow)

    def goes_on(self) -> None:
        """The head is whole: the clock for the body runs."""
        self._within(self.settings.body_seconds, self._slow)
        self._continue()

    def asks(self, raw: Raw) -> None:
        """The request is whole: now the server is to act."""
        self._within(_NEVER, self._abort)
        if self._is_idle() and self.drained is None:
            self._serve(raw)
        else:
            self.queue.append(raw)
            if len(self.queue) > _PIPELINED:
                self.transport.pause_reading()

    def refuse(self, why: Refusal) -> None:
        """Takes no more requests, and tells why when the ones before are answered."""
        head, body = why.message(self.clients.date_line())
        self.refusal = head if self.reader.is_head_only else head + body
        self._within(_NEVER, self._abort)
        if self._is_idle():
            self._say_no()
        self.clients.metrics.count("guard", why.status, 0.0, len(body))
        self.clients.log.request("-", "-", "", self.reader.address, why.status, len(body), 0.0)

    # what the application calls

    async def take(self, sent: Sent, more: Iterable[bytes] = ()) -> None:
        """Sends a reply, its later pieces as fast as the client reads; to a client that left nothing is sent."""
        await self._room()
        self._write(sent)
        for piece in more:
            await self._room()
            if self.transport.is_closing():
                return
            self.transport.write(piece)

    # what the clock and the server call

    def look(self, now: float) -> None:
        """Cuts the client off when it is late."""
        if now > self.stalled:
            self._abort()
        elif now > self.deadline:
            self.deadline = _NEVER
            self.overdue()

    def stop(self) -> None:
        """Hangs up, at once or after the reply under way."""
        self.stopping = True
        if self._is_idle():
            self._hang_up()

    def _is_idle(self) -> bool:
        """Whether all that was asked is answered."""
        return self.current is None and not self.queue

    def _within(self, seconds: float, then: Callable[[], None]) -> None:
        self.deadline, self.overdue = self.loop.time() + seconds, then

    def _serve(self, raw: Raw) -> None:
        self.current = raw
        ready = self.application.ready(raw)
        if ready is None:
            self.task = self.loop.create_task(self._answer(raw))
        else:
            self._write(ready)
            self._served(raw)

    async def _answer(self, raw: Raw) -> None:
        try:
            await self.application.serve(raw, self)
        finally:
            self.task = None
            self._served(raw)

    def _served(self, raw: Raw) -> None:
        """The reply is handed over: on to the next request, or to the end."""
        self.current = None
        if self.transport.is_closing():
            return
        if raw.last or self.stopping:
            self._hang_up()
        elif self.queue:
            self.loop.call_soon(self._next)
        elif self.refusal:
            self._say_no()
        elif not self.reader.begun:
            self._within(self.settings.idle_seconds, self._hang_up)
        else:
            self._continue()

    def _next(self) -> None:
        if self.queue and self.current is None and self.drained is None and not self.transport.is_closing():
            raw = self.queue.popleft()
            if len(self.queue) <= _PIPELINED:
                self.transport.resume_reading()
            self._serve(raw)

    def _write(self, sent: Sent) -> None:
        raw = self.current
        if raw is None or self.transport.is_closing():
            return
        self.stopping = self.stopping or sent.closing
        closing = b"connection: close\r\n" if raw.last or self.stopping else b""
        body = b"" if raw.method == "HEAD" else sent.body
        self.transport.write(
            b"".join((STATUS_LINES[sent.status], self.clients.date_line(), closing, sent.head, b"\r\n", body))
        )

    def _hang_up(self) -> None:
        """Closes once the client has read; one that does not is cut off."""
        self.transport.close()
        self._within(self.settings.send_seconds, self._abort)

    def _abort(self) -> None:
        self.transport.abort()

    async def _room(self) -> None:
        while self.drained is not None:
            await self.drained

    def _drain(self) -> None:
        drained, self.drained = self.drained, None
        if drained is not None and not drained.done():
            drained.set_result(None)

    def _continue(self) -> None:
        """Lets the client send the body that it waits with (RFC 9110, section 10.1.1), when it is its turn."""
        if self.reader.expecting and self._is_idle():
            self.reader.expecting = False
            self.transport.write(_CONTINUE)

    def _slow(self) -> None:
        if not self._is_idle():  # it has to wait for the reply to what it asked before
            self._within(self.settings.head_seconds, self._slow)
        elif not self.reader.begun:
            self._abort()  # it never asked anything
        else:
            self.reader.refuse(TOO_SLOW)

    def _say_no(self) -> None:
        """Tells the refusal, and hangs up after a moment."""
        self._within(_LINGER, self._abort)
        self.transport.write(self.refusal)
        try:
            self.transport.write_eof()
        except OSError:  # it left, unseen as nothing of it was read
            self._abort()
