"""The ASGI application: from what came over a connection to a request, from a reply to what goes back."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from ..query.engine import Refused
from .access_log import AccessLog
from .finish import finished
from .http import HttpError, Reply, Request, Sent, allow
from .metrics import MEDIA as METRICS_MEDIA
from .metrics import Metrics
from .parts.problems import problem_reply, refused_error
from .parts.routes import answered, part_name, without_mount
from .release import Current, Release
from .settings import Settings

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

WORKING = "gouden.working"
PIECE = 64 * 1024
_SENDING = 256 * 2**20  # bytes of results on their way to slow readers, before new large ones are refused
_HOST = re.compile(r"(?:[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_CLOSE = ("Connection", "close")
_FAILED = HttpError(500, "failed", "something went wrong here; it is not your request", [_CLOSE])
_STOPPING = HttpError(503, "stopping", "the server is being stopped; ask again", [("Retry-After", "5"), _CLOSE])
_NOBODY = Request("GET", "/")
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

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One request; its task joins those in the scope that are cancelled when the client leaves."""
        began = time.perf_counter()
        working, task = scope[WORKING], asyncio.current_task()
        working.add(task)
        release = self.current.enter()
        failure, begun = _FAILED, False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            kept = _key(scope)
            sent = release.sent.get(kept) if kept else None
            query = ""
            if sent is None:
                request = await _received(scope, receive, self.settings)
                if request is None:
                    return
                sent = await self._sent(request, release)
                if kept and sent.lasting and sent.stored is None and sent.status in (200, 303, 304):
                    release.sent.put(kept, sent)
                query = request.query or request.body.decode("utf-8", "replace")
            await self._send(sent, scope["method"] == "HEAD", release, sending)
            self._tell(scope, query, sent, time.perf_counter() - began)
        except asyncio.CancelledError:  # the client left, and hears nothing any more; or the server stops
            failure = _STOPPING
        finally:
            working.discard(task)
            if not begun:  # what went wrong goes on to uvicorn, which logs it
                sent = await finished(problem_reply(failure, _NOBODY, release.frame), _NOBODY, release)
                await self._send(sent, scope["method"] == "HEAD", release, sending)
            await release.leave()

    async def _sent(self, request: Request, release: Release) -> Sent:
        """The reply as it goes out."""
        try:
            _check_host(request, self.settings)
            below = without_mount(request, self.settings.path)
            reply = await self._reply(below, release)
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

    async def _send(self, sent: Sent, head: bool, release: Release, send: Send) -> None:
        body, stored = sent.body, sent.stored
        size = len(body)
        if size > PIECE and self.metrics.sending + size > _SENDING:
            busy = HttpError(503, "busy", "too many large results are being read; ask again", [("Retry-After", "10")])
            sent = await finished(problem_reply(busy, _NOBODY, release.frame), _NOBODY, release)
            body, stored, size = sent.body, None, 0
        self.metrics.sending += size
        try:
            await send({"type": "http.response.start", "status": sent.status, "headers": sent.headers})
            if stored is not None and not head:
                for start in range(0, stored.size, PIECE):
                    await send(_piece(release.site.read_part(stored, start, PIECE), True))
            elif size > PIECE and not head:
                for start in range(0, size, PIECE):
                    await send(_piece(body[start : start + PIECE], True))
            else:
                await send(_piece(b"" if head else body, False))
                return
            await send(_piece(b"", False))
        finally:
            self.metrics.sending -= size

    def _tell(self, scope: Message, query: str, sent: Sent, seconds: float) -> None:
        size = sent.stored.size if sent.stored else len(sent.body)
        path = scope["raw_path"].decode("latin-1")
        self.metrics.count(part_name(path), sent.status, seconds, size)
        client = scope["client"][0] if scope["client"] else ""
        self.log.request(scope["method"], path, query, client, sent.status, size, seconds)


async def _received(scope: Message, receive: Receive, settings: Settings) -> Request | None:
    """The whole request; `None` when the client left before it had come."""
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        more = message.get("more_body", False)
    headers: dict[str, str] = {}
    for raw, value in scope["headers"]:
        name = raw.decode("latin-1")
        text = value.decode("latin-1").strip()
        headers[name] = f"{headers[name]}, {text}" if name in headers else text
    root = (settings.public or f"{scope['scheme']}://{headers.get('host', 'localhost')}").rstrip("/")
    path, query = scope["raw_path"].decode("latin-1"), scope["query_string"].decode("latin-1")
    return Request(scope["method"], path, query, headers, bytes(body), root + settings.path)


def _check_host(request: Request, settings: Settings) -> None:
    host = request.header("host")
    if host and not _HOST.fullmatch(host):
        raise HttpError(400, "bad-host", "the Host header is no host name")
    name = re.sub(r":\d+$", "", host).lower()
    if settings.hosts and name not in settings.hosts:
        raise HttpError(421, "other-host", "this server does not answer for that host")


def _about(request: Request, release: Release) -> str:
    """The IRI that a path stands for, when it looks like one of ours."""
    if release.content is None or not re.fullmatch(r"/(?:id|doc)/[a-z0-9/-]+", request.path):
        return ""
    address = request.path.partition("/")[2].partition("/")[2]
    return f"{release.content.publication.project.base}id/{address}"


def _piece(body: bytes, more: bool) -> Message:
    return {"type": "http.response.body", "body": body, "more_body": more}


def _key(scope: Message) -> tuple[object, ...] | None:
    """What a kept reply depends on: path, query and the headers by which replies are chosen."""
    if scope["method"] not in ("GET", "HEAD"):
        return None
    chosen = tuple((name, value) for name, value in scope["headers"] if name in CHOOSING)
    return scope["raw_path"], scope["query_string"], chosen
