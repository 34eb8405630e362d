"""Whether the server can answer, for what watches over it."""

from __future__ import annotations

import asyncio
import json

from ...query.engine import UNREACHABLE, Question, Refused
from ..http import HttpError, Reply, Request, allow
from ..release import Release

_PATIENCE = 0.8  # seconds: who watches is told within one
_ASKED = Question("ASK {}")


async def health_reply(request: Request, release: Release) -> Reply:
    """200, or 503 where the graph is held elsewhere and cannot be reached."""
    allow(request, "GET", "HEAD")
    if len(request.segments) > 1:
        raise HttpError(404, "not-found", "there is nothing at this address")
    reached = not release.elsewhere or await _reached(release)
    status = "ok" if reached else "the store behind this server does not answer"
    body = {"status": status, "release": release.tag, "queries": release.engine.running}
    content = (json.dumps(body) + "\n").encode()
    return Reply(200 if reached else 503, content, "application/json", (("Cache-Control", "no-store"),))


async def _reached(release: Release) -> bool:
    """Whether the store answers a query that costs nothing; who asks at the same time shares one."""
    engine = release.engine.engine  # not in the queue of users' queries
    try:
        async with asyncio.timeout(_PATIENCE):
            await release.shared.do(("health", _ASKED), lambda: engine.answer(_ASKED))
    except TimeoutError:
        return False
    except Refused as refused:
        return refused.reason != UNREACHABLE  # busy is not gone
    return True
