"""What commands cost beside `python -c pass` in the same environment, in one run.

    python benchmarks/startup.py [RUNS]        (default 15; prints ratios of processor and wall time, least of the runs)

Needs the project of this checkout built. Modules are compiled first, as installing a wheel does.
"""

from __future__ import annotations

import compileall
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOUDEN = [sys.executable, "-m", "gouden_kg"]
COMMANDS = (
    ["--help"],
    ["query", "run", "golden-municipalities"],
    ["query", "run", "practices-by-theme", "--theme", "procurement", "--format", "csv"],
    ["query", "list"],
    ["explain", "duplicate-key"],
)


def least(command: list[str], runs: int) -> tuple[float, float]:
    """Processor and wall seconds of the cheapest run."""
    processor, wall = [], []
    for _ in range(runs):
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True, cwd=ROOT)
        wall.append(time.perf_counter() - began)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        processor.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(processor), min(wall)


def main() -> None:
    """Prints a line per command."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    compileall.compile_dir(ROOT / "gouden_kg", quiet=1)
    bare = least([sys.executable, "-c", "pass"], runs)
    print("times `python -c pass`: processor, wall")
    for words in COMMANDS:
        processor, wall = least([*GOUDEN, *words], runs)
        print(f"{processor / bare[0]:6.1f} {wall / bare[1]:6.1f}  gouden {' '.join(words)}")


if __name__ == "__main__":
    main()
