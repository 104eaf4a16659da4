"""The notes of a library: written, changed, removed and found, each change one action that can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from content.errors import ContentError, UnknownNote
from content.model import BriefingId
from content.notes import Colour, Note, NoteFilter, NoteId, NoteKind, NoteTarget, SessionId, count_tags
from content.shelf import LIVE, Shelf, of_briefing
from content.store import DocumentStore, where
from content.store.journal import Journal
from content.store.note_documents import from_note_fields, to_note_fields, to_target_fields
from content.store.schema import NOTES

ANY: Any = object()
"""Stands for a field that is left as it is, where None says that it is to be empty."""

EVERY = NoteFilter()

RECENT = 2000
"""Of how many notes, the newest, tags are offered for completion."""


class NoteChanged(ContentError):
    """A note that was to be changed is not any more as it was seen."""


class Notebook:
    """Every note in a library. What is returned is on disk."""

    def __init__(self, store: DocumentStore, shelf: Shelf, journal: Journal) -> None:
        self._store, self._shelf, self._journal = store, shelf, journal
        self._notes = store.table(NOTES)

    def of(self, briefing: BriefingId) -> tuple[Note, ...]:
        """The notes on a briefing in the order in which they were made. Raises UnknownBriefing where there is none."""
        with self._store.snapshot():
            document = str(self._shelf.found(briefing).doc_id)
            return tuple([from_note_fields(each, briefing) for each in self._notes.search(of_briefing(document))])

    def annotate(
        self,
        briefing: BriefingId,
        target: NoteTarget,
        *,
        kind: NoteKind = NoteKind.NOTE,
        body: str = "",
        tags: tuple[str, ...] = (),
        colour: Colour | None = None,
        session: SessionId | None = None,
    ) -> Note:
        """A new note, kept. It is counted in the session that it was made in.

        Raises UnknownBriefing where there is no such briefing, ContentError for text that cannot be written (a lone
        surrogate), LibraryError where the disk fails; nothing is kept then.
        """
        with self._journal.action(f"{kind.value} on {words_of(target)}{_begun(body)}") as steps:
            steps.briefing = str(self._shelf.found(briefing).doc_id)
            fields = to_note_fields(steps.briefing, target, kind, body, tags, colour, session)
            return from_note_fields(steps.insert(NOTES, fields), briefing)

    def change(
        self,
        id: NoteId,
        *,
        body: str | None = None,
        tags: tuple[str, ...] | None = None,
        kind: NoteKind | None = None,
        colour: Colour | None = ANY,
        target: NoteTarget | None = None,
        expected: str | None = None,
    ) -> Note:
        """The note with what is given changed, kept; what is not given stays. A new `target` re-anchors it.

        Raises UnknownNote where it is gone, NoteChanged where its body is not the one `expected`, otherwise as
        `annotate` does.
        """
        fields: dict[str, Any] = {}
        if body is not None:
            fields["body"] = body
        if tags is not None:
            fields["tags"] = list(tags)
        if kind is not None:
            fields["kind"] = kind.value
        if colour is not ANY:
            fields["colour"] = None if colour is None else colour.value
        if target is not None:
            fields |= to_target_fields(target)
        only = next(iter(fields)) if len(fields) == 1 else ""
        what = "place" if target is not None else only if only in ("tags", "colour") else "text"
        with self._store.transaction():
            note = self.note(id)
            if expected is not None and note.body not in (expected, body):
                reason = f"another window changed this {note.kind.value} meanwhile"
                raise NoteChanged(reason, where=words_of(note.target), remedy="save again to replace that")
            label = f"{what} of the {note.kind.value} on {words_of(note.target)}"
            with self._journal.action(label, self._document(note)) as steps:
                steps.update(NOTES, note.id, fields)
            return self.note(note.id)

    def remove(self, id: NoteId) -> Note:
        """The note as it was, now deleted; undoing brings it back. Raises UnknownNote where it is gone."""
        with self._store.transaction():
            note = self.note(id)
            label = f"deleted the {note.kind.value} on {words_of(note.target)}{_begun(note.body)}"
            with self._journal.action(label, self._document(note)) as steps:
                steps.delete(NOTES, note.id)
            return note

    def note(self, id: str) -> Note:
        """The note with this id, or with the only id that begins or ends so.

        Raises UnknownNote where there is none, or more than one.
        """
        with self._store.snapshot():
            found = self._notes.get(doc_id=id)
            candidates = [found] if found is not None else list(self._like(id))
            live = [each for each in candidates if not each["deleted"]]
            keys = [(each, self._shelf.key(each["briefing"])) for each in live]
            known = [from_note_fields(each, key) for each, key in keys if key is not None]
        if len(known) == 1:
            return known[0]
        if known:
            raise UnknownNote("several notes have this id", where=id, remedy="write more of the id")
        raise UnknownNote("no note has this id", where=id, remedy="see 'readout notes' for those there are")

    def every(self, wanted: NoteFilter = EVERY) -> Iterator[Note]:
        """The notes of all briefings that are wanted, the oldest first, each read when asked for."""
        keys: dict[str, BriefingId | None] = {}
        for fields in self._notes:
            document = fields["briefing"]
            if fields["deleted"]:
                continue
            if document not in keys:
                keys[document] = self._shelf.key(document)
            key = keys[document]
            if key is not None:
                note = from_note_fields(fields, key)
                if wanted.takes(note):
                    yield note

    def strays(self) -> Iterator[NoteId]:
        """The ids of the notes whose briefing is gone, the oldest first: nothing else shows them.

        Those of a briefing that the reader deleted are where they belong.
        """
        for fields in self._notes:
            briefing = fields["briefing"]
            is_stray = not fields["deleted"] and self._shelf.key(briefing) is None
            if is_stray and not self._shelf.is_removed(briefing):
                yield NoteId(fields["id"])

    def tags(self) -> dict[str, int]:
        """The tags of the newest notes with how often each is used, the most used first."""
        recent = self._notes.page(LIVE, limit=RECENT)
        return count_tags([from_note_fields(each, BriefingId("")) for each in recent])

    def _like(self, id: str) -> Iterator[Any]:
        if len(id) >= 4:
            yield from self._notes.search(
                where("id").test(lambda each: str(each).startswith(id) or str(each).endswith(id))
            )

    def _document(self, note: Note) -> str:
        return str(self._shelf.found(note.briefing).doc_id)


def _begun(body: str) -> str:
    """How a note begins, to tell it from others on the same: empty where it has no text."""
    words = " ".join(body[:200].split())
    return f": {words[:40]}{'…' if len(words) > 40 else ''}" if words else ""


def words_of(target: NoteTarget) -> str:
    """What a note is on, in a few words."""
    if target.entry is not None:
        title = target.selector.exact if target.selector is not None else target.entry
        return f"“{title[:60]}”"
    return f"words of sentence {target.sentence}" if target.is_span else f"sentence {target.sentence}"
