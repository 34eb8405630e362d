"""What the parser makes of the bytes of one client: whole requests, until one has to be refused or is the last."""

from __future__ import annotations

from typing import Protocol

import httptools

from .http import Raw
from .refusal import FIELDS, HEAD_SIZE, LARGE_HEAD, LONG_URL, URL_SIZE, Refusal, ill, judged, large_body

_WRAPPED = 8  # bytes that may come for one byte of a body: chunks of one byte take six


class _Over(Exception):
    """Ends the reading: no request is taken any more."""


class Listener(Protocol):
    """Whoever acts on what is read."""

    def begins(self) -> None:
        """The first bytes of a request came."""

    def goes_on(self) -> None:
        """The head of a request is whole and well."""

    def asks(self, raw: Raw) -> None:
        """A request is whole."""

    def refuse(self, why: Refusal) -> None:
        """Something cannot be taken, and nothing after it is."""


class Reader:
    """Reads within bounds. `begun` says that a request is coming, `expecting` that its client waits with the body."""

    def __init__(self, listener: Listener, address: str, body_size: int) -> None:
        self.listener, self.address, self.most = listener, address, body_size
        self.parser = httptools.HttpRequestParser(self)
        self.refused = self.ended = False
        self.first = b""
        self._expect_head()

    @property
    def is_over(self) -> bool:
        """Whether no more requests are taken."""
        return self.ended or self.refused

    @property
    def is_head_only(self) -> bool:
        """Whether what came last asks for a head without a body."""
        return bool(self.target) and self.parser.get_method() == b"HEAD"

    def feed(self, data: bytes) -> None:
        """Takes what came; after a refusal, or the last request, it is thrown away."""
        if self.is_over:
            return
        if not self.in_body:
            self.first = (self.first if self.fed else b"") + data[:100]
        self.fed += len(data)
        try:
            self._feed(data)
        except httptools.HttpParserCallbackError:
            if not self.is_over:
                raise
        except httptools.HttpParserError:
            if not self.ended:
                self.refuse(ill(b"" if self.in_body else self.first))
        if self.fed > URL_SIZE + HEAD_SIZE + _WRAPPED * len(self.body):  # trailers and chunk extensions count as head
            self.refuse(LARGE_HEAD)

    def refuse(self, why: Refusal) -> None:
        """Takes no more, and says why."""
        if not self.refused:
            self.refused = True
            self.listener.refuse(why)

    def close(self) -> None:
        """Lets go of the parser and the listener, which know this object: else all would wait for the collector."""
        del self.parser, self.listener

    # what the parser calls

    def on_message_begin(self) -> None:
        """A request begins."""
        if self.is_over:
            raise _Over
        self.begun = True
        self.listener.begins()

    def on_url(self, url: bytes) -> None:
        """Takes a part of the address."""
        self.target += url
        if len(self.target) > URL_SIZE:
            self.refuse(LONG_URL)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Takes a field of the head; one that comes after the body is none of it (RFC 9110, section 6.5.1)."""
        if not self.in_body:
            self.headers.append((name.lower(), value))
            self.head_size += len(name) + len(value)
            if self.head_size > HEAD_SIZE or len(self.headers) > FIELDS:
                self.refuse(LARGE_HEAD)

    def on_headers_complete(self) -> None:
        """The head is whole: it is judged."""
        self.in_body = True
        if self._is_upgrade():
            return
        version = self.parser.get_http_version()
        if wrong := judged(version, self.headers, self.most):
            self.refuse(wrong)
        if not self.refused:
            expect = dict(self.headers).get(b"expect", b"")
            self.expecting = version == "1.1" and expect.lower() == b"100-continue"
            self.listener.goes_on()

    def on_body(self, body: bytes) -> None:
        """Takes a part of the body."""
        self.body += body
        self.expecting = False
        if len(self.body) > self.most:
            self.refuse(large_body(self.most))

    def on_message_complete(self) -> None:
        """The request is whole."""
        parser = self.parser
        if self.refused or self._is_upgrade():
            return
        self.ended = not parser.should_keep_alive() or parser.should_upgrade() or parser.get_http_version() == "1.0"
        method = parser.get_method().decode("ascii")
        raw = Raw(method, self.target, self.headers, bytes(self.body), self.address, self.ended)
        self._expect_head()
        self.listener.asks(raw)

    def _expect_head(self) -> None:
        self.target, self.headers, self.body = b"", list[tuple[bytes, bytes]](), bytearray()
        self.begun = self.in_body = self.expecting = False
        self.head_size = self.fed = 0

    def _is_upgrade(self) -> bool:
        return self.parser.should_upgrade() and self.parser.get_method() != b"CONNECT"

    def _feed(self, data: bytes) -> None:
        while data:
            try:
                self.parser.feed_data(data)
                return
            except httptools.HttpParserUpgrade as upgrade:
                data = b"" if self.is_over else self._without_upgrade() + data[upgrade.args[0] :]

    def _without_upgrade(self) -> bytes:
        """The head that just came as if it had not asked for another protocol, since none is spoken here.

        Some clients ask for HTTP/2 with their first question; the parser would take its body for that.
        """
        line = b"%b %b HTTP/%b" % (self.parser.get_method(), self.target, self.parser.get_http_version().encode())
        fields = [b"%b: %b" % field for field in self.headers if field[0] != b"upgrade"]
        self.parser = httptools.HttpRequestParser(self)
        self._expect_head()
        return b"\r\n".join((line, *fields, b"\r\n"))
