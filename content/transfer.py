"""A library's documents on their way out, and those of another library taken in: all of them, or none.

Documents keep their ids and times. One that is not there is new; one that differs is taken where it was changed later;
the rest is as it was. What was read, the marks, and the tags of briefings, are those of both. A note whose text was
changed on both sides stays twice, see `content.store.conflicts`. Each library has the briefing that ships, under an id
of its own document: where a briefing of the same id and text is there already, what belongs to the other one is taken
for the one that is there.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from content.errors import ContentError
from content.importers.library_jsonl import Carried, Header
from content.model import BriefingId
from content.notes import NoteId
from content.shelf import Shelf, of_briefing
from content.store import DocumentStore
from content.store.codec import Body
from content.store.conflicts import Texts, seen_in, version_lost, with_tags_lost
from content.store.copying import (
    NEWEST,
    count_documents,
    device_of,
    every_document,
    follow_times,
    held_document,
    layout_of,
    put_documents,
)
from content.store.documents import sentences_of
from content.store.ids import stamp_after
from content.store.journal import stamp_over
from content.store.schema import BRIEFINGS, CHANGES, ENTRIES, NOTES, ORIGINALS, READING, SOURCES

NEWEST_LAYOUT = NEWEST
"""The newest layout of a library that can be taken in."""

_AHEAD = timedelta(days=1)
"""How far another device's clock may be ahead of ours for all our times to follow it.

Of what comes from one further ahead, each document's own time is followed when it is changed, see `stamp_over`.
"""

_BATCH = 256
"""Documents that are held before they are written."""

Documents = Callable[[], Iterator[Carried]]
"""Gives the documents from the beginning, each time that it is called."""


class Taken(NamedTuple):
    """How many documents were new, changed, or kept as they were; and the briefings that got another id.

    `conflicts` are the new notes with a text that would have been lost: it was changed in both libraries.
    """

    new: int
    changed: int
    kept: int
    renamed: tuple[tuple[BriefingId, BriefingId], ...]
    conflicts: tuple[NoteId, ...] = ()


class Transfer:
    """The door for everything in a library at once."""

    def __init__(self, store: DocumentStore, shelf: Shelf) -> None:
        self._store, self._shelf = store, shelf

    @contextmanager
    def outgoing(self, now: datetime) -> Generator[tuple[Header, Iterator[Carried]]]:
        """A header, and every document of one moment, tombstones and the journal too, each read when asked for.

        Raises LibraryError where the disk fails.
        """
        with self._store.snapshot():
            counted = count_documents(self._store)
            header = Header(layout_of(self._store), device_of(self._store), stamp_after(None, now), counted)
            yield header, (Carried(table, document) for table, document in every_document(self._store))

    def take_in(self, documents: Documents, now: datetime) -> Taken:
        """Take documents in, in one transaction; what came of it.

        Raises ContentError for documents that do not belong together, and whatever `documents` raises; LibraryError
        where the disk fails. Nothing is kept then.
        """
        with self._store.transaction():
            return _Intake(self._store, self._shelf, now).run(documents)


class _Intake:
    """One run of taking in."""

    def __init__(self, store: DocumentStore, shelf: Shelf, now: datetime) -> None:
        self._store, self._shelf = store, shelf
        self._limit = stamp_after(None, now + _AHEAD)
        self._latest = ""
        self._met: dict[str, _Meeting] = {}
        self._same: dict[str, str] = {}
        self._texts: set[str] = set()
        self._keys: dict[str, str] = {}
        self._pending: dict[str, Body] = {}
        self._table = ""
        self._counts = {"new": 0, "changed": 0, "kept": 0}
        self._added: dict[str, tuple[str, str]] = {}
        self._recount: set[str] = set()
        self._contested: set[str] = set()
        self._seen_here: Texts = {}
        self._seen_there: Texts = {}
        self._conflicts: list[NoteId] = []

    def run(self, documents: Documents) -> Taken:
        self._meet(documents)
        if self._contested:
            changes = (document for table, document, _ in documents() if table == CHANGES)
            self._seen_there = seen_in(changes, self._contested)
            self._seen_here = seen_in(self._store.table(CHANGES), self._contested)
        for each in documents():
            self._take(each)
        self._write()
        for where, text in self._added.values():
            if text not in self._texts and held_document(self._store, SOURCES, text) is None:
                raise ContentError(
                    "the text of this briefing is missing", where=where, remedy="export the library again"
                )
        if self._latest:
            follow_times(self._store, self._latest)
        self._count_entries()
        renamed = [(BriefingId(met.key), BriefingId(met.new_key)) for met in self._met.values() if met.new_key]
        return Taken(**self._counts, renamed=tuple(renamed), conflicts=tuple(self._conflicts))

    # -- which briefings are there already, under another document

    def _meet(self, documents: Documents) -> None:
        for table, document, where in documents():
            if table == SOURCES:
                self._texts.add(document["id"])
            if table == NOTES:
                held = held_document(self._store, NOTES, document["id"])
                if held is not None and held["body"] != document["body"]:
                    self._contested.add(document["id"])
            if table == BRIEFINGS and not document["deleted"]:
                if document["key"] in self._keys:
                    raise ContentError(
                        f"another briefing in the file has the id {document['key']} too",
                        where=where,
                        remedy="export the library again",
                    )
                self._keys[document["key"]] = document["id"]
                there = self._shelf.find(BriefingId(document["key"]))
                self._contest(document, there)
                if there is not None and there["id"] != document["id"]:
                    self._met[document["id"]] = _Meeting(document["key"], there, {document["id"]: there["id"]})
        if not self._met:
            return
        for table, document, _ in documents():
            met = self._met.get(document["briefing"]) if table in (SOURCES, ENTRIES, READING) else None
            if met is not None:
                self._compare(table, document, met)
        for id, met in self._met.items():
            if met.is_same:
                self._same |= met.same
            else:
                met.new_key = self._free_key(id, met.key)

    def _contest(self, document: Body, there: Body | None) -> None:
        """Remember two versions of a briefing whose tags are not the same."""
        if there is not None and (there.get("tags") or []) != (document.get("tags") or []):
            self._contested |= {there["id"], document["id"]}

    def _compare(self, table: str, document: Body, met: _Meeting) -> None:
        if table == SOURCES:
            held = held_document(self._store, SOURCES, met.there["text"])
            met.is_same = (
                held is not None and held["text"] == document["text"] and sentences_of(held) == sentences_of(document)
            )
            met.same[document["id"]] = met.there["text"]
        elif table == ENTRIES:
            if met.entries is None:
                entries = self._store.table(ENTRIES).having("briefing", met.there["id"])
                met.entries = {entry["key"]: entry["id"] for entry in entries}
            if document["key"] in met.entries:
                met.same[document["id"]] = met.entries[document["key"]]
        else:
            held = self._store.table(READING).get(of_briefing(met.there["id"]))
            if held is not None:
                met.same[document["id"]] = held["id"]

    def _free_key(self, id: str, key: str) -> str:
        held = held_document(self._store, BRIEFINGS, id)
        if held is not None and not held["deleted"]:
            return str(held["key"])  # it was taken in before, and has its name
        number = 2
        while self._shelf.find(BriefingId(f"{key}-{number}")) is not None or f"{key}-{number}" in self._keys:
            number += 1
        self._keys[f"{key}-{number}"] = id
        return f"{key}-{number}"

    # -- one document

    def _take(self, carried: Carried) -> None:
        table, document, where = carried
        is_twin = document["id"] in self._same
        if self._same:
            document = _renamed(document, self._same)
        met = self._met.get(carried.document["id"])
        if met is not None and met.new_key:
            document["key"] = met.new_key
        is_large = table in (SOURCES, ORIGINALS)
        if table != self._table or len(self._pending) >= _BATCH or is_large or document["id"] in self._pending:
            self._write()
            self._table = table
        held = held_document(self._store, table, document["id"])
        if self._latest < document["updated_at"] <= self._limit:
            self._latest = document["updated_at"]
        if held is not None:
            older, newer = (held, document) if _wins(document, held, is_twin=is_twin) else (document, held)
            document = _joined(older, newer) if table == READING else newer
            seen = self._seen_here if newer is held else self._seen_there
            if table == NOTES and older["body"] != newer["body"]:
                self._keep_lost(older, seen)
            if table == BRIEFINGS:
                id = held["id"] if newer is held else carried.document["id"]
                document = with_tags_lost(newer, older, seen.get(id, ()))
        if document == held:
            self._counts["kept"] += 1
            return
        self._counts["new" if held is None else "changed"] += 1
        if table == BRIEFINGS:
            self._added[document["id"]] = (where, document["text"])
            if held is not None:
                self._recount.add(document["id"])
        elif table == ENTRIES and document["briefing"] not in self._added:
            self._recount.add(document["briefing"])
        self._pending[document["id"]] = document

    # -- notes that were changed on both sides

    def _keep_lost(self, older: Body, texts: Texts) -> None:
        """Keep the text that gives way as a note of its own, unless the side of the other text has seen it."""
        lost = version_lost(older, texts)
        # It has the same id whichever library keeps it, and may have been kept, or deleted, before.
        if lost is None or held_document(self._store, NOTES, lost["id"]) is not None:
            return
        self._pending[lost["id"]] = lost
        self._conflicts.append(NoteId(lost["id"]))

    # -- writing

    def _write(self) -> None:
        if self._pending:
            put_documents(self._store, self._table, self._pending.values())
            self._pending.clear()

    def _count_entries(self) -> None:
        """What two libraries added to one briefing, neither of them has counted."""
        briefings, entries = self._store.table(BRIEFINGS), self._store.table(ENTRIES)
        for id in sorted(self._recount):
            briefing = held_document(self._store, BRIEFINGS, id)
            live = sum(not entry["deleted"] for entry in entries.having("briefing", id))
            if briefing is not None and briefing["entries"] != live:
                briefings.update({"entries": live, "updated_at": stamp_over(self._store, briefing)}, doc_ids=[id])


class _Meeting:
    """A briefing that comes in under an id which one that is there has already."""

    def __init__(self, key: str, there: Body, same: dict[str, str]) -> None:
        self.key, self.there, self.same = key, there, same
        self.entries: dict[str, str] | None = None
        self.is_same = False
        self.new_key = ""


def _wins(document: Body, held: Body, *, is_twin: bool) -> bool:
    """Whether a document is to take the place of the one that is there.

    Of twins, one that nobody has changed since it was added never does, however late that was.
    """
    if is_twin and document["updated_at"] == document["created_at"]:
        return False
    if is_twin and held["updated_at"] == held["created_at"]:
        return True
    return bool(document["updated_at"] > held["updated_at"])


def _joined(older: Body, newer: Body) -> Body:
    """The later reading position with what was read, and the marks that were set, in either of the two."""
    marks = {mark["letter"]: mark for mark in (*older["marks"], *newer["marks"])}
    joined = {"read": sorted({*older["read"], *newer["read"]}), "marks": [marks[letter] for letter in sorted(marks)]}
    # What has nothing to gain stays as it was, in its own order.
    return {**newer, **{name: value for name, value in joined.items() if len(value) > len(newer[name])}}


def _renamed(value: Any, names: dict[str, str]) -> Any:
    """The same value with other ids of documents in it, wherever they stand."""
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, list):
        return [_renamed(each, names) for each in value]
    if isinstance(value, dict):
        return {name: _renamed(each, names) for name, each in value.items()}
    return value
