"""What a list shows: a number of items, each of which draws itself as lines."""

from __future__ import annotations

from enum import Flag, auto
from typing import NamedTuple, Protocol

from textual.strip import Strip

from tui.render import Ink


class Look(Flag):
    """What an item's drawing depends on besides the item."""

    PLAIN = 0
    CURSOR = auto()
    ACTIVE = auto()
    MARKED = auto()


class Spot(NamedTuple):
    """A cell of a list's lines: the item, the line of the item, and the cell in that line, all counted from 0."""

    item: int
    line: int
    cell: int


class Items(Protocol):
    """What a `LineView` shows: a number of items, each drawn as one or more lines."""

    def __len__(self) -> int: ...

    def draw(self, index: int, width: int, ink: Ink, look: Look) -> list[Strip]:
        """The lines of an item, each exactly `width` cells; at least one."""

    def fraction(self, index: int) -> float:
        """How far into the whole the item begins, from 0 to 1."""

    def selectable(self, index: int) -> bool:
        """Whether the cursor may rest on the item."""


class NoItems:
    """An empty list."""

    def __len__(self) -> int:
        return 0

    def draw(self, index: int, width: int, ink: Ink, look: Look) -> list[Strip]:
        raise IndexError(index)

    def fraction(self, index: int) -> float:
        return 0.0

    def selectable(self, index: int) -> bool:
        return False
