"""What comes in and goes out, without any web framework: a request, a reply, and why something is refused."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import Any, NoReturn
from urllib.parse import parse_qsl

FORM, JSON, HTML, SCRIPT = "application/x-www-form-urlencoded", "application/json", "text/html", "text/javascript"
PROBLEM = "application/problem+json"
_TITLES = {
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    413: "Content Too Large",
    415: "Unsupported Media Type",
}


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request to the service.

    `path` is what follows the service's own path, `root` the address of the site as the client sees it; neither begins
    or ends with a slash too many. `query` is the raw query string.
    """

    method: str = "GET"
    path: str = ""
    query: str = ""
    content_type: str = ""
    body: bytes = b""
    accept_language: str = ""
    root: str = "http://localhost"


@dataclass(frozen=True, slots=True)
class Reply:
    """One HTTP answer."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


class Refused(Exception):
    """The request cannot be answered: an HTTP status, and what would be right."""

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, headers or {}


def json_reply(content: Any) -> Reply:
    """The content as JSON."""
    return Reply(200, json.dumps(content, ensure_ascii=False).encode(), {"Content-Type": JSON})


def problem_reply(refused: Refused) -> Reply:
    """The reason as problem details (RFC 9457)."""
    content = {"title": _TITLES[refused.status], "status": refused.status, "detail": refused.detail}
    return Reply(refused.status, json.dumps(content).encode(), {"Content-Type": PROBLEM} | refused.headers)


def parameters(encoded: str) -> dict[str, str]:
    """The parameters of a query string or form; raises `Refused` when one stands twice or is no UTF-8."""
    try:
        pairs = parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=50)
    except ValueError as error:  # UnicodeDecodeError is one
        raise Refused(400, f"these parameters cannot be read: {error}") from None
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused(400, "a parameter stands twice; give each once")
    return found


def media_type(content_type: str) -> str:
    """The media type without its parameters; raises `Refused` for another encoding than UTF-8."""
    kind, *rest = (part.strip().lower() for part in content_type.split(";"))
    charset = next((p.removeprefix("charset=").strip('"') for p in rest if p.startswith("charset=")), "utf-8")
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise Refused(415, f"text in {charset} is not taken; send UTF-8")
    return kind


def json_value(text: str | bytes, name: str) -> Any:
    """What JSON text says; raises `Refused` where it is no JSON, is nested too deep, or says a key twice."""
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_finite)
        json.dumps(value, ensure_ascii=False).encode()  # half a surrogate pair cannot be sent back
    except (ValueError, RecursionError) as error:  # JSONDecodeError and Unicode errors are ValueErrors
        raise Refused(400, f"`{name}` is no JSON: {error}") from None
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON number")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        _no_number(text)
    return number
