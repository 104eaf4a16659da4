"""Which layout suits a size: side by side, stacked, one side at a time, or too small to read in."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

SIDE_BY_SIDE_FROM = 100
"""Terminal cells from which entries and source stand side by side."""
STACKED_FROM = 60
"""Terminal cells from which they stand one above the other; below, one shows at a time."""
STACKED_LINES = 14
"""Lines below which two lists one above the other would show too little."""
SMALLEST = (20, 6)
"""Columns and lines below which nothing can be read."""


class Arrangement(StrEnum):
    """How entries and source share the screen."""

    WIDE = "wide"
    STACKED = "stacked"
    SINGLE = "single"
    TINY = "tiny"


class Shape(NamedTuple):
    """The layout for a size.

    `frames` says whether lists have a frame, `title` whether there is a line for the title, `details` how many
    lines the details of an entry get (0: not shown), `spacious` whether blank lines set entries and paragraphs apart.
    """

    arrangement: Arrangement
    frames: bool
    title: bool
    details: int
    spacious: bool


def shape_of(width: int, height: int, *, zen: bool = False) -> Shape:
    """The layout for a screen of so many columns and lines."""
    if width < SMALLEST[0] or height < SMALLEST[1]:
        return Shape(Arrangement.TINY, False, False, 0, False)
    if zen or width < STACKED_FROM or (width < SIDE_BY_SIDE_FROM and height < STACKED_LINES):
        arrangement = Arrangement.SINGLE
    elif width < SIDE_BY_SIDE_FROM:
        arrangement = Arrangement.STACKED
    else:
        arrangement = Arrangement.WIDE
    if arrangement is Arrangement.STACKED or zen:
        details = 0
    elif height >= 30:
        details = 10
    elif height >= 20:
        details = 7
    else:
        details = 0
    lines = height // 2 if arrangement is Arrangement.STACKED else height
    return Shape(arrangement, height >= 10, height >= 8, details, lines >= 14)
