"""What a worker may do: think, within limits, and speak through the one connection it was born with."""

from __future__ import annotations

import contextlib
import ctypes
import math
import os
import resource
import signal
import sys
from pathlib import Path

from ...query.engine import Limits

_NOBODY = 65534
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38


def end_with_parent() -> None:
    """Lets the system end this process when the one that made it ends, where it can (Linux)."""
    if sys.platform == "linux":
        parent = os.getppid()
        _libc().prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:  # it ended before the line above
            os._exit(1)


def drop_rights() -> None:
    """Gives up being root, the network, and ever getting more rights; as far as the system allows."""
    if sys.platform == "linux":
        libc = _libc()
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        if libc.unshare(_CLONE_NEWNET) != 0:
            libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    if os.geteuid() == 0:
        with contextlib.suppress(OSError):
            os.setgroups([])
            os.setgid(_NOBODY)
            os.setuid(_NOBODY)


def confine(connection: int, limits: Limits) -> None:
    """Shuts everything but the connection, and bars memory beyond the limit, files and sockets for good.

    Without a free file descriptor neither SERVICE nor LOAD nor anything else can open a file or a socket.
    """
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):  # 2 stays: what ends a worker is told to whoever runs the server
        os.dup2(null, standard)
    os.dup2(connection, 3)
    os.closerange(4, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    size = _address_space() + limits.memory * 2**20
    for what, most in (
        (resource.RLIMIT_AS, size),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # macOS has no limit of address space
            resource.setrlimit(what, (most, most))


def allow_processor(used: resource.struct_rusage, seconds: float) -> float:
    """Lets this process use the processor for so many seconds and a few more; the system ends it afterwards.

    What it may have used before it should be allowed anew is returned.
    """
    spent = used.ru_utime + used.ru_stime
    resource.setrlimit(
        resource.RLIMIT_CPU, (math.ceil(spent + seconds) + 2, resource.getrlimit(resource.RLIMIT_CPU)[1])
    )
    return spent + 1


def let_others_go_first(process: int) -> None:
    """Lets a process run only when no other wants the processor; there is no way back. Raises `OSError`."""
    if sys.platform == "linux":
        os.sched_setscheduler(process, os.SCHED_IDLE, os.sched_param(0))
    else:
        os.setpriority(os.PRIO_PROCESS, process, 20)


def _address_space() -> int:
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 0


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
