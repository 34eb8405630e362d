"""Whether a graph in a server is the graph that was sent, asked in two queries."""

from __future__ import annotations

from ..problem import GoudenError
from ..query.run import run_query
from .dump import Dump, Sums, sums_of
from .endpoint import RemoteStore

SAID = 5


def count(store: RemoteStore) -> int:
    """How many triples the graph holds that is asked."""
    rows = run_query(store, "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }", {}, "count")
    return int(next(iter(rows))[0].value)


def prove(dump: Dump, store: RemoteStore) -> None:
    """Raises `GoudenError` when a property has another number of triples or of characters than was sent.

    Characters tell of text that arrived in a wrong encoding; numbers and dates are left out, for servers respell them.
    """
    text = "SELECT ?p (COUNT(*) AS ?n) (SUM(STRLEN(STR(?o))) AS ?size) WHERE { ?s ?p ?o } GROUP BY ?p"
    rows = run_query(store, text, {}, "sums")
    found = {row[0].value: Sums(int(row[1].value), int(float(row[2].value))) for row in rows}
    wanted = sums_of(dump)
    wrong = [p for p in sorted(wanted.keys() | found.keys()) if not _equal(wanted.get(p), found.get(p))]
    if wrong:
        shown = ", ".join(wrong[:SAID]) + (" …" if len(wrong) > SAID else "")
        hint = "the old graph is still in its place; push again"
        raise GoudenError(f"what arrived differs from what was sent, in {shown}", hint)


def _equal(wanted: Sums | None, found: Sums | None) -> bool:
    if wanted is None or found is None or wanted.triples != found.triples:
        return False
    return wanted.characters in (None, found.characters)
