"""Blank nodes named in the order of their appearance, so that converting twice gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Quad


def labelled(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads with blank nodes `b0`, `b1`, …: the parser gives those without a label a random one."""
    from pyoxigraph import BlankNode, Quad, Triple

    labels: dict[BlankNode, BlankNode] = {}

    def named(node: BlankNode) -> BlankNode:
        return labels.get(node) or labels.setdefault(node, BlankNode(f"b{len(labels)}"))

    def inside(triple: Triple) -> Triple:
        return Triple(term(triple.subject), triple.predicate, term(triple.object))

    def term(node: Any) -> Any:
        return named(node) if isinstance(node, BlankNode) else inside(node) if isinstance(node, Triple) else node

    changing = (BlankNode, Triple)
    for quad in quads:
        s, p, o, g = quad
        if isinstance(s, changing) or isinstance(o, changing) or isinstance(g, BlankNode):
            yield Quad(term(s), p, term(o), term(g))
        else:
            yield quad
