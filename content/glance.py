"""What a briefing is, at a glance: what is told beside a list of them, read by a thread beside."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from content.model import BriefingId, EntryId, PaneId, SentenceNumber
from content.store import glance_rows as rows
from content.store.reading import ReadConnection

NAMED = 12
"""How many people and notes are told of at most."""


class Named(NamedTuple):
    """Somebody whom a briefing is about: the entry, and its title."""

    entry: EntryId
    title: str


class Noted(NamedTuple):
    """A note: its kind, what it is on, and the beginning of what it says, or else of the words that it is on."""

    kind: str
    entry: EntryId | None
    sentence: SentenceNumber | None
    words: str


class Glance(NamedTuple):
    """What a briefing is. What is not known is empty or 0.

    `article` is its own title, whatever the reader calls it. `panes` are those with entries, and how many each has;
    `people` and `notes` are the first of them.
    """

    article: str
    author: str
    url: str
    words: int
    panes: dict[PaneId, int]
    people: tuple[Named, ...]
    notes: tuple[Noted, ...]


class Glances:
    """Glances at the briefings of the library in a folder, from a connection of its own that only reads.

    It belongs to the thread that opened it, but for `interrupt`. Raises LibraryError where it cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._connection = ReadConnection(folder)

    def __enter__(self) -> Glances:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def at(self, briefing: BriefingId, people: PaneId) -> Glance | None:
        """A glance at a briefing; None where it is gone. `people` is the pane that they are filed under."""
        reading = self._connection
        with reading.snapshot():
            facts = rows.facts(reading, briefing)
            if facts is None:
                return None
            named = rows.titles(reading, facts.document, people, NAMED)
            return Glance(
                facts.title or "",
                facts.author or "",
                facts.url or "",
                rows.words(reading, facts.text),
                {PaneId(pane): count for pane, count in rows.panes(reading, facts.document)},
                tuple([Named(EntryId(str(each.key)), each.words) for each in named]),
                tuple([_noted(kind, told) for kind, told in rows.notes(reading, facts.document, NAMED)]),
            )

    def interrupt(self) -> None:
        """Give up what is being read: it raises Interrupted. May be called from any thread."""
        self._connection.interrupt()

    def close(self) -> None:
        """Close the connection. Closing again does nothing."""
        self._connection.close()


def _noted(kind: str, told: rows.Told) -> Noted:
    sentence = SentenceNumber(told.place) if isinstance(told.place, int) else None
    return Noted(kind, None if told.key is None else EntryId(told.key), sentence, told.words)
