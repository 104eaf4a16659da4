"""Columns that were drawn row by row, read one after another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from content.importers.pdf_lines import Line, Piece

_NARROWEST = 100.0
"""Points from the start of one column to that of the next."""
_ROWS = 5
"""Lines beside others that make columns of them."""
_FULL = 0.7
"""How much of its column a line fills in running text; what stands in tables fills less."""
_LETTER = 0.45
"""Width of most letters, in sizes of their type."""


def starts_of(pieces: Iterable[Piece]) -> frozenset[int]:
    """Where, in points, so many pieces begin that a column may begin there."""
    counts = Counter(round(piece.left) for piece in pieces if piece.text.strip())
    # Where each word is a piece, some begin at one place by chance.
    enough = max(_ROWS, max(counts.values(), default=0) * 2 // 5)
    return frozenset(start for start, count in counts.items() if count >= enough)


def begins_beside(first: Piece, piece: Piece, starts: frozenset[int]) -> bool:
    """Whether a piece on the line that began with `first` may begin a line of the next column."""
    return round(piece.left) in starts and piece.left - first.left >= _NARROWEST


def one_after_another(lines: list[Line], beside: set[int]) -> list[Line]:
    """The lines column by column, where those at `beside` stand in a second one; else joined to their rows."""
    rows = [index for index in sorted(beside) if index]
    if len(rows) < _ROWS:
        return _in_rows(lines, beside)
    fills = [
        len(left.text) * left.size * _LETTER / (lines[index].left - left.left)
        for index in rows
        if (left := lines[index - 1]).left < lines[index].left
    ]
    if not fills or sum(fills) / len(fills) < _FULL:
        return _in_rows(lines, beside)
    start = min(lines[index].left for index in rows)
    made: list[Line] = []
    second: list[Line] = []
    for line in lines:
        if line.left >= start - 1:
            second.append(line)
            continue
        # What reaches over both columns ends them.
        if second and line.left + len(line.text) * line.size * _LETTER > start + _NARROWEST / 2:
            made += second
            second = []
        made.append(line)
    return made + second


def _in_rows(lines: list[Line], beside: set[int]) -> list[Line]:
    made: list[Line] = []
    for index, line in enumerate(lines):
        if index in beside and made:
            made[-1] = made[-1]._replace(text=f"{made[-1].text} {line.text}")
        else:
            made.append(line)
    return made
