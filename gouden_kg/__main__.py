"""The console script.

Importing Click alone takes three times a bare Python, so `gouden --help` prints a stored page, and a stored query with
plain options is answered without it. Whatever goes wrong there is done and told again by the command line.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Runs `gouden` with the words of the command line; what it writes is UTF-8, as RDF and CSV should be."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    words = sys.argv[1:]
    if words in ([], ["--help"], ["-h"]):
        from pathlib import Path

        sys.stdout.write(Path(__file__).with_name("help.txt").read_text("utf-8"))
        return
    try:
        if words[:2] == ["query", "run"] and _answered(words[2:]):
            return
        from .cli import run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


def _answered(words: list[str]) -> bool:
    from .ask import answered, plain_question, room_on_screen
    from .problem import GoudenError

    plain = plain_question(words)
    if plain is None:
        return False
    try:
        sys.stdout.write(answered(*plain, room_on_screen()))
        sys.stdout.flush()
    except (GoudenError, OSError):
        return False
    return True


if __name__ == "__main__":
    main()
