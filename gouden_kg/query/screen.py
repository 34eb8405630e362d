"""An answer on a terminal, no wider than that is."""

from __future__ import annotations

from itertools import zip_longest

_GAP = "  "
_NARROWEST = 14  # a column in which words still stay whole


def fitted_table(columns: list[str], rows: list[list[str]], room: int) -> str:
    """A table with its longest cells wrapped; where its columns would get too narrow, a block of lines for each row.

    >>> print(fitted_table(["claim", "statement"], [["claim/x", "Trust pays off in the end."]], 28), end="")
    claim    statement
    -------  -------------------
    claim/x  Trust pays off in
             the end.
    """
    widths = [max(map(len, column)) for column in zip(columns, *rows, strict=True)]
    left = room - len(_GAP) * (len(columns) - 1)
    widest = max((level for level in range(room + 1) if _taken(widths, level) <= left), default=0)
    if widest < min(_NARROWEST, max(widths, default=0)):
        return _blocks(columns, rows, room)
    fitting = [min(width, widest) for width in widths]
    lines = [*_wrapped(columns, fitting), _GAP.join("-" * width for width in fitting)]
    for row in rows:
        lines += _wrapped(row, fitting)
    return "\n".join(lines) + "\n"


def _taken(widths: list[int], level: int) -> int:
    return sum(min(width, level) for width in widths)


def _wrapped(cells: list[str], widths: list[int]) -> list[str]:
    """The lines of a row."""
    parts = [_lines(cell, width) for cell, width in zip(cells, widths, strict=True)]
    rows = zip_longest(*parts, fillvalue="")
    return [_GAP.join(part.ljust(w) for part, w in zip(row, widths, strict=True)).rstrip() for row in rows]


def _lines(text: str, width: int) -> list[str]:
    from textwrap import wrap

    return wrap(text, width) or [""]


def _blocks(columns: list[str], rows: list[list[str]], room: int) -> str:
    """Each row as lines of column and value, rows apart by an empty line."""
    name = min(max(map(len, columns), default=0), room // 2)
    widths = [name, max(room - name - len(_GAP), 1)]
    blocks = [
        "\n".join(line for pair in zip(columns, row, strict=True) for line in _wrapped([*pair], widths)) for row in rows
    ]
    return "\n\n".join(blocks or [", ".join(columns)]) + "\n"
