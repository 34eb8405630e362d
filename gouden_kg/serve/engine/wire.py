"""What travels between the server and its workers: lengths, a header in words or JSON, and bytes.

No pickle: a worker runs what strangers send, so nothing it says may become code in the server.
"""

from __future__ import annotations

import json
import struct
from socket import socket

from ...query.engine import Question, Refused, Result

READY = b"ready"
_LENGTHS = struct.Struct("!IQ")
_BIRTH = struct.Struct("!I")
_AT_ONCE = 64 * 1024


def birth_message(process: int) -> bytes:
    """A new worker's number as bytes for the server."""
    return _BIRTH.pack(process)


def born(message: bytearray) -> int | None:
    """The number of a new worker at the front of the message; `None` as long as it is not whole."""
    return int(_BIRTH.unpack_from(message)[0]) if len(message) >= BIRTH_SIZE else None


BIRTH_SIZE = _BIRTH.size


def question_message(question: Question) -> bytes:
    """A question as bytes for a worker."""
    return _message(json.dumps(question))


def result_message(result: Result | Refused, last: bool) -> bytes:
    """An answer as bytes for the server; `last` when the worker ends after it."""
    if isinstance(result, Result):
        return _message(f"{last:d} {result.kind} {result.form}", result.content)
    return _message(f"{last:d} {result.reason} {result.line} {result.column} {result.detail}")


def result_of(message: bytearray) -> tuple[Result | Refused, bool] | None:
    """The answer in a message and whether its worker ends; `None` as long as the message is not whole."""
    if len(message) < _LENGTHS.size:
        return None
    header_size, size = _LENGTHS.unpack_from(message)
    start = _LENGTHS.size + header_size
    if len(message) < start + size:
        return None
    last, *told = message[_LENGTHS.size : start].decode().split(" ", 4)
    if len(told) == 2:
        kind, form = told
        return Result(kind, form, bytes(message[start:])), last == "1"
    reason, line, column, detail = told
    return Refused(reason, detail, int(line), int(column)), last == "1"


def read_question(connection: socket) -> Question | None:
    """The next question; `None` when the server hung up."""
    message = connection.recv(_AT_ONCE)
    while message:
        if len(message) >= _LENGTHS.size:
            missing = _LENGTHS.size + _LENGTHS.unpack_from(message)[0] - len(message)
            if missing <= 0:
                return _question(message[_LENGTHS.size :])
        part = connection.recv(_AT_ONCE)
        if not part:
            return None
        message += part
    return None


def _question(message: bytes) -> Question:
    text, rows, boolean, graph, bindings, default_graphs, named_graphs, base = json.loads(message)
    bound = tuple((str(name), str(term)) for name, term in bindings)
    return Question(text, rows, boolean, graph, bound, tuple(default_graphs), tuple(named_graphs), base)


def _message(header: str, content: bytes = b"") -> bytes:
    head = header.encode()
    return _LENGTHS.pack(len(head), len(content)) + head + content
