"""What came of a revision: what was carried over from the old text of a briefing, and what became of its ground."""

from __future__ import annotations

from typing import Any, NamedTuple

from content.model import BriefingId, EntryId, Span
from content.notes import NoteId
from content.regrounding import Fate


class Item(NamedTuple):
    """An entry or a note whose ground moved, changed or was lost, for the reader to confirm.

    `title` names it; `old` are the words it rested on, `new` those it rests on now or is guessed to belong to (empty
    where it has none). `span` is where those stand in the new text. `confidence` goes from 0 to 1.
    """

    id: EntryId | NoteId
    is_note: bool
    fate: Fate
    title: str
    old: str
    new: str
    span: Span | None
    confidence: float


class Revision(NamedTuple):
    """A briefing with the new text of an article, and what became of what was carried over from the old one.

    `drafted` is how many entries are new, `dropped` how many drafted ones, untouched by the reader, went with their
    sentences. `items` are in the order of entries, then of notes; those that were confirmed are left out.
    """

    briefing: BriefingId
    revision_of: BriefingId
    items: tuple[Item, ...]
    drafted: int
    dropped: int

    @property
    def moved(self) -> tuple[Item, ...]:
        """What stands elsewhere, with the same words."""
        return self._with(Fate.MOVED)

    @property
    def changed(self) -> tuple[Item, ...]:
        """What rests on other words than before, or is guessed to."""
        return self._with(Fate.CHANGED)

    @property
    def lost(self) -> tuple[Item, ...]:
        """What has no ground in the new text."""
        return self._with(Fate.LOST)

    def _with(self, fate: Fate) -> tuple[Item, ...]:
        return tuple([item for item in self.items if item.fate is fate])


def to_item_fields(item: Item) -> dict[str, Any]:
    """An item as JSON can hold it."""
    fields = item._asdict()
    return {**fields, "fate": item.fate.value, "span": None if item.span is None else list(item.span)}


def from_item_fields(fields: dict[str, Any]) -> Item:
    """The item of these fields."""
    span = None if fields["span"] is None else Span(*fields["span"])
    id = NoteId(fields["id"]) if fields["is_note"] else EntryId(fields["id"])
    return Item(
        id,
        fields["is_note"],
        Fate(fields["fate"]),
        fields["title"],
        fields["old"],
        fields["new"],
        span,
        fields["confidence"],
    )
