"""Work done in a second process, on the other processor."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection

from ..problem import GoudenError

Work = Callable[[], list[str]]
_DIE_WITH_PARENT = 1  # prctl's PR_SET_PDEATHSIG


@contextmanager
def beside(work: Work) -> Iterator[Work]:
    """The work, begun in a forked process that ends with the block; calling it waits for the result.

    The call raises the work's `GoudenError`. Where there is one processor, or no safe fork, it does the work itself.
    """
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        yield work
        return
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(work, there), daemon=True)
    with forking():
        process.start()
    there.close()
    try:
        yield lambda: _received(here)
    finally:
        process.terminate()  # else it would go on writing into a folder that is being removed
        process.join()


def _received(here: Connection) -> list[str]:
    try:
        found: list[str] | GoudenError = here.recv()
    except EOFError:
        message = "the process that makes the files to download ended early"
        raise GoudenError(message, "is there enough memory? the old site is untouched") from None
    if isinstance(found, GoudenError):
        raise found
    return found


@contextmanager
def forking() -> Iterator[None]:
    """Lets Ctrl-C wait while processes are forked: within the hooks of a fork Python can only print a traceback."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def serve_parent() -> None:
    """Makes this forked process leave Ctrl-C to its parent, and end when its parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def _run(work: Work, there: Connection) -> None:
    serve_parent()
    with suppress(BrokenPipeError):
        there.send(_outcome(work))


def _outcome(work: Work) -> list[str] | GoudenError:
    try:
        return work()
    except GoudenError as error:
        return error
    except OSError as error:
        return GoudenError(f"cannot write the site: {error.strerror or error}", "the old site is untouched")
