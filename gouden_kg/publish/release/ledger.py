"""The ledger of releases in `data/releases/`, in the project's history so that a fresh clone publishes them all.

For each version `VERSION/release.json` and `VERSION/frozen.tar.xz`; for all together `addresses.csv`: each address that
was ever published, with the version it first appeared in.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from ...problem import GoudenError, Place
from ...project import Project
from ...read.files import RELEASES
from .changes import Changes, changes_from

ARCHIVE, RECORD, ADDRESSES = "frozen.tar.xz", "release.json", "addresses.csv"


@dataclass(frozen=True, slots=True)
class Release:
    """A published version: its day, what it was for (by language), and what it changed since the version before.

    `graph` is the canonical hash of the graph, `archive` the SHA-256 of the frozen files.
    """

    version: str
    date: str
    previous: str
    note: dict[str, str]
    triples: int
    things: int
    graph: str
    archive: str
    changes: Changes

    def text(self) -> str:
        """The release as it stands in the ledger."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def read_releases(project: Project) -> list[Release]:
    """All releases, the oldest first; raises `GoudenError` when an entry of the ledger cannot be read."""
    found = [_read(path) for path in sorted(project.releases.glob(f"*/{RECORD}"))]
    return sorted(found, key=lambda release: version_key(release.version))


def _read(path: Path) -> Release:
    try:
        document = json.loads(path.read_text("utf-8"))
        return Release(**{**document, "changes": changes_from(document["changes"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
        place = Place(f"data/{RELEASES}/{path.parent.name}/{RECORD}")
        hint = "releases are never edited: bring the file back from the project's history"
        raise GoudenError(f"this entry of the ledger cannot be read: {error}", hint, place) from None


def version_key(version: str) -> tuple[list[int], bool, str]:
    """Orders versions: by their numbers, a version with a suffix before the one without.

    >>> sorted(["1.10.0", "1.9.0", "1.10.0-rc1"], key=version_key)
    ['1.9.0', '1.10.0-rc1', '1.10.0']
    """
    numbers, _, suffix = version.replace("+", "-").partition("-")
    return [int(part) for part in numbers.split(".")], not suffix, suffix


def read_addresses(project: Project) -> dict[str, str]:
    """Every address ever published (below the base) → the version that published it first."""
    path = project.releases / ADDRESSES
    lines = path.read_text("utf-8").splitlines()[1:] if path.is_file() else []
    return {address: version for address, _, version in (line.rpartition(",") for line in lines)}


def addresses_text(addresses: dict[str, str]) -> str:
    """The addresses as CSV; none of them holds a comma."""
    return "address,since\n" + "".join(f"{a},{v}\n" for a, v in sorted(addresses.items()))


def read_archive(project: Project, release: Release) -> bytes:
    """The frozen files of a release; raises `GoudenError` when they are not the ones that were released."""
    place = Place(f"data/{RELEASES}/{release.version}/{ARCHIVE}")
    path = project.releases / release.version / ARCHIVE
    hint = "a release never changes: bring the file back from the project's history"
    if not path.is_file():
        raise GoudenError("the frozen files of this release are missing", hint, place)
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != release.archive:
        raise GoudenError("the frozen files of this release have been changed", hint, place)
    return content
