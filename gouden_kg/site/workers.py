"""Work shared among the processors, with results in the order of the work."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, TypeVar

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
    """Forked, not spawned: the children see the index of the graph without copying or rebuilding it."""

    def done(start: int) -> list[Result]:
        return [result for item in items[start : start + _CHUNK] for result in work(item)]

    with multiprocessing.get_context("fork").Pool(count, _adopt, (done,)) as pool:
        for results in pool.imap(_run, range(0, len(items), _CHUNK)):
            yield from results


_adopted: list[Callable[[int], list[Any]]] = []


def _adopt(work: Callable[[int], list[Any]]) -> None:
    """A forked process inherits its work; through a queue it would have to be pickled, which a closure cannot be."""
    _adopted.append(work)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent answers Ctrl-C, and ends its workers


def _run(start: int) -> list[Any]:
    return _adopted[-1](start)
