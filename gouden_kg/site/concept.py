"""What the page of a theme, target group or approach tells: its practices per municipality, its claims by kind."""

from __future__ import annotations

from collections.abc import Mapping

from .groups import SHOWN
from .municipality import claims_by_kind
from .site import Site

SUBJECTS = {"theme": "theme", "target-group": "targetGroup", "approach": "approach"}
"""Kinds of concepts that practices and claims are about, with the property that says so."""


def concept_page(site: Site, iri: str, lang: str) -> Mapping[str, object]:
    """Practices per municipality and claims by kind; as many practices as a page of its own holds."""
    word = SUBJECTS[site.things.kind(iri)]
    prop = site.terms.iri(word)
    practices = sorted(set(site.things.linking(iri, prop, "practice")))
    return {
        "word": word,
        "total": len(practices),
        "practices": _by_municipality(site, practices[: 2 * SHOWN], lang),
        "claims": claims_by_kind(site, sorted(set(site.things.linking(iri, prop, "claim"))), lang),
    }


def _by_municipality(site: Site, practices: list[str], lang: str) -> list[tuple[str, list[str]]]:
    """Municipality or region → its practices, both by label; those of neither come last, under an empty text."""
    found: dict[str, list[str]] = {}
    holders = [site.terms.iri(word) for word in ("municipality", "region")]
    for practice in sorted(practices, key=lambda iri: (site.label(iri, lang)[0].casefold(), iri)):
        places = [place for prop in holders for place in site.things.references(practice, prop)]
        for place in places or [""]:
            found.setdefault(place, []).append(practice)
    return sorted(found.items(), key=lambda entry: (not entry[0], site.label(entry[0], lang)[0].casefold(), entry[0]))
