"""Where the reader jumped from, to go back and forward again, as in a browser."""

from __future__ import annotations

from typing import NamedTuple

from content.model import Place

DEPTH = 100


class Location(NamedTuple):
    """A place to come back to: the tab, both lists with their scroll offsets, and which side had the keys."""

    tab: str
    entries: Place
    source: Place
    side: str


class Jumps:
    """The jump history of one briefing: at most `DEPTH` places."""

    def __init__(self) -> None:
        self.past: list[Location] = []
        self.future: list[Location] = []

    def leave(self, here: Location) -> None:
        """Remember a place that a jump starts from."""
        if not self.past or self.past[-1] != here:
            self.past.append(here)
            del self.past[:-DEPTH]
        self.future.clear()

    def back(self, here: Location) -> Location | None:
        """The place to go back to; None where there is none."""
        while self.past:
            there = self.past.pop()
            if there != here:
                self.future.append(here)
                return there
        return None

    def forward(self, here: Location) -> Location | None:
        """The place that `back` was called from; None where there is none."""
        if not self.future:
            return None
        self.past.append(here)
        return self.future.pop()
