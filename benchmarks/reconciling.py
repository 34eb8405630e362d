"""A batch of 50 reconciliation queries, beside what one would write by hand: `python benchmarks/reconciling.py`.

The same names are asked of the whole service (JSON in, JSON out, all candidates with features), of
`difflib.get_close_matches` and of RapidFuzz's `process.extract` over all names of the graph. Ratios are of one run.
"""

from __future__ import annotations

import difflib
import json
import random
import time
from collections.abc import Callable
from urllib.parse import urlencode

from rapidfuzz import process

from gouden_kg.project import find_project
from gouden_kg.publish.publication import open_publication
from gouden_kg.reconcile.message import FORM, Request
from gouden_kg.reconcile.service import Service

BATCH, ROUNDS = 50, 5


def misspelt(name: str, chance: random.Random) -> str:
    """The name with one letter gone."""
    at = chance.randrange(len(name))
    return name[:at] + name[at + 1 :] or name


def seconds(work: Callable[[], object]) -> float:
    """The fastest of some rounds."""
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken)


def main() -> None:
    """Prints milliseconds a batch, and how many times as long each other way takes."""
    publication = open_publication(find_project())
    began = time.perf_counter()
    service = Service(publication)
    print(f"index made in {1000 * (time.perf_counter() - began):.0f} ms")
    names = sorted({name for by_language in publication.labels.values() for name in by_language.values()})
    chance = random.Random(4)
    for kind in ("exact", "misspelt"):
        asked = chance.sample(names, BATCH)
        asked = asked if kind == "exact" else [misspelt(name, chance) for name in asked]
        queries = json.dumps({f"q{n}": {"query": name} for n, name in enumerate(asked)})
        request = Request("POST", content_type=FORM, body=urlencode({"queries": queries}).encode())
        ours = seconds(lambda request=request: service.answer(request))  # type: ignore[misc]
        by_hand = seconds(lambda asked=asked: [difflib.get_close_matches(a, names, 10, 0.4) for a in asked])  # type: ignore[misc]
        fuzzy = seconds(lambda asked=asked: [process.extract(a, names, limit=10) for a in asked])  # type: ignore[misc]
        print(
            f"{kind}: {1000 * ours:.0f} ms for {BATCH} queries; difflib takes {by_hand / ours:.0f} times as long, "
            f"RapidFuzz {fuzzy / ours:.1f} times, both over {len(names)} names and without features"
        )


if __name__ == "__main__":
    main()
