"""The dump of a build as batches of triples, with what is needed to know that all of it arrived."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ..graph import XSD, datatype_of, text_of


@dataclass(frozen=True, slots=True)
class Sums:
    """How many triples a property has, and how many characters its values; `None` where servers may respell one."""

    triples: int
    characters: int | None


@dataclass(frozen=True, slots=True)
class Dump:
    """An N-Triples file without blank nodes or repeated triples."""

    path: Path
    digest: str
    triples: int

    def batches(self, size: int, skipped: int) -> Iterator[bytes]:
        """The file in pieces of so many triples, without the first `skipped` pieces."""
        with self.path.open("rb") as lines:
            for _ in islice(lines, size * skipped):
                pass
            while batch := b"".join(islice(lines, size)):
                yield batch


def read_dump(path: Path) -> Dump:
    """The dump in a file: its SHA-256 and its number of triples."""
    digest, triples = hashlib.sha256(), 0
    with path.open("rb") as lines:
        for line in lines:
            digest.update(line)
            triples += 1
    return Dump(path, digest.hexdigest(), triples)


def sums_of(dump: Dump) -> dict[str, Sums]:
    """Property → its sums."""
    triples: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    respelled: set[str] = set()
    with dump.path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            _, prop, rest = line.split(" ", 2)
            value = rest.rstrip(" .\n")
            triples[prop[1:-1]] += 1
            characters[prop[1:-1]] += len(text_of(value))
            if datatype_of(value) not in ("", XSD + "string"):
                respelled.add(prop[1:-1])
    return {p: Sums(n, None if p in respelled else characters[p]) for p, n in triples.items()}
