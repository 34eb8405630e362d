"""How likely it is that one name was meant to be another: misspelt by a hand, or misread from a scan."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

# what a scanner takes for one another; both sides are folded, so it need not be right, only equal
_SCANNED = [("rn", "m"), ("vv", "w"), ("ii", "y"), ("lj", "y"), ("1j", "y"), ("l", "i"), ("1", "i"), ("0", "o")]
_SCANNED += [("c", "e"), ("5", "s")]
_PAIRS = "un,hb,ft,vu,gq,ad,oa,ao,td,dt,sz,vf,kc,xk,mn,bp,yi,ey,oe,ie,ae,ui,?a,?e,?i,?o,?u,?y"
_CONFUSED = {frozenset(pair) for pair in _PAIRS.split(",")}
NEIGHBOURS = 6
_MOST_EDITS = ((4, 0), (6, 1), (9, 2), (200, 3))


def scan_key(found: str) -> str:
    """The key with letters that look alike made equal.

    >>> scan_key("viaardingen") == scan_key("vlaardingen")
    True
    """
    for written, equal in _SCANNED:
        found = found.replace(written, equal)
    return found


def likeness(written: str, meant: str) -> float:
    """How alike two keys are: 1 for equal ones, less for each letter too many, missing or other.

    Doubled letters, neighbours changed about and letters of the same look count for less than a whole letter; a
    different first letter for more.
    """
    a, b = scan_key(written), scan_key(meant)
    edits = Levenshtein.editops(a, b)
    swapped = len(edits) - OSA.distance(a, b)
    cost = sum(_cost(e.tag, a, e.src_pos, b, e.dest_pos) for e in edits) - swapped
    if a[:1] != b[:1]:
        cost += 0.4
    return max(0.0, 1 - max(0.0, cost) / max(len(a), len(b), 1) - (0.03 if written != meant else 0.0))


def _cost(tag: str, a: str, i: int, b: str, j: int) -> float:
    if tag == "replace":
        return 0.6 if frozenset((a[i], b[j])) in _CONFUSED else 1.0
    text, at = (a, i) if tag == "delete" else (b, j)
    if text[at] == "?":
        return 0.3
    doubled = text[at] in (text[at - 1 : at], text[at + 1 : at + 2])
    return 0.4 if doubled else 0.8


class Neighbourhood:
    """Keys of about the same spelling, found fast."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = list(keys)

    @cached_property
    def _by_length(self) -> dict[int, list[tuple[str, str]]]:
        found: dict[int, list[tuple[str, str]]] = {}
        for name in self._keys:
            scanned = scan_key(name)
            found.setdefault(len(scanned), []).append((scanned, name))
        return found

    @cached_property
    def _near_length(self) -> dict[tuple[int, int], tuple[list[str], list[str]]]:
        return {}

    def near(self, written: str) -> list[tuple[float, str]]:
        """The likeness of the nearest keys, best first."""
        scanned = scan_key(written)
        most = next(edits for length, edits in _MOST_EDITS if len(scanned) < length)
        if len(scanned) < 4:
            return []
        scans, names = self._of_length(len(scanned), most)
        hits = process.extract(scanned, scans, scorer=OSA.distance, processor=None, score_cutoff=most, limit=NEIGHBOURS)
        return sorted(((likeness(written, names[at]), names[at]) for _, _, at in hits), reverse=True)

    def _of_length(self, length: int, most: int) -> tuple[list[str], list[str]]:
        if (length, most) not in self._near_length:
            pairs = [p for n in range(length - most, length + most + 1) for p in self._by_length.get(n, ())]
            self._near_length[length, most] = ([s for s, _ in pairs], [n for _, n in pairs])
        return self._near_length[length, most]
