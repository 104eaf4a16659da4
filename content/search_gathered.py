"""What is found on the way of a query through a library."""

from __future__ import annotations

from typing import NamedTuple

from content.search_found import Kind
from content.search_read import BriefingView
from content.store.codec import Body

SHOWN = 3
"""Passages of one kind that are shown of a briefing among others."""

SHOWN_WITHIN = 2000
"""Those that are shown where one briefing alone is looked through."""


class Hit(NamedTuple):
    """What was found: the briefing, what it is of (a document, or the number of a sentence), and how good it is."""

    kind: Kind
    briefing: BriefingView
    body: Body
    number: int
    text: str
    score: float = 0.0


class Found(NamedTuple):
    """What was found of one kind: a few of each briefing, how many in each, and below which row it goes on."""

    hits: list[Hit]
    counts: dict[str, int]
    below: int | None


class Gathered:
    """What was found so far."""

    def __init__(self, limit: int, shown: int = SHOWN) -> None:
        self._limit, self._shown = limit, shown
        self.tried = 0
        self._hits: list[Hit] = []
        self._counts: dict[str, int] = {}
        self._below: int | None = None

    @property
    def is_full(self) -> bool:
        """Whether there are enough."""
        return len(self._hits) >= self._limit

    @property
    def is_begun(self) -> bool:
        """Whether there is any."""
        return bool(self._hits)

    def stop(self, below: int) -> None:
        """Remember where it goes on."""
        self._below = below

    def add(self, hit: Hit) -> None:
        """Take what was found; more than a few of one briefing are only counted."""
        count = self._counts[hit.briefing.id] = self._counts.get(hit.briefing.id, 0) + 1
        if count <= self._shown:
            self._hits.append(hit)

    def found(self) -> Found:
        """What was found; where it goes on only if it does."""
        return Found(self._hits, self._counts, self._below)
