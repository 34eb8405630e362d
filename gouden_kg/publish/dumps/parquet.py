"""One Parquet file: a row per statement with everything in words beside it, for data frames and DuckDB."""

from __future__ import annotations

import io
from collections.abc import Iterable

from ...graph import RDF_TYPE, XSD, Triple, datatype_of, iri_of, language_of, text_of
from ...languages import LANGUAGES
from ..publication import File, Publication
from ..words import Words, local_name, vocabulary_words
from .rdf import FOLDER
from .tables import Table

_NUMBERS = {XSD + "integer", XSD + "decimal"}


def parquet_dump(publication: Publication, tables: list[Table]) -> Iterable[File]:
    """The statements about things of the classes, each with class, property and value as address and in words."""
    import pyarrow
    from pyarrow import parquet

    columns = _columns(publication, tables)
    project = publication.project
    about = {"title": project.texts["title"].get("en", ""), "version": project.version, "licence": project.licence}
    texts = {name: pyarrow.array(values, pyarrow.string()) for name, values in columns.items()}
    texts["number"] = pyarrow.array([float(n) if n else None for n in columns["number"]], pyarrow.float64())
    table = pyarrow.table(texts).replace_schema_metadata(about)
    out = io.BytesIO()
    parquet.write_table(table, out, compression="zstd")
    yield f"{FOLDER}/{project.name}.parquet", out.getvalue()


def _columns(publication: Publication, tables: list[Table]) -> dict[str, list[str | None]]:
    names = ["iri", "class", *(f"name_{lang}" for lang in LANGUAGES)]
    names += ["property", *(f"property_{lang}" for lang in LANGUAGES)]
    names += ["value", *(f"value_{lang}" for lang in LANGUAGES), "language", "datatype", "number"]
    words = vocabulary_words(publication.graph)
    class_of = {iri: table.name for table in tables for iri, _ in table.rows}
    rows = [
        _row(publication, words, class_of[iri], iri, triple)
        for triple in publication.graph
        if triple[1] != RDF_TYPE and (iri := triple[0][1:-1]) in class_of
    ]
    return {name: [row[n] for row in rows] for n, name in enumerate(names)}


def _row(publication: Publication, words: Words, class_name: str, iri: str, triple: Triple) -> tuple[str | None, ...]:
    prop, value = iri_of(triple[1]), triple[2]
    linked = iri_of(value)
    text = text_of(value)
    datatype = datatype_of(value)
    return (
        iri,
        class_name,
        *(publication.label(iri, lang)[0] for lang in LANGUAGES),
        prop,
        *(words.label(prop, lang) for lang in LANGUAGES),
        text,
        *(publication.label(linked, lang)[0] if linked else text for lang in LANGUAGES),
        language_of(value) or None,
        local_name(datatype) if datatype else None,
        text if datatype in _NUMBERS else None,
    )
