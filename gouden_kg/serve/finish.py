"""The last step of a reply: entity tag, conditions, compression, and the headers that all replies have."""

from __future__ import annotations

import asyncio
import gzip
import re
from email.utils import parsedate_to_datetime
from functools import lru_cache

from .http import Reply, Request, Sent, etag_of
from .negotiation import takes_gzip
from .release import Release

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; font-src 'self'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
EVERYWHERE = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "Content-Location, ETag, Link, Retry-After, X-Total-Count"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
    ("Referrer-Policy", "no-referrer-when-downgrade"),
    ("X-Content-Type-Options", "nosniff"),
)
SAFE = "".join(f"{name.lower()}: {value}\r\n" for name, value in (*EVERYWHERE, ("Content-Security-Policy", POLICY)))
_LINES = re.compile(r"(?:[a-z0-9-]+: [^\x00-\x08\x0a-\x1f\x7f]*\r\n)*")
_PREFLIGHT = (
    ("Access-Control-Allow-Headers", "Accept, Accept-Language, Content-Type, If-None-Match, If-Modified-Since"),
    ("Access-Control-Max-Age", "86400"),
)
_COMPRESSED = re.compile(r"text/|application/(?:.*\+)?(?:json|xml|n-triples|n-quads|trig)|image/svg")
_SMALL, _LARGE = 1000, 2**20
_GZIP = "-gzip"


async def finished(reply: Reply, request: Request, release: Release) -> Sent:
    """The reply as it goes out: whole, compressed, or only told to be what the client has already."""
    large = reply.stored if reply.stored is not None and reply.stored.size > _LARGE else None
    body = release.site.read(reply.stored) if reply.stored and not large else reply.body
    etag = reply.stored.etag if reply.stored else etag_of(body) if reply.lasting and reply.status == 200 else ""
    compressible = bool(body) and is_compressible(reply.media)
    packed = compressible and len(body) > _SMALL and takes_gzip(request.header("accept-encoding"))
    if packed and etag:
        etag = f'{etag[:-1]}{_GZIP}"'
    status = _conditional(request, etag, release.modified) if etag else reply.status
    vary = (*reply.vary, "Accept-Encoding") if compressible else reply.vary
    head = head_lines(reply.headers, vary, reply.lasting, request.method == "OPTIONS")
    if etag:
        head += f"etag: {etag}\r\nlast-modified: {release.modified}\r\n"
    if status in (304, 412):
        body, large = b"", None
    elif reply.media:
        head += f"content-type: {reply.media}\r\n"
        if packed:
            head += "content-encoding: gzip\r\n"
            body = await _compressed(body, etag, release)
    if status not in (204, 304):
        head += f"content-length: {large.size if large else len(body)}\r\n"
    closing = ("Connection", "close") in reply.headers
    return Sent(status, head.encode("latin-1"), body, large, reply.lasting, closing)


@lru_cache(1024)
def is_compressible(media: str) -> bool:
    """Whether a body of this media type gets smaller by packing it."""
    return _COMPRESSED.match(media) is not None


@lru_cache(1024)
def head_lines(given: tuple[tuple[str, str], ...], vary: tuple[str, ...], lasting: bool, options: bool) -> str:
    """The header lines of a reply that its body has no part in; raises `ValueError` for what would break out of one."""
    names = {name: value for name, value in given if name != "Connection"}
    fields = [(name, value) for name, value in given if name != "Connection"]
    fields += EVERYWHERE
    if "Content-Security-Policy" not in names:
        fields.append(("Content-Security-Policy", POLICY))
    if "Cache-Control" not in names:
        fields.append(("Cache-Control", "public, max-age=60, must-revalidate" if lasting else "no-cache"))
    if vary:
        fields.append(("Vary", ", ".join(dict.fromkeys(vary))))
    if options:
        fields += [("Access-Control-Allow-Methods", names.get("Allow", "GET, HEAD, OPTIONS")), *_PREFLIGHT]
    lines = "".join(f"{name.lower()}: {value}\r\n" for name, value in fields)
    if not _LINES.fullmatch(lines):
        raise ValueError("a header has a character that would end its line")
    return lines


def _conditional(request: Request, etag: str, modified: str) -> int:
    """200, 304 or 412 (RFC 9110, section 13.2.2)."""
    wanted, known = request.header("if-match"), request.header("if-none-match")
    if wanted and not _names(wanted, etag):
        return 412
    if known:
        return 304 if _names(known, etag) else 200
    return 304 if _not_since(request.header("if-modified-since"), modified) else 200


def _names(tags: str, etag: str) -> bool:
    """Whether a list of entity tags names this one; compressed or not is the same to a reader."""
    plain = etag.replace(_GZIP, "")
    listed = {tag.strip().removeprefix("W/").replace(_GZIP, "") for tag in tags.split(",")}
    return "*" in listed or plain in listed


def _not_since(since: str, modified: str) -> bool:
    try:
        return bool(since) and parsedate_to_datetime(modified) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):  # a date that is none, or without a zone, is as if not said
        return False


async def _compressed(body: bytes, etag: str, release: Release) -> bytes:
    key = ("gzip", etag or etag_of(body))
    kept = release.bodies.get(key)
    if kept is None:
        # mtime 0: equal bodies compress to equal bytes
        kept = _packed(body) if len(body) < _LARGE // 8 else await asyncio.to_thread(_packed, body)
        release.bodies.put(key, kept)
    return kept


def _packed(body: bytes) -> bytes:
    return gzip.compress(body, 5 if len(body) < _LARGE else 1, mtime=0)
