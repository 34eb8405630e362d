"""What a publication consists of, in the order of making."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .documents import document_files
from .dumps.checksums import checksum_files
from .dumps.for_everyone import table_dumps
from .dumps.rdf import rdf_dumps
from .publication import File, Publication
from .written import Written

Part = Callable[[Publication], Iterable[File]]
Description = Callable[[Publication, Written], Iterable[File]]

PARTS: tuple[Part, ...] = (document_files, rdf_dumps, table_dumps)
# made last, as they tell of files made before
DESCRIPTIONS: tuple[Description, ...] = (checksum_files,)
