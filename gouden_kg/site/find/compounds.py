"""Dutch compounds taken apart with the words of the data itself: `schuldhulpverlening` holds `schuld`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..layout import layout

_SHORTEST, _SHORTEST_WITH_ENDING = 4, 5
_LINKS = ("", "s")


def compounds(words: Iterable[str]) -> dict[str, list[str]]:
    """Compound → the words it is made of, for those that can be read wholly as words among these.

    Each part has four letters or more; an `s` may stand between parts, an ending after five letters or more.

    >>> compounds(["schuldhulpverlening", "schuld", "hulpverlening", "arbeidsmarkt", "arbeid", "markt", "schuldig"])
    {'arbeidsmarkt': ['arbeid', 'markt'], 'schuldhulpverlening': ['schuld', 'hulpverlening'], 'schuldig': ['schuld']}
    """
    known = {word for word in words if len(word) >= _SHORTEST and word.isalpha()}
    known.difference_update(layout()["compounds"]["particles"].split())
    found = {word: _parts(word, known) for word in sorted(known) if len(word) > _SHORTEST + 1}
    return {word: parts for word, parts in found.items() if parts}


def _parts(word: str, known: set[str]) -> list[str]:
    """The words that take part in some reading of the whole, in their order."""
    from_start = {0}
    steps: list[tuple[int, int, int]] = []
    for start in range(len(word)):
        if start in from_start:
            onward = list(_steps(word, start, known))
            steps += onward
            from_start.update(after for _, _, after in onward)
    endings = layout()["compounds"]["endings"].split()
    to_end = {len(word), *(at for at in range(_SHORTEST_WITH_ENDING, len(word)) if word[at:] in endings)}
    read: list[str] = []
    for start, end, after in reversed(steps):
        if after in to_end:
            to_end.add(start)
            read.append(word[start:end])
    return list(dict.fromkeys(reversed(read)))


def _steps(word: str, start: int, known: set[str]) -> Iterator[tuple[int, int, int]]:
    """Where a known word that is not the whole begins and ends, and where the next may begin."""
    for end in range(start + _SHORTEST, len(word) + 1):
        if word[start:end] in known and end - start < len(word):
            yield from ((start, end, end + len(link)) for link in _LINKS if word.startswith(link, end))
