"""The feed of changes: every document once, with the number of its newest change, kept by triggers in the file.

A number is never given twice. A document that was removed keeps its last line, so that a reader of the feed learns of
it. Whoever remembers the number it read last reads on from there, as CouchDB's `_changes` do.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from content.store.schema import name_from_sql, table_in_sql

FEED = (
    "CREATE TABLE IF NOT EXISTS feed"
    " (seq INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, id TEXT NOT NULL, UNIQUE (name, id))"
)

_EVENTS = (("insert", "NEW"), ("update", "NEW"), ("delete", "OLD"))


class Change(NamedTuple):
    """That a document was written, changed or removed: `seq` is the number of its newest change, from 1."""

    seq: int
    table: str
    doc_id: str


def triggers_for(name: str) -> list[str]:
    """The SQL that keeps the feed of a table, where it is not there yet. The table must be there."""
    table = table_in_sql(name)
    # One statement each: every start parses them all. REPLACE holds only where the statement that fires the trigger
    # names no way of its own to meet a conflict; an upsert does. https://sqlite.org/lang_createtrigger.html
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_feeds_{event} AFTER {event.upper()} ON {table} BEGIN"
        f" INSERT OR REPLACE INTO feed (name, id) VALUES ({_literal(name)}, {row}.id); END"
        for event, row in _EVENTS
    ]


def fill_for(name: str) -> str:
    """The SQL that gives each document of a table a line in the feed that has none."""
    table = table_in_sql(name)
    return (
        f"INSERT INTO feed (name, id) SELECT {_literal(name)}, id FROM {table} WHERE id NOT IN"
        f" (SELECT id FROM feed WHERE name = {_literal(name)}) ORDER BY seq"
    )


def names_among(tables: Iterable[str]) -> list[str]:
    """The names of those SQLite tables that hold documents."""
    return [name for name in map(name_from_sql, tables) if name is not None]


def _literal(name: str) -> str:
    # In hexadecimal, where quotes or NUL could end the text.
    return f"'{name}'" if name.isidentifier() and name.isascii() else f"CAST(X'{name.encode().hex()}' AS TEXT)"
