"""The library: the one door to everything that a reader keeps.

A library belongs to the thread that opened it. Ids of briefings and entries are those of their files; the documents
underneath have ids of their own, which nobody above sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from content.doors import Doors
from content.errors import ContentError
from content.model import Briefing, BriefingId, BriefingSummary, Entry, EntryId, ReadingPosition
from content.notebook import Notebook
from content.places import merge_positions
from content.shelf import LIVE, SHOWN, Shelf, of_briefing, refuse_twins
from content.store import Document, DocumentStore, where
from content.store.documents import (
    entries_in_order,
    from_briefing_fields,
    from_reading_fields,
    from_summary_fields,
    kept,
    to_reading_fields,
    unlinked,
)
from content.store.journal import Journal, Steps
from content.store.schema import BRIEFINGS, ENTRIES, NOTES, READING, REVISIONS, SOURCES

if TYPE_CHECKING:
    from content.originals import Original


class Library(Doors):
    """Briefings, what was read of them and what was written on them, in one folder.

    Open it with `Library.open`, leave it with `close`. `notebook` has the notes, `editor` changes entries, `history`
    undoes, `review` accepts what was drafted, `sessions` has the sittings, `originals` the bytes that were read,
    `revisions` follows articles that change, `catalogue` lists and orders the briefings, `transfer` has everything.
    """

    def __init__(self, folder: Path, store: DocumentStore, now: Callable[[], datetime]) -> None:
        self.folder = folder
        self.now = now
        self._store = store
        self._briefings = store.table(BRIEFINGS)
        self._sources = store.table(SOURCES)
        self._entries = store.table(ENTRIES)
        self._reading = store.table(READING)
        self._shelf = Shelf(store)
        self._journal = Journal(store)
        self.notebook = Notebook(store, self._shelf, self._journal)
        self._seen: int | None = None

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        now: Callable[[], datetime],
        random: Callable[[int], bytes],
        create: bool = True,
        author: str = "",
    ) -> Library:
        """The library in a folder; a new one where there is none and `create` is true.

        Args:
            folder: made, for its owner alone, where it is missing.
            now: the time, with a time zone.
            random: as many random bytes as asked for, for example `os.urandom`.
            author: the name that the reader goes by, kept with whatever is written.

        Raises LibraryError where the folder cannot be used or holds something else; nothing is changed then.
        """
        return cls(folder, DocumentStore(folder, now=now, random=random, create=create, author=author), now)

    def again(self) -> Library:
        """The same library opened once more, for the thread that asks, which closes it. May be called from any thread.

        Raises LibraryError as `open` does.
        """
        self._store.storage.is_shared = True
        random, author = self._store.storage.random, self._store.author
        store = DocumentStore(self.folder, now=self.now, random=random, create=False, author=author, is_open=True)
        return Library(self.folder, store, self.now)

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def wait_at_most(self, seconds: float) -> None:
        """Wait so long for another window's change from now on; what takes longer raises LibraryError."""
        self._store.storage.wait_at_most(seconds)

    def close(self) -> None:
        """Leave the library. What was kept is on disk already; closing again does nothing."""
        self._store.close()

    def importing(self) -> AbstractContextManager[None]:
        """What is added inside is one thing that the reader did, and undone and done again as one."""
        return self._journal.importing()

    def together(self) -> AbstractContextManager[None]:
        """What is added inside is kept together on leaving, durably, or not at all where an exception passes."""
        return self._store.transaction()

    def add(self, briefing: Briefing, *, undoable: bool = True, original: Original | None = None) -> BriefingId:
        """The id of the briefing, now kept, wholly and durably; nothing is written where the same is there already.

        It is the same also where the reader has changed or accepted entries since: as it was added, and as it is now.
        One that was there and is the same comes back with its notes. What the program adds by itself is not `undoable`.
        The `original` is the file that it was read from, and kept with it.

        Raises ContentError where another briefing has its id or two entries share one, or where it holds something
        that cannot be written (a lone surrogate); LibraryError where the disk fails. Nothing is kept then.
        """
        refuse_twins(briefing)
        with self._journal.action(f"added the briefing “{briefing.title[:60]}”") as steps:
            there = self._shelf.find(briefing.id)
            if there is not None:
                if self._is_same(there, briefing):
                    return briefing.id
                raise ContentError(
                    "another briefing in the library has this id",
                    where=briefing.id,
                    remedy="give the new one another id",
                )
            for gone in self._briefings.search(where("key") == briefing.id):
                if self._sources.contains(doc_id=gone["text"]) and self._is_same(gone, briefing):
                    (steps if undoable else Steps(self._store)).update(BRIEFINGS, str(gone.doc_id), {"deleted": False})
                    if not undoable:
                        self._journal.drop_undone()
                    return briefing.id
            key = self._shelf.put(briefing, original="" if original is None else self.originals.put(original))
            if undoable:
                steps.made(BRIEFINGS, key)
            else:
                # An undone briefing may have the same id, and must not come back beside this one.
                self._journal.drop_undone()
        return briefing.id

    def summaries(
        self, *, after: BriefingId | None = None, limit: int | None = None, archived: bool = False
    ) -> list[BriefingSummary]:
        """What lists show of the briefings, the one added last first: at most `limit` of them, those after `after`.

        The archived ones are among them where that is asked. Raises UnknownBriefing where `after` is not there.
        """
        with self._store.snapshot():
            beyond = None if after is None else str(self._shelf.found(after).doc_id)
            page = self._briefings.page(LIVE if archived else SHOWN, after=beyond, limit=limit)
            earlier = self._shelf.earlier(str(each.doc_id) for each in page)
            return [from_summary_fields(each, is_earlier=str(each.doc_id) in earlier) for each in page]

    def count(self) -> int:
        """How many briefings there are."""
        return self._briefings.tally("deleted", False)

    def has(self, id: BriefingId) -> bool:
        """Whether there is a briefing with this id."""
        with self._store.snapshot():
            return self._shelf.find(id) is not None

    def resolve(self, shortened: str) -> BriefingId:
        """The id that a reader means: this very one, or the only one that begins with it, or else that contains it.

        Raises UnknownBriefing, which names the candidates where there are several and the nearest id where there are
        none.
        """
        with self._store.snapshot():
            return self._shelf.resolve(shortened)

    def briefing(self, id: BriefingId) -> Briefing:
        """The briefing with this id, whole. Raises UnknownBriefing where there is none."""
        with self._store.snapshot():
            return self._read(self._shelf.found(id))

    def entries(self, id: BriefingId) -> tuple[Entry, ...]:
        """The entries of a briefing as they are now. Raises UnknownBriefing where there is none."""
        with self._store.snapshot():
            key = str(self._shelf.found(id).doc_id)
            return entries_in_order(each for each in self._entries.having("briefing", key) if not each["deleted"])

    def last_read(self) -> BriefingId | None:
        """The briefing whose position was kept last, of those not archived; None where nothing was read yet."""
        with self._store.snapshot():
            return self._shelf.last_read()

    def position(self, id: BriefingId) -> ReadingPosition:
        """Where the reader left the briefing; the beginning where it was never read."""
        with self._store.snapshot():
            document = self._shelf.find(id)
            reading = None if document is None else self._reading.get(of_briefing(str(document.doc_id)))
        return ReadingPosition() if reading is None else from_reading_fields(reading)

    def keep_position(self, id: BriefingId, position: ReadingPosition) -> None:
        """Keep where the reader is; it is on disk on return.

        Raises UnknownBriefing where there is no such briefing, LibraryError where the disk fails.
        """
        with self._store.transaction():
            document = self._shelf.found(id)
            fields = to_reading_fields(position, str(document.doc_id))
            if not self._reading.update(
                fields | {"updated_at": self._store.stamp()}, of_briefing(str(document.doc_id))
            ):
                self._reading.insert(self._store.document(fields))

    def merge_position(self, id: BriefingId, before: ReadingPosition | None, mine: ReadingPosition) -> ReadingPosition:
        """My position with what other windows changed since `before`, kept; without `before` it is kept as it is.

        See `merge_positions`. Raises as `keep_position` does.
        """
        with self._store.transaction():
            merged = mine if before is None else merge_positions(before, mine, self.position(id))
            self.keep_position(id, merged)
        return merged

    def mark_read(self, id: BriefingId, entries: Iterable[EntryId], *, read: bool) -> None:
        """Keep that entries were read, or that they are unread again, as one action that can be undone.

        Raises as `keep_position` does.
        """
        ids = list(entries)
        words = "an entry" if len(ids) == 1 else f"{len(ids)} entries"
        with self._store.transaction():
            document = str(self._shelf.found(id).doc_id)
            if self._reading.get(of_briefing(document)) is None:
                self.keep_position(id, ReadingPosition())
            reading = self._reading.get(of_briefing(document))
            with self._journal.action(f"marked {words} as {'read' if read else 'unread'}", document) as steps:
                given = {"add" if read else "remove": ids}
                steps.change_set(READING, str(reading.doc_id), "read", **given)

    # -- other windows ------------------------------------------------------------------------------------------

    def changed_elsewhere(self) -> frozenset[str]:
        """The tables in which anything changed since this was last asked; empty where no other window changed any.

        Takes microseconds where nothing changed. Of what this window changed itself the tables are named as well.
        """
        is_changed = self._store.changed_elsewhere()
        if self._seen is None:  # it was not asked before: what the feed says of earlier times is not wanted
            self._seen = self._store.feed_end()
            return frozenset((BRIEFINGS, ENTRIES, NOTES, READING, REVISIONS) if is_changed else ())
        tables: set[str] = set()
        while is_changed and (changes := self._store.feed(self._seen)):
            tables.update(change.table for change in changes)
            self._seen = changes[-1].seq
        return frozenset(tables)

    # -- keeping it safe ----------------------------------------------------------------------------------------

    def back_up(self, to: Path | None = None) -> Path:
        """The path of a new backup: the file `to`, or one in the library's own `backups`, named by the time in UTC.

        It is whole, checked and on disk on return; other windows are not held up. May be called from any thread.
        Raises LibraryError where `to` exists already, the library is damaged, or the disk fails.
        """
        return self._store.back_up(to)

    def back_up_if_due(self, is_over: Callable[[], bool] = lambda: False) -> Path | None:
        """The path of a new backup where the newest is over a day old and something changed since; None otherwise.

        For a thread in the background, after the start. `is_over` is asked now and then: where it says so the backup
        is given up, and nothing of it is left. Raises LibraryError as `back_up` does.
        """
        return self._store.back_up_if_due(is_over)

    def quick_check(self) -> str | None:
        """What is wrong with the library's file, in words for a reader; None where nothing is.

        Reading the whole file: for a thread in the background. May be called from any thread.
        """
        return self._store.quick_check()

    def write_as(self, author: str) -> None:
        """Keep this name with whatever is written from now on."""
        self._store.author = author

    @property
    def read_only(self) -> str:
        """Why nothing can be changed and what to do, in words for a reader; empty where it can.

        Where it is not empty, whatever would change the library raises LibraryError.
        """
        return self._store.storage.read_only

    @property
    def notices(self) -> list[str]:
        """What was found amiss when the library was opened, and what was done: a sentence each, for a reader."""
        return self._store.storage.notices

    def _is_same(self, document: Document, briefing: Briefing) -> bool:
        told = Document({**document, "name": None}, document.doc_id)
        ways = (self._read(told, as_added=True), self._read(document), self._read(told))  # under either title
        return briefing.unreviewed() in [each.unreviewed() for each in ways]

    def _read(self, document: Document, *, as_added: bool = False) -> Briefing:
        """A briefing whole; `as_added` without what the reader changed of it and of its entries."""
        source = self._sources.large(document["text"])
        entries = self._entries.having("briefing", document["id"])
        if as_added:
            first = ({**each, **(each.get("original") or {})} for each in entries if not each.get("written"))
            return from_briefing_fields({**document, **(document.get("first") or {})}, source, first)
        removed: set[str] = set()
        briefing = from_briefing_fields(document, source, kept(entries, removed))
        if not removed:
            return briefing
        return briefing._replace(entries=tuple([unlinked(entry, removed) for entry in briefing.entries]))
