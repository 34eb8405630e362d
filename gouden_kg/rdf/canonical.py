"""The canonical form of a dataset (RDFC-1.0), with a limit on time and memory.

Blank nodes that look alike are told apart by trying orders, which a small "poison graph" makes last for ages (RDF
Dataset Canonicalization, section 7.1): so that part runs in a process of its own that can be ended.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from ..problem import GoudenError
from .input import opened
from .read import quads_of, syntax_told

_CHILD = Path(__file__).with_name("canonical_child.py")


def canonical_hash(nquads: str) -> str:
    """The SHA-256 of canonical N-Quads, in hexadecimal digits."""
    return hashlib.sha256(nquads.encode()).hexdigest()


def canonical_nquads(name: str, timeout: float, memory: int, given: str | None = None, base: str | None = None) -> str:
    """The document as canonical N-Quads; `timeout` in seconds, `memory` in MiB.

    Raises `ProblemsFound` for syntax errors and `GoudenError` when a limit is reached.
    """
    with opened(name, given) as document, syntax_told(document, base):
        quads, _ = quads_of(document, base)
        lines = {f"{quad} .\n" for quad in quads}
    # also true for a literal with `_:` in it, which only costs the slower way
    blank = any("_:" in line for line in lines)
    return _canonicalized("".join(lines), timeout, memory) if blank else "".join(sorted(lines))


def _canonicalized(nquads: str, timeout: float, memory: int) -> str:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "PYTHONUTF8": "1"}
    command = [sys.executable, str(_CHILD), str(memory)]
    try:
        done = subprocess.run(
            command, input=nquads.encode(), capture_output=True, timeout=timeout, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        message = f"naming the blank nodes took more than {timeout:g} seconds and was stopped"
        raise GoudenError(message, "give the blank nodes IRIs, or allow more time with --timeout SECONDS") from None
    if done.returncode != 0:
        message = f"naming the blank nodes took more than {memory} MiB and was stopped"
        raise GoudenError(message, "give the blank nodes IRIs, or allow more with --memory MIB")
    return done.stdout.decode()
