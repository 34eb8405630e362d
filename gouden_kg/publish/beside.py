"""Work done in a second process, on the other processor."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection

from ..problem import GoudenError

Work = Callable[[], list[str]]


def beside(work: Work) -> Work:
    """Starts the work in a forked process; calling what this gives waits for the result, or raises its `GoudenError`.

    Where there is one processor, or no safe fork, the work is done when the result is asked for.
    """
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        return work
    here, there = multiprocessing.get_context("fork").Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_run, args=(work, there), daemon=True)
    process.start()
    there.close()

    def result() -> list[str]:
        try:
            found: list[str] | GoudenError = here.recv()
        except EOFError:
            message = "the process that makes the files to download ended early"
            raise GoudenError(message, "is there enough memory? the old site is untouched") from None
        process.join()
        if isinstance(found, GoudenError):
            raise found
        return found

    return result


def _run(work: Work, there: Connection) -> None:
    try:
        there.send(work())
    except GoudenError as error:
        there.send(error)
    except OSError as error:
        there.send(GoudenError(f"cannot write the site: {error.strerror or error}", "the old site is untouched"))
