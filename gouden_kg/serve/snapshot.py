"""The files of a site as they were at one moment, whatever happens to their folder afterwards."""

from __future__ import annotations

import mimetypes
import os
import tempfile
import threading
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

from ..problem import GoudenError
from .http import Stored, entity_tag

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".jsonld": "application/ld+json",
    ".ttl": "text/turtle; charset=utf-8",
    ".trig": "application/trig",
    ".nt": "application/n-triples",
    ".nq": "application/n-quads",
    ".rdf": "application/rdf+xml",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".conf": "text/plain; charset=utf-8",
    ".cff": "text/yaml; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".sqlite": "application/vnd.sqlite3",
    ".parquet": "application/vnd.apache.parquet",
    "void": "text/turtle; charset=utf-8",
    "feed.xml": "application/atom+xml",
    "SHA256SUMS": "text/plain; charset=utf-8",
}


class Snapshot:
    """A copy of a folder in one nameless file: found by path in a table, so no path leads out of it.

    The system removes the copy when this process ends, however it ends.
    """

    def __init__(self, folder: Path | None) -> None:
        self.files: dict[str, Stored] = {}
        self.made: dict[str, Stored] = {}  # files made of these since
        self.modified = 0.0  # when its files were last written
        self._making, self._closed = threading.Lock(), False
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  # lives as long as the snapshot
        if folder is not None:
            self._copy(folder)

    def find(self, path: str) -> Stored | None:
        """The file of a path below the folder."""
        return self.files.get(path)

    def read(self, stored: Stored) -> bytes:
        """The bytes of a file."""
        return self.read_part(stored, 0, stored.size)

    def read_part(self, stored: Stored, start: int, size: int) -> bytes:
        """Some bytes of a file, from a position in it on; fewer at its end."""
        return os.pread(self._file.fileno(), min(size, stored.size - start), stored.start + start)

    def make(self, name: str, media: str, pieces: Callable[[], Iterable[bytes]]) -> Stored:
        """A file made of the others, kept beside them from then on; takes its time, so it is called in a thread."""
        with self._making:
            if name not in self.made:
                self.made[name] = self._added(pieces(), media)
            return self.made[name]

    def close(self) -> None:
        """Lets go of the copy; a file that is still being made is given up."""
        self._closed = True
        with self._making:
            self._file.close()

    def _copy(self, folder: Path) -> None:
        """Copies every plain file; a link may point to nothing outside the folder, so links are left out."""
        before = folder.stat().st_ino
        for top, folders, names in os.walk(folder):
            folders.sort()
            self.modified = max(self.modified, Path(top).stat().st_mtime)
            for name in sorted(names):
                path = Path(top, name)
                if path.is_symlink():
                    continue
                self.modified = max(self.modified, path.stat().st_mtime)
                key = path.relative_to(folder).as_posix()
                self.files[key] = self._added([path.read_bytes()], media_type_of(name))
        if folder.stat().st_ino != before:
            raise GoudenError("the site was replaced while it was read", "it is read again in a moment")

    def _added(self, pieces: Iterable[bytes], media: str) -> Stored:
        """A file at the end of the copy; one given up halfway leaves bytes there that nothing points to."""
        start = end = self._file.seek(0, os.SEEK_END)
        digest = sha256()
        for piece in pieces:
            if self._closed:
                raise OSError("the release has ended")
            digest.update(piece)
            view = memoryview(piece)
            while view:
                view = view[self._file.write(view) :]
            end += len(piece)
        return Stored(start, end - start, entity_tag(digest.digest()), media)


def media_type_of(name: str) -> str:
    """The Content-Type for a file name.

    >>> media_type_of("a.ttl"), media_type_of("LICENSE")
    ('text/turtle; charset=utf-8', 'application/octet-stream')
    """
    known = _TYPES.get(name) or _TYPES.get(Path(name).suffix.lower())
    return known or mimetypes.guess_type(name)[0] or "application/octet-stream"
