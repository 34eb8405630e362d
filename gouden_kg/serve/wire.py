"""What travels between the server and its workers: a length, a header in JSON, and bytes.

JSON and not pickle: a worker runs what strangers send, so nothing it says may become code in the server.
"""

from __future__ import annotations

import json
import struct
from asyncio import StreamReader
from dataclasses import fields
from socket import socket
from typing import Any

from ..query.engine import Question, Refused, Result

READY = b"ready"
_FIELDS = tuple(field.name for field in fields(Question))
_LENGTHS = struct.Struct("!IQ")


def question_message(question: Question) -> bytes:
    """A question as bytes for a worker."""
    return _message({name: getattr(question, name) for name in _FIELDS})  # asdict copies in depth, for nothing here


def result_message(result: Result | Refused, last: bool) -> bytes:
    """An answer as bytes for the server; `last` when the worker ends after it."""
    if isinstance(result, Result):
        return _message({"kind": result.kind, "form": result.form, "last": last}, result.content)
    place = {"line": result.line, "column": result.column}
    return _message({"reason": result.reason, "detail": result.detail, "last": last, **place})


async def read_result(reader: StreamReader) -> tuple[Result | Refused, bool]:
    """The next answer and whether its worker ends; raises `EOFError` when the worker is gone."""
    header_size, size = _LENGTHS.unpack(await reader.readexactly(_LENGTHS.size))
    header = json.loads(await reader.readexactly(header_size))
    content = await reader.readexactly(size)
    last = bool(header["last"])
    if "reason" in header:
        return Refused(header["reason"], header["detail"], int(header["line"]), int(header["column"])), last
    return Result(str(header["kind"]), str(header["form"]), content), last


def read_question(connection: socket) -> Question | None:
    """The next question; `None` when the server hung up."""
    lengths = _received(connection, _LENGTHS.size)
    if not lengths:
        return None
    given = json.loads(_received(connection, _LENGTHS.unpack(lengths)[0]))
    given["bindings"] = tuple((str(name), str(term)) for name, term in given["bindings"])
    for key in ("default_graphs", "named_graphs"):
        given[key] = tuple(given[key])
    return Question(**given)


def _message(header: dict[str, Any], content: bytes = b"") -> bytes:
    head = json.dumps(header).encode()
    return _LENGTHS.pack(len(head), len(content)) + head + content


def _received(connection: socket, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = connection.recv(size - len(parts))
        if not part:
            return b""
        parts += part
    return bytes(parts)
