"""Work shared among processes: results in order, and an end to it, whatever happens to a worker or to the parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from gouden_kg.problem import GoudenError
from gouden_kg.site.workers import in_parallel

STOPPED = """
from gouden_kg.site.workers import in_parallel

results = in_parallel(range(2000), lambda item: [bytes(200_000)])
next(results)
results.close()
"""


def test_results_keep_the_order_of_the_work() -> None:
    assert list(in_parallel(range(1000), lambda item: [item, -item])) == [n for i in range(1000) for n in (i, -i)]


def test_a_worker_that_dies_is_told() -> None:
    parent = os.getpid()

    def work(item: int) -> list[int]:
        if item == 700 and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return [item]

    if len(os.sched_getaffinity(0)) < 2:
        pytest.skip("one processor: the work is done without other processes")
    with pytest.raises(GoudenError, match="ended early"):
        list(in_parallel(range(1000), work))


def test_work_that_is_stopped_ends() -> None:
    """Each time in a process of its own, as one that hung could not be stopped from within."""
    for _ in range(10):
        ended = subprocess.run([sys.executable, "-c", STOPPED], timeout=30, capture_output=True, text=True)
        assert (ended.returncode, ended.stderr) == (0, "")
