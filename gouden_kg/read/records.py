"""All records of a project, with the problems met while reading them."""

from __future__ import annotations

from pathlib import Path

from ..messages import problem
from ..problem import Place, Problem
from .csv_values import csv_records
from .files import read_text, source_files
from .speed import gc_paused
from .values import Fields, Items, Record
from .yaml_values import yaml_value

_BESIDE = {"data/dataset.yaml", "ontology/context.jsonld"}


@gc_paused
def read_records(folders: list[Path], root: Path, problems: list[Problem]) -> list[Record]:
    """The records of every YAML and CSV file below the folders; problems are added to `problems`."""
    return [record for path in record_files(folders) for record in read_file(path, root, problems)]


def record_files(folders: list[Path]) -> list[Path]:
    """The files that should hold records, in the order of their names."""
    return [path for folder in folders for path in source_files(folder) if not _is_beside(path, folder)]


def _is_beside(path: Path, folder: Path) -> bool:
    """Whether the file stands beside the records by right: a text for people, the vocabulary, what is said of all."""
    name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
    return path.suffix == ".md" or name in _BESIDE or (path.suffix == ".ttl" and folder.name == "ontology")


def stray_files(folder: Path, suffix: str, root: Path) -> list[Problem]:
    """A problem for each file that is not read: with another ending, or (stored queries) in a folder below."""
    flat = suffix == ".rq"
    kept = [p for p in source_files(folder) if p.suffix != ".md"]
    strays = (p for p in kept if p.suffix != suffix or (flat and p.parent != folder))
    return [problem("stray-file", Place(p.relative_to(root).as_posix()), expected=suffix) for p in strays]


def read_file(path: Path, root: Path, problems: list[Problem]) -> list[Record]:
    """The records of one file."""
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    name = name.encode("utf-8", "backslashreplace").decode()
    if path.suffix not in {".yaml", ".yml", ".csv"}:
        problems.append(problem("unknown-file", Place(name), suffix=path.suffix or path.name))
        return []
    text = read_text(path, name, problems)
    if text is None:
        return []
    if path.suffix == ".csv":
        return [Record(name, fields) for fields in csv_records(text, name, problems)]
    return _yaml_records(text, name, problems)


def _yaml_records(text: str, name: str, problems: list[Problem]) -> list[Record]:
    value = yaml_value(text, name, problems)
    if value is None:
        return []
    if not isinstance(value, Items):
        problems.append(problem("list-expected", Place(name, value.line, value.column)))
        return []
    if not value:
        problems.append(problem("empty-file", Place(name)))
    records = []
    for item in value:
        if isinstance(item, Fields):
            records.append(Record(name, item))
        else:
            problems.append(problem("record-expected", Place(name, item.line, item.column)))
    return records
