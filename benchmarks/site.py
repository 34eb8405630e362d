"""How the cost of pages grows: the real data once and ten times, in one run; prints ratios.

`python benchmarks/site.py [TIMES]` in a built checkout. Copies of a thing differ in the slug alone and keep their
municipality and themes, so that lists grow tenfold too.
"""

from __future__ import annotations

import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from gouden_kg.graph import Graph, sorted_graph
from gouden_kg.project import read_project
from gouden_kg.publish.publication import Publication, open_publication
from gouden_kg.site.pages import page_files

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("claim", "practice", "figure", "event", "organization", "person", "membership", "omission")


@dataclass(frozen=True)
class Cost:
    """What making all pages took: pages, bytes, seconds on the clock and of the processors."""

    pages: int
    size: int
    largest: int
    seconds: float
    processor: float


def main() -> None:
    """Prints a table of both runs and the ratio of the time per page."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    once = open_publication(read_project(ROOT))
    costs = [measured(Publication(once.project, graph)) for graph in (once.graph, multiplied(once, times))]
    print(f"{'':>6}{'pages':>9}{'MB':>8}{'largest kB':>12}{'seconds':>9}{'processor':>11}{'ms/page':>9}")
    for name, cost in zip(("x1", f"x{times}"), costs, strict=True):
        sizes = f"{cost.pages:>9}{cost.size / 1e6:>8.1f}{cost.largest / 1e3:>12.1f}"
        times_taken = f"{cost.seconds:>9.1f}{cost.processor:>11.1f}{1000 * cost.processor / cost.pages:>9.2f}"
        print(f"{name:>6}{sizes}{times_taken}")
    small, large = (cost.processor / cost.pages for cost in costs)
    print(f"time per page at {times} times the records: {large / small:.2f} times")


def multiplied(publication: Publication, times: int) -> Graph:
    """The graph with copies of the things of most kinds."""
    starts = tuple(f"<{publication.project.base}id/{kind}/" for kind in COPIED)
    graph = list(publication.graph)
    for number in range(2, times + 1):
        graph += [
            (renamed(s, starts, number), p, renamed(o, starts, number))
            for s, p, o in publication.graph
            if s.startswith(starts) or o.startswith(starts)
        ]
    return sorted_graph(graph)


def renamed(term: str, starts: tuple[str, ...], number: int) -> str:
    """The IRI of a copy; other terms as they are."""
    if not term.startswith(starts):
        return term
    address, hash_sign, fragment = term[:-1].partition("#")
    return f"{address}-{number}{hash_sign}{fragment}>"


def measured(publication: Publication) -> Cost:
    """Makes every page, and throws it away."""
    started, before = time.monotonic(), processor_time()
    sizes = {path: len(content) for path, content in page_files(publication)}
    pages = [size for path, size in sizes.items() if path.endswith(".html")]
    return Cost(len(pages), sum(sizes.values()), max(pages), time.monotonic() - started, processor_time() - before)


def processor_time() -> float:
    """Seconds of processor that this process and its finished children used."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


if __name__ == "__main__":
    main()
