"""Two briefings of a library that are texts of one article made a chain: the later one takes over what is on the other.

Each was imported by itself, and has entries and notes of its own. Those of the later one stay as they are. Of the
earlier one everything is carried over that is more than a draft: notes, entries that the reader wrote, changed or
accepted, what was read, star, tags and title; it rests on the later text, or is listed to be confirmed.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from content.carrying import entry_items, fields_beside, note_items
from content.differences import compare_sentences
from content.editing import rewrite
from content.errors import ContentError
from content.likeness import likeness
from content.merging import free_id, twins_of
from content.model import Briefing, BriefingId, Entry, EntryId, Origin, PaneId
from content.regrounding import Fate, Regrounded, Regrounding
from content.revised import Item, Revision, to_item_fields
from content.revisions import Revisions
from content.shelf import Shelf, of_briefing
from content.store import Document, DocumentStore
from content.store.codec import Body
from content.store.conflicts import joined_tags
from content.store.documents import (
    entries_in_order,
    from_briefing_fields,
    from_reading_fields,
    shown_title,
    to_entry_fields,
    to_reading_fields,
)
from content.store.journal import Journal, Steps
from content.store.note_documents import from_note_fields, to_target_fields
from content.store.schema import BRIEFINGS, ENTRIES, NOTES, READING, REVISIONS, SOURCES

LEAST = 0.05
"""From which likeness on two texts may be of one article: below, all that is on the earlier would lose its ground."""

_CONTENTS = ("pane", "kind", "title", "text", "citations", "figures", "quotations", "tags")


class _Side(NamedTuple):
    """One of the two: its document, the briefing, the documents of its entries and of its notes."""

    document: Document
    briefing: Briefing
    rows: list[Body]
    notes: list[Body]

    @property
    def key(self) -> str:
        return str(self.document.doc_id)


class _Carried(NamedTuple):
    """What became of the earlier one's entries: their names in the later one, and those that are the reader's there.

    `added` are new entries there, `rewritten` those of it that say what the reader made of theirs, `accepted` those
    that the reader has looked at; the last two by the names of the earlier entries.
    """

    names: dict[EntryId, EntryId]
    moved: dict[EntryId, Regrounded]
    added: list[EntryId]
    rewritten: list[EntryId]
    accepted: list[EntryId]


class Joining:
    """Makes briefings of a library revisions of one another. What is returned is on disk."""

    def __init__(self, store: DocumentStore, shelf: Shelf, journal: Journal) -> None:
        self._store, self._shelf, self._journal = store, shelf, journal

    def merge(self, earlier: BriefingId, later: BriefingId) -> Revision:
        """What came of making `later` the later text of `earlier`, as one action to be undone.

        Raises UnknownBriefing for what is not there; ContentError where both have the same text or next to nothing in
        common, are under different desks, belong to one chain already, or where either has another text in that place;
        LibraryError where the disk fails. Nothing is kept then.
        """
        with self._store.transaction():
            old, new = self._side(earlier), self._side(later)
            self._refuse_chain(old, new)
            label = f"merged the briefing “{shown_title(old.document)[:60]}” with a later text of it"
            with self._journal.action(label, new.key) as steps:
                return self._merge(steps, old, new)

    def _refuse_chain(self, old: _Side, new: _Side) -> None:
        earlier, later = old.briefing.id, new.briefing.id
        revisions = Revisions(self._store, self._shelf, self._journal)
        if old.briefing.text == new.briefing.text:
            remedy = "delete one of them with 'readout remove'"
            raise ContentError(f"its text is the same as that of {later}", where=earlier, remedy=remedy)
        if old.briefing.desk != new.briefing.desk:
            remedy = "import one of them again under the desk of the other"
            raise ContentError(f"it is under another desk than {later}", where=earlier, remedy=remedy)
        if likeness(old.briefing.text, new.briefing.text) < LEAST:
            reason = f"it and {later} have next to nothing in common"
            raise ContentError(reason, where=earlier, remedy="merge texts of one article only")
        latest = revisions.latest(earlier)
        if revisions.latest(later) == latest:
            reason = f"it and {later} are texts of one article already"
            raise ContentError(reason, where=earlier, remedy="there is nothing to merge")
        if latest != earlier:
            raise ContentError("it has a later revision already", where=earlier, remedy=f"merge {latest} instead")
        revision = self._shelf.revision(new.key)
        before = None if revision is None else self._shelf.key(revision["revision_of"])
        if before is not None:
            remedy = f"undo that first, or merge {earlier} with {before}"
            raise ContentError(f"it is a later text of {before} already", where=later, remedy=remedy)

    def _merge(self, steps: Steps, old: _Side, new: _Side) -> Revision:
        sentences = compare_sentences(old.briefing, new.briefing)
        grounding = Regrounding(old.briefing, new.briefing, sentences)
        carried = _carried(old, new, grounding)
        dropped = sum(entry.id not in carried.names for entry in old.briefing.entries)
        self._put_entries(steps, old, new, carried, grounding)
        items = entry_items(old.rows, carried.moved, old.briefing, new.briefing)
        items += self._move_notes(steps, old, new, carried, grounding)
        self._join_reading(steps, old, new, carried)
        _join_own(steps, old, new)
        taken = set(carried.names.values())
        drafted = sum(entry.id not in taken for entry in new.briefing.entries)
        fields: Body = {
            "briefing": new.key,
            "revision_of": old.key,
            "items": [to_item_fields(item) for item in items],
            "confirmed": [],
            "drafted": drafted,
            "dropped": dropped,
        }
        stale = self._shelf.revision(new.key)
        if stale is not None:  # of a briefing that is gone
            steps.delete(REVISIONS, stale["id"])
        steps.insert(REVISIONS, fields)
        return Revision(new.briefing.id, old.briefing.id, tuple(items), drafted, dropped)

    def _put_entries(self, steps: Steps, old: _Side, new: _Side, carried: _Carried, grounding: Regrounding) -> None:
        theirs = {row["key"]: row for row in old.rows}
        ours = {row["key"]: row for row in new.rows}
        there = {*ours, *(carried.names[id] for id in carried.added)}

        def links(entry: Entry) -> list[EntryId]:
            named = [carried.names[link] for link in entry.links if link in carried.names]
            return [link for link in dict.fromkeys(named) if link in there]

        for id in carried.rewritten:
            row, entry = ours[carried.names[id]], carried.moved[id].entry
            fields = to_entry_fields(entry, new.key, row["position"])
            joined = list(dict.fromkeys([*row["links"], *links(entry)]))
            rewrite(steps, Document(row, row["id"]), {**{name: fields[name] for name in _CONTENTS}, "links": joined})
        for id in carried.accepted:
            steps.update(ENTRIES, ours[carried.names[id]]["id"], {"accepted": True})
        last = max((int(row["position"]) for row in new.rows), default=-1)
        for place, id in enumerate(carried.added, last + 1):
            entry = carried.moved[id].entry
            entry = entry._replace(links=tuple([link for link in links(entry) if link != entry.id]))
            fields = to_entry_fields(entry, new.key, place)
            steps.insert(ENTRIES, {**fields, **fields_beside(theirs[id], grounding)})
        if carried.added:
            steps.count(BRIEFINGS, new.key, "entries", len(carried.added))

    def _move_notes(
        self, steps: Steps, old: _Side, new: _Side, carried: _Carried, grounding: Regrounding
    ) -> list[Item]:
        items: list[Item] = []
        taken = {row["key"] for row in new.rows}
        for fields in old.notes:
            moved = grounding.note(from_note_fields(fields, new.briefing.id).target)
            id = moved.target.entry
            if id is not None:
                # Of an entry that is gone the note stays without one, and must not get another's.
                name = carried.names.get(id) or (EntryId(f"{id}-gone") if id in taken else id)
                moved = moved._replace(target=moved.target._replace(entry=name))
            steps.update(NOTES, fields["id"], {"briefing": new.key, **to_target_fields(moved.target)})
            items += note_items(fields, moved, new.briefing)
        return items

    def _join_reading(self, steps: Steps, old: _Side, new: _Side, carried: _Carried) -> None:
        """What was read in either is read; the marks and the place are those of the later one where it was read."""
        table = self._store.table(READING)
        theirs, ours = table.get(of_briefing(old.key)), table.get(of_briefing(new.key))
        if theirs is None:
            return
        read = [carried.names[EntryId(id)] for id in theirs["read"] if id in carried.names]
        if ours is not None:
            steps.change_set(READING, str(ours.doc_id), "read", add=read)
            return
        position = from_reading_fields(theirs)
        position = type(position)(position.tab, position.focus, read=frozenset(read))
        steps.insert(READING, to_reading_fields(position, new.key) | {"updated_at": theirs["updated_at"]})

    def _side(self, id: BriefingId) -> _Side:
        document = self._shelf.found(id)
        key = str(document.doc_id)

        def live(table: str) -> list[Body]:
            return [each for each in list(self._store.table(table).having("briefing", key)) if not each["deleted"]]

        rows = sorted(live(ENTRIES), key=lambda row: int(row["position"]))
        source = self._store.table(SOURCES).large(document["text"])
        briefing = from_briefing_fields(document, source, ())
        return _Side(document, briefing._replace(entries=entries_in_order(rows)), rows, live(NOTES))


def _carried(old: _Side, new: _Side, grounding: Regrounding) -> _Carried:
    """What becomes of the earlier one's entries: of one that only was drafted, and has no note, only its name."""
    noted = {note["entry"] for note in old.notes if note["entry"] is not None}
    noted_there = {note["entry"] for note in new.notes if note["entry"] is not None}
    own = {entry.id for entry in old.briefing.entries if not entry.is_to_review or entry.id in noted}
    grounded = {entry.id: grounding.entry(entry) for entry in old.briefing.entries}
    twins = twins_of(old.briefing.entries, own, new.briefing.entries, grounded)
    used = {row["key"] for row in new.rows} | {row["key"] for row in old.rows}
    numbers: dict[PaneId, int] = defaultdict(int)
    carried = _Carried({}, {}, [], [], [])
    for entry in old.briefing.entries:
        twin, moved = twins.get(entry.id), grounded[entry.id]
        is_same = twin is not None and (twin.title, twin.text) == (entry.title, entry.text)
        is_open = twin is not None and twin.is_to_review and twin.id not in noted_there and moved.fate is not Fate.LOST
        if twin is not None and (entry.origin is not Origin.READER or is_same or is_open):
            carried.names[entry.id] = twin.id
            if entry.origin is Origin.READER and not is_same:
                carried.rewritten.append(entry.id)
                carried.moved[entry.id] = moved._replace(entry=moved.entry._replace(id=twin.id))
            elif twin.is_to_review and is_same and not entry.is_to_review and moved.fate in (Fate.KEPT, Fate.MOVED):
                carried.accepted.append(entry.id)
        elif entry.id in own:
            is_taken = any(row["key"] == entry.id for row in new.rows)
            id = free_id(entry, used, numbers) if is_taken else entry.id
            used.add(id)
            accepted = entry.accepted and moved.fate is not Fate.CHANGED
            carried.names[entry.id] = id
            carried.added.append(entry.id)
            carried.moved[entry.id] = moved._replace(entry=moved.entry._replace(id=id, accepted=accepted))
    return carried


def _join_own(steps: Steps, old: _Side, new: _Side) -> None:
    """Star, tags and the reader's own title: of both, the later one's first."""
    theirs, ours = old.document, new.document
    fields: Body = {}
    tags = joined_tags(ours.get("tags") or [], theirs.get("tags") or [])
    if tags != (ours.get("tags") or []):
        fields["tags"] = tags
    for name in ("starred", "name"):
        if theirs.get(name) and not ours.get(name):
            fields[name] = theirs[name]
    if fields:
        steps.update(BRIEFINGS, new.key, fields)
