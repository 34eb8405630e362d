"""A connection: what comes in is read within deadlines and bounds, a reply goes out in as few writes as can be.

httptools parses. The rest is here since servers built on it know no deadline for receiving a request and no bound on
its size, and write head and body apart, which costs a small answer half as much again.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from typing import cast

import httptools

from .app import Application
from .clients import Clients
from .http import Raw, Sent
from .refusal import (
    FIELDS,
    HEAD_SIZE,
    LARGE_HEAD,
    LONG_URL,
    STATUS_LINES,
    TOO_MANY,
    TOO_SLOW,
    URL_SIZE,
    Refusal,
    ill,
    judged,
    large_body,
)

_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_PIPELINED = 16  # requests that may wait behind one, while it is still seen that their client leaves
_LINGER = 2.0  # seconds in which a refused client may still talk, so that it gets to read why
_WRAPPED = 8  # bytes that may come for one byte of a body: chunks of one byte take six
_NEVER = float("inf")


class _Over(Exception):
    """Ends the reading: no request is taken any more."""


class Connection(asyncio.Protocol):
    """One client, served one request after the other; cut off when it is slow, sends too much, or is one too many."""

    transport: asyncio.Transport

    def __init__(self, clients: Clients, application: Application) -> None:
        self.clients, self.application, self.settings = clients, application, clients.settings
        self.loop = asyncio.get_running_loop()
        self.parser = httptools.HttpRequestParser(self)
        self.address = ""
        self.deadline: float = _NEVER
        self.overdue: Callable[[], None] = self._abort
        self.stalled: float = _NEVER  # when a client that does not read what it asked for is cut off
        self.drained: asyncio.Future[None] | None = None  # set while nothing more should be written
        self.task: asyncio.Task[None] | None = None
        self.queue: deque[Raw] = deque()  # asked before the reply under way has ended
        self.current: Raw | None = None
        self.refusal = b""  # the last words, told when all that came before is answered
        self.ended = self.stopping = False
        self.first = b""
        self._expect_head()

    # what the loop calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Takes a client in, or tells it that there is no room."""
        self.transport = cast(asyncio.Transport, transport)
        peer = transport.get_extra_info("peername")
        self.address = str(peer[0]) if peer else ""
        if self.clients.enter(self):
            self._within(self.settings.head_seconds, self._slow)
        else:
            self._refuse(TOO_MANY)

    def connection_lost(self, exc: Exception | None) -> None:
        """Lets go of a client; whatever was worked on for it stops."""
        self.clients.leave(self)
        self.queue.clear()
        del self.parser, self.overdue  # which know this object, so that all would wait for the collector
        self._drain()
        if self.task is not None:
            self.task.cancel()

    def data_received(self, data: bytes) -> None:
        """Takes what came; after a refusal it is thrown away."""
        if self._is_over():
            return
        if not self.in_body:
            self.first = (self.first if self.fed else b"") + data[:100]
        self.fed += len(data)
        try:
            self._feed(data)
        except httptools.HttpParserCallbackError:
            if not self._is_over():
                raise
        except httptools.HttpParserError:
            if not self.ended:
                self._refuse(ill(b"" if self.in_body else self.first))
        if self.fed > URL_SIZE + HEAD_SIZE + _WRAPPED * len(self.body):  # trailers and chunk extensions count as head
            self._refuse(LARGE_HEAD)

    def pause_writing(self) -> None:
        """The client does not read: it gets some time to."""
        self.stalled = self.loop.time() + self.settings.send_seconds
        self.drained = self.loop.create_future()

    def resume_writing(self) -> None:
        """The client has read."""
        self.stalled = _NEVER
        self._drain()
        self._next()

    # what the parser calls

    def on_message_begin(self) -> None:
        """A request begins: the clock for its head runs."""
        if self._is_over():
            raise _Over
        self.begun = True
        self._within(self.settings.head_seconds, self._slow)

    def on_url(self, url: bytes) -> None:
        """Takes a part of the address."""
        self.target += url
        if len(self.target) > URL_SIZE:
            self._refuse(LONG_URL)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Takes a field of the head; one that comes after the body is none of it (RFC 9110, section 6.5.1)."""
        if not self.in_body:
            self.headers.append((name.lower(), value))
            self.head_size += len(name) + len(value)
            if self.head_size > HEAD_SIZE or len(self.headers) > FIELDS:
                self._refuse(LARGE_HEAD)

    def on_headers_complete(self) -> None:
        """The head is whole: it is judged, and the clock for the body runs."""
        self.in_body = True
        if self._is_upgrade():
            return
        version = self.parser.get_http_version()
        if wrong := judged(version, self.headers, self.settings.body_size):
            self._refuse(wrong)
        if not self.refusal:
            self._within(self.settings.body_seconds, self._slow)
            expect = dict(self.headers).get(b"expect", b"")
            self.expecting = version == "1.1" and expect.lower() == b"100-continue"
            self._continue()

    def on_body(self, body: bytes) -> None:
        """Takes a part of the body."""
        self.body += body
        self.expecting = False
        if len(self.body) > self.settings.body_size:
            self._refuse(large_body(self.settings.body_size))

    def on_message_complete(self) -> None:
        """The request is whole: now the server is to act."""
        if self.refusal or self._is_upgrade():
            return
        parser = self.parser
        self.ended = not parser.should_keep_alive() or parser.should_upgrade() or parser.get_http_version() == "1.0"
        method = parser.get_method().decode("ascii")
        raw = Raw(method, self.target, self.headers, bytes(self.body), self.address, self.ended)
        self._expect_head()
        self._within(_NEVER, self._abort)
        if self._is_idle() and self.drained is None:
            self._serve(raw)
        else:
            self.queue.append(raw)
            if len(self.queue) > _PIPELINED:
                self.transport.pause_reading()

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

    def _expect_head(self) -> None:
        self.target, self.headers, self.body = b"", list[tuple[bytes, bytes]](), bytearray()
        self.begun = self.in_body = self.expecting = False
        self.head_size = self.fed = 0

    def _is_over(self) -> bool:
        """Whether no more requests are taken."""
        return self.ended or bool(self.refusal)

    def _is_idle(self) -> bool:
        """Whether all that was asked is answered."""
        return self.current is None and not self.queue

    def _is_upgrade(self) -> bool:
        return self.parser.should_upgrade() and self.parser.get_method() != b"CONNECT"

    def _feed(self, data: bytes) -> None:
        while data:
            try:
                self.parser.feed_data(data)
                return
            except httptools.HttpParserUpgrade as upgrade:
                data = b"" if self._is_over() else self._without_upgrade() + data[upgrade.args[0] :]

    def _without_upgrade(self) -> bytes:
        """The head that just came as if it had not asked for another protocol, since none is spoken here.

        Some clients ask for HTTP/2 with their first question; the parser would take its body for that.
        """
        line = b"%b %b HTTP/%b" % (self.parser.get_method(), self.target, self.parser.get_http_version().encode())
        fields = [b"%b: %b" % field for field in self.headers if field[0] != b"upgrade"]
        self.parser = httptools.HttpRequestParser(self)
        self._expect_head()
        return b"\r\n".join((line, *fields, b"\r\n"))

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
        elif not self.begun:
            self._within(self.settings.idle_seconds, self._hang_up)
        elif self.expecting:
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
        if self.expecting and self._is_idle():
            self.expecting = False
            self.transport.write(_CONTINUE)

    # refusals

    def _slow(self) -> None:
        if not self._is_idle():  # it has to wait for the reply to what it asked before
            self._within(self.settings.head_seconds, self._slow)
        elif not self.begun:
            self._abort()  # it never asked anything
        else:
            self._refuse(TOO_SLOW)

    def _refuse(self, why: Refusal) -> None:
        """Takes no more requests, and tells why when the ones before are answered."""
        if self.refusal:
            return
        head, body = why.message(self.clients.date_line())
        is_head = bool(self.target) and self.parser.get_method() == b"HEAD"
        self.refusal = head if is_head else head + body
        self._within(_NEVER, self._abort)
        if self._is_idle():
            self._say_no()
        self.clients.metrics.count("guard", why.status, 0.0, len(body))
        self.clients.log.request("-", "-", "", self.address, why.status, len(body), 0.0)

    def _say_no(self) -> None:
        """Tells the refusal, and hangs up after a moment."""
        self._within(_LINGER, self._abort)
        self.transport.write(self.refusal)
        try:
            self.transport.write_eof()
        except OSError:  # it left, unseen as nothing of it was read
            self._abort()
