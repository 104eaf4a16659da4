"""What can still be read of a damaged library, document by document."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from content.errors import ContentError
from content.store.codec import Body, decode
from content.store.feed import names_among, triggers_for
from content.store.opening import connect
from content.store.pages import text_pairs_in
from content.store.schema import EVERY, statements_for, table_in_sql

_PATIENCE = 5.0


class Salvaged(NamedTuple):
    """How many documents were read, how many of them the other file lacked or had otherwise, how many are lost.

    `is_all` is false where parts could not be read and nobody knows what was in them.
    """

    read: int
    brought: int
    unreadable: int
    is_all: bool


def salvage(damaged: Path, into: Path) -> Salvaged:
    """Bring each document that can be read of a damaged file into a library that lacks it or has it as it was before.

    `into` must be of the newest layout. `damaged` is opened for writing by SQLite, so give a copy. Raises
    sqlite3.Error where `into` fails.
    """
    target = connect(into, _PATIENCE)
    try:
        target.execute("PRAGMA synchronous = OFF")
        target.execute("BEGIN IMMEDIATE")
        salvaged = _follow_tables(damaged, target)
        if not salvaged.is_all:
            salvaged = _go_through_pages(damaged, target, salvaged)
        target.execute("COMMIT")
    finally:
        target.close()
    return salvaged


def _follow_tables(damaged: Path, target: sqlite3.Connection) -> Salvaged:
    """What SQLite itself can still find."""
    read = brought = unreadable = 0
    is_all = True
    try:
        source = connect(damaged, _PATIENCE)
    except sqlite3.Error:
        return Salvaged(0, 0, 0, False)
    try:
        source.text_factory = bytes
        # Otherwise SQLite reads nothing of a file that was cut.
        source.execute("PRAGMA writable_schema = ON")
        tables = _tables(source)
        is_all = bool(tables)
        for name in tables:
            _make(target, name)
            rows = _Rows(source, name)
            for doc_id, body in rows:
                document = None if doc_id is None else _document(doc_id, body)
                if doc_id is None or document is None:
                    unreadable += 1
                    continue
                read += 1
                brought += _bring(target, name, doc_id.decode(), document, body, is_older=False)
            is_all = is_all and rows.is_all
        _bring_stamp(source, target)
    except sqlite3.Error:
        is_all = False
    finally:
        source.close()
    return Salvaged(read, brought, unreadable, is_all and not unreadable)


def _go_through_pages(damaged: Path, target: sqlite3.Connection, before: Salvaged) -> Salvaged:
    """What stands in pages to which no way leads any more; their table is known by the feed."""
    brought = 0
    names: dict[bytes, str] = {}
    for first, second in text_pairs_in(damaged):
        if not second.startswith(b"{"):
            with suppress(UnicodeDecodeError):
                names[second] = first.decode()
    for first, second in text_pairs_in(damaged):
        name, document = names.get(first), _document(first, second)
        if name is not None and document is not None:
            _make(target, name)
            # It may have been replaced long ago.
            brought += _bring(target, name, first.decode(), document, second, is_older=True)
    return Salvaged(before.read + brought, before.brought + brought, max(0, before.unreadable - brought), False)


def _make(target: sqlite3.Connection, name: str) -> None:
    for statement in (*statements_for(name, EVERY.get(name, ())), *triggers_for(name)):
        target.execute(statement)


def _tables(source: sqlite3.Connection) -> list[str]:
    found: list[str] = []
    with suppress(sqlite3.Error, UnicodeDecodeError):
        for (name,) in source.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid"):
            found.append(name.decode())
    return list(names_among(found))


class _Rows:
    """Ids and documents of a table that can be read, in some order; None for one that is known to be there and cannot.

    `is_all` is false afterwards where there may have been others.
    """

    def __init__(self, source: sqlite3.Connection, name: str) -> None:
        self._source, self._table = source, table_in_sql(name)
        self.is_all = True

    def __iter__(self) -> Iterator[tuple[bytes | None, bytes]]:
        seen: set[int] = set()
        for order in ("ASC", "DESC"):
            try:
                sql = f"SELECT seq, id, body FROM {self._table} ORDER BY seq {order}"
                for seq, doc_id, body in self._source.execute(sql):
                    if seq in seen:
                        break
                    seen.add(seq)
                    yield _bytes(doc_id), _bytes(body) or b""
                else:
                    if order == "ASC":
                        return
            except sqlite3.Error:
                # From the other end then, as far as the damage, and in between by the numbers that the index knows.
                self.is_all = False
        known: set[int] = set()
        with suppress(sqlite3.Error):
            for seq, _ in self._source.execute(f"SELECT seq, id FROM {self._table} ORDER BY id"):
                known.add(seq)
        for seq in sorted(known - seen):
            found = None
            with suppress(sqlite3.Error):
                sql = f"SELECT id, body FROM {self._table} WHERE seq = ?"
                found = self._source.execute(sql, (seq,)).fetchone()
            yield (None, b"") if found is None else (_bytes(found[0]), _bytes(found[1]) or b"")


def _bytes(value: Any) -> bytes | None:
    return value if isinstance(value, bytes) else None


def _document(doc_id: bytes, body: bytes) -> Body | None:
    """The document, if it is one and the one of this id."""
    try:
        document: Any = decode(body)
        return (
            document if isinstance(document, dict) and document.get("id", doc_id.decode()) == doc_id.decode() else None
        )
    except (ContentError, UnicodeDecodeError):
        return None


def _bring(target: sqlite3.Connection, name: str, doc_id: str, document: Body, body: bytes, *, is_older: bool) -> int:
    """1 where the document was brought; 0 where the one that is there stays, of two of one time if `is_older`."""
    table = table_in_sql(name)
    there = target.execute(f"SELECT CAST(body AS BLOB) FROM {table} WHERE id = ?", (doc_id,)).fetchone()
    if there is None:
        target.execute(f"INSERT INTO {table} (id, body) VALUES (?, CAST(? AS TEXT))", (doc_id, body))
        return 1
    time, standing = (str(each.get("updated_at", "")) for each in (document, decode(there[0])))
    if body == there[0] or time < standing or (is_older and time == standing):
        return 0
    target.execute(f"UPDATE {table} SET body = CAST(? AS TEXT) WHERE id = ?", (body, doc_id))
    return 1


def _bring_stamp(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """The later time of both, so that times go on ascending; and the device, where there is none yet."""
    with suppress(sqlite3.DatabaseError, UnicodeDecodeError):
        for name, value in source.execute("SELECT name, value FROM library WHERE name IN ('stamp', 'device')"):
            target.execute(
                "INSERT INTO library VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
                " WHERE name = 'stamp' AND excluded.value > value",
                (name.decode(), value.decode()),
            )
