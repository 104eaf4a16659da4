"""The tables of a library and their layout in SQLite: names, declared fields, the expressions that indexes are on."""

from __future__ import annotations

import re
from collections.abc import Mapping

FieldPath = tuple[str, ...]
"""A field of a document: its key, or the keys that lead to it."""

Declared = Mapping[str, tuple[FieldPath, ...]]
"""Per table, the fields that are indexed."""

BRIEFINGS, SOURCES, ENTRIES, READING = "briefings", "sources", "entries", "reading"
NOTES, CHANGES, SESSIONS = "notes", "changes", "sessions"
ORIGINALS, REVISIONS, SEARCHES, IDENTITIES = "originals", "revisions", "searches", "identities"

DECLARED: Declared = {
    BRIEFINGS: (("key",), ("deleted",)),
    SOURCES: (),
    ENTRIES: (("briefing",),),
    READING: (("briefing",), ("updated_at",)),
    NOTES: (("briefing",), ("session",)),
    CHANGES: (("state",),),
    SESSIONS: (),
    REVISIONS: (("briefing",), ("revision_of",)),
}
"""What this version of the program declares. `migrations` must make an index for each."""

MADE_LATER: Declared = {ORIGINALS: (), SEARCHES: (), IDENTITIES: ()}
"""Tables that are made when they are first written to: a library without them is whole, and needs no new layout."""

EVERY: Declared = {**DECLARED, **MADE_LATER}
"""Every table that this version of the program knows."""

_PLAIN = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_PART = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_PLAIN_PREFIX, _CODED_PREFIX = "doc_", "docx_"


def table_in_sql(name: str) -> str:
    """The SQLite table that holds a TinyDB table.

    SQLite folds case and reserves names, TinyDB does neither: a name that is not plain is written in hexadecimal.
    """
    if _PLAIN.fullmatch(name):
        return _PLAIN_PREFIX + name
    return _CODED_PREFIX + name.encode().hex()


def name_from_sql(table: str) -> str | None:
    """The TinyDB table that an SQLite table holds; None where it holds something else."""
    if table.startswith(_CODED_PREFIX):
        return bytes.fromhex(table.removeprefix(_CODED_PREFIX)).decode()
    if table.startswith(_PLAIN_PREFIX):
        return table.removeprefix(_PLAIN_PREFIX)
    return None


def field_in_sql(path: FieldPath) -> str:
    """The expression for a field; the same text in an index and in a query, or SQLite would not use the index.

    Raises ValueError for a key that would need quoting.
    """
    if not path or not all(_PART.fullmatch(part) for part in path):
        raise ValueError(f"not a field that can be declared: {path!r}")
    return f"json_extract(body, '$.{'.'.join(path)}')"


def statements_for(name: str, fields: tuple[FieldPath, ...]) -> list[str]:
    """The SQL that makes a table with the indexes of its declared fields, where they are not there yet.

    `seq` is the order of insertion, `body` the document as JSON.
    """
    table = table_in_sql(name)
    made = [
        f"CREATE TABLE IF NOT EXISTS {table} (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL)"
    ]
    for path in fields:
        index = f"{table}_by_{'_'.join(path)}"
        made.append(f"CREATE INDEX IF NOT EXISTS {index} ON {table} ({field_in_sql(path)})")
    return made
