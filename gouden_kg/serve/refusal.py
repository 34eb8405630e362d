"""What is wrong with a request that is refused before anybody looks at what it asks for."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from http import HTTPStatus

from .finish import SAFE

URL_SIZE, HEAD_SIZE, FIELDS = 16 * 1024, 32 * 1024, 100
STATUS_LINES = {status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode() for status in HTTPStatus}
_KNOWN = rb"(?:GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH) "
# a request line with a method of the right shape (RFC 9110, section 9.1) that the parser does not know
_UNKNOWN = re.compile(rb"(?!%b)[!#$%%&'*+.^_`|~0-9A-Za-z-]+ \S+ HTTP/1\.[01]\r?\n" % _KNOWN)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is refused: status, a code for programs, a sentence for people, and header lines."""

    status: int
    code: str
    detail: str
    header: str = ""

    def message(self, date_line: bytes) -> tuple[bytes, bytes]:
        """Head and body of the reply that tells it, the last one of its connection."""
        fields = {"type": "about:blank", "title": HTTPStatus(self.status).phrase, "status": self.status}
        body = json.dumps(fields | {"detail": self.detail, "code": self.code}).encode() + b"\n"
        head = (
            f"content-type: application/problem+json\r\ncontent-length: {len(body)}\r\n{self.header}{SAFE}"
            "cache-control: no-store\r\nconnection: close\r\n\r\n"
        )
        return STATUS_LINES[self.status] + date_line + head.encode(), body


TOO_MANY = Refusal(503, "busy", "too many connections; come back in a moment", "retry-after: 5\r\n")
TOO_SLOW = Refusal(408, "too-slow", "the request did not come in time")
LONG_URL = Refusal(414, "url-too-long", f"an address has at most {URL_SIZE} bytes; a long query can be posted")
LARGE_HEAD = Refusal(431, "head-too-large", f"a head has at most {FIELDS} fields and {HEAD_SIZE} bytes")


def large_body(most: int) -> Refusal:
    """The refusal of a body beyond the limit."""
    return Refusal(413, "too-large", f"the body of a request has at most {most} bytes")


def ill(first: bytes) -> Refusal:
    """The refusal of what the parser does not read: a method that it does not know, or what is no HTTP at all."""
    if _UNKNOWN.match(first):
        return Refusal(501, "unknown-method", "no such method is known here", "allow: GET, HEAD, POST, OPTIONS\r\n")
    return Refusal(400, "bad-request", "this is no HTTP request that can be read")


def judged(version: str, headers: list[tuple[bytes, bytes]], most: int) -> Refusal | None:
    """What is wrong with a head (RFC 9112, sections 2.3, 3.2, 6), for a server that takes bodies of so many bytes."""
    names = [name for name, _ in headers]
    if version not in ("1.0", "1.1"):
        return Refusal(505, "other-version", "version 1.1 of HTTP is spoken here")
    if names.count(b"host") != 1 and version == "1.1":
        return Refusal(400, "no-host", "a request has one Host header")
    if b"transfer-encoding" in names:
        return _wrong_coding(version, headers)
    if b"content-length" in names:
        length = headers[names.index(b"content-length")][1].strip()
        return large_body(most) if length.isdigit() and int(length) > most else None
    return None


def _wrong_coding(version: str, headers: list[tuple[bytes, bytes]]) -> Refusal | None:
    if version == "1.0" or any(name == b"content-length" for name, _ in headers):
        # a proxy in front may have seen another end of the request
        return Refusal(400, "two-lengths", "a request has a Content-Length or, in HTTP/1.1, a Transfer-Encoding")
    if [value.strip().lower() for name, value in headers if name == b"transfer-encoding"] != [b"chunked"]:
        return Refusal(501, "unknown-coding", "chunked is the only transfer coding known here")
    return None
