"""HTTP as SPARQL servers speak it: waits where waiting helps, and tells in one line what is in the way."""

from __future__ import annotations

import os
import ssl
import time
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING

import httpx

from ..messages import shortened
from ..problem import GoudenError

if TYPE_CHECKING:
    from types import TracebackType

USER_VARIABLE = "GOUDEN_ENDPOINT_USER"
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
_LONGEST_PAUSE = 30.0
_SAID = 200
_PASSING = {429, 502, 503, 504}
ADDRESS_HINT = "name the server's SPARQL endpoint, often its address with /sparql or /query"
_SIGN_IN = f"give --user NAME:PASSWORD, or set {USER_VARIABLE}"


class NoEndpoint(GoudenError):
    """At this address there is something else than the service that was looked for."""


class Challenged(httpx.Auth):
    """Signs in by Basic or Digest, whichever the server asks for."""

    def __init__(self, user: str) -> None:
        self.name, _, self.password = user.partition(":")
        self.chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Asks without credentials first: nobody gets a password who did not ask for one."""
        if self.chosen is None:
            response = yield request
            if response.status_code != 401:
                return
            digest = response.headers.get("www-authenticate", "").lower().startswith("digest")
            scheme = httpx.DigestAuth if digest else httpx.BasicAuth
            self.chosen = scheme(self.name, self.password)
        yield from self.chosen.auth_flow(request)


def auth_of(user: str | None) -> httpx.Auth | None:
    """The sign-in of `NAME:PASSWORD`, else of the environment; `None` where neither is given."""
    given = user or os.environ.get(USER_VARIABLE, "")
    return Challenged(given) if given else None


class Client:
    """Requests to one server over kept connections."""

    def __init__(self, user: str | None = None, seconds: float = 60.0, pauses: tuple[float, ...] = PAUSES) -> None:
        self.pauses = pauses
        self.http = httpx.Client(auth=auth_of(user), timeout=httpx.Timeout(seconds, connect=10.0))

    def __enter__(self) -> Client:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.http.close()

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        params: Mapping[str, str] | None = None,
        form: Mapping[str, str | list[str]] | None = None,
        again: bool = True,
    ) -> httpx.Response:
        """The answer to a request, whatever its status; raises `GoudenError` when there is none.

        A server that is busy is asked again after a pause; with `again` also one that broke off, so the request must
        be one that may arrive twice.
        """
        if "@" in url.partition("//")[2].partition("/")[0]:  # it would stand in every message
            raise GoudenError("the address of the endpoint holds a name or password", _SIGN_IN)
        for pause in (*self.pauses, None):
            try:
                response = self.http.request(method, url, headers=headers, content=content, params=params, data=form)
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                if pause is None or not again or not _may_pass(error):
                    raise trouble(url, error) from None
                time.sleep(pause)
                continue
            if response.status_code not in _PASSING or pause is None:
                return response
            time.sleep(min(_LONGEST_PAUSE, _asked_pause(response) or pause))
        raise AssertionError("the last round returns or raises")


def _may_pass(error: Exception) -> bool:
    return isinstance(error, (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError))


def _asked_pause(response: httpx.Response) -> float:
    asked = response.headers.get("retry-after", "")
    return float(asked) if asked.isascii() and asked.isdigit() else 0.0


def trouble(url: str, error: Exception) -> GoudenError:
    """Why there is no answer, and the way out."""
    if isinstance(error, httpx.TimeoutException):
        return GoudenError(f"{url} did not answer in time", "try again later, or ask for less")
    if isinstance(error, (httpx.UnsupportedProtocol, httpx.InvalidURL)):
        return GoudenError(f"`{url}` is no web address", "write it out, like http://localhost:7878/")
    distrust = _distrust(error)
    if distrust:
        return GoudenError(f"cannot trust {url}: {distrust}", "SSL_CERT_FILE names a file of authorities to trust")
    if isinstance(error, httpx.ConnectError):
        return GoudenError(f"cannot reach {url}: {error}", "is the server running, and the address right?")
    return GoudenError(f"{url} broke off: {shortened(str(error))}", "try again; look at what the server logs")


def _distrust(error: BaseException | None) -> str:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return str(getattr(error, "verify_message", "") or error.reason)
        error = error.__cause__ or error.__context__
    return ""


def refusal(url: str, response: httpx.Response) -> GoudenError:
    """What a server's refusal says, and the way out."""
    status = f"{response.status_code} {response.reason_phrase}"
    if response.is_redirect:
        return GoudenError(f"{url} has moved to {shortened(response.headers.get('location', ''))}", "use that address")
    if response.status_code in (401, 403):
        return GoudenError(f"{url} answers {status}", _SIGN_IN)
    if response.status_code in (404, 405) or response.headers.get("content-type", "").startswith("text/html"):
        return NoEndpoint(f"{url} is no SPARQL endpoint: it answers {status}", ADDRESS_HINT)
    said = " ".join(next((line for line in response.text.splitlines() if line.strip()), "").split())[:_SAID]
    return GoudenError(f"{url} answers {status}" + (f": {said}" if said.isprintable() and said else ""))
