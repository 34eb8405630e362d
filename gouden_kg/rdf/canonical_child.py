"""Runs as a process of its own: N-Quads on standard input, canonical N-Quads on standard output."""

from __future__ import annotations

import sys

from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse


def limit_memory(mebibytes: int) -> None:
    """Caps the address space of this process, where the system can."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (mebibytes * 2**20, mebibytes * 2**20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, OSError, ValueError):
        pass


def main() -> None:
    """Reads, canonicalizes, writes."""
    limit_memory(int(sys.argv[1]))
    dataset = Dataset(parse(sys.stdin.buffer.read(), RdfFormat.N_QUADS))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    sys.stdout.write("".join(sorted(f"{quad} .\n" for quad in dataset)))


if __name__ == "__main__":
    main()
