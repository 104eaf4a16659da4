"""What goes along with entries and notes to a new text, and how what became of their ground is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from content.model import Briefing, Entry, EntryId
from content.notes import NoteId
from content.regrounding import Fate, Regrounded, Regrounding, Retargeted
from content.revised import Item
from content.store.codec import Body
from content.store.documents import from_entry_fields, to_entry_fields
from content.store.note_documents import from_note_fields

_TOLD = 300
"""Code points of quoted words that are kept for the list."""

_ENTRY_CONTENTS = ("citations", "figures", "quotations")


def fields_beside(row: Body, grounding: Regrounding) -> Body:
    """What the document of an entry holds beside the entry itself, for the one that it becomes."""
    known = to_entry_fields(from_entry_fields(row), "", 0)
    carried = {"id", "schema", "device", "updated_at", "deleted"}
    beside = {name: value for name, value in row.items() if name not in known and name not in carried}
    if beside.get("original"):
        # What an editor or the program wrote must rest on the new text, too, should it be restored.
        first = grounding.entry(from_entry_fields({**row, **beside["original"]})).entry
        fields = to_entry_fields(first, "", 0)
        beside["original"] = {**beside["original"], **{name: fields[name] for name in _ENTRY_CONTENTS}}
    return beside


def entry_items(
    rows: Iterable[Body], carried: Mapping[EntryId, Regrounded], before: Briefing, after: Briefing
) -> list[Item]:
    """What became of the entries with these fields on the old text that were carried over, and are not as they were."""
    items: list[Item] = []
    for row in rows:
        moved = carried.get(row["key"])
        if moved is None or moved.fate is Fate.KEPT:
            continue
        old, new = from_entry_fields(row), moved.entry
        span = new.citations[0].span if new.citations else None
        title = old.title or old.text[:80]
        words = _quoted(old), _quoted(new)
        if moved.fate is Fate.CHANGED and words[0] == words[1]:  # what changed stands around the words that it cites
            words = _whole(old, before), _whole(new, after)
        items.append(Item(new.id, False, moved.fate, title, *words, span, moved.confidence))
    return items


def _quoted(entry: Entry) -> str:
    return " … ".join([citation.quote for citation in entry.citations])[:_TOLD]


def _whole(entry: Entry, briefing: Briefing) -> str:
    """The sentences that an entry cites, if only in part."""
    numbers = dict.fromkeys([citation.sentence for citation in entry.citations])
    last = len(briefing.sentences)
    return " … ".join([briefing.words_of(number) for number in numbers if 0 < number <= last])[:_TOLD]


def note_items(fields: Body, moved: Retargeted, after: Briefing) -> Iterator[Item]:
    """What became of a note, given its fields on the old text: nothing to tell where its ground is what it was."""
    if moved.fate is Fate.KEPT:
        return
    target = from_note_fields(fields, after.id).target
    old = "" if target.selector is None else target.selector.exact[:_TOLD]
    words = "" if moved.guess is None else moved.guess.of(after.text)[:_TOLD]
    title = " ".join(fields["body"].split())[:80] or fields["kind"]
    yield Item(NoteId(fields["id"]), True, moved.fate, title, old, words, moved.guess, moved.confidence)
