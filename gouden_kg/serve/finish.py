"""The last step of a reply: entity tag, conditions, compression, and the headers that all replies have."""

from __future__ import annotations

import asyncio
import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

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
SAFE = "".join(f"{name.lower()}: {value}\r\n" for name, value in (*EVERYWHERE, ("Content-Security-Policy", POLICY)))
_LINES = re.compile(r"(?:[a-z0-9-]+: [^\x00-\x08\x0a-\x1f\x7f]*\r\n)*")
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
    compressible = size > 0 and is_compressible(reply.media)
    ranged = bool(request.header("range"))  # a part is one of the file as it is
    packed = compressible and size > _SMALL and not ranged and takes_gzip(request.header("accept-encoding"))
    etag = _etag(reply, packed)
    vary = (*reply.vary, "Accept-Encoding") if compressible else reply.vary
    head = head_lines(reply.headers, vary, reply.lasting, request.method == "OPTIONS")
    if stored:
        head += "accept-ranges: bytes\r\n"
    if etag:
        head += f"etag: {etag}\r\nlast-modified: {release.modified}\r\n"
        status = condition(request, etag, release.modified)
        if status != 200:
            return _sent(replace(reply, status=status), head, b"", reply.lasting)
    if reply.media:
        head += f"content-type: {reply.media}\r\n"
    if stored and ranged:
        try:
            part = part_wanted(request, etag, release.modified, size)
        except HttpError as error:
            return await finished(problem_reply(error, request, release.frame), request, release)
        if part:
            return _part(reply, stored, head, part, release.site)
    if packed:
        head += "content-encoding: gzip\r\n"
    content = await _content(reply, release, packed, etag)
    return _sent(reply, head, content, reply.lasting and not ranged)


def _etag(reply: Reply, packed: bool) -> str:
    """The entity tag of a reply that may be kept; compressed it is another."""
    if not reply.lasting or reply.status != 200:
        return ""
    etag = reply.stored.etag if reply.stored else etag_of(reply.body)
    return f'{etag[:-1]}{GZIP}"' if packed else etag


def _part(reply: Reply, stored: Stored, head: str, part: tuple[int, int], site: Snapshot) -> Sent:
    first, count = part
    head += f"content-range: bytes {first}-{first + count - 1}/{stored.size}\r\n"
    content = _at_hand(replace(stored, start=stored.start + first, size=count), site)
    return _sent(replace(reply, status=206), head, content, lasting=False)


def _sent(reply: Reply, head: str, content: bytes | Stored, lasting: bool) -> Sent:
    stored, body = (content, b"") if isinstance(content, Stored) else (None, content)
    if reply.status not in (204, 304):
        head += f"content-length: {stored.size if stored else len(body)}\r\n"
    return Sent(reply.status, head.encode("latin-1"), body, stored, lasting, ("Connection", "close") in reply.headers)


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


async def _content(reply: Reply, release: Release, packed: bool, etag: str) -> bytes | Stored:
    """The bytes that go out, or where those of a large file stand."""
    stored = reply.stored
    if stored and stored.size > _LARGE:
        return _at_hand(await _packed_file(stored, release) if packed else stored, release.site)
    body = release.site.read(stored) if stored else reply.body
    return await _compressed(body, etag, release) if packed else body


def _at_hand(stored: Stored, site: Snapshot) -> bytes | Stored:
    """The bytes themselves where they are few."""
    return stored if stored.size > _LARGE else site.read(stored)


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
