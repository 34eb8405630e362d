"""What travels between the server and its workers: a length, a header in JSON, and bytes.

JSON and not pickle: a worker runs what strangers send, so nothing it says may become code in the server.
"""

from __future__ import annotations

import json
import struct
from dataclasses import fields as fields_of
from socket import socket
from typing import Any

from ...query.engine import Question, Refused, Result

READY = b"ready"
_LENGTHS = struct.Struct("!IQ")
_FIELDS = tuple(field.name for field in fields_of(Question))
_BIRTH = struct.Struct("!I")


def birth_message(process: int) -> bytes:
    """A new worker's number as bytes for the server."""
    return _BIRTH.pack(process)


def born(message: bytearray) -> int | None:
    """The number of a new worker, taken off the message; `None` as long as it is not whole."""
    if len(message) < _BIRTH.size:
        return None
    (process,) = _BIRTH.unpack_from(message)
    del message[: _BIRTH.size]
    return int(process)


def question_message(question: Question) -> bytes:
    """A question as bytes for a worker."""
    return _message({name: getattr(question, name) for name in _FIELDS})


def result_message(result: Result | Refused, last: bool) -> bytes:
    """An answer as bytes for the server; `last` when the worker ends after it."""
    if isinstance(result, Result):
        return _message({"kind": result.kind, "form": result.form, "last": last}, result.content)
    place = {"line": result.line, "column": result.column}
    return _message({"reason": result.reason, "detail": result.detail, "last": last, **place})


def result_of(message: bytearray) -> tuple[Result | Refused, bool] | None:
    """The answer in a message and whether its worker ends; `None` as long as the message is not whole."""
    if len(message) < _LENGTHS.size:
        return None
    header_size, size = _LENGTHS.unpack_from(message)
    start = _LENGTHS.size + header_size
    if len(message) < start + size:
        return None
    header = json.loads(message[_LENGTHS.size : start])
    last = bool(header["last"])
    if "reason" in header:
        return Refused(header["reason"], header["detail"], int(header["line"]), int(header["column"])), last
    return Result(str(header["kind"]), str(header["form"]), bytes(message[start:])), last


def read_question(connection: socket) -> Question | None:
    """The next question; `None` when the server hung up."""
    lengths = _received(connection, _LENGTHS.size)
    if not lengths:
        return None
    fields = json.loads(_received(connection, _LENGTHS.unpack(lengths)[0]))
    fields["bindings"] = tuple((str(name), str(term)) for name, term in fields["bindings"])
    for key in ("default_graphs", "named_graphs"):
        fields[key] = tuple(fields[key])
    return Question(**fields)


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
