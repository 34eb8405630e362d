"""How likely it is that one name was meant to be another: misspelt by a hand, or misread from a scan."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

# what a scanner takes for one another; both sides are folded, so it need not be right, only equal
_SCANNED = [("rn", "m"), ("vv", "w"), ("ii", "y"), ("lj", "y"), ("1j", "y"), ("l", "i"), ("1", "i"), ("0", "o")]
_SCANNED += [("c", "e"), ("5", "s")]
_PAIRS = "un,hb,ft,vu,gq,ad,oa,ao,td,dt,sz,vf,kc,xk,mn,bp,yi,ey,oe,ie,ae,ui,?a,?e,?i,?o,?u,?y"
_CONFUSED = {frozenset(pair) for pair in _PAIRS.split(",")}
NEIGHBOURS = 6
_CHEAPEST = 0.3  # no edit counts for less
_SCAN, _FIRST = 0.03, 0.4  # what a scanner's fault and another first letter take off
_MOST_EDITS = ((4, 0), (9, 2), (12, 3), (300, 4))  # two letters changed about are two edits


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
    different first letter for more. The best of three comparisons counts: as written, as scanned, `ij` as two letters.
    """
    found = _likeness(written, meant)
    a, b = scan_key(written), scan_key(meant)
    if a != written or b != meant:
        found = max(found, _likeness(a, b) - _SCAN)
    if "y" in meant and "j" in written:
        found = max(found, _likeness(written.replace("y", "ij"), meant.replace("y", "ij")))
    return found


def _likeness(a: str, b: str) -> float:
    edits = Levenshtein.editops(a, b)
    swapped = len(edits) - OSA.distance(a, b)
    cost = sum(_cost(e.tag, a, e.src_pos, b, e.dest_pos) for e in edits) - swapped
    first = _FIRST if a[:1] != b[:1] else 0.0
    return max(0.0, 1 - (max(0.0, cost) + first) / max(len(a), len(b), 1))


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
        self._by_length: dict[int, list[str]] = {}
        for name in keys:
            self._by_length.setdefault(len(name), []).append(name)
        self._near_length: dict[int, list[str]] = {}

    def near(self, written: str, least: float) -> list[tuple[float, str]]:
        """The likeness of the nearest keys, if it is at least so much; best first."""
        most = next(edits for length, edits in _MOST_EDITS if len(written) < length)
        if most == 0:
            return []
        names = self._of_length(len(written), most)
        hits = process.extract(
            written, names, scorer=Levenshtein.distance, processor=None, score_cutoff=most, limit=NEIGHBOURS
        )
        worst = (1 - least) * (len(written) + most)
        found = [(likeness(written, name), name) for name, edits, _ in hits if edits * _CHEAPEST <= worst]
        return sorted((pair for pair in found if pair[0] >= least), reverse=True)

    def _of_length(self, length: int, most: int) -> list[str]:
        """The keys that so many edits can reach; one list a length, since the number follows from it."""
        if length not in self._near_length:
            near = range(length - most, length + most + 1)
            self._near_length[length] = [name for n in near for name in self._by_length.get(n, ())]
        return self._near_length[length]
