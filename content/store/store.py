"""The document store: TinyDB with a body that scales, one SQLite file in a folder."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.table import Document

from content.store.feed import Change
from content.store.storage import SQLiteStorage
from content.store.table import DocumentTable


class DocumentStore(TinyDB):
    """A library's documents, table by table, as TinyDB gives them.

    Takes the arguments of `SQLiteStorage` and raises LibraryError as it does; `author` is who writes new documents.
    It belongs to the thread that opened it.
    """

    table_class = DocumentTable  # type: ignore[assignment]
    default_storage_class = SQLiteStorage  # type: ignore[assignment]
    _storage: SQLiteStorage

    def __init__(self, folder: Path, *, author: str = "", **kwargs: Any) -> None:
        self.author = author
        super().__init__(folder, **kwargs)

    def table(self, name: str, **kwargs: Any) -> DocumentTable:
        """The table of this name; it is made when it is first written to."""
        return super().table(name, **kwargs)  # type: ignore[return-value]

    @property
    def storage(self) -> SQLiteStorage:
        """The SQLite file underneath."""
        return self._storage

    def transaction(self) -> AbstractContextManager[None]:
        """What is written inside is kept together, durably on leaving, or not at all where an exception passes."""
        return self._storage.transaction()

    def snapshot(self) -> AbstractContextManager[None]:
        """What is read inside is of one moment, whatever other windows write meanwhile."""
        return self._storage.snapshot()

    def document(self, fields: dict[str, Any], *, author: str | None = None, schema: int = 1) -> Document:
        """A new document with these fields and what every document carries; for use inside a transaction.

        `author` is who writes it where that is not the author of this store.
        """
        doc_id, stamp = self._storage.new_id(), self._storage.stamp()
        carried = {
            "id": doc_id,
            "schema": schema,
            "author": self.author if author is None else author,
            "device": self._storage.device(),
            "created_at": stamp,
            "updated_at": stamp,
            "deleted": False,
        }
        return Document(carried | fields, doc_id)  # type: ignore[arg-type]

    def stamp(self) -> str:
        """The time of this transaction, for `updated_at`: ISO 8601 in UTC, later than that of every one before it."""
        return self._storage.stamp()

    def changed_elsewhere(self) -> bool:
        """Whether another window changed the library since this was last asked, or since it was opened."""
        return self._storage.changed_elsewhere()

    def feed(self, after: int = 0, limit: int = 1000) -> list[Change]:
        """The changes with a number over `after`, oldest first, at most `limit` of them; each document once."""
        if not self._has_feed:
            return []
        sql = "SELECT seq, name, id FROM feed WHERE seq > ? ORDER BY seq LIMIT ?"
        return [Change(*row) for row in self._storage.fetch(sql, (after, limit))]

    @property
    def _has_feed(self) -> bool:
        # A library of the first layout that may not be written has none.
        return bool(self._storage.fetch("SELECT 1 FROM sqlite_master WHERE name = 'feed'"))

    def feed_end(self) -> int:
        """The number of the newest change; 0 where there was none yet."""
        return 0 if not self._has_feed else int(self._storage.fetch("SELECT max(seq) FROM feed")[0][0] or 0)

    def back_up(self, to: Path | None = None) -> Path:
        """The path of a new backup, see `backups.back_up`. May be called from any thread."""
        from content.store.backups import back_up

        return back_up(self._storage.path.parent, self._storage.now, to)

    def back_up_if_due(self, is_over: Callable[[], bool]) -> Path | None:
        """The path of a new backup where one is due, see `backups.back_up_if_due`. May be called from any thread."""
        from content.store.backups import back_up_if_due

        return back_up_if_due(self._storage.path.parent, self._storage.now, is_over)

    def quick_check(self) -> str | None:
        """What is wrong with the file, see `checking.fault_of`. May be called from any thread."""
        from content.store.checking import fault_of

        return fault_of(self._storage.path)
