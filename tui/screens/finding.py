"""Finding words in one briefing: taken literally, over its entries and then its sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from content.model import Briefing, Entry, EntryId, SentenceNumber


class Match(NamedTuple):
    """An entry or a sentence in which the words stand; the other of the two is None."""

    entry: EntryId | None
    sentence: SentenceNumber | None


class Finder:
    """The places in a briefing where some words stand.

    Capitals count only if the words have one (smart case). Straight and curly quotation marks are one.

    Args:
        words: what is looked for, at least one character.
        briefing: where.
        entries: its entries in the order in which the panes show them.
    """

    def __init__(self, words: str, briefing: Briefing, entries: Sequence[Entry]) -> None:
        self.words = words
        flags = 0 if any(c.isupper() for c in words) else re.IGNORECASE
        self._pattern = re.compile(_either_quotes(re.escape(words)), flags)
        self.matches: list[Match] = [
            Match(e.id, None) for e in entries if self._pattern.search(e.title) or self._pattern.search(e.text)
        ]
        self._entries_count = len(self.matches)
        self.matches += [Match(None, number) for number in self._sentences(briefing)]

    def _sentences(self, briefing: Briefing) -> list[SentenceNumber]:
        starts, ends = briefing.sentences.starts, briefing.sentences.ends
        found: dict[SentenceNumber, None] = {}
        for match in self._pattern.finditer(briefing.text):
            index = bisect_right(starts, match.start()) - 1
            if index >= 0 and match.start() < ends[index]:
                found[SentenceNumber(index + 1)] = None
        return list(found)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the words stand in a text: code points, end exclusive."""
        return [m.span() for m in self._pattern.finditer(text)]

    def next_after(
        self, entry_order: int | None, sentence: SentenceNumber, by: int, order: dict[EntryId, int]
    ) -> int | None:
        """The position in `matches` of the next one, or with `by` -1 the one before; goes round at the ends.

        Args:
            entry_order: the place in reading order of the entry that the reader is on; None in the source.
            sentence: the number of the sentence that the reader is on.
            order: the place of every entry in reading order.
        """
        if not self.matches:
            return None
        here = (0, entry_order) if entry_order is not None else (1, sentence)
        keys = [(0, order[m.entry]) if m.entry is not None else (1, int(m.sentence or 0)) for m in self.matches]
        if by > 0:
            return next((i for i, key in enumerate(keys) if key > here), 0)
        return next((i for i in range(len(keys) - 1, -1, -1) if keys[i] < here), len(keys) - 1)


def _either_quotes(pattern: str) -> str:
    return re.sub("['‘’]", "['‘’]", re.sub('["“”]', '["“”]', pattern))
