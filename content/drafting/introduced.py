"""Whom a text introduces as somebody to be asked: the last one named first behind "spoke with", or of a paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from content.drafting.found import Person
from content.model import Sentences

_ASKED = re.compile(
    r"\b(?:interviewed|interviews|spoke (?:with|to|by phone with)|talked (?:with|to)|sat down with"
    r"|[Ii]nterview with|[Ii]n an (?:\w+ )?interview,)(?=\s)"
)
_NEAR = 200
"""Within how many code points behind it those are named who are asked."""


class Introduced:
    """Who is introduced in which paragraph, in the order of the text: `places` has their names by the paragraph."""

    def __init__(self, text: str, sentences: Sentences, people: Sequence[Person]) -> None:
        known: dict[int, Person] = {}
        asked: set[int] = set()
        for person in people:
            if person.role_span is None or not person.mentions:
                continue
            start = person.mentions[0].start
            at = max(0, bisect_right(sentences.starts, start) - 1)
            is_asked = _ASKED.search(text, max(sentences.starts[at], start - _NEAR), start) is not None
            paragraph = sentences.paragraphs[at]
            if paragraph not in known or (is_asked and paragraph not in asked):
                known[paragraph] = person
            if is_asked:
                asked.add(paragraph)
        self.places = [(paragraph, person.name) for paragraph, person in known.items()]
        listed = sorted((known[each].mentions[0].start, known[each].name, each in asked) for each in known)
        self._starts = [start for start, _, _ in listed]
        self._names = [name for _, name, _ in listed]
        asking = [(start, name) for start, name, is_asked in listed if is_asked]
        self._asked_starts = [start for start, _ in asking]
        self._asked_names = [name for _, name in asking]

    def before(self, at: int) -> str | None:
        """The one introduced last before a place."""
        place = bisect_right(self._starts, at) - 1
        return self._names[place] if place >= 0 else None

    def asked_before(self, at: int) -> str | None:
        """The one of whom the text said last before a place that he or she was asked."""
        place = bisect_right(self._asked_starts, at) - 1
        return self._asked_names[place] if place >= 0 else None
