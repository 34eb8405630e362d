"""The last step of a reply: entity tag, conditions, compression, and the headers that all replies have."""

from __future__ import annotations

import asyncio
import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace

from .conditions import GZIP, condition, part_wanted
from .http import HttpError, Reply, Request, Sent, Stored, etag_of
from .negotiation import takes_gzip
from .parts.problems import problem_reply
from .release import Release
from .snapshot import Snapshot

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; font-src 'self'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
EVERYWHERE = (
    ("Access-Control-Allow-Origin", "*"),
    (
        "Access-Control-Expose-Headers",
        "Accept-Ranges, Allow, Content-Location, Content-Range, ETag, Link, Retry-After, X-Total-Count",
    ),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
    ("Referrer-Policy", "no-referrer-when-downgrade"),
    ("X-Content-Type-Options", "nosniff"),
)
_PREFLIGHT = (
    (
        "Access-Control-Allow-Headers",  # all of them, and by name for browsers that know no star
        "*, Accept, Accept-Language, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Range, Range",
    ),
    ("Access-Control-Max-Age", "86400"),
)
_COMPRESSED = re.compile(r"text/|application/(?:.*\+)?(?:json|xml|n-triples|n-quads|trig)|image/svg|application/wasm")
_SMALL, _LARGE = 1000, 2**20
_PIECE = 64 * 1024


async def finished(reply: Reply, request: Request, release: Release) -> Sent:
    """The reply as it goes out: whole, a part of it, compressed, or only told to be what the client has already."""
    stored = reply.stored
    size = stored.size if stored else len(reply.body)
    compressible = size > 0 and _COMPRESSED.match(reply.media) is not None
    ranged = bool(request.header("range"))  # a part is one of the file as it is
    packed = compressible and size > _SMALL and not ranged and takes_gzip(request.header("accept-encoding"))
    etag = _etag(reply, packed)
    headers = _headers(reply, request, (*reply.vary, "Accept-Encoding") if compressible else reply.vary)
    if etag:
        headers += [("ETag", etag), ("Last-Modified", release.modified)]
        status = condition(request, etag, release.modified)
        if status != 200:
            return _sent(status, headers, b"", reply.lasting)
    if stored and ranged:
        try:
            part = part_wanted(request, etag, release.modified, size)
        except HttpError as error:
            return await finished(problem_reply(error, request, release.frame), request, release)
        if part:
            return _part(reply, stored, headers, *part)
    if reply.media:
        headers.append(("Content-Type", reply.media))
    if packed:
        headers.append(("Content-Encoding", "gzip"))
    content = await _content(reply, release, packed, etag)
    return _sent(reply.status, headers, content, reply.lasting and not ranged)


def _etag(reply: Reply, packed: bool) -> str:
    """The entity tag of a reply that may be kept; compressed it is another."""
    if not reply.lasting or reply.status != 200:
        return ""
    etag = reply.stored.etag if reply.stored else etag_of(reply.body)
    return f'{etag[:-1]}{GZIP}"' if packed else etag


def _part(reply: Reply, stored: Stored, headers: list[tuple[str, str]], first: int, count: int) -> Sent:
    headers.append(("Content-Range", f"bytes {first}-{first + count - 1}/{stored.size}"))
    headers.append(("Content-Type", reply.media))
    return _sent(206, headers, replace(stored, start=stored.start + first, size=count), False)


def _sent(status: int, headers: list[tuple[str, str]], content: bytes | Stored, lasting: bool) -> Sent:
    stored, body = (content, b"") if isinstance(content, Stored) else (None, content)
    size = stored.size if stored else len(body)
    wire = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    if status not in (204, 304):
        wire.append((b"content-length", b"%d" % size))
    return Sent(status, wire, body, stored, lasting)


def _headers(reply: Reply, request: Request, vary: tuple[str, ...]) -> list[tuple[str, str]]:
    given = dict(reply.headers)
    headers = [*reply.headers, *EVERYWHERE]
    if "Content-Security-Policy" not in given:
        headers.append(("Content-Security-Policy", POLICY))
    if "Cache-Control" not in given:
        headers.append(("Cache-Control", "public, max-age=60, must-revalidate" if reply.lasting else "no-cache"))
    if reply.stored:
        headers.append(("Accept-Ranges", "bytes"))
    if vary:
        headers.append(("Vary", ", ".join(dict.fromkeys(vary))))
    if request.method == "OPTIONS":
        headers += [("Access-Control-Allow-Methods", given.get("Allow", "GET, HEAD, OPTIONS")), *_PREFLIGHT]
    return headers


async def _content(reply: Reply, release: Release, packed: bool, etag: str) -> bytes | Stored:
    """The bytes that go out, or where those of a large file stand."""
    stored = reply.stored
    if stored and stored.size > _LARGE:
        return await _packed_file(stored, release) if packed else stored
    body = release.site.read(stored) if stored else reply.body
    return await _compressed(body, etag, release) if packed else body


async def _packed_file(stored: Stored, release: Release) -> Stored:
    return await release.made(f"{stored.start}{GZIP}", stored.media, lambda: _packed_pieces(stored, release.site))


def _packed_pieces(stored: Stored, site: Snapshot) -> Iterator[bytes]:
    packer = zlib.compressobj(6, wbits=31)  # with gzip's head and tail
    for start in range(0, stored.size, _PIECE):
        yield packer.compress(site.read_part(stored, start, _PIECE))
    yield packer.flush()


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
