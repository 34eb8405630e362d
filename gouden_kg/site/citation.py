"""How a page is cited: what it says, who said it, where that stands, in which release, at which lasting address."""

from __future__ import annotations

from .formats import date_text, number_text, sentence
from .layout import words
from .passages import Passage, passages_of
from .site import Site


def citation(site: Site, iri: str, lang: str) -> str:
    """A reference to a thing as one line, without its address."""
    project = site.publication.project
    label, kind = site.label(iri, lang)[0], site.class_label(site.things.kind(iri), lang)
    values = {"title": project.texts["title"].get(lang, ""), "version": project.version}
    speakers = [site.label(speaker, lang)[0] for speaker in site.things.references(iri, site.terms.iri("by"))]
    if not speakers:
        return _word("cite_thing", lang).format(label=sentence(label), kind=kind.lower(), **values)
    return _word("cite_said", lang).format(
        label=sentence(label).removesuffix("."),
        kind=kind,
        speakers=f" {_word('and', lang)} ".join(speakers),
        places="; ".join(_places(site, iri, lang)),
        **values,
    )


def _places(site: Site, iri: str, lang: str) -> list[str]:
    """The evidence in words, a text for each section of a source."""
    found: dict[tuple[str, str], list[Passage]] = {}
    for passage in passages_of(site, iri):
        found.setdefault((passage.source, passage.section), []).append(passage)
    return [_place(site, source, section, passages, lang) for (source, section), passages in found.items()]


def _place(site: Site, source: str, section: str, passages: list[Passage], lang: str) -> str:
    """Source, publisher and date, section, characters."""
    makers = [site.label(maker, lang)[0] for maker in site.things.references(source, site.terms.iri("publisher"))]
    published = site.text(source, "published", lang)
    ranges = [f"{number_text(str(p.start), lang)}–{number_text(str(p.end), lang)}" for p in passages]
    return _word("cite_passage", lang).format(
        source=site.label(source, lang)[0].strip("“”"),
        about=", ".join([*makers, *([date_text(published[0], lang)] if published else [])]),
        section=_word("cite_section", lang).format(site.label(section, lang)[0]) if section else "",
        ranges=", ".join(ranges),
    )


def _word(key: str, lang: str) -> str:
    return words()["words"][key][lang]
