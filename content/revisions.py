"""A changed article put in the place of an earlier one: a new briefing, with what the reader made of the old one on it.

The old briefing stays as it was. What was carried over and moved, changed or lost its ground is listed, to be
confirmed by the reader; nothing of theirs is dropped: an entry without ground cites nothing, a note without words
is an orphan.
"""

from __future__ import annotations

from collections.abc import Sequence

from content.carrying import entry_items, fields_beside, note_items
from content.check import findings_of
from content.differences import Difference as Difference
from content.differences import Kind, compare_sentences
from content.differences import compare as compare
from content.errors import ContentError
from content.merging import merge, without
from content.model import Briefing, BriefingId, Entry, EntryId, Source, Span
from content.notes import NoteId, NoteTarget, place_of, sentence_at
from content.originals import Original, Originals
from content.regrounding import Fate, Regrounding
from content.revised import Item as Item
from content.revised import Revision as Revision
from content.revised import from_item_fields, to_item_fields
from content.shelf import OWN, Shelf, of_briefing
from content.store import Document, DocumentStore
from content.store.codec import Body
from content.store.documents import (
    aside_of,
    entries_in_order,
    from_briefing_fields,
    from_entry_fields,
    from_reading_fields,
    from_source_facts,
    to_reading_fields,
)
from content.store.journal import Journal, Steps
from content.store.note_documents import from_note_fields, to_target_fields
from content.store.schema import BRIEFINGS, ENTRIES, NOTES, READING, REVISIONS, SOURCES

_SAME_WORDS = (Kind.SAME, Kind.MOVED)


class Revisions:
    """The articles of a library that changed. What is returned is on disk.

    Each method raises UnknownBriefing for what is not there, LibraryError where the disk fails.
    """

    def __init__(self, store: DocumentStore, shelf: Shelf, journal: Journal) -> None:
        self._store, self._shelf, self._journal = store, shelf, journal
        self._revisions = store.table(REVISIONS)

    def revise(self, old: BriefingId, new: Briefing, *, original: Original | None = None) -> Revision:
        """The new text of a briefing, kept with all that the reader has on the old one, as one action to be undone.

        `new` is what is drafted from the new text; of its entries those are taken that rest on something new. Raises
        ContentError where its id is taken, where its text is that of the old one, and where the old one has a later
        revision already. Nothing is kept then.
        """
        with self._store.transaction():
            document = self._shelf.found(old)
            before = self._briefing(document)
            self._refuse(old, before, new)
            told = f"revised the briefing “{before.title[:60]}”"
            with self._journal.action(told) as steps:
                return self._revise(steps, document, before, new, original)

    def pending(self, briefing: BriefingId) -> tuple[Item, ...]:
        """What of a revision is still to be confirmed; nothing for a briefing that is none.

        What was deleted meanwhile is not, nor what has found its ground since: a note that was placed, an entry that
        was given a citation.
        """
        with self._store.snapshot():
            document = self._shelf.found(briefing)
            revision = self._shelf.revision(str(document.doc_id))
            if revision is None:
                return ()
            return self._pending(document, revision)

    def confirm(self, briefing: BriefingId, *ids: EntryId | NoteId) -> int:
        """How many of the items with these ids were confirmed, all without any, as one action to be undone.

        A note that was guessed to belong to changed words is on those from now on; what is lost stays as it is.
        """
        with self._store.transaction():
            document = self._shelf.found(briefing)
            revision = self._shelf.revision(str(document.doc_id))
            pending = () if revision is None else self._pending(document, revision)
            asked = [item for item in pending if not ids or item.id in ids]
            if not asked or revision is None:
                return 0
            words = "an item" if len(asked) == 1 else f"{len(asked):,} items"
            with self._journal.action(f"confirmed {words} of the revision", str(document.doc_id)) as steps:
                confirmed = sorted({*revision["confirmed"], *(item.id for item in asked)})
                steps.update(REVISIONS, revision["id"], {"confirmed": confirmed})
                text = self._briefing(document)
                for item in asked:
                    if item.is_note and item.span is not None and item.fate is Fate.CHANGED:
                        steps.update(NOTES, item.id, to_target_fields(_on(text, item.span)))
            return len(asked)

    def of(self, briefing: BriefingId) -> Revision | None:
        """What became of a briefing when it took the place of an earlier one; None for one that is no revision."""
        with self._store.snapshot():
            document = self._shelf.found(briefing)
            revision = self._shelf.revision(str(document.doc_id))
            if revision is None:
                return None
            earlier = self._store.table(BRIEFINGS).get(doc_id=revision["revision_of"])
            key = BriefingId("" if earlier is None else earlier["key"])
            pending = self._pending(document, revision)
            return Revision(briefing, key, pending, revision["drafted"], revision["dropped"])

    def latest(self, briefing: BriefingId) -> BriefingId:
        """The newest revision of a briefing; the briefing itself where there is none."""
        with self._store.snapshot():
            seen = {briefing}
            document = str(self._shelf.found(briefing).doc_id)
            while True:
                later = [self._shelf.key(each["briefing"]) for each in self._later(document)]
                found = next((key for key in later if key is not None and key not in seen), None)
                if found is None:
                    return briefing
                briefing, document = found, str(self._shelf.found(found).doc_id)
                seen.add(found)

    # -- what they share; each inside a transaction or a snapshot

    def _later(self, document: str) -> list[Body]:
        return [each for each in self._revisions.having("revision_of", document) if not each["deleted"]]

    def _refuse(self, old: BriefingId, before: Briefing, new: Briefing) -> None:
        if before.text == new.text:
            raise ContentError("its text is the same as before", where=old, remedy="there is nothing to revise")
        latest = self.latest(old)
        if latest != old:
            raise ContentError("it has a later revision already", where=old, remedy=f"revise {latest} instead")
        if self._shelf.find(new.id) is not None:
            raise ContentError(
                "the new text is in the library already",
                where=new.id,
                remedy=f"undo its import first, or compare them with 'readout diff {old} {new.id}'",
            )

    def _revise(
        self, steps: Steps, document: Document, before: Briefing, new: Briefing, original: Original | None
    ) -> Revision:
        old_key = str(document.doc_id)
        notes = [each for each in list(self._store.table(NOTES).having("briefing", old_key)) if not each["deleted"]]
        rows = [each for each in list(self._store.table(ENTRIES).having("briefing", old_key)) if not each["deleted"]]
        rows.sort(key=lambda each: int(each["position"]))
        noted = {each["entry"] for each in notes if each["entry"] is not None}
        entries = [from_entry_fields(row) for row in rows]
        own = {entry.id for entry in entries if not entry.is_to_review or entry.id in noted}
        sentences = compare_sentences(before, new)
        grounding = Regrounding(before, new, sentences)

        def doubted(entries: Sequence[Entry]) -> set[EntryId]:
            return {finding.entry for finding in findings_of(new._replace(entries=tuple(entries)))}

        merged = merge(entries, own, new.entries, grounding, sentences, doubted)
        # What the program drafted must rest on what is around it now; nobody has said yet that it does.
        merged = without(merged, doubted([moved.entry for id, moved in merged.carried.items() if id not in own]))
        new = _described(document, new)
        held = aside_of(document)
        aside = [each.new for each in sentences if each.old in held and each.new and each.kind in _SAME_WORDS]
        new = new._replace(entries=merged.entries, aside=frozenset(aside))
        beside = {row["key"]: fields_beside(row, grounding) for row in rows if row["key"] in merged.carried}
        file = "" if original is None else Originals(self._store, self._shelf).put(original)
        new_key = self._shelf.put(
            new, original=file, beside=beside, own={name: document[name] for name in OWN if document.get(name)}
        )
        steps.briefing = new_key
        steps.made(BRIEFINGS, new_key)
        items = entry_items(rows, merged.carried, before, new) + self._move_notes(steps, notes, new, new_key, grounding)
        self._move_reading(steps, old_key, new, new_key, grounding)
        fields: Body = {
            "briefing": new_key,
            "revision_of": old_key,
            "items": [to_item_fields(item) for item in items],
            "confirmed": [],
            "drafted": merged.drafted,
            "dropped": merged.dropped,
        }
        steps.insert(REVISIONS, fields)
        return Revision(new.id, before.id, tuple(items), merged.drafted, merged.dropped)

    def _move_notes(
        self, steps: Steps, notes: list[Body], new: Briefing, new_key: str, grounding: Regrounding
    ) -> list[Item]:
        items: list[Item] = []
        for fields in notes:
            moved = grounding.note(from_note_fields(fields, new.id).target)
            steps.update(NOTES, fields["id"], {"briefing": new_key, **to_target_fields(moved.target)})
            items += note_items(fields, moved, new)
        return items

    def _move_reading(self, steps: Steps, old_key: str, new: Briefing, new_key: str, grounding: Regrounding) -> None:
        """What was read, and the marks; the new briefing takes the old one's place among those read last."""
        reading = self._store.table(READING).get(of_briefing(old_key))
        if reading is None:
            return
        position, ids = from_reading_fields(reading), {entry.id for entry in new.entries}
        marks = tuple(
            [
                (letter, mark._replace(sentence=grounding.near(mark.sentence)))
                for letter, mark in position.marks
                if mark.entry is None or mark.entry in ids
            ]
        )
        moved = position._replace(
            places=(), source=type(position.source)(), read=position.read & ids, marks=marks if new.sentences else ()
        )
        steps.insert(READING, to_reading_fields(moved, new_key) | {"updated_at": reading["updated_at"]})

    def _briefing(self, document: Document) -> Briefing:
        source = self._store.table(SOURCES).large(document["text"])
        return from_briefing_fields(document, source, ())

    def _pending(self, document: Document, revision: Body) -> tuple[Item, ...]:
        confirmed = set(revision["confirmed"])
        items = [item for item in map(from_item_fields, revision["items"]) if item.id not in confirmed]
        if not items:
            return ()
        key = str(document.doc_id)
        text = self._briefing(document)
        entries = entries_in_order(
            [each for each in self._store.table(ENTRIES).having("briefing", key) if not each["deleted"]]
        )
        cited = {entry.id: bool(entry.citations) for entry in entries}
        notes = {
            each["id"]: from_note_fields(each, text.id)
            for each in self._store.table(NOTES).having("briefing", key)
            if not each["deleted"]
        }
        found: list[Item] = []
        for item in items:
            if not item.is_note:
                is_there = item.id in cited and not (item.fate is Fate.LOST and cited[EntryId(item.id)])
            else:
                note = notes.get(item.id)
                place = None if note is None else place_of(note, text)
                has_place = place is not None and place.is_sure
                is_there = note is not None and (item.fate is Fate.MOVED or not has_place)
            if is_there:
                found.append(item)
        return tuple(found)


def _described(document: Body, new: Briefing) -> Briefing:
    """The new briefing with what the reader wrote of title and source, and what the new file does not say."""
    first: Body = document.get("first") or {"title": document["title"], "source": document["source"]}
    theirs, were = from_source_facts(document["source"]), from_source_facts(first["source"])
    source = Source(
        *[
            mine if mine != was or not found else found
            for mine, was, found in zip(theirs, were, new.source, strict=True)
        ]
    )
    is_renamed = document["title"] != first["title"]
    return new._replace(title=document["title"] if is_renamed else new.title, source=source)


def _on(briefing: Briefing, span: Span) -> NoteTarget:
    from content.anchors import select

    number = sentence_at(briefing, span)
    whole = None if number is None else briefing.sentences[number - 1].span
    return NoteTarget(None, number, select(briefing.text, span), span != whole)
