"""What each `gouden evidence` command does: lines or problems, and notes for standard error."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ..problem import GoudenError, Problem
from ..project import find_project
from .catalogue import Catalogue, hiding, read_catalogue
from .check import check_evidence
from .coverage import Coverage, measure
from .locate import locate, missing, nearest, pattern_of
from .render import percent_text
from .seal import seal_file
from .sources import SourceText, read_source, sources_folder


def opened(sources: Path | None, project_path: Path | None) -> tuple[Catalogue, Path]:
    """The catalogue of the project and the folder of its holder's texts.

    Raises `GoudenError` when the project has nothing to do with sources, or the folder is not there.
    """
    catalogue = read_catalogue(find_project(project_path))
    if not (catalogue.evidence or catalogue.sources or catalogue.problems):
        raise GoudenError(
            f"{catalogue.project.root} has no sources and no evidence",
            "a source is a record with `file` and `length`; other records name passages of it under `evidence`",
        )
    return catalogue, sources_folder(sources)


def located(
    name: str, words: str, to: str, sources: Path | None, project_path: Path | None
) -> tuple[list[str], list[str]]:
    """An evidence item per occurrence; notes when there is none or more than one."""
    text = _named_text(name, sources, project_path)
    ranges = locate(text, words, to)
    lines = [f"{found.flow()}  # line {found.line}" for found in ranges]
    if len(ranges) > 1:
        return lines, [f"{len(ranges)} occurrences: choose one, or add words"]
    if not ranges:
        lost = missing(text, words, to)
        hint = nearest(text, lost) or _elsewhere(lost, name, sources, project_path)
        return [], [f"not in {name}: {lost}"] + ([f"  hint: {hint}"] if hint else [])
    return lines, []


def _named_text(name: str, sources: Path | None, project_path: Path | None) -> SourceText:
    """The text of a source by its slug, by its file name, or by the path of the file."""
    catalogue = read_catalogue(find_project(project_path))
    by_file = {source.file: source.slug for source in catalogue.sources.values()}
    if name not in catalogue.sources and Path(name).is_file():
        return read_source(Path(name), by_file.get(Path(name).name, Path(name).stem))
    return catalogue.text(by_file.get(name, name), sources_folder(sources))


def _elsewhere(words: str, name: str, sources: Path | None, project_path: Path | None) -> str:
    """A hint with the other sources that have these words."""
    if sources is None or not sources.is_dir():
        return ""
    catalogue = read_catalogue(find_project(project_path))
    others = [s for s in catalogue.sources.values() if s.slug != name and (sources / s.file).is_file() and s.file]
    found = [s.slug for s in others if pattern_of(words).search(catalogue.text(s.slug, sources).text)]
    return f"they stand in {', '.join(sorted(found))}" if found else ""


def sealed(files: tuple[Path, ...], sources: Path | None, project_path: Path | None) -> tuple[list[Problem], list[str]]:
    """What was wrong or doubtful; a note per file that was written or left."""
    catalogue, folder = opened(sources, project_path)

    @cache
    def text(slug: str) -> SourceText:
        return catalogue.text(slug, folder)

    sealings = [seal_file(path, text) for path in files]
    notes = [f"{s.name}: {'left as it was' if s.refused else f'{s.sealed} sealed'}" for s in sealings]
    return [problem for s in sealings for problem in s.problems], notes


def checked(sources: Path | None, project_path: Path | None) -> tuple[list[Problem], list[str]]:
    """What is wrong with the evidence, and with the records as far as it hides evidence; a summary."""
    catalogue, folder = opened(sources, project_path)
    problems = hiding(catalogue.problems)
    told = {(p.place.file, p.place.line) for p in problems}  # what could not be read is not told again as missing
    problems += [p for p in check_evidence(catalogue, folder) if (p.place.file, p.place.line) not in told]
    if not catalogue.evidence and not problems:
        raise GoudenError(f"{catalogue.project.root} has no evidence to check", "records name it under `evidence`")
    count = f"{len(catalogue.evidence)} passages in {len(catalogue.sources)} sources checked"
    return problems, [f"{count}: {len(problems)} problem(s)" if problems else f"{count}: all right"]


def measured(
    names: tuple[str, ...], by: str, least: float | None, sources: Path | None, project_path: Path | None
) -> tuple[Coverage, list[str]]:
    """The coverage; notes on rows below the least share and on records that could not be read."""
    catalogue, folder = opened(sources, project_path)
    found = measure(catalogue, folder, by, names)
    if not found.rows:
        raise GoudenError(
            f"{catalogue.project.root} has no sources to measure", "the record of a source names its text under `file`"
        )
    low = found.below(least) if least is not None else []
    notes = [f"{row.name}: {percent_text(row)} % covered, less than {least:g} %" for row in low]
    broken = hiding(catalogue.problems)
    if broken:
        notes.append(f"{len(broken)} problem(s) in the records may hide evidence: run `gouden validate`")
    return found, notes
