"""A connection: what comes in is read within deadlines and bounds, a reply goes out in as few writes as can be.

httptools parses. The rest is here since servers built on it know no deadline for receiving a request and no bound on
its size, and write head and body apart, which costs a small answer half as much again.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections import deque
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import cast

import httptools

from .app import Application
from .clients import Clients
from .finish import SAFE
from .http import Raw, Sent

URL_SIZE, HEAD_SIZE, FIELDS = 16 * 1024, 32 * 1024, 100
_STATUS = {status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode() for status in HTTPStatus}
_KNOWN = rb"(?:GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH) "
# a request line with a method of the right shape (RFC 9110, section 9.1) that the parser does not know
_UNKNOWN = re.compile(rb"(?!%b)[!#$%%&'*+.^_`|~0-9A-Za-z-]+ \S+ HTTP/1\.[01]\r?\n" % _KNOWN)
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_PIPELINED = 16  # requests that may wait behind one, while it is still seen that their client leaves
_LINGER = 2.0  # seconds in which a refused client may still talk, so that it gets to read why
_NEVER = float("inf")


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
        self.refused = self.ended = self.stopping = False
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
            self._refuse(503, "busy", "too many connections; come back in a moment", "retry-after: 5\r\n")

    def connection_lost(self, exc: Exception | None) -> None:
        """Lets go of a client; whatever was worked on for it stops."""
        self.clients.leave(self)
        self.queue.clear()
        del self.parser  # which knows this object, so that both would wait for the collector
        self._drain()
        if self.task is not None:
            self.task.cancel()

    def data_received(self, data: bytes) -> None:
        """Takes what came; after a refusal it is thrown away."""
        if self.refused or self.ended:
            return
        if not self.in_body:
            self.first = (self.first if self.fed else b"") + data[:100]
            self.fed += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:  # no other protocol is spoken here, so this was the last request
            return
        except httptools.HttpParserError:
            if not self.ended:
                self._ill()
        if not self.in_body and self.fed > URL_SIZE + HEAD_SIZE:
            self._refuse(431, "head-too-large", f"the head of a request has at most {HEAD_SIZE} bytes")

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
        self.begun = True
        self._within(self.settings.head_seconds, self._slow)

    def on_url(self, url: bytes) -> None:
        """Takes a part of the address."""
        self.target += url
        if len(self.target) > URL_SIZE:
            self._refuse(414, "url-too-long", f"an address has at most {URL_SIZE} bytes; a long query can be posted")

    def on_header(self, name: bytes, value: bytes) -> None:
        """Takes a field of the head."""
        self.headers.append((name.lower(), value))
        self.head_size += len(name) + len(value)
        if self.head_size > HEAD_SIZE or len(self.headers) > FIELDS:
            self._refuse(431, "head-too-large", f"a head has at most {FIELDS} fields and {HEAD_SIZE} bytes")

    def on_headers_complete(self) -> None:
        """The head is whole: it is judged, and the clock for the body runs."""
        self.in_body = True
        fields = dict(self.headers)
        self._judge(fields)
        if not self.refused:
            self._within(self.settings.body_seconds, self._slow)
            self.expecting = fields.get(b"expect", b"").lower() == b"100-continue"
            self._continue()

    def on_body(self, body: bytes) -> None:
        """Takes a part of the body."""
        self.body += body
        self.expecting = False
        if len(self.body) > self.settings.body_size:
            self._too_large()

    def on_message_complete(self) -> None:
        """The request is whole: now the server is to act."""
        if self.refused or self.ended:
            return
        parser = self.parser
        self.ended = not parser.should_keep_alive() or parser.should_upgrade() or parser.get_http_version() == "1.0"
        method = parser.get_method().decode("ascii")
        raw = Raw(method, self.target, self.headers, bytes(self.body), self.address, self.ended)
        self._expect_head()
        self._within(_NEVER, self._abort)
        if self.current is None and self.drained is None:
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
        if self.current is None:
            self._hang_up()

    def _expect_head(self) -> None:
        self.target, self.headers, self.body = b"", list[tuple[bytes, bytes]](), bytearray()
        self.begun = self.in_body = self.expecting = False
        self.head_size = self.fed = 0

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
            b"".join((_STATUS[sent.status], self.clients.date_line(), closing, sent.head, b"\r\n", body))
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
        if self.expecting and self.current is None:
            self.expecting = False
            self.transport.write(_CONTINUE)

    # refusals

    def _judge(self, fields: dict[bytes, bytes]) -> None:
        length = fields.get(b"content-length", b"0")
        hosts = sum(name == b"host" for name, _ in self.headers)
        if hosts != 1 and self.parser.get_http_version() == "1.1":
            self._refuse(400, "no-host", "a request has one Host header")
        elif b"content-length" in fields and b"transfer-encoding" in fields:
            self._refuse(400, "two-lengths", "a request has a Content-Length or a Transfer-Encoding, not both")
        elif fields.get(b"transfer-encoding", b"chunked").strip().lower() != b"chunked":
            self._refuse(501, "unknown-coding", "a body comes as it is or chunked, in no other coding")
        elif length.isdigit() and int(length) > self.settings.body_size:
            self._too_large()

    def _too_large(self) -> None:
        self._refuse(413, "too-large", f"the body of a request has at most {self.settings.body_size} bytes")

    def _ill(self) -> None:
        """Refuses what the parser does not read: a method that it does not know, or what is no HTTP at all."""
        if not self.in_body and _UNKNOWN.match(self.first):
            self._refuse(501, "unknown-method", "no such method is known here", "allow: GET, HEAD, POST, OPTIONS\r\n")
        else:
            self._refuse(400, "bad-request", "this is no HTTP request that can be read")

    def _slow(self) -> None:
        if self.current is not None:  # it has to wait for the reply to what it asked before
            self._within(self.settings.head_seconds, self._slow)
        elif not self.begun:
            self._abort()  # it never asked anything
        else:
            self._refuse(408, "too-slow", "the request did not come in time")

    def _refuse(self, status: int, code: str, detail: str, header: str = "") -> None:
        """Tells why, ends the request, and hangs up after a moment."""
        if self.refused:
            return
        self.refused = True
        if self.current is not None:  # in the midst of a reply nothing else may be written
            self._abort()
            return
        fields = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
        body = json.dumps(fields | {"detail": detail, "code": code}).encode() + b"\n"
        head = (
            f"content-type: application/problem+json\r\ncontent-length: {len(body)}\r\n{header}{SAFE}"
            "cache-control: no-store\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(b"".join((_STATUS[status], self.clients.date_line(), head.encode(), body)))
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._within(_LINGER, self._abort)
        self.clients.metrics.count("guard", status, 0.0, len(body))
        self.clients.log.request("-", "-", "", self.address, status, len(body), 0.0)
