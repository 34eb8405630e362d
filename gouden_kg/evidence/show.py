"""The passages that a thing rests on, with what stands around them."""

from __future__ import annotations

import difflib
from pathlib import Path

from ..graph import language_of, text_of
from ..problem import GoudenError
from .catalogue import Catalogue, Node, Passage
from .sources import SourceText

_LABELS = ("http://www.w3.org/2004/02/skos/core#prefLabel", "http://purl.org/dc/terms/title")
_BEFORE, _AFTER = ">>>", "<<<"


def thing_of(catalogue: Catalogue, name: str) -> str:
    """The IRI of `claim/slug`, `claim:slug` or a full address; raises `GoudenError` with the nearest known one."""
    things = catalogue.project.base + "id/"
    plain = name.strip("<>").removeprefix(things).removeprefix("gid:").partition("#")[0]
    for candidate in (plain, things + plain, things + plain.replace(":", "/", 1)):
        if candidate in catalogue.nodes:
            return candidate
    known = [iri.removeprefix(things) for iri in catalogue.nodes if "#" not in iri]
    near = difflib.get_close_matches(plain.replace(":", "/", 1), known, 1)
    raise GoudenError(f"there is no `{name}`", f"did you mean `{near[0]}`?" if near else "write it like claim/its-id")


def shown(catalogue: Catalogue, name: str, folder: Path, context: int, lang: str) -> tuple[str, bool]:
    """The passages as text for a reader, and whether every digest is right."""
    thing = thing_of(catalogue, name)
    passages = [p for p in catalogue.evidence if p.thing == thing]
    if not passages:
        raise GoudenError(f"`{name}` has no evidence of its own", "it stands under the key `evidence` of a record")
    parts = [_label(catalogue.nodes[thing], catalogue, lang)]
    texts = {slug: catalogue.text(slug, folder) for slug in {p.source for p in passages}}
    ordered = sorted(passages, key=lambda p: (p.source, p.start, p.end))
    parts += [_passage(texts[p.source], p, context) for p in ordered]
    return "\n".join(parts), all(_right(texts[p.source], p) for p in ordered)


def _label(node: Node, catalogue: Catalogue, lang: str) -> str:
    terms = [t for iri in (catalogue.project.vocabulary + "statement", *_LABELS) for t in node.get(iri, ())]
    chosen = [t for t in terms if language_of(t) == lang] or terms
    return text_of(chosen[0]) + "\n" if chosen else ""


def _right(text: SourceText, passage: Passage) -> bool:
    inside = 0 <= passage.start < passage.end <= len(text.text)
    return inside and text.passage_digest(passage.start, passage.end) == passage.digest


def _passage(text: SourceText, passage: Passage, context: int) -> str:
    state = "digest right" if _right(text, passage) else "DIGEST WRONG: this is not the passage that was sealed"
    start, end = max(passage.start, 0), max(passage.end, 0)
    head = f"{passage.source}, line {text.line(start)}, characters {start} to {end}, {state}"
    before, after = text.text[max(start - context, 0) : start], text.text[end : end + context]
    return f"{head}\n{before}{_BEFORE}{text.text[start:end]}{_AFTER}{after}\n"
