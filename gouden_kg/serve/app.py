"""The application: from a request as it came to the reply that goes out, with the release in force."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import httptools

from ..query.engine import Refused
from .access_log import AccessLog
from .finish import finished
from .http import HttpError, Raw, Reply, Request, Sent, Taker, allow
from .metrics import MEDIA as METRICS_MEDIA
from .metrics import Metrics
from .parts.problems import problem_reply, refused_error
from .parts.routes import answered, bare_mount, part_name, without_mount
from .release import Current, Release
from .settings import Settings

PIECE = 64 * 1024
_SENDING = 256 * 2**20  # bytes of results on their way to slow readers, before new large ones are refused
_HOST = re.compile(r"(?:[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_CLOSE = ("Connection", "close")
_BAD_TARGET = HttpError(400, "bad-address", "the address of the request cannot be read", [_CLOSE])
_FAILED = HttpError(500, "failed", "something went wrong here; it is not your request", [_CLOSE])
_STOPPING = HttpError(503, "stopping", "the server is being stopped; ask again", [("Retry-After", "5"), _CLOSE])
_NOBODY = Request("GET", "/")
_KEPT = ("GET", "HEAD")
CHOOSING = {
    b"accept",
    b"accept-language",
    b"accept-encoding",
    b"content-length",
    b"host",
    b"if-match",
    b"if-modified-since",
    b"if-none-match",
    b"if-range",
    b"if-unmodified-since",
    b"range",
    b"transfer-encoding",
}


class Application:
    """Answers requests with the release in force."""

    def __init__(self, current: Current, settings: Settings, metrics: Metrics, log: AccessLog) -> None:
        self.current, self.settings, self.metrics, self.log = current, settings, metrics, log

    def ready(self, raw: Raw) -> Sent | None:
        """The reply that lies ready for just this request, small enough to go out in one piece."""
        sent = _kept(raw, self.current.release)
        if sent is None or len(sent.body) > PIECE:
            return None
        self._tell(raw, sent, 0.0)
        return sent

    async def serve(self, raw: Raw, client: Taker) -> None:
        """Works out the reply to a request and sends it; being cancelled means that the client left or all must end."""
        began = time.perf_counter()
        release = self.current.enter()
        failure, begun = _FAILED, False
        try:
            sent = _kept(raw, release) or await self._sent(raw, release)
            if sent.lasting and sent.stored is None and sent.status in (200, 303, 304) and raw.method in _KEPT:
                release.sent.put(_key(raw), sent)
            begun = True
            await self._send(sent, raw, release, client)
            self._tell(raw, sent, time.perf_counter() - began)
        except asyncio.CancelledError:
            failure = _STOPPING
        finally:
            if not begun:  # what went wrong goes on to the loop, which logs it
                await client.take(await finished(problem_reply(failure, _NOBODY, release.frame), _NOBODY, release))
            release.leave()

    async def _sent(self, raw: Raw, release: Release) -> Sent:
        """The reply as it goes out."""
        request = _NOBODY
        try:
            request = _request(raw, self.settings)
            _check_host(request, self.settings)
            path = self.settings.path
            reply = bare_mount(request, path) or await self._reply(without_mount(request, path), release)
        except Refused as refused:
            reply = problem_reply(refused_error(refused), request, release.frame)
        except HttpError as error:
            about = _about(request, release)
            reply = problem_reply(error, request, release.frame, about)
        return await finished(reply, request, release)

    async def _reply(self, request: Request, release: Release) -> Reply:
        if request.path == "/metrics" and self.settings.metrics:
            allow(request, "GET", "HEAD")
            return Reply(200, self.metrics.text(self.current).encode(), METRICS_MEDIA)
        return await answered(request, release)

    async def _send(self, sent: Sent, raw: Raw, release: Release, client: Taker) -> None:
        size = sent.stored.size if sent.stored else len(sent.body)
        if raw.method == "HEAD" or size <= PIECE:
            await client.take(sent)
            return
        if self.metrics.sending + len(sent.body) > _SENDING:
            busy = HttpError(503, "busy", "too many large results are being read; ask again", [("Retry-After", "10")])
            await client.take(await finished(problem_reply(busy, _NOBODY, release.frame), _NOBODY, release))
            return
        self.metrics.sending += len(sent.body)
        try:
            await client.take(replace(sent, body=b""), _pieces(sent, release))
        finally:
            self.metrics.sending -= len(sent.body)

    def _tell(self, raw: Raw, sent: Sent, seconds: float) -> None:
        size = sent.stored.size if sent.stored else len(sent.body)
        path, _, query = raw.target.decode("latin-1").partition("?")
        self.metrics.count(part_name(path), sent.status, seconds, size)
        asked = query or raw.body.decode("utf-8", "replace")
        self.log.request(raw.method, path, asked, raw.address, sent.status, size, seconds)


def _pieces(sent: Sent, release: Release) -> Iterator[bytes]:
    if sent.stored is not None:
        for start in range(0, sent.stored.size, PIECE):
            yield release.site.read_part(sent.stored, start, PIECE)
    else:
        for start in range(0, len(sent.body), PIECE):
            yield sent.body[start : start + PIECE]


def _request(raw: Raw, settings: Settings) -> Request:
    """The request that came; raises `HttpError` where its address cannot be read."""
    headers: dict[str, str] = {}
    for name_bytes, value in raw.headers:
        name, text = name_bytes.decode("latin-1"), value.decode("latin-1").strip()
        headers[name] = f"{headers[name]}, {text}" if name in headers else text
    path, query, authority = _target(raw)
    if authority:
        headers["host"] = authority
    root = (settings.public or f"http://{headers.get('host', 'localhost')}").rstrip("/")
    return Request(raw.method, path, query, headers, raw.body, root + settings.path)


def _target(raw: Raw) -> tuple[str, str, str]:
    """Path and query, both still percent-encoded, and host of whichever form the target has (RFC 9112, section 3.2)."""
    path, _, query = raw.target.partition(b"?")
    authority = b""
    if raw.target == b"*" and raw.method == "OPTIONS":
        path = b"/"  # about the server as a whole
    elif not raw.target.startswith(b"/") or b"#" in raw.target:
        try:
            parsed = httptools.parse_url(raw.target)
        except httptools.HttpParserInvalidURLError:
            raise _BAD_TARGET from None
        if parsed.userinfo:  # a sign of one address dressed up as another (RFC 9110, section 4.2.4)
            raise _BAD_TARGET
        path, query = parsed.path or b"/", parsed.query or b""
        if parsed.host:
            host = b"[%b]" % parsed.host if b":" in parsed.host else parsed.host
            authority = b"%b:%d" % (host, parsed.port) if parsed.port else host
    if not path.isascii():
        raise _BAD_TARGET
    return path.decode("ascii"), query.decode("latin-1"), authority.decode("latin-1")


def _check_host(request: Request, settings: Settings) -> None:
    host = request.header("host")
    if not host:
        return
    name = _host_name(host)
    if not name:
        raise HttpError(400, "bad-host", "the Host header is no host name")
    if settings.hosts and name not in settings.hosts:
        raise HttpError(421, "other-host", "this server does not answer for that host")


@lru_cache(256)
def _host_name(host: str) -> str:
    """The name without its port, in lower case; empty for what is none."""
    return re.sub(r":\d+$", "", host).lower() if _HOST.fullmatch(host) else ""


def _about(request: Request, release: Release) -> str:
    """The IRI that a path stands for, when it looks like one of ours."""
    if release.content is None or not re.fullmatch(r"/(?:id|doc)/[a-z0-9/-]+", request.path):
        return ""
    address = request.path.partition("/")[2].partition("/")[2]
    return f"{release.content.publication.project.base}id/{address}"


def _kept(raw: Raw, release: Release) -> Sent | None:
    return release.sent.get(_key(raw)) if raw.method in _KEPT else None


def _key(raw: Raw) -> tuple[object, ...]:
    """What a kept reply depends on: the target and the headers by which replies are chosen."""
    return raw.target, tuple(field for field in raw.headers if field[0] in CHOOSING)
