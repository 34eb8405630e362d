"""What stands between a connection and the application: deadlines, sizes and the number of connections.

uvicorn sets no deadline for receiving a request and no bound on its size, so its protocol is guarded here.
"""

from __future__ import annotations

import asyncio
import json
import re
from email.utils import formatdate
from http import HTTPStatus
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from .access_log import AccessLog
from .app import WORKING
from .finish import EVERYWHERE, POLICY
from .metrics import Metrics
from .settings import Settings

URL_SIZE, HEAD_SIZE, FIELDS = 16 * 1024, 32 * 1024, 100
_KNOWN = rb"(?:GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH) "
# a request line with a method of the right shape (RFC 9110, section 9.1) that the parser does not know
_UNKNOWN = re.compile(rb"(?!%b)[!#$%%&'*+.^_`|~0-9A-Za-z-]+ \S+ HTTP/1\.[01]\r?\n" % _KNOWN)
_ABSOLUTE = re.compile(rb"https?://(?P<host>[^/?#]+)(?P<path>[^#]*).*", re.IGNORECASE)  # RFC 9112, section 3.2.2
_SAFE = "".join(f"{name.lower()}: {value}\r\n" for name, value in (*EVERYWHERE, ("Content-Security-Policy", POLICY)))
_LINGER = 2.0  # seconds in which a refused client may still talk, so that it gets to read why


class Guarded(HttpToolsProtocol):
    """A connection that is cut off when its client is slow, sends too much, or is one too many."""

    def __init__(self, settings: Settings, metrics: Metrics, log: AccessLog, **uvicorn: Any) -> None:
        super().__init__(**uvicorn)
        self.settings, self.metrics, self.log = settings, metrics, log
        self.timer: asyncio.TimerHandle | None = None
        self.stalled: asyncio.TimerHandle | None = None
        self.refused = self.begun = False
        self.working: set[asyncio.Task[None]] = set()
        self.in_head, self.head_size, self.body_size, self.first = True, 0, 0, b""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Takes a client in, or tells it that there is no room."""
        super().connection_made(transport)
        self.metrics.connections += 1
        if len(self.connections) > self.settings.connections:
            self._refuse(503, "busy", "too many connections; come back in a moment", "Retry-After: 5\r\n")
        else:
            self._within(self.settings.head_seconds, self._slow)

    def connection_lost(self, exc: Exception | None) -> None:
        """Lets go of a client."""
        self.metrics.connections -= 1
        self._within(None)
        if self.stalled is not None:
            self.stalled.cancel()
        for task in self.working:
            task.cancel()  # whatever was worked on for this client stops
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Takes what came; after a refusal it is thrown away."""
        if self.refused:
            return
        if self.in_head:
            self.first = (self.first if self.head_size else b"") + data[:100]
            self.head_size += len(data)
        super().data_received(data)
        if self.in_head and not self.refused and self.head_size > URL_SIZE + HEAD_SIZE:
            self._refuse(431, "head-too-large", f"the head of a request has at most {HEAD_SIZE} bytes")

    def on_message_begin(self) -> None:
        """A request begins: the clock for its head runs."""
        super().on_message_begin()
        cast("dict[str, object]", self.scope)[WORKING] = self.working
        self.begun, self.body_size = True, 0
        self._within(self.settings.head_seconds, self._slow)

    def on_url(self, url: bytes) -> None:
        """Takes a part of the address."""
        super().on_url(url)
        if len(self.url) > URL_SIZE:
            self._refuse(414, "url-too-long", f"an address has at most {URL_SIZE} bytes; a long query can be posted")

    def on_header(self, name: bytes, value: bytes) -> None:
        """Takes a field of the head."""
        super().on_header(name, value)
        size = sum(len(n) + len(v) for n, v in self.headers)
        if size > HEAD_SIZE or len(self.headers) > FIELDS:
            self._refuse(431, "head-too-large", f"a head has at most {FIELDS} fields and {HEAD_SIZE} bytes")

    def on_headers_complete(self) -> None:
        """The head is whole: it is judged, and the clock for the body runs."""
        self.in_head = False
        self._judge()
        if self.refused:
            return
        if not self.url.startswith(b"/"):
            self._to_origin_form()
        super().on_headers_complete()
        self._within(self.settings.body_seconds, self._slow)

    def on_body(self, body: bytes) -> None:
        """Takes a part of the body."""
        if self.refused:
            return
        self.body_size += len(body)
        if self.body_size > self.settings.body_size:
            self._too_large()
        else:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole: now the server is to act."""
        if not self.refused:
            self._within(None)
            self.begun, self.in_head, self.head_size, self.first = False, True, 0, b""
            super().on_message_complete()

    def pause_writing(self) -> None:
        """The client does not read: it gets some time to."""
        super().pause_writing()
        self.stalled = self.loop.call_later(self.settings.send_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """The client has read."""
        super().resume_writing()
        if self.stalled is not None:
            self.stalled.cancel()

    def on_response_complete(self) -> None:
        """A reply is handed over; a client that never takes the rest of it is cut off."""
        super().on_response_complete()
        if self.transport.is_closing():
            self.loop.call_later(self.settings.send_seconds, self.transport.abort)

    def timeout_keep_alive_handler(self) -> None:
        """The connection was idle for long; once a request has begun, the clock for its head counts instead."""
        if not self.begun:
            super().timeout_keep_alive_handler()
            self.loop.call_later(self.settings.send_seconds, self.transport.abort)

    def send_400_response(self, msg: str) -> None:
        """Refuses what the parser does not read: a method that it does not know, or what is no HTTP at all."""
        if self.refused:
            return
        if self.in_head and _UNKNOWN.match(self.first):
            self._refuse(501, "unknown-method", "no such method is known here", "Allow: GET, HEAD, POST, OPTIONS\r\n")
        else:
            self._refuse(400, "bad-request", "this is no HTTP request that can be read")

    def _judge(self) -> None:
        names = [name for name, _ in self.headers]
        fields = dict(self.headers)
        length = fields.get(b"content-length", b"0")
        if self.parser.get_http_version() == "1.1" and names.count(b"host") != 1:
            self._refuse(400, "no-host", "a request has one Host header")
        elif b"content-length" in names and b"transfer-encoding" in names:
            self._refuse(400, "two-lengths", "a request has a Content-Length or a Transfer-Encoding, not both")
        elif fields.get(b"transfer-encoding", b"chunked").strip().lower() != b"chunked":
            self._refuse(501, "unknown-coding", "a body comes as it is or chunked, in no other coding")
        elif length.isdigit() and int(length) > self.settings.body_size:
            self._too_large()

    def _to_origin_form(self) -> None:
        """Reads the other ways to name what is asked: a whole address, whose host counts, and all of the server."""
        whole = _ABSOLUTE.fullmatch(self.url)
        if whole:
            self.url = whole["path"] if whole["path"].startswith(b"/") else b"/" + whole["path"]
            self.headers[:] = [(n, whole["host"] if n == b"host" else value) for n, value in self.headers]
        elif self.url == b"*" and self.parser.get_method() == b"OPTIONS":
            self.url = b"/"  # RFC 9110, section 9.3.7

    def _too_large(self) -> None:
        self._refuse(413, "too-large", f"the body of a request has at most {self.settings.body_size} bytes")

    def _behind_another(self) -> bool:
        """Whether a request that came before is still being answered, so that nothing may be written yet."""
        answering = self.cycle is not None and not self.cycle.response_complete
        return bool(self.pipeline) or (self.in_head and answering)

    def _slow(self) -> None:
        if self._behind_another():
            self._within(self.settings.head_seconds, self._slow)
            return
        if not self.begun:
            self.transport.abort()  # it never asked anything
        else:
            self._refuse(408, "too-slow", "the request did not come in time")

    def _within(self, seconds: float | None, then: Any = None) -> None:
        if self.timer is not None:
            self.timer.cancel()
        self.timer = None if seconds is None else self.loop.call_later(seconds, then)

    def _refuse(self, status: int, code: str, detail: str, header: str = "") -> None:
        """Tells why, ends the request, and hangs up after a moment."""
        if self.refused:
            return
        self.refused = True
        self._within(None)
        if self._behind_another():
            self.transport.abort()
            return
        title = HTTPStatus(status).phrase
        fields = {"type": "about:blank", "title": title, "status": status, "detail": detail, "code": code}
        body = json.dumps(fields).encode() + b"\n"
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        head = (
            f"HTTP/1.1 {status} {title}\r\ncontent-type: application/problem+json\r\ncontent-length: {len(body)}\r\n"
            f"date: {formatdate(usegmt=True)}\r\n{header}{_SAFE}cache-control: no-store\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.loop.call_later(_LINGER, self.transport.abort)
        self.metrics.count("guard", status, 0.0, len(body))
        client = str(self.client[0]) if self.client else ""
        self.log.request("-", "-", "", client, status, len(body), 0.0)
