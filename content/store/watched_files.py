"""What is remembered of the files in watched folders: in the library's file, because it is of this device alone.

It is no document, and neither exported nor undone. Where it is lost, what was dismissed is offered once more.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import NamedTuple

from content.store.storage import SQLiteStorage

_ROWS = "watched1"
_MADE = (
    f"CREATE TABLE IF NOT EXISTS {_ROWS} (path BLOB PRIMARY KEY, size INT NOT NULL, changed INT NOT NULL,"
    " digest TEXT NOT NULL, state TEXT NOT NULL) WITHOUT ROWID",
    f"CREATE INDEX IF NOT EXISTS {_ROWS}_by_digest ON {_ROWS} (digest)",
)


class Watched(NamedTuple):
    """A file as it was when it was looked at: its size in bytes, when it was changed, in nanoseconds as the system has
    it, the SHA-256 of its bytes in hexadecimal (empty where they were not read yet), and what is to become of it."""

    path: str
    size: int
    changed: int
    digest: str
    state: str


class WatchedFiles:
    """The files that one library remembers, by their paths; names that are no UTF-8 as the system gives them."""

    def __init__(self, storage: SQLiteStorage) -> None:
        self._storage = storage

    def under(self, folder: str) -> dict[str, Watched]:
        """What is remembered of the files in a folder and those below, by path."""
        if not self._is_there():
            return {}
        start = os.fsencode(folder.rstrip(os.sep) + os.sep)
        sql = f"SELECT * FROM {_ROWS} WHERE path >= ? AND path < ?"
        # The byte after the separator's ends them all.
        rows = self._storage.fetch(sql, (start, start[:-1] + bytes([start[-1] + 1])))
        found = (Watched(os.fsdecode(row[0]), *row[1:]) for row in rows)
        return {each.path: each for each in found}

    def has(self, digest: str, state: str) -> bool:
        """Whether there is a file with these bytes in a state, wherever it is or was."""
        sql = f"SELECT 1 FROM {_ROWS} WHERE digest = ? AND state = ?"
        return self._is_there() and bool(self._storage.fetch(sql, (digest, state)))

    def put(self, files: Iterable[Watched]) -> None:
        """Remember files, in place of what was remembered of them; in one transaction."""
        with self._storage.transaction():
            for statement in _MADE:
                self._storage.execute(statement)
            for each in files:
                row = (os.fsencode(each.path), *each[1:])
                self._storage.execute(f"INSERT OR REPLACE INTO {_ROWS} VALUES (?, ?, ?, ?, ?)", row)

    def forget(self, paths: Iterable[str]) -> None:
        """Forget files; in one transaction."""
        with self._storage.transaction():
            for path in paths:
                self._storage.execute(f"DELETE FROM {_ROWS} WHERE path = ?", (os.fsencode(path),))

    def _is_there(self) -> bool:
        return bool(self._storage.fetch("SELECT 1 FROM sqlite_master WHERE name = ?", (_ROWS,)))
