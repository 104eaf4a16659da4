"""What is derived from a library's documents so that their words are found: full-text tables in the same file.

None of it is a document: it is neither exported nor undone, and can be made anew. Entries and notes are kept by
triggers, under the number of their row, from the row on that `search1_marks` names; what is older is taken up in the
background. Sentences have numbers of their own, without gaps, of which `search1_sources` says whose they are: gaps
would make the index half as large again. A source that waits to be cut into its sentences stands in `search1_waiting`.

The tables hold no text (https://sqlite.org/fts5.html#contentless_tables): to take a row out, what was put in has to be
said again, so that a row which is not in must never be taken out.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import NamedTuple

from content.errors import ContentError
from content.store.codec import decode
from content.store.documents import sentences_of
from content.store.storage import SQLiteStorage

ENTRIES_INDEX, SENTENCES_INDEX, NOTES_INDEX = "search1_entries", "search1_sentences", "search1_notes"
_SOURCES, _WAITING, _MARKS = "search1_sources", "search1_waiting", "search1_marks"

_MIDDLE = 1 << 40
"""The number of the first sentence: older ones are taken up towards 0, newer ones upwards."""

_NEVER = 1 << 62
"""Above every row."""

_ROWS_AT_ONCE = 1000
"""Entries or notes that are taken up in one transaction."""

_TOKENS = "content = '', tokenize = 'unicode61 remove_diacritics 2'"


def _entry(row: str) -> str:
    """What of an entry is indexed, column by column, of the row of this name."""
    told = [f"json_extract({row}.body, '$.{name}')" for name in ("title", "text", "tags", "pane", "kind")]
    each = f"json_each({row}.body, '$.quotations') WHERE type = 'array'"
    speakers = f"(SELECT group_concat(json_extract(value, '$[3]'), ' ') FROM {each})"
    person = f"CASE json_extract({row}.body, '$.kind') WHEN 'person' THEN json_extract({row}.body, '$.title') END"
    return ", ".join([*told, f"coalesce({person}, '') || ' ' || coalesce({speakers}, '')"])


def _note(row: str) -> str:
    return f"json_extract({row}.body, '$.body'), json_extract({row}.body, '$.tags')"


class _Kept(NamedTuple):
    """A full-text table that triggers keep: of which documents, its columns, what is in them, what a change changes."""

    name: str
    table: str
    columns: str
    of_old: str
    of_new: str
    paths: str


_KEPT = (
    _Kept(
        ENTRIES_INDEX,
        "doc_entries",
        "title, text, tags, pane, kind, people",
        _entry("OLD"),
        _entry("NEW"),
        "'$.title', '$.text', '$.tags', '$.pane', '$.kind', '$.quotations'",
    ),
    _Kept(NOTES_INDEX, "doc_notes", "body, tags", _note("OLD"), _note("NEW"), "'$.body', '$.tags'"),
)


def layout() -> tuple[str, ...]:
    """The SQL that makes the tables and triggers in a library, new or old; what is there already waits."""
    made = [
        f"CREATE TABLE IF NOT EXISTS {_SOURCES} (first INTEGER PRIMARY KEY,"
        " source INTEGER NOT NULL UNIQUE, briefing TEXT NOT NULL)",
        f"CREATE TABLE IF NOT EXISTS {_WAITING} (source INTEGER PRIMARY KEY)",
        f"CREATE TABLE IF NOT EXISTS {_MARKS} (name TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID",
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {SENTENCES_INDEX} USING fts5 (text, {_TOKENS})",
        f"INSERT OR IGNORE INTO {_WAITING} SELECT seq FROM doc_sources",
        f"CREATE TRIGGER IF NOT EXISTS {SENTENCES_INDEX}_insert AFTER INSERT ON doc_sources BEGIN"
        f" INSERT OR REPLACE INTO {_WAITING} VALUES (NEW.seq); END",
        f"CREATE TRIGGER IF NOT EXISTS {SENTENCES_INDEX}_delete AFTER DELETE ON doc_sources BEGIN"
        f" DELETE FROM {_WAITING} WHERE source = OLD.seq; DELETE FROM {_SOURCES} WHERE source = OLD.seq; END",
    ]
    for each in _KEPT:
        mark = f"(SELECT seq FROM {_MARKS} WHERE name = '{each.name}')"
        put = f"INSERT INTO {each.name} (rowid, {each.columns}) SELECT NEW.seq, {each.of_new};"
        take = f"INSERT INTO {each.name} ({each.name}, rowid, {each.columns}) SELECT 'delete', OLD.seq, {each.of_old};"
        trigger = f"CREATE TRIGGER IF NOT EXISTS {each.name}"
        # A document that was damaged says nothing: what the index has of it stays until it is repaired.
        old, new = "json_valid(OLD.body)", "json_valid(NEW.body)"
        changed = (
            f"CASE WHEN {old} AND {new}"
            f" THEN json_extract(OLD.body, {each.paths}) IS NOT json_extract(NEW.body, {each.paths}) END"
        )
        made += [
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {each.name} USING fts5 ({each.columns}, {_TOKENS})",
            f"INSERT OR IGNORE INTO {_MARKS} SELECT '{each.name}', coalesce(max(seq), 0) + 1 FROM {each.table}",
            f"{trigger}_insert AFTER INSERT ON {each.table} WHEN NEW.seq >= {mark} AND {new} BEGIN {put} END",
            f"{trigger}_delete AFTER DELETE ON {each.table} WHEN OLD.seq >= {mark} AND {old} BEGIN {take} END",
            f"{trigger}_update AFTER UPDATE OF body ON {each.table} WHEN OLD.seq >= {mark} AND {changed}"
            f" BEGIN {take} {put} END",
        ]
    return tuple(made)


class SearchIndex:
    """The full-text tables of one library, for who writes them."""

    def __init__(self, storage: SQLiteStorage) -> None:
        self._storage = storage

    @property
    def _is_there(self) -> bool:
        # A library of an earlier layout that may not be written has none.
        return bool(self._storage.fetch("SELECT 1 FROM sqlite_master WHERE name = ?", (_MARKS,)))

    def behind(self) -> int:
        """How many briefings are still to be taken up; at least 1 as long as anything is."""
        if not self._is_there:
            return int(self._storage.fetch("SELECT count(*) FROM doc_sources")[0][0])
        waiting = int(self._storage.fetch(f"SELECT count(*) FROM {_WAITING}")[0][0])
        return waiting or int(bool(self._older()))

    def follow(self, most: int) -> bool:
        """Take up at most so many briefings, or some thousand entries or notes; whether there was anything.

        For use inside a transaction.
        """
        older = self._older()
        for each, mark in older[:1]:  # they are soon done, and what is said of a briefing counts for more than its text
            # Rows were removed where there is none down there: the mark then goes to the next that there is.
            found = self._storage.fetch(
                f"SELECT min(seq) FROM (SELECT seq FROM {each.table} WHERE seq < ? ORDER BY seq DESC LIMIT ?)",
                (mark, _ROWS_AT_ONCE),
            )
            start = 0 if found[0][0] is None else int(found[0][0])
            self._storage.execute(
                f"INSERT INTO {each.name} (rowid, {each.columns}) SELECT NEW.seq, {each.of_new}"
                f" FROM {each.table} AS NEW WHERE NEW.seq >= ? AND NEW.seq < ? ORDER BY NEW.seq",
                (start, mark),
            )
            self._storage.execute(f"UPDATE {_MARKS} SET seq = ? WHERE name = ?", (start, each.name))
        if older:
            return True
        newest = int(self._storage.fetch(f"SELECT max(source) FROM {_SOURCES}")[0][0] or 0)
        # Those that came after all that is in, in their order; then backwards.
        newer = self._storage.fetch(
            f"SELECT source FROM {_WAITING} WHERE source > ? ORDER BY source LIMIT ?", (newest, most)
        )
        if not newest:
            newer = []
        waiting = newer or self._storage.fetch(f"SELECT source FROM {_WAITING} ORDER BY source DESC LIMIT ?", (most,))
        for (source,) in waiting:
            self.take_up(source)
        return bool(waiting)

    def _older(self) -> list[tuple[_Kept, int]]:
        marks: dict[str, int] = dict(self._storage.fetch(f"SELECT name, seq FROM {_MARKS}"))
        return [(each, marks[each.name]) for each in _KEPT if marks.get(each.name, 0) > 1]

    @contextmanager
    def entries_at_once(self) -> Generator[None]:
        """The entries that are inserted inside are taken up together; for use inside a transaction.

        A trigger that fires for each of them would have SQLite put each away by itself: ten times the work.
        """
        kept = _KEPT[0]
        with self._storage.transaction():  # what fails inside leaves the mark as it was
            mark = self._storage.fetch(f"SELECT seq FROM {_MARKS} WHERE name = ?", (kept.name,))[0][0]
            last = self._storage.fetch(f"SELECT coalesce(max(seq), 0) FROM {kept.table}")[0][0]
            # Nothing is in the index as far as the triggers know, until the transaction goes on below or is undone.
            self._storage.execute(f"UPDATE {_MARKS} SET seq = ? WHERE name = ?", (_NEVER, kept.name))
            yield
            self._storage.execute(
                f"INSERT INTO {kept.name} (rowid, {kept.columns}) SELECT NEW.seq, {kept.of_new}"
                f" FROM {kept.table} AS NEW WHERE NEW.seq > ? AND NEW.seq >= ?",
                (last, mark),
            )
            self._storage.execute(f"UPDATE {_MARKS} SET seq = ? WHERE name = ?", (mark, kept.name))

    def take_up_document(self, id: str) -> None:
        """Take up the source whose document has this id, now inserted; for use inside the same transaction."""
        for (source,) in self._storage.fetch("SELECT seq FROM doc_sources WHERE id = ?", (id,)):
            self.take_up(source)

    def take_up(self, source: int) -> None:
        """Take up the sentences of the source in this row; for use inside a transaction."""
        if not self._storage.fetch(f"SELECT 1 FROM {_WAITING} WHERE source = ?", (source,)):
            return
        self._storage.execute(f"DELETE FROM {_WAITING} WHERE source = ?", (source,))
        if not self._storage.fetch("SELECT 1 FROM doc_sources WHERE seq = ?", (source,)):
            return
        body = self._storage.fetch_body("doc_sources", source)
        try:
            fields = decode(body)
        except ContentError:  # it was damaged, and whoever reads it says so: the others are not to wait for it
            return
        text, sentences = fields["text"], sentences_of(fields)
        count = len(sentences)
        if not count:
            return
        first = self._place(source, count)
        self._storage.execute(f"INSERT INTO {_SOURCES} VALUES (?, ?, ?)", (first, source, fields["briefing"]))
        rows = enumerate(zip(sentences.starts, sentences.ends, strict=True), first)
        self._storage.execute_many(
            f"INSERT INTO {SENTENCES_INDEX} (rowid, text) VALUES (?, ?)",
            ((number, text[start:end]) for number, (start, end) in rows),
        )

    def _place(self, source: int, count: int) -> int:
        """The number of the first of so many sentences: below all others where the source is older than all others."""
        ((oldest,),) = self._storage.fetch(f"SELECT min(source) FROM {_SOURCES}")
        if oldest is None:
            return _MIDDLE
        if source < oldest:
            return int(self._storage.fetch(f"SELECT min(first) FROM {_SOURCES}")[0][0]) - count
        # Numbers go on from the end of the last one, of which only the index itself knows how long it was.
        newest_row = f"SELECT rowid FROM {SENTENCES_INDEX} ORDER BY rowid DESC LIMIT 1"
        return int(self._storage.fetch(newest_row)[0][0]) + 1
