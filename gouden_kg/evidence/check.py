"""Every digest recomputed: a drifted or invented reference cannot pass."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..problem import GoudenError, Place, Problem
from .catalogue import Catalogue, Passage, Source
from .sources import SourceText, digest_of

_SEARCHES = 20


def check_evidence(catalogue: Catalogue, folder: Path) -> list[Problem]:
    """What is wrong with sources, evidence, sections and omissions, each at the place in its record."""
    problems: list[Problem] = []
    texts: dict[str, SourceText] = {}
    for source in catalogue.sources.values():
        try:
            texts[source.slug] = catalogue.text(source.slug, folder)
        except GoudenError as error:
            problems.append(_missing_text(catalogue, source, error))
    for slug, text in texts.items():
        problems += _source_problems(catalogue, catalogue.sources[slug], text)
    searches = iter(range(_SEARCHES))
    for passage in catalogue.evidence:
        problems += _digest_problems(catalogue, passage, texts, searches)
    for passage in [*catalogue.sections, *catalogue.omissions]:
        problems += _range_problems(catalogue, passage, texts)
    return sorted(problems, key=Problem.sort_key)


def _missing_text(catalogue: Catalogue, source: Source, error: GoudenError) -> Problem:
    message = {
        "en": f"the text of source `{source.slug}` is not there: {error.message}",
        "nl": f"de tekst van bron `{source.slug}` is er niet: {error.message}",
    }
    hint = {
        "en": "put the file into the folder of --sources, under the name that `file` gives",
        "nl": "zet het bestand in de map van --sources, onder de naam die bij `file` staat",
    }
    return Problem("source-file", catalogue.place(source.iri, source.file), message, hint)


def _source_problems(catalogue: Catalogue, source: Source, text: SourceText) -> Iterator[Problem]:
    hint = {
        "en": "this is another version of the text: get the file that the record describes",
        "nl": "dit is een andere versie van de tekst: gebruik het bestand dat het record beschrijft",
    }
    if source.digest != text.digest:
        message = {
            "en": f"{source.file} has the digest {text.digest}",
            "nl": f"{source.file} heeft het controlegetal {text.digest}",
        }
        yield Problem("source-digest", catalogue.place(source.iri, source.digest), message, hint)
    if source.length != len(text.text):
        message = {
            "en": f"{source.file} is {len(text.text)} characters long, not {source.length}",
            "nl": f"{source.file} is {len(text.text)} tekens lang, niet {source.length}",
        }
        yield Problem("source-length", catalogue.place(source.iri, str(source.length)), message, hint)


def _range_problems(catalogue: Catalogue, passage: Passage, texts: dict[str, SourceText]) -> Iterator[Problem]:
    """A range that is no part of its source; nothing when the source's text is missing, which is told once."""
    text = texts.get(passage.source)
    if passage.source not in catalogue.sources:
        message = {
            "en": f"there is no source `{passage.source}`" if passage.source else "this passage names no source",
            "nl": f"er is geen bron `{passage.source}`" if passage.source else "deze passage noemt geen bron",
        }
        known = ", ".join(sorted(catalogue.sources))
        hint = {"en": f"the sources are {known}", "nl": f"de bronnen zijn {known}"}
        yield Problem("evidence-source", catalogue.place(passage.iri), message, hint)
    elif text and not 0 <= passage.start < passage.end <= len(text.text):
        start, end = (str(at) if at >= 0 else "?" for at in (passage.start, passage.end))
        message = {
            "en": f"{start} to {end} is no range of `{passage.source}`, 0 to {len(text.text)}",
            "nl": f"{start} tot {end} is geen bereik van `{passage.source}`, 0 tot {len(text.text)}",
        }
        hint = {
            "en": "look the passage up with `gouden evidence locate`, which prints its range",
            "nl": "zoek de passage op met `gouden evidence locate`; dat geeft het bereik",
        }
        yield Problem("evidence-range", catalogue.place(passage.iri, str(passage.start)), message, hint)


def _digest_problems(
    catalogue: Catalogue, passage: Passage, texts: dict[str, SourceText], searches: Iterator[int]
) -> list[Problem]:
    found = list(_range_problems(catalogue, passage, texts))
    text = texts.get(passage.source)
    if found or text is None or text.passage_digest(passage.start, passage.end) == passage.digest:
        return found
    said = ("have another digest", "hebben een ander") if passage.digest else ("have no digest yet", "hebben nog geen")
    message = {
        "en": f"characters {passage.start} to {passage.end} of `{passage.source}` {said[0]}",
        "nl": f"tekens {passage.start} tot {passage.end} van `{passage.source}` {said[1]} controlegetal",
    }
    hint = _shifted(text, passage) if next(searches, None) is not None else {}
    return [Problem("evidence-digest", _digest_place(catalogue, passage), message, hint)]


def _digest_place(catalogue: Catalogue, passage: Passage) -> Place:
    return catalogue.place(passage.iri, passage.digest)


def _shifted(text: SourceText, passage: Passage) -> dict[str, str]:
    """Where the passage with this digest and length stands now, if anywhere."""
    length = passage.end - passage.start
    for start in range(len(text.text) - length + 1):
        if digest_of(text.text[start : start + length]) == passage.digest:
            return {
                "en": f"that passage stands at start: {start}, end: {start + length}",
                "nl": f"die passage staat op start: {start}, end: {start + length}",
            }
    return {
        "en": "look the passage up with `gouden evidence locate` and read it again",
        "nl": "zoek de passage op met `gouden evidence locate` en lees hem opnieuw",
    }
