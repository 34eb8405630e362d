"""The last step of a reply: entity tag, conditions, compression, and the headers that all replies have."""

from __future__ import annotations

import asyncio
import gzip
import re
from email.utils import parsedate_to_datetime

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
_PREFLIGHT = (
    ("Access-Control-Allow-Headers", "Accept, Accept-Language, Content-Type, If-None-Match, If-Modified-Since"),
    ("Access-Control-Max-Age", "86400"),
)
_COMPRESSED = re.compile(r"text/|application/(?:.*\+)?(?:json|xml|n-triples|n-quads|trig)|image/svg")
_SMALL, _LARGE = 1000, 2**20
_GZIP = "-gzip"


async def finished(reply: Reply, request: Request, release: Release) -> Sent:
    """The reply as it goes out: whole, compressed, or only told to be what the client has already."""
    large = reply.stored is not None and reply.stored.size > _LARGE
    body = release.site.read(reply.stored) if reply.stored and not large else reply.body
    etag = reply.stored.etag if reply.stored else etag_of(body) if reply.lasting and reply.status == 200 else ""
    compressible = bool(body) and _COMPRESSED.match(reply.media) is not None
    packed = compressible and len(body) > _SMALL and takes_gzip(request.header("accept-encoding"))
    if packed and etag:
        etag = f'{etag[:-1]}{_GZIP}"'
    status = _conditional(request, etag, release.modified) if etag else reply.status
    headers = _headers(reply, request, (*reply.vary, "Accept-Encoding") if compressible else reply.vary)
    if etag:
        headers += [("ETag", etag), ("Last-Modified", release.modified)]
    if status == 304:
        return _sent(status, headers, b"", reply)
    if status == 412:
        return _sent(status, [*headers, ("Content-Length", "0")], b"", reply)
    if reply.media:
        headers.append(("Content-Type", reply.media))
    if packed:
        headers.append(("Content-Encoding", "gzip"))
        body = await _compressed(body, etag, release)
    if large and reply.stored:
        return _sent(status, [*headers, ("Content-Length", str(reply.stored.size))], b"", reply)
    if status != 204:
        headers.append(("Content-Length", str(len(body))))
    return _sent(status, headers, body, reply)


def _sent(status: int, headers: list[tuple[str, str]], body: bytes, reply: Reply) -> Sent:
    wire = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    large = reply.stored if not body and status == 200 else None
    return Sent(status, wire, body, large, reply.lasting)


def _headers(reply: Reply, request: Request, vary: tuple[str, ...]) -> list[tuple[str, str]]:
    given = dict(reply.headers)
    headers = [*reply.headers, *EVERYWHERE]
    if "Content-Security-Policy" not in given:
        headers.append(("Content-Security-Policy", POLICY))
    if "Cache-Control" not in given:
        headers.append(("Cache-Control", "public, max-age=60, must-revalidate" if reply.lasting else "no-cache"))
    if vary:
        headers.append(("Vary", ", ".join(dict.fromkeys(vary))))
    if request.method == "OPTIONS":
        headers += [("Access-Control-Allow-Methods", given.get("Allow", "GET, HEAD, OPTIONS")), *_PREFLIGHT]
    return headers


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
