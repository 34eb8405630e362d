"""Addresses that were published and are gone: what answers them must stay, if only as a tombstone."""

from __future__ import annotations

from ...graph import iri_of
from ...messages import problem
from ...problem import Place, Problem
from ...read.files import RELEASES
from ..publication import Publication
from .ledger import ADDRESSES, read_addresses


def published_addresses(publication: Publication) -> set[str]:
    """The addresses below the base that the graph speaks of: things (`id/…`) and terms (`def#…`).

    Nested things are not among them: their address leads to the thing that holds them.
    """
    base, things = publication.project.base, publication.context.things
    subjects = {iri_of(subject) for subject, _, _ in publication.graph}
    own = {iri.removeprefix(base) for iri in subjects if iri.startswith(base)}
    return {a for a in own if not (base + a).startswith(things) or "#" not in a}


def lost_addresses(publication: Publication) -> list[Problem]:
    """A problem for each address that a release published and that nothing answers now."""
    known = read_addresses(publication.project)
    if not known:
        return []
    gone = known.keys() - published_addresses(publication)
    lines = {address: n for n, address in enumerate(known, start=2)}
    place = f"data/{RELEASES}/{ADDRESSES}"
    return [
        problem("address-lost", Place(place, lines[address]), address=address, version=known[address], id=address[3:])
        for address in sorted(gone)
    ]
