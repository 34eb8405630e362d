"""From a path to text: only regular files, only UTF-8, nothing invisible."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from ..messages import problem
from ..problem import ERROR, GoudenError, Place, Problem

_FILES = (".yaml", ".yml", ".csv", ".ttl", ".rq")
RELEASES = "releases"  # frozen releases in `data/`: in the history of a project, but no records
MAX_BYTES = 64 * 1024 * 1024
# What YAML and CSV readers drop, refuse or count as line ends, and what turns the direction of text around so that
# the eye reads another record than the program: never meant in a record.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


def read_text(path: Path, name: str, problems: list[Problem]) -> str | None:
    """The text of a file; `None` when it cannot be used, with the reason added to `problems`."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            problems.append(problem("not-a-file", Place(name)))
            return None
        size = path.stat().st_size
        if size > MAX_BYTES:
            problems.append(problem("file-too-large", Place(name), size=size // 2**20, limit=MAX_BYTES // 2**20))
            return None
        return _decoded(path.read_bytes(), name, problems)
    except OSError as error:
        problems.append(problem("unreadable", Place(name), why=error.strerror or str(error)))
        return None


def text_or_error(path: Path, name: str) -> str:
    """The text of a file that the work cannot do without; raises `GoudenError` with the reason."""
    problems: list[Problem] = []
    text = read_text(path, name, problems)
    if text is None:
        found = next(p for p in problems if p.severity == ERROR)
        raise GoudenError(found.message["en"], found.hint.get("en", ""), found.place)
    return text


def _decoded(content: bytes, name: str, problems: list[Problem]) -> str | None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        problems.append(problem("not-utf8", Place(name), found="UTF-16"))
        return None
    if content.startswith(b"\xef\xbb\xbf"):
        problems.append(problem("byte-order-mark", Place(name)))
        content = content[3:]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        place = Place(name, before.count(b"\n") + 1, len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1)
        problems.append(problem("not-utf8", place, found=f"byte 0x{content[error.start]:02x}"))
        return None
    return text if not _invisible(text, name, problems) else None


def _invisible(text: str, name: str, problems: list[Problem]) -> bool:
    # the first test is ten times as fast as the search, and true for nearly every file
    match = None if text.replace("\n", "").isprintable() else _INVISIBLE.search(text)
    if match is None:
        return False
    at = match.start()
    place = Place(name, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
    problems.append(problem("invisible-character", place, code=f"U+{ord(match[0]):04X}"))
    return True


def _unreadable_folder(error: OSError) -> None:
    place = Place(Path(error.filename or "").name)
    raise GoudenError(
        f"cannot read {error.filename}: {error.strerror}", "what is not read is not published", place
    ) from None


def source_files(folder: Path) -> list[Path]:
    """What is below a folder of the project, without its frozen releases."""
    return [p for p in files_below(folder) if p.relative_to(folder).parts[0] != RELEASES]


def files_below(folder: Path) -> list[Path]:
    """What is below a folder, nothing hidden, sorted; folders only where a file was meant, and links to folders.

    Links to folders are not followed: a loop would never end.
    """
    found = []
    for root, folders, names in os.walk(folder, onerror=_unreadable_folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        here = Path(root)
        odd = [f for f in folders if f.endswith(_FILES) or (here / f).is_symlink()]
        found += [here / n for n in sorted([*names, *odd]) if not n.startswith(".")]
    return sorted(found)
