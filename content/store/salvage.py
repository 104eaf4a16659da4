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
from content.store.schema import DECLARED, statements_for, table_in_sql

_PATIENCE = 5.0


class Salvaged(NamedTuple):
    """How many documents were read, how many of them were missing or older in the other file, and how many are lost."""

    read: int
    brought: int
    unreadable: int


def salvage(damaged: Path, into: Path) -> Salvaged:
    """Bring each document that can be read of a damaged file into a library where that lacks it or has an older one.

    `into` must be of the newest layout. `damaged` is opened for writing by SQLite, so give a copy. Raises
    sqlite3.Error where `into` fails; what `damaged` says no longer is counted.
    """
    read = brought = unreadable = 0
    source, target = connect(damaged, _PATIENCE), connect(into, _PATIENCE)
    try:
        source.text_factory = bytes
        # Otherwise SQLite reads nothing of a file that was cut.
        source.execute("PRAGMA writable_schema = ON")
        target.execute("PRAGMA synchronous = OFF")
        target.execute("BEGIN IMMEDIATE")
        for name in _tables(source):
            for statement in (*statements_for(name, DECLARED.get(name, ())), *triggers_for(name)):
                target.execute(statement)
            for doc_id, body in _rows(source, name):
                document = None if doc_id is None else _document(doc_id, body)
                if doc_id is None or document is None:
                    unreadable += 1
                    continue
                read += 1
                brought += _bring(target, table_in_sql(name), doc_id.decode(), document, body)
        _bring_stamp(source, target)
        target.execute("COMMIT")
    finally:
        source.close()
        target.close()
    return Salvaged(read, brought, unreadable)


def _tables(source: sqlite3.Connection) -> list[str]:
    found: list[str] = []
    with suppress(sqlite3.Error, UnicodeDecodeError):
        for (name,) in source.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid"):
            found.append(name.decode())
    return list(names_among(found))


def _rows(source: sqlite3.Connection, name: str) -> Iterator[tuple[bytes | None, bytes]]:
    """Ids and documents that can be read, in some order; None for one that is known to be there and cannot."""
    table = table_in_sql(name)
    seen: set[int] = set()
    for order in ("ASC", "DESC"):
        try:
            for seq, doc_id, body in source.execute(f"SELECT seq, id, body FROM {table} ORDER BY seq {order}"):
                if seq in seen:
                    break
                seen.add(seq)
                yield _bytes(doc_id), _bytes(body) or b""
            else:
                return
        except sqlite3.Error:
            # From the other end then, as far as the damage, and in between by the numbers that the index knows.
            continue
    known: set[int] = set()
    with suppress(sqlite3.Error):
        for seq, _ in source.execute(f"SELECT seq, id FROM {table} ORDER BY id"):
            known.add(seq)
    for seq in sorted(known - seen):
        try:
            found = source.execute(f"SELECT id, body FROM {table} WHERE seq = ?", (seq,)).fetchone()
        except sqlite3.Error:
            found = None
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


def _bring(target: sqlite3.Connection, table: str, doc_id: str, document: Body, body: bytes) -> int:
    there = target.execute(f"SELECT CAST(body AS BLOB) FROM {table} WHERE id = ?", (doc_id,)).fetchone()
    if there is None:
        target.execute(f"INSERT INTO {table} (id, body) VALUES (?, CAST(? AS TEXT))", (doc_id, body))
        return 1
    older = str(decode(there[0]).get("updated_at", ""))
    if str(document.get("updated_at", "")) <= older:
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
