"""What a publication consists of, in the order of making."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .describe.catalog import catalog_files
from .describe.citation import citation_file
from .describe.crate import crate_file
from .describe.feed import feed_file
from .describe.provenance import provenance_files
from .describe.servers import server_files
from .describe.sitemap import sitemap_files
from .describe.stats import stats_file
from .describe.void import void_files
from .documents import document_files
from .dumps.checksums import checksum_files
from .dumps.for_everyone import table_dumps
from .dumps.rdf import rdf_dumps
from .nanopubs import nanopub_dump
from .publication import File, Publication
from .release.frozen import release_files
from .written import Written

Part = Callable[[Publication], Iterable[File]]
Description = Callable[[Publication, Written], Iterable[File]]

# beside the pages (gouden_kg/site/pages.py)
PARTS: tuple[Part, ...] = (
    document_files,
    rdf_dumps,
    table_dumps,
    nanopub_dump,
    citation_file,
    stats_file,
    feed_file,
    server_files,
    release_files,
)
# made last, as they tell of files made before
DESCRIPTIONS: tuple[Description, ...] = (
    checksum_files,
    catalog_files,
    void_files,
    provenance_files,
    crate_file,
    sitemap_files,
)
