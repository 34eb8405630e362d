"""The engine that asks a SPARQL server elsewhere, and trusts neither the asker nor that server.

A question first goes through an embedded engine over an empty graph. There it is refused as it would be by the graph
itself: for what is no SPARQL, for what is asked of other graphs, for what would cost too much without any data.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import httpx

from ...query.binding import bound_text, query_form, words_of
from ...query.engine import (
    BUSY,
    FAILED,
    NO_FEDERATION,
    TOO_LARGE,
    TOO_SLOW,
    UNREACHABLE,
    Engine,
    Limits,
    Question,
    Refused,
    Result,
)
from ...remote.client import Client, auth_of
from ...remote.endpoint import Endpoint, find_endpoint, media_of, read_result
from .evaluate import evaluated, term_of
from .workers import started_engine

# named, so that GRAPH finds nothing else: Virtuoso shows every graph to whoever names none
NO_GRAPH = "urn:gouden-kg:no-graph"
_REASONS = {408: TOO_SLOW, 429: BUSY, 503: BUSY, 504: TOO_SLOW}
_ROOM = 4  # XML, in which stores answer, takes more than what most people ask for
_WORDS = {
    BUSY: "the store behind this server is busy; ask again in a moment",
    FAILED: "the store behind this server cannot answer this query",
    TOO_SLOW: "the store behind this server stopped the query at its time limit",
    UNREACHABLE: "the store behind this server cannot be reached; ask again later",
}


async def open_backend(address: str, graph: str, published: str, limits: Limits) -> Backend:
    """The engine for a store elsewhere; raises `GoudenError` when nothing at the address speaks SPARQL."""

    def found() -> Endpoint:
        with Client(seconds=limits.seconds) as client:
            return find_endpoint(client, address, graph, published)

    endpoint = await asyncio.to_thread(found)
    checker = await started_engine(b"", (), limits)
    return Backend(endpoint, checker, limits, httpx.AsyncClient(auth=auth_of(None), timeout=limits.seconds))


@dataclass(frozen=True, slots=True)
class Backend:
    """Answers over a graph that a SPARQL server elsewhere holds."""

    endpoint: Endpoint
    checker: Engine
    limits: Limits
    http: httpx.AsyncClient

    async def answer(self, question: Question) -> Result:
        """The whole result; raises `Refused`. A cancelled call hangs up at once."""
        checked = await self.checker.answer(question)
        words = words_of(question.text)
        if "SERVICE" in words:
            raise Refused(NO_FEDERATION, "this endpoint asks no other: SERVICE is not answered")
        if "FROM" in words or question.default_graphs or question.named_graphs:
            return checked  # here is one graph without a name, as in the embedded engine
        text = bound_text(question.text, {name: term_of(term) for name, term in question.bindings})
        try:
            async with asyncio.timeout(self.limits.seconds):
                content, media = await self._fetched(text)
        except TimeoutError:
            raise Refused(TOO_SLOW, f"the query was stopped after {self.limits.seconds:g} seconds") from None
        except (httpx.HTTPError, httpx.InvalidURL):
            raise _refused(UNREACHABLE) from None
        return await asyncio.to_thread(_converted, content, media, question, self.limits)

    async def _fetched(self, text: str) -> tuple[bytes, str]:
        """Body and media type of the store's answer."""
        graph = self.endpoint.graph
        form, headers = self.endpoint.request(text, [graph], [NO_GRAPH]) if graph else self.endpoint.request(text)
        content = bytearray()
        async with self.http.stream("POST", self.endpoint.url, data=form, headers=headers) as response:
            if not response.is_success:
                wrong = response.is_redirect or response.status_code in (401, 403, 404, 405, 502)
                raise _refused(_REASONS.get(response.status_code, UNREACHABLE if wrong else FAILED))
            async for part in response.aiter_bytes():
                content += part
                if len(content) > _ROOM * self.limits.size:
                    raise Refused(TOO_LARGE, f"the result is larger than {self.limits.size} bytes; ask with LIMIT")
        return bytes(content), media_of(response)

    async def close(self) -> None:
        """Ends the connections and the process that checks."""
        await self.http.aclose()
        await self.checker.close()


class _Fetched:
    """A store whose answer is known."""

    def __init__(self, result: Any) -> None:
        self.result = result

    def query(self, query: str, **_: Any) -> Any:
        """That answer."""
        return self.result


def _converted(content: bytes, media: str, question: Question, limits: Limits) -> Result:
    """The answer of a store in the form that is asked for."""
    try:
        result = read_result(content, media, query_form(question.text))
        return evaluated(_Fetched(result), question, limits)
    except (ValueError, SyntaxError):
        raise _refused(FAILED) from None


def _refused(reason: str) -> Refused:
    return Refused(reason, _WORDS[reason])
