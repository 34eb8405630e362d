"""A server of the real graph with narrow limits, and what can be seen of its processes from outside."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..conftest import ROOT
from ..serve.conftest import Server, garden, serving, start

__all__ = ["garden", "serving"]


@pytest.fixture(scope="session")
def victim() -> Iterator[Server]:
    """The server that is attacked; each test leaves it as it was."""
    if not (ROOT / "dist").is_dir():
        pytest.skip("dist/ is not there; build it with `gouden build`")
    running = start("--project", ROOT, "--log", "", "--query-seconds", "2", "--query-memory", "256")
    yield running
    assert running.process.poll() is None, "it ended under attack"
    running.stop()


def family(process: int) -> list[int]:
    """The process and all that come from it."""
    parents = {int(p.name): _parent(p) for p in Path("/proc").iterdir() if p.name.isdigit()}
    found = [process]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def memory_of(process: int) -> int:
    """MiB that the process and its family hold, shared pages once."""
    total = 0
    for one in family(process):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total // 1024


def processor_time(process: int) -> float:
    """Seconds of processor that the family has used, with the children it has seen the end of."""
    total = 0
    for one in family(process):
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(int(field) for field in fields[11:15])
    return total / os.sysconf("SC_CLK_TCK")
