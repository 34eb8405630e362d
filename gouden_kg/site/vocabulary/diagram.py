"""The kinds of things and how they refer to one another, as a drawing and as a list."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..site import Site

COLUMNS = 3
ROW, HEAD, FOOT, GAP = 20, 30, 6, 28
WIDTH, BETWEEN = 270, 100


@dataclass(frozen=True, slots=True)
class Link:
    """Things of one kind refer by a property to things of other kinds, the most frequent first, so many times."""

    source: str
    prop: str
    targets: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Box:
    """A kind with its links, at its place in the drawing."""

    kind: str
    x: int
    y: int
    links: list[Link]

    @property
    def height(self) -> int:
        """From the top of its name to under its last link."""
        return _height(len(self.links))


@dataclass(frozen=True, slots=True)
class Diagram:
    """Boxes, and the curves between them as SVG paths."""

    boxes: list[Box]
    curves: list[str]
    width: int
    height: int


def links_between_kinds(site: Site) -> list[Link]:
    """The references that things have themselves, by kind and property, in the order of menus and context."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    listed = concept_kinds(site)
    for iri, values in site.things.values.items():
        kind = site.things.kind(iri)
        if not kind or kind in listed or "#" in iri:
            continue
        for prop in values:
            targets = [site.things.kind(target) for target in site.things.references(iri, prop) if "#" not in target]
            if any(targets) and not site.terms.hidden(prop):
                counts.setdefault((kind, prop), Counter()).update(target for target in targets if target)
    order = {kind: at for at, kind in enumerate(site.kinds)}
    keys = sorted(counts, key=lambda key: (order[key[0]], site.terms.rank(key[1])))
    return [Link(*key, tuple(kind for kind, _ in counts[key].most_common()), counts[key].total()) for key in keys]


def concept_kinds(site: Site) -> set[str]:
    """The kinds whose things are concepts of a code list, and those lists."""
    in_scheme = site.terms.iri("skos:inScheme")
    lists = {kind for kind, iris in site.things.by_kind.items() if site.things.terms(iris[0], in_scheme)}
    return lists | {"concept-scheme"}


def diagram_of(links: list[Link], without: set[str]) -> Diagram:
    """The drawing: what refers stands left of what it refers to, where that can be; kinds in `without` have no box."""
    boxes = _placed(links, without)
    places = {box.kind: box for box in boxes}
    pairs = sorted({(link.source, target) for link in links for target in link.targets if target in places})
    curves = [_curve(places[source], places[target]) for source, target in pairs if source != target]
    width = COLUMNS * WIDTH + (COLUMNS - 1) * BETWEEN
    return Diagram(boxes, curves, width, max((box.y + box.height for box in boxes), default=0))


def _height(rows: int) -> int:
    return HEAD + ROW * rows + (FOOT if rows else 0)


def _placed(links: list[Link], without: set[str]) -> list[Box]:
    own: dict[str, list[Link]] = {kind: [] for link in links for kind in link.targets if kind not in without}
    for link in links:
        own.setdefault(link.source, []).append(link)
    boxes = []
    for at, kinds in enumerate(_columns(links, own)):
        y = 0
        for kind in kinds:
            boxes.append(Box(kind, at * (WIDTH + BETWEEN), y, own[kind]))
            y += boxes[-1].height + GAP
    return boxes


def _columns(links: list[Link], own: dict[str, list[Link]]) -> list[list[str]]:
    """The kinds in columns of about equal height, by how much more they refer than they are referred to."""
    balance: Counter[str] = Counter()
    for source, target in {(link.source, target) for link in links for target in link.targets}:
        balance[source] -= 1
        balance[target] += 1
    total = sum(_height(len(rows)) + GAP for rows in own.values())
    columns: list[list[str]] = [[] for _ in range(COLUMNS)]
    filled = 0
    for kind in sorted(own, key=lambda kind: (balance[kind], kind)):
        size = _height(len(own[kind])) + GAP
        columns[min(COLUMNS - 1, (filled + size // 2) * COLUMNS // total)].append(kind)
        filled += size
    return columns


def _curve(source: Box, target: Box) -> str:
    """From the side of one box to the name of another."""
    y, end_y = source.y + HEAD // 2, target.y + HEAD // 2
    forward = target.x >= source.x
    x = source.x + (WIDTH if forward else 0)
    end_x = target.x + (0 if target.x > source.x else WIDTH)
    bend = BETWEEN // 2 if forward else -BETWEEN // 2
    end_bend = bend if source.x == target.x else -bend
    return f"M{x} {y}C{x + bend} {y} {end_x + end_bend} {end_y} {end_x} {end_y}"
