"""Parquet, in and out: batch by batch, each column with the type it had."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..problem import GoudenError
from .table import Row, Source, Table, Writer, cell_text

BATCH = 10_000


def open_parquet(source: Source) -> Table:
    """The table of a Parquet file; raises `GoudenError` when it is broken."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        schema = pq.read_schema(source.path)
    except (pa.ArrowException, OSError) as error:
        raise GoudenError(f"{source.name} is no whole Parquet file: {_short(error)}", "write it again") from None

    def rows() -> Iterator[Row]:
        line = 0
        try:
            with pq.ParquetFile(source.path) as file:
                for batch in file.iter_batches(BATCH):
                    for cells in zip(*(c.to_pylist() for c in batch.columns), strict=True):
                        line += 1
                        yield Row(line, cells, batch)
        except (pa.ArrowException, OSError) as error:
            raise GoudenError(f"{source.name} breaks off after row {line}: {_short(error)}", "write it again") from None

    return Table(source.name, "parquet", schema.names, rows, schema)


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:120]


class ParquetWriter(Writer):
    """Writes Parquet: rows of a Parquet file keep their types, other rows become text; what is added is text."""

    def __init__(self, path: Path, columns: list[str], own: int, schema: Any) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._pa = pa
        self._own, self._added = columns[:own], columns[own:]
        typed = schema if schema is not None else pa.schema([(name, pa.string()) for name in self._own])
        for name in self._added:
            typed = typed.append(pa.field(name, pa.string()))
        self._schema = typed
        self._writer = pq.ParquetWriter(path, typed)
        self._rows: list[tuple[Row, tuple[str, ...]]] = []

    def write(self, row: Row, added: tuple[str, ...]) -> None:
        if not row.cells:
            return
        if self._rows and (row.original is not self._rows[0][0].original or len(self._rows) >= BATCH):
            self._flush()
        self._rows.append((row, added))

    def _flush(self) -> None:
        if not self._rows:
            return
        batch = self._rows[0][0].original
        own = batch.columns if isinstance(batch, self._pa.RecordBatch) else self._as_text()
        added = [
            self._pa.array([a[n] or None for _, a in self._rows], self._pa.string()) for n in range(len(self._added))
        ]
        self._writer.write_batch(self._pa.RecordBatch.from_arrays([*own, *added], schema=self._schema))
        self._rows.clear()

    def _as_text(self) -> list[Any]:
        texts = [[cell_text(r.cells[n]) or None for r, _ in self._rows] for n in range(len(self._own))]
        return [self._pa.array(column, self._pa.string()) for column in texts]

    def close(self) -> None:
        self._flush()
        self._writer.close()
