"""CSV tables with their codebook, a CSVW description (W3C, Metadata Vocabulary for Tabular Data)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from ...languages import LANGUAGES
from ..publication import File, Publication
from ..words import Words, vocabulary_words
from .rdf import FOLDER
from .tables import IRI, LABEL, LINK, TEXT, Column, Table

TABLES = f"{FOLDER}/tables"
_LABEL_OF = {"nl": "in woorden, Nederlands", "en": "in words, English"}
_ABOUT_IRI = {"nl": "Adres", "en": "Address"}


def csv_tables(publication: Publication, tables: list[Table]) -> Iterable[File]:
    """One CSV file for each class, and `metadata.json` that explains every column of all of them."""
    for table in tables:
        yield f"{TABLES}/{table.name}.csv", csv_text(table).encode()
    description = codebook(publication, tables)
    yield f"{TABLES}/metadata.json", (json.dumps(description, ensure_ascii=False, indent=1) + "\n").encode()


def csv_text(table: Table) -> str:
    """The table as CSV (RFC 4180) with a heading line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([IRI, *(column.name for column in table.columns)])
    for iri, cells in table.rows:
        parts = zip(table.columns, cells, strict=True)
        writer.writerow([iri, *((c.separator or " ").join(values) for c, values in parts)])
    return out.getvalue()


def codebook(publication: Publication, tables: list[Table]) -> dict[str, Any]:
    """The CSVW description: columns with titles in two languages, datatypes, and keys between the tables."""
    words = vocabulary_words(publication.graph)
    with_table = {table.class_name: table.name for table in tables}
    project = publication.project
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "@id": f"{project.base}{TABLES}/metadata.json",
        "dc:title": _texts(project.texts["title"]),
        "dc:license": {"@id": project.licence},
        "schema:version": project.version,
        "tables": [_table(table, words, with_table) for table in tables],
    }


def _table(table: Table, words: Words, with_table: dict[str, str]) -> dict[str, Any]:
    # a foreign key may have no empty cell (strict validators) and no list in it
    linked = [c for c in table.columns if c.target in with_table and c.required and not c.separator]
    keys = [
        {
            "columnReference": c.name,
            "reference": {"resource": f"{with_table[c.target]}.csv", "columnReference": IRI},
        }
        for c in linked
    ]
    schema: dict[str, Any] = {
        "columns": [_iri_column(), *(_column(column, words) for column in table.columns)],
        "primaryKey": IRI,
        "aboutUrl": f"{{+{IRI}}}",
        **({"foreignKeys": keys} if keys else {}),
    }
    comments = words.comments.get(table.class_iri, {})
    return {
        "url": f"{table.name}.csv",
        "dc:title": _texts({lang: words.label(table.class_iri, lang) for lang in LANGUAGES}),
        **({"dc:description": _texts(comments)} if comments else {}),
        "dc:conformsTo": {"@id": table.class_iri},
        "tableSchema": schema,
    }


def _iri_column() -> dict[str, Any]:
    return {"name": IRI, "titles": IRI, "dc:title": _texts(_ABOUT_IRI), "datatype": "anyURI", "required": True}


def _column(column: Column, words: Words) -> dict[str, Any]:
    named = {lang: _title(column, words, lang) for lang in LANGUAGES}
    comments = words.comments.get(column.property, {})
    return {
        "name": column.name,
        "titles": column.name,
        "dc:title": _texts(named),
        **({"dc:description": _texts(comments)} if comments else {}),
        **({"lang": column.language} if column.language else {}),
        "datatype": _datatype(column),
        **({"required": True} if column.required else {}),
        **({"separator": column.separator} if column.separator else {}),
        **({"suppressOutput": True} if column.kind == LABEL else {"propertyUrl": column.property}),
        **({"valueUrl": f"{{+{column.name}}}"} if column.kind == LINK else {}),
    }


def _title(column: Column, words: Words, lang: str) -> str:
    name = words.label(column.property, lang)
    return f"{name} ({_LABEL_OF[lang]})" if column.kind == LABEL and column.language == lang else name


def _datatype(column: Column) -> str:
    return {LINK: "anyURI", LABEL: "string", TEXT: "string"}.get(column.kind, column.kind)


def _texts(by_language: dict[str, str]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": lang} for lang, text in sorted(by_language.items())]
