"""What is derived from each briefing so that its twins are found: in the library's file, and made anew from it.

None of it is a document: it is neither exported nor undone. The feed says which briefings changed since it was made.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from content.store.codec import is_storable
from content.store.schema import BRIEFINGS
from content.store.storage import SQLiteStorage

_LAYOUT = 1
"""What the tables are named for: another way of sketching takes another number, and makes all anew."""

_ROWS, _BANDS, _SEEN = f"sketch{_LAYOUT}", f"sketch{_LAYOUT}_bands", f"sketch{_LAYOUT}_seen"

_MADE = (
    f"CREATE TABLE IF NOT EXISTS {_ROWS} (id TEXT PRIMARY KEY, text BLOB NOT NULL, original TEXT NOT NULL,"
    " address TEXT NOT NULL, headline TEXT NOT NULL, lowest BLOB NOT NULL) WITHOUT ROWID",
    *(f"CREATE INDEX IF NOT EXISTS {_ROWS}_by_{name} ON {_ROWS} ({name})" for name in ("text", "address", "headline")),
    f"CREATE INDEX IF NOT EXISTS {_ROWS}_by_original ON {_ROWS} (original)",
    f"CREATE TABLE IF NOT EXISTS {_BANDS} (band BLOB, id TEXT, PRIMARY KEY (band, id)) WITHOUT ROWID",
    f"CREATE TABLE IF NOT EXISTS {_SEEN} (seq INTEGER NOT NULL)",
)


class Sketched(NamedTuple):
    """What is kept of the briefing whose document has this id: digests of its text and of the file that it was read
    from, where it was published and under which title (empty where that is not known), and the digests of a sketch."""

    id: str
    text: bytes
    original: str
    address: str
    headline: str
    lowest: bytes
    bands: tuple[bytes, ...]


class Sketches:
    """The rows of one library; for use inside a transaction."""

    def __init__(self, storage: SQLiteStorage) -> None:
        self._storage = storage

    def stale(self, limit: int) -> tuple[list[str], int]:
        """The ids of at most so many briefings that were added or changed, and up to where the feed was followed then.

        They count as seen when that is said to `see`.
        """
        sql = "SELECT seq, id FROM feed WHERE seq > ? AND name = ? ORDER BY seq LIMIT ?"
        rows = self._storage.fetch(sql, (self._seen(), BRIEFINGS, limit))
        newest = int(self._storage.fetch("SELECT max(seq) FROM feed")[0][0] or 0)
        return [id for _, id in rows], rows[-1][0] if len(rows) == limit else newest

    def see(self, end: int) -> None:
        """Take what the feed tells up to this number for seen."""
        if end != self._seen():
            self._storage.execute(f"DELETE FROM {_SEEN}")
            self._storage.execute(f"INSERT INTO {_SEEN} VALUES (?)", (end,))

    def waiting(self) -> int:
        """How many briefings were added or changed that do not count as seen."""
        sql = "SELECT count(*) FROM feed WHERE seq > ? AND name = ?"
        return int(self._storage.fetch(sql, (self._seen(), BRIEFINGS))[0][0])

    def _seen(self) -> int:
        """Up to where the feed has been followed; 0 where nothing has yet."""
        for statement in _MADE:
            self._storage.execute(statement)
        return int(self._storage.fetch(f"SELECT max(seq) FROM {_SEEN}")[0][0] or 0)

    def put(self, each: Sketched) -> None:
        """Keep what is derived from a briefing, in place of what was."""
        self._storage.execute(f"INSERT OR REPLACE INTO {_ROWS} VALUES (?, ?, ?, ?, ?, ?)", each[:6])
        for band in each.bands:  # those of before are the same: its text never changes
            self._storage.execute(f"INSERT OR IGNORE INTO {_BANDS} VALUES (?, ?)", (band, each.id))

    def having(self, column: str, value: bytes | str) -> list[str]:
        """The ids of the briefings with this in a column, oldest first; none for what is empty."""
        assert column in Sketched._fields
        if not value or (isinstance(value, str) and not is_storable(value)):
            return []
        return [
            row[0] for row in self._storage.fetch(f"SELECT id FROM {_ROWS} WHERE {column} = ? ORDER BY id", (value,))
        ]

    def sharing(self, bands: Iterable[bytes]) -> list[tuple[str, bytes]]:
        """The ids and the lowest digests of the briefings that have one of these bands."""
        asked = list(bands)
        marks = ", ".join("?" * len(asked))
        sql = (
            f"SELECT id, lowest FROM {_ROWS} WHERE id IN (SELECT id FROM {_BANDS} WHERE band IN ({marks})) ORDER BY id"
        )
        return [(row[0], row[1]) for row in self._storage.fetch(sql, asked)]
