"""The console script. `gouden --help` prints a stored page: importing Click alone takes four times a bare Python."""

from __future__ import annotations

import sys


def main() -> None:
    """Runs `gouden` with the words of the command line."""
    if sys.argv[1:] in ([], ["--help"], ["-h"]):
        from pathlib import Path

        sys.stdout.write(Path(__file__).with_name("help.txt").read_text("utf-8"))
        return
    try:
        from .cli import run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
