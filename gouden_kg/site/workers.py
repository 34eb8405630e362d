"""Work shared among the processors, with results in the order of the work."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from typing import Any, TypeVar

from ..problem import GoudenError
from ..publish.beside import forking, serve_parent

Item = TypeVar("Item")
Result = TypeVar("Result")

_CHUNK = 50
_FEW = 200


def in_parallel(items: Sequence[Item], work: Callable[[Item], Iterable[Result]]) -> Iterator[Result]:
    """The results of `work` on each item, in order; in forked processes where that pays and is safe."""
    processors = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
    if processors < 2 or len(items) < _FEW:
        return chain.from_iterable(map(work, items))
    return _in_processes(items, work, processors)


def _in_processes(items: Sequence[Item], work: Callable[[Item], Iterable[Result]], count: int) -> Iterator[Result]:
    """Forked, not spawned: the children see the index of the graph without copying or rebuilding it.

    An executor, not a `Pool`: a pool that is stopped kills workers that may hold the lock of its queue and waits for
    that lock for ever, and it never notices that a worker died.
    """

    def done(start: int) -> list[Result]:
        return [result for item in items[start : start + _CHUNK] for result in work(item)]

    fork = multiprocessing.get_context("fork")
    executor = ProcessPoolExecutor(count, fork, _adopt, (done,))
    try:
        with forking():
            found = executor.map(_run, range(0, len(items), _CHUNK))
        for results in found:
            yield from results
    except BrokenProcessPool:
        message = "a process that makes pages ended early"
        raise GoudenError(message, "is there enough memory? the old site is untouched") from None
    finally:
        executor.shutdown(cancel_futures=True)


_adopted: list[Callable[[int], list[Any]]] = []


def _adopt(work: Callable[[int], list[Any]]) -> None:
    """A forked process inherits its work; through a queue it would have to be pickled, which a closure cannot be."""
    _adopted.append(work)
    serve_parent()


def _run(start: int) -> list[Any]:
    return _adopted[-1](start)
