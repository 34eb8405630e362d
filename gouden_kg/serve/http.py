"""A request and a reply as plain values, so that what answers them is a function and knows no server."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import Protocol
from urllib.parse import unquote_to_bytes

HTML = "text/html; charset=utf-8"
_BROKEN_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_OUTSIDE = re.compile(r"[/\\\x00-\x1f\x7f]")
_MEDIA = re.compile(r"[!#$%&'*+.^_`|~0-9a-z-]+/[!#$%&'*+.^_`|~0-9a-z-]+")


class HttpError(Exception):
    """A request that is refused: status, a code for programs, a sentence for people, extra headers and fields."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        headers: Iterable[tuple[str, str]] = (),
        fields: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail
        self.headers, self.fields = tuple(headers), dict(fields or {})


@dataclass(frozen=True)
class Request:
    """A whole request. `path` is still percent-encoded and begins with `/`; header names are in lower case.

    `root` is the address of the server as its client sees it, without a slash at the end.
    """

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    root: str = ""

    def header(self, name: str) -> str:
        """The value of a header, or an empty text."""
        return self.headers.get(name, "")

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The decoded parts of the path; raises `HttpError` for escapes that are broken or hide a slash."""
        return tuple(_segment(part) for part in self.path.lstrip("/").split("/"))

    @cached_property
    def parameters(self) -> list[tuple[str, str]]:
        """The pairs of the query string; raises `HttpError` where its escapes are broken."""
        return form_pairs(self.query.encode("latin-1"), "the query string")

    def media(self) -> tuple[str, str]:
        """Media type and charset of the body, in lower case; empty texts where none is said."""
        return media_type(self.header("content-type"))


@dataclass(frozen=True, slots=True)
class Stored:
    """Where the bytes of a file of the site, or of a part of it, are kept; its entity tag and media type."""

    start: int
    size: int
    etag: str
    media: str


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply. `vary` names the request headers it was chosen by; `lasting` says it may be kept by caches.

    Its body is `body`, or the file `stored` of the site.
    """

    status: int
    body: bytes = b""
    media: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    vary: tuple[str, ...] = ()
    lasting: bool = False
    stored: Stored | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A reply as it goes over the wire: `head` is its header lines, `stored` a large file, sent piece by piece.

    After one that is `closing` the connection ends.
    """

    status: int
    head: bytes
    body: bytes
    stored: Stored | None = None
    lasting: bool = False
    closing: bool = False


@dataclass(slots=True)
class Raw:
    """A whole request as it came; header names are in lower case. After the `last` one the connection ends."""

    method: str
    target: bytes
    headers: list[tuple[bytes, bytes]]
    body: bytes
    address: str
    last: bool


class Taker(Protocol):
    """Whoever takes a reply to the client."""

    async def take(self, sent: Sent, more: Iterable[bytes] = ()) -> None:
        """Sends a reply, and its later pieces as fast as the client reads."""


def media_type(value: str) -> tuple[str, str]:
    """Media type and charset of a Content-Type.

    >>> media_type('Text/CSV; charset="UTF-8"')
    ('text/csv', 'utf-8')
    """
    media, _, rest = value.lower().partition(";")
    match = re.search(r'(?:^|;)\s*charset\s*=\s*"?([^\s;"]+)', rest)
    return media.strip(), match[1] if match else ""


def is_media_type(text: str) -> bool:
    """Whether a text is written as a media type."""
    return _MEDIA.fullmatch(text) is not None


def form_pairs(text: bytes, what: str) -> list[tuple[str, str]]:
    """Names and values of `application/x-www-form-urlencoded`; raises `HttpError` where that is broken.

    >>> form_pairs(b"a=1&b=%C3%AB+x&c", "the form")
    [('a', '1'), ('b', 'ë x'), ('c', '')]
    """
    if _BROKEN_ESCAPE.search(text):
        raise HttpError(400, "bad-escape", f"{what} has a % that two hexadecimal digits do not follow")
    pairs = [part.partition(b"=") for part in text.replace(b"+", b" ").split(b"&") if part]
    try:
        return [(_unquoted(name), _unquoted(value)) for name, _, value in pairs]
    except UnicodeDecodeError:
        raise HttpError(400, "not-utf-8", f"{what} is not UTF-8") from None


def only_once(pairs: Iterable[tuple[str, str]], names: Iterable[str]) -> dict[str, str]:
    """The values of these names; raises `HttpError` when one is given twice."""
    found: dict[str, str] = {}
    wanted = set(names)
    for name, value in pairs:
        if name in found and name in wanted:
            raise HttpError(400, "given-twice", f"`{name}` is given more than once")
        if name in wanted:
            found[name] = value
    return found


def allow(request: Request, *methods: str) -> None:
    """Raises `HttpError` 405 for other methods, and answers OPTIONS by raising 204."""
    allowed = ", ".join(dict.fromkeys((*methods, "OPTIONS")))
    if request.method == "OPTIONS":
        raise HttpError(204, "options", "", [("Allow", allowed)])
    if request.method not in methods:
        detail = f"{request.method[:20]} is not answered here; this takes {allowed}"
        raise HttpError(405, "method-not-allowed", detail, [("Allow", allowed)])


def redirect(
    status: int,
    location: str,
    headers: Iterable[tuple[str, str]] = (),
    vary: tuple[str, ...] = (),
    lasting: bool = False,
) -> Reply:
    """A reply that sends a client on, with a link for one that does not go by itself (RFC 9110, section 15.4)."""
    link = escape(location)
    note = f'<!doctype html>\n<title>{status}</title>\n<p><a href="{link}">{link}</a></p>\n'
    return Reply(status, note.encode(), HTML, (("Location", location), *headers), vary, lasting)


def etag_of(content: bytes) -> str:
    """A strong entity tag: equal bytes, equal tag."""
    return entity_tag(hashlib.sha256(content).digest())


def entity_tag(digest: bytes) -> str:
    """The entity tag of what has this digest."""
    return f'"{digest.hex()[:24]}"'


def _unquoted(text: bytes) -> str:
    return (unquote_to_bytes(text) if b"%" in text else text).decode()


def _segment(part: str) -> str:
    raw = part.encode("latin-1")
    if _BROKEN_ESCAPE.search(raw):
        raise HttpError(400, "bad-escape", "the path has a % that two hexadecimal digits do not follow")
    try:
        text = _unquoted(raw)
    except UnicodeDecodeError:
        raise HttpError(400, "not-utf-8", "the path is not UTF-8") from None
    if _OUTSIDE.search(text) or text in (".", ".."):
        raise HttpError(404, "not-found", "there is nothing at this address")
    return text
