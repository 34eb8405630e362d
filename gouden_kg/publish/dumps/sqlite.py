"""One SQLite file: a table per class, a table per property with several values, readable views, full-text search."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from ...languages import LANGUAGES
from ..publication import File, Publication
from .rdf import FOLDER
from .tables import LABEL, LINK, Column, Table

_AFFINITY = {"integer": "INTEGER", "decimal": "NUMERIC"}


def sqlite_dump(publication: Publication, tables: list[Table]) -> Iterable[File]:
    """The database; the same bytes for the same graph wherever SQLite has the same version."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.execute("BEGIN")
        _write_about(connection, publication)
        _write_things(connection, publication, tables)
        known = {table.class_name: table.name for table in tables}
        for table in tables:
            _write_table(connection, table, known)
            _write_view(connection, table)
        _write_search(connection, tables)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        yield f"{FOLDER}/{publication.project.name}.sqlite", connection.serialize()
    finally:
        connection.close()


def quoted(name: str) -> str:
    """The name as an SQL identifier.

    >>> quoted("claim-kind"), quoted("end")
    ('"claim_kind"', '"end"')
    """
    return '"' + name.replace("-", "_").replace('"', '""') + '"'


def _write_about(connection: sqlite3.Connection, publication: Publication) -> None:
    project = publication.project
    said = {"base": project.base, "version": project.version, "licence": project.licence}
    said |= {f"{key}_{lang}": text for key, texts in project.texts.items() for lang, text in texts.items()}
    connection.execute("CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
    connection.executemany("INSERT INTO about VALUES (?, ?)", sorted(said.items()))


def _write_things(connection: sqlite3.Connection, publication: Publication, tables: list[Table]) -> None:
    """Everything that has a table, with its labels, so that a link of any kind finds its words in one place."""
    names = ", ".join(f"name_{lang} TEXT NOT NULL" for lang in LANGUAGES)
    connection.execute(f"CREATE TABLE thing (iri TEXT PRIMARY KEY, class TEXT NOT NULL, {names}) WITHOUT ROWID")
    rows = [
        (iri, table.name, *(publication.label(iri, lang)[0] for lang in LANGUAGES))
        for table in tables
        for iri, _ in table.rows
    ]
    connection.executemany(f"INSERT OR IGNORE INTO thing VALUES (?, ?{', ?' * len(LANGUAGES)})", rows)


def _write_table(connection: sqlite3.Connection, table: Table, known: dict[str, str]) -> None:
    columns = list(_single(table))
    defined = ["iri TEXT PRIMARY KEY REFERENCES thing (iri)", *(_definition(c, known) for _, c in columns)]
    connection.execute(f"CREATE TABLE {quoted(table.name)} ({', '.join(defined)}) WITHOUT ROWID")
    marks = ", ".join("?" * (len(columns) + 1))
    rows = [(iri, *(cells[i][0] if cells[i] else None for i, _ in columns)) for iri, cells in table.rows]
    connection.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({marks})", rows)
    for i, column in enumerate(table.columns):
        if column.separator and column.kind != LABEL:
            _write_list(connection, table, i, column, known)


def _single(table: Table) -> Iterator[tuple[int, Column]]:
    return ((i, c) for i, c in enumerate(table.columns) if not c.separator and c.kind != LABEL)


def _definition(column: Column, known: dict[str, str]) -> str:
    required = " NOT NULL" if column.required else ""
    return f"{quoted(column.name)} {_AFFINITY.get(column.kind, 'TEXT')}{required}{_reference(column, known)}"


def _reference(column: Column, known: dict[str, str]) -> str:
    return f" REFERENCES {quoted(known[column.target])} (iri)" if column.target in known else ""


def _write_list(
    connection: sqlite3.Connection, table: Table, index: int, column: Column, known: dict[str, str]
) -> None:
    """A table of its own for a property with several values."""
    name, thing = quoted(f"{table.name}_{column.name}"), quoted(table.name)
    value = f"value {_AFFINITY.get(column.kind, 'TEXT')} NOT NULL{_reference(column, known)}"
    connection.execute(
        f"CREATE TABLE {name} (iri TEXT NOT NULL REFERENCES {thing} (iri), {value}, PRIMARY KEY (iri, value)) "
        "WITHOUT ROWID"
    )
    rows = [(iri, value) for iri, cells in table.rows for value in cells[index]]
    connection.executemany(f"INSERT INTO {name} VALUES (?, ?)", rows)
    connection.execute(f"CREATE INDEX {quoted(f'{table.name}_{column.name}_value')} ON {name} (value)")


def _write_view(connection: sqlite3.Connection, table: Table) -> None:
    """`practice_nl`, `practice_en`: the class with words in place of addresses, lists joined by `; `."""
    for lang in LANGUAGES:
        shown = [_shown(table, c, lang) for c in table.columns if c.kind != LABEL and c.language in ("", lang)]
        view = quoted(f"{table.name}_{lang}")
        connection.execute(f"CREATE VIEW {view} AS SELECT {', '.join(['t.iri', *shown])} FROM {quoted(table.name)} t")


def _shown(table: Table, column: Column, lang: str) -> str:
    name = column.name.removesuffix(f"_{column.language}") if column.language else column.name
    words = f"coalesce((SELECT name_{lang} FROM thing WHERE thing.iri = {{0}}), {{0}})"
    if column.separator:
        value = words.format("l.value") if column.kind == LINK else "l.value"
        listed = quoted(f"{table.name}_{column.name}")
        return f"(SELECT group_concat({value}, '; ') FROM {listed} l WHERE l.iri = t.iri) AS {quoted(name)}"
    value = f"t.{quoted(column.name)}"
    return f"{words.format(value) if column.kind == LINK else value} AS {quoted(name)}"


def _write_search(connection: sqlite3.Connection, tables: list[Table]) -> None:
    """Full-text search over names and texts, blind to accents: `… FROM search WHERE search MATCH 'schuld*'`."""
    connection.execute(
        "CREATE VIRTUAL TABLE search USING fts5(iri UNINDEXED, class UNINDEXED, language UNINDEXED, text, "
        "tokenize = 'unicode61 remove_diacritics 2')"
    )
    for lang in LANGUAGES:
        rows = [(iri, table.name, lang, text) for table in tables for iri, text in _texts(table, lang)]
        connection.executemany("INSERT INTO search VALUES (?, ?, ?, ?)", rows)


def _texts(table: Table, lang: str) -> Iterator[tuple[str, str]]:
    at = [i for i, column in enumerate(table.columns) if column.kind != LABEL and column.language == lang]
    for iri, cells in table.rows:
        text = " · ".join(value for i in at for value in cells[i])
        if text:
            yield iri, text
