"""The process that holds the store and forks workers from it.

It has one thread, so that a fork of it is whole; it reads no question. The server sends it one end of a connection
for each worker it wants, and gets rid of a worker by hanging up its own end.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ...problem import GoudenError, ProblemsFound
from ...query.engine import Limits
from .evaluate import import_all
from .sandbox import confine, drop_rights, end_with_parent
from .wire import READY
from .worker import work

if TYPE_CHECKING:
    from pyoxigraph import Store


def main() -> None:
    """Loads what standard input (N-Triples) or the files named hold, says so, and forks until the server is gone."""
    end_with_parent()
    with suppress(ConnectionError):  # the server went away meanwhile
        _serve(socket.socket(fileno=int(sys.argv[1])), Limits(**json.loads(sys.argv[2])))


def _serve(control: socket.socket, limits: Limits) -> None:
    try:
        store = _store([Path(name) for name in sys.argv[3:]])
    except ProblemsFound as found:
        control.send(f"{found.problems[0].place}: {found.problems[0].message['en']}".encode())
        return
    except (GoudenError, OSError, SyntaxError, ValueError) as error:
        control.send(f"the graph cannot be loaded: {error}".encode())
        return
    import_all()
    drop_rights()
    end_with_parent()  # once more, since a change of user undoes it
    gc.collect()
    gc.freeze()  # keeps the collector from touching, and so copying, shared pages
    control.send(READY)
    Nursery(store, control, limits).watch()


def _store(files: list[Path]) -> Store:
    from pyoxigraph import RdfFormat, Store

    from ...query.run import store_of_files

    if files:
        return store_of_files(files)
    store = Store()
    store.bulk_load(sys.stdin.buffer, RdfFormat.N_TRIPLES)
    return store


class Nursery:
    """The workers alive, each with this process's copy of its connection."""

    def __init__(self, store: Store, control: socket.socket, limits: Limits) -> None:
        self.store, self.control, self.limits = store, control, limits
        self.workers: dict[int, socket.socket] = {}
        self.poll = select.poll()
        self.poll.register(control, select.POLLIN)
        self.alarm, bell = socket.socketpair()
        bell.setblocking(False)
        self.bell = bell
        signal.set_wakeup_fd(bell.fileno())
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self.poll.register(self.alarm, select.POLLIN)

    def watch(self) -> None:
        """Forks, reaps and ends workers; returns when the server is gone."""
        while True:
            for number, _ in self.poll.poll():
                if number == self.control.fileno():
                    if not self._fork():
                        return
                elif number == self.alarm.fileno():
                    self.alarm.recv(4096)
                    self._reap()
                else:
                    self._end(number)

    def _fork(self) -> bool:
        message, (*numbers,), _, _ = socket.recv_fds(self.control, 1, 1)
        if not message:
            for process in self.workers:
                os.kill(process, signal.SIGKILL)
            signal.set_wakeup_fd(-1)  # nobody listens to the bell from here on
            return False
        connection = socket.socket(fileno=numbers[0])
        try:
            process = os.fork()
        except OSError as error:  # too many processes, no memory: the hang-up tells the server
            print(f"no query worker can be made: {error.strerror}", file=sys.stderr, flush=True)
            connection.close()
            return True
        if process == 0:
            self._become_worker(connection)
        self.workers[process] = connection
        self.poll.register(connection, 0)  # only a hang-up is of interest
        return True

    def _become_worker(self, connection: socket.socket) -> None:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        try:
            end_with_parent()
            confine(connection.fileno(), self.limits)
            work(self.store, socket.socket(fileno=3), self.limits)
        except (OSError, ValueError, MemoryError) as error:
            print(f"a query worker ended: {error!r}", file=sys.stderr, flush=True)
        finally:
            os._exit(0)  # nothing of the parent's may be cleaned up here

    def _end(self, number: int) -> None:
        for process, connection in self.workers.items():
            if connection.fileno() == number:
                self.poll.unregister(connection)
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)

    def _reap(self) -> None:
        """Closes the connections of workers that ended, which tells the server."""
        while self.workers:
            process, _ = os.waitpid(-1, os.WNOHANG)
            if process == 0:
                return
            connection = self.workers.pop(process)
            with suppress(KeyError):
                self.poll.unregister(connection)
            connection.close()


if __name__ == "__main__":
    main()
