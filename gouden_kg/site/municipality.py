"""What a municipality's page tells beyond its own triples: mergers, recognitions, kinds of claims, its likes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from .site import Site

_SIMILAR = 5
_SHARED = 6


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another municipality, and the approaches and themes that both have practices of; the rarest first."""

    iri: str
    score: float
    shared: list[str]


def municipality_page(site: Site, iri: str, lang: str) -> Mapping[str, object]:
    """Recognitions, claims by kind, merger chain and municipalities with like practices."""
    claims = claims_by_kind(site, site.things.linking(iri, site.terms.iri("municipality"), "claim"), lang)
    return {
        "recognitions": recognitions(site, iri),
        "claims": claims,
        "changes": merger_chain(site, iri),
        "likenesses": likenesses(site, iri),
    }


def recognitions(site: Site, iri: str) -> list[str]:
    """The recognitions that a municipality received, itself or through a region that it is a member of."""
    recipient = site.terms.iri("recipient")
    holders = [iri, *site.things.linking(iri, site.terms.iri("member"), "region")]
    return [recognition for holder in holders for recognition in site.things.linking(holder, recipient)]


def claims_by_kind(site: Site, claims: list[str], lang: str) -> list[tuple[str, list[str]]]:
    """The kinds of claims with the claims of each, the fullest first."""
    found: dict[str, list[str]] = {}
    for claim in claims:
        for kind in site.things.references(claim, site.terms.iri("claimKind")):
            found.setdefault(kind, []).append(claim)
    return sorted(found.items(), key=lambda entry: (-len(entry[1]), site.label(entry[0], lang)))


def merger_chain(site: Site, iri: str) -> list[str]:
    """The changes that led to the municipality and those that followed, however many steps away, by date."""
    original, resulting = site.terms.iri("original"), site.terms.iri("resulting")
    changes = {**_followed(site, iri, original, resulting), **_followed(site, iri, resulting, original)}
    return sorted(changes, key=lambda change: (site.things.terms(change, site.terms.iri("date")), change))


def _followed(site: Site, start: str, enter: str, leave: str) -> dict[str, None]:
    changes: dict[str, None] = {}
    seen, waiting = {start}, [start]
    while waiting:
        for change in site.things.linking(waiting.pop(), enter, "municipal-change"):
            changes[change] = None
            onward = [m for m in site.things.references(change, leave) if m not in seen]
            seen.update(onward)
            waiting += onward
    return changes


def likenesses(site: Site, iri: str) -> list[Likeness]:
    """The municipalities whose practices share most approaches and themes with this one's.

    A subject that few municipalities have weighs more: the logarithm of how rare it is.
    """
    having = _having(site)
    total = len({other for others in having.values() for other in others})
    shared: dict[str, list[tuple[float, str]]] = {}
    for subject in _subjects(site, iri):
        weight = log(total / len(having[subject]))
        for other in having[subject]:
            if other != iri and weight > 0:
                shared.setdefault(other, []).append((weight, subject))
    ranked = sorted(shared.items(), key=lambda entry: (-sum(weight for weight, _ in entry[1]), entry[0]))
    return [
        Likeness(other, sum(weight for weight, _ in found), [s for _, s in sorted(found, reverse=True)[:_SHARED]])
        for other, found in ranked[:_SIMILAR]
    ]


def _subjects(site: Site, iri: str) -> list[str]:
    practices = site.things.linking(iri, site.terms.iri("municipality"), "practice")
    props = (site.terms.iri("approach"), site.terms.iri("theme"))
    return sorted({subject for p in practices for prop in props for subject in site.things.references(p, prop)})


def _having(site: Site) -> dict[str, set[str]]:
    """Subject → the municipalities that have a practice with it; worked out once for a site."""
    return site.once("having", lambda: _gathered(site))


def _gathered(site: Site) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for iri in site.things.by_kind.get("municipality", []):
        for subject in _subjects(site, iri):
            found.setdefault(subject, set()).add(iri)
    return found
