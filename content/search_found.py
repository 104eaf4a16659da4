"""What a search finds: values for whoever shows them."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from content.model import BriefingId, EntryId, PaneId, SentenceNumber, Span
from content.notes import NoteId
from content.queries import Problem


class Kind(StrEnum):
    """What is looked through."""

    ENTRY = "entry"
    SENTENCE = "sentence"
    NOTE = "note"


EVERYTHING = frozenset(Kind)


class Passage(NamedTuple):
    """An entry, a sentence or a note in which something was found.

    `entry` and `sentence` say where it is: of an entry its id and the first sentence that it cites, of a note what it
    is on. `heading` is the title of an entry and the tags of a note, `text` is cut around what was found first; the
    marks are the places of what was found, code points in each.
    """

    kind: Kind
    entry: EntryId | None
    sentence: SentenceNumber | None
    note: NoteId | None
    pane: PaneId | None
    heading: str
    heading_marks: tuple[Span, ...]
    text: str
    marks: tuple[Span, ...]


class Group(NamedTuple):
    """What was found in one briefing: `found` says how many passages, of which the first few of each kind are here.

    `issued` is an ISO 8601 date, possibly shortened, or empty.
    """

    id: BriefingId
    title: str
    publisher: str
    issued: str
    found: int
    passages: tuple[Passage, ...]


class Cursor(NamedTuple):
    """Where an answer ended, of each kind; None where nothing is left of it."""

    entry: int | None
    sentence: int | None
    note: int | None


class Results(NamedTuple):
    """What was found, by briefing.

    `problems` is what of the query could not be read. `waiting` is how many briefings are not in the index yet, so
    that something may be missing. Where there `is_more`, `next` says after what to go on.
    """

    groups: tuple[Group, ...]
    problems: tuple[Problem, ...] = ()
    waiting: int = 0
    next: Cursor | None = None

    @property
    def is_more(self) -> bool:
        """Whether the answer goes on."""
        return self.next is not None
