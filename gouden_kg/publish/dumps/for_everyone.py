"""The tables in the forms that people who never met RDF open."""

from __future__ import annotations

from collections.abc import Iterable

from ..publication import File, Publication
from .csvw import csv_tables
from .parquet import parquet_dump
from .sqlite import sqlite_dump
from .tables import class_tables


def table_dumps(publication: Publication) -> Iterable[File]:
    """CSV tables with their codebook, an SQLite database and a Parquet file."""
    tables = class_tables(publication)
    for dump in (csv_tables, sqlite_dump, parquet_dump):
        yield from dump(publication, tables)
