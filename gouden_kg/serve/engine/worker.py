"""The life of a worker: question after question, until one left it large."""

from __future__ import annotations

import os
import resource
from contextlib import suppress
from socket import socket
from typing import TYPE_CHECKING

from ...query.engine import Limits, Refused, Result
from .evaluate import evaluated
from .sandbox import allow_processor
from .wire import birth_message, read_question, result_message

if TYPE_CHECKING:
    from pyoxigraph import Store

_GROWTH = 32 * 1024  # KiB


def work(store: Store, connection: socket, limits: Limits) -> None:
    """Answers until the server hangs up, or until a question made this process much larger than it was born."""
    with suppress(ConnectionError):  # it hangs up in the midst of a question when nobody waits for the answer
        _work(store, connection, limits)


def _work(store: Store, connection: socket, limits: Limits) -> None:
    connection.sendall(birth_message(os.getpid()))
    born = resource.getrusage(resource.RUSAGE_SELF)
    allowed = allow_processor(born, limits.seconds)
    last = False
    while not last and (question := read_question(connection)) is not None:
        result: Result | Refused
        try:
            result = evaluated(store, question, limits)
        except Refused as refused:
            result = refused
        used = resource.getrusage(resource.RUSAGE_SELF)
        last = used.ru_maxrss - born.ru_maxrss > _GROWTH
        connection.sendall(result_message(result, last))
        if used.ru_utime + used.ru_stime > allowed:
            allowed = allow_processor(used, limits.seconds)
