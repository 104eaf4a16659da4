"""Which briefing was read last, told by an index at any size: every start asks."""

from __future__ import annotations

from content.store.storage import SQLiteStorage

_SQL = (
    "SELECT key FROM catalogue1 WHERE deleted = 0 AND archived = 0 AND last_read > ''"
    " ORDER BY last_read DESC, seq DESC LIMIT 1"
)


def last_read(storage: SQLiteStorage) -> tuple[str, ...] | None:
    """The id of the briefing whose position was kept last, of those that lists show; empty where none was.

    None in a library of an older layout that may not be written, which has no such index.
    """
    if not storage.fetch("SELECT 1 FROM sqlite_master WHERE name = 'catalogue1'"):
        return None
    found = storage.fetch(_SQL)
    return (found[0][0],) if found else ()
