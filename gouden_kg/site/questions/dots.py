"""An answer on the map: every municipality a dot, those in the answer marked."""

from __future__ import annotations

from dataclasses import dataclass

from ...graph import iri_of
from ...query.run import Answer
from ..map import Map
from ..site import Site


@dataclass(frozen=True, slots=True)
class Dot:
    """A municipality; `iris` are the addresses below `id/` that mark it: its own, and those of its regions."""

    x: int
    y: int
    iris: str
    on: bool


@dataclass(frozen=True, slots=True)
class Dots:
    """The dots, and the size of the drawing; those of the answer are drawn last, above the others."""

    dots: list[Dot]
    width: int
    height: int


def dots_of(site: Site, drawn: Map, answer: Answer) -> Dots:
    """The map of an answer that names municipalities or regions."""
    named = {iri_of(term) for row in answer.rows for term in row}
    member = site.terms.iri("member")
    dots = []
    for mark in drawn.marks:
        iris = [mark.iri, *site.things.linking(mark.iri, member, "region")]
        dots.append(Dot(mark.x, mark.y, " ".join(map(site.things.address, iris)), not named.isdisjoint(iris)))
    return Dots(sorted(dots, key=lambda dot: dot.on), drawn.width, drawn.height)
