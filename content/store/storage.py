"""The SQLite file under TinyDB: one connection, its transactions, and rows of JSON.

One connection belongs to one thread, the one that opened it; SQLite refuses any other. Every statement runs through
`SQLiteStorage.execute` or `fetch`, where the faults of disk and file become `LibraryError`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from content.errors import LibraryError
from content.store.faults import from_sqlite
from content.store.folder import database_in
from content.store.ids import Clock, IdSequence, Randomness, stamp_after
from content.store.migrations import MIGRATIONS, Migration, migrate
from content.store.rows import Rows, WorkingRows
from content.store.schema import DECLARED, Declared, name_from_sql, statements_for, table_in_sql

Row = tuple[Any, ...]

_UNQUOTED = frozenset(b"/._-ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")

_PAGE_BYTES = 4 << 20
"""How many bytes of documents one page may hold before it is cut short."""


class SQLiteStorage(Storage):
    """The library file in a folder, open for reading and writing.

    Args:
        folder: where `library.db` is; made, with the file, where it is missing and `create` is true.
        now: the clock, with a time zone.
        random: as many random bytes as asked for.
        busy_timeout: how long to wait for another window's transaction, in seconds.

    Raises LibraryError where the folder or the file cannot be used; nothing is changed then.
    """

    def __init__(
        self,
        folder: Path,
        *,
        now: Clock,
        random: Randomness,
        create: bool = True,
        declared: Declared = DECLARED,
        migrations: tuple[Migration, ...] = MIGRATIONS,
        busy_timeout: float = 5.0,
    ) -> None:
        self.declared = declared
        self._now, self._ids = now, IdSequence(now, random)
        self._known: set[str] = set()
        self._depth = 0
        self._stamp: str | None = None
        self._device: str | None = None

        def build(draft: Path) -> None:
            connection = _connect(draft, busy_timeout)
            try:
                # A text of 5 MB is read a fifth faster than from pages of 4 KiB; small rows cost the same.
                connection.execute("PRAGMA page_size = 8192")
                connection.execute("PRAGMA journal_mode = WAL")
                migrate(connection, draft, migrations)
            except sqlite3.Error as error:
                raise from_sqlite(error, folder) from error
            finally:
                connection.close()

        self.path = database_in(folder, build, random, create=create)
        try:
            self._connection = _connect(self.path, busy_timeout)
        except sqlite3.Error as error:
            raise from_sqlite(error, self.path) from error
        try:
            migrate(self._connection, self.path, migrations)
        except sqlite3.Error as error:
            self._connection.close()
            raise from_sqlite(error, self.path) from error
        except LibraryError:
            self._connection.close()
            raise

    # -- statements ---------------------------------------------------------------------------------------------

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Run a statement that returns no rows; says how many rows it changed."""
        try:
            return self._connection.execute(sql, parameters).rowcount
        except sqlite3.Error as error:
            raise from_sqlite(error, self.path) from error

    def fetch(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows of a statement."""
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            raise from_sqlite(error, self.path) from error

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of a statement, one at a time."""
        try:
            yield from self._connection.execute(sql, parameters)
        except sqlite3.Error as error:
            raise from_sqlite(error, self.path) from error

    def fetch_body(self, table: str, seq: int) -> bytes:
        """The document in a row of an SQLite table, copied once: a statement would copy it twice. Inside a snapshot."""
        try:
            with self._connection.blobopen(table, "body", seq, readonly=True) as body:
                return body.read()
        except sqlite3.Error as error:
            raise from_sqlite(error, self.path) from error

    def fetch_page(self, sql: str, parameters: Sequence[Any]) -> tuple[list[Row], bool]:
        """Rows whose last column is a document's bytes, cut short at a few megabytes; and whether they were cut."""
        rows: list[Row] = []
        size = 0
        try:
            cursor = self._connection.execute(sql, parameters)
            for row in cursor:
                rows.append(row)
                size += len(row[-1])
                if size > _PAGE_BYTES:
                    cursor.close()
                    return rows, True
        except sqlite3.Error as error:
            raise from_sqlite(error, self.path) from error
        return rows, False

    # -- transactions -------------------------------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Generator[None]:
        """What is written inside is kept together on leaving, durably, or not at all where an exception passes.

        Inside another transaction it joins that one: it is kept when the outer one is, and undone alone where an
        exception leaves only the inner one.
        """
        with self._span("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def snapshot(self) -> Generator[None]:
        """What is read inside is of one moment, whatever other windows write meanwhile."""
        with self._span("BEGIN"):
            yield

    @contextmanager
    def _span(self, begin: str) -> Generator[None]:
        outermost = self._depth == 0
        if not outermost and not self._connection.in_transaction:
            raise self._undone()
        name = f"level{self._depth}"
        self.execute(begin if outermost else f"SAVEPOINT {name}")
        self._depth += 1
        try:
            yield
            if not self._connection.in_transaction:
                raise self._undone()
            if outermost:
                self._stamp = None
                self.execute("COMMIT")
            else:
                self.execute(f"RELEASE {name}")
        except BaseException:
            self._known.clear()
            self._stamp = self._device = None
            # On a full disk SQLite may have undone everything by itself.
            if self._connection.in_transaction:
                if outermost:
                    self.execute("ROLLBACK")
                else:
                    self.execute(f"ROLLBACK TO {name}")
                    self.execute(f"RELEASE {name}")
            raise
        finally:
            self._depth -= 1

    def _undone(self) -> LibraryError:
        # After a fault of the disk SQLite undoes the whole transaction, and somebody inside went on all the same.
        return LibraryError("a fault undid what was being written", where=str(self.path), remedy="try it again")

    # -- what documents need ------------------------------------------------------------------------------------

    def new_id(self) -> str:
        """A new document's id: a UUID version 7 greater than the ones before it."""
        return self._ids.next()

    def stamp(self) -> str:
        """The time of this transaction in ISO 8601, UTC: later than that of every transaction before it."""
        if self._stamp is None:
            with self.transaction():
                found = self.fetch("SELECT value FROM library WHERE name = 'stamp'")
                stamp = stamp_after(found[0][0] if found else None, self._now())
                self._set("stamp", stamp)
            # Alone it is a transaction of its own, and the next one needs a later time.
            if self._depth == 0:
                return stamp
            self._stamp = stamp
        return self._stamp

    def device(self) -> str:
        """The id of the device that this library is kept on; made when first asked for."""
        if self._device is None:
            with self.transaction():
                made = self.new_id()
                self.execute("INSERT OR IGNORE INTO library VALUES ('device', ?)", (made,))
                found = self.fetch("SELECT value FROM library WHERE name = 'device'")
            self._device = str(found[0][0])
        return self._device

    def _set(self, name: str, value: str) -> None:
        self.execute(
            "INSERT INTO library VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, value)
        )

    # -- tables -------------------------------------------------------------------------------------------------

    def has_table(self, name: str) -> bool:
        """Whether the table was ever written to."""
        if name not in self._known:
            if not self.fetch("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table_in_sql(name),)):
                return False
            self._known.add(name)
        return True

    def make_table(self, name: str) -> None:
        """Make the table and its indexes where it is not there yet."""
        if not self.has_table(name):
            for statement in statements_for(name, self.declared.get(name, ())):
                self.execute(statement)

    def read(self) -> dict[str, Any] | None:
        """Every table by name, its documents unread until asked for; None where there is no table."""
        names = (name_from_sql(row[0]) for row in self.fetch("SELECT name FROM sqlite_master WHERE type = 'table'"))
        return {name: Rows(self, name) for name in names if name is not None} or None

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Keep exactly these tables. One that came from `read` and was left as it was is not written."""
        with self.transaction():
            for name in self.read() or {}:
                if name not in data:
                    self.execute(f"DROP TABLE {table_in_sql(name)}")
                    self._known.discard(name)
            for name, documents in data.items():
                if isinstance(documents, Rows) and documents.storage is self:
                    continue
                self.make_table(name)
                rows = WorkingRows(self, name)
                rows.clear()
                for doc_id, document in documents.items():
                    rows[doc_id] = dict(document)

    def wait_at_most(self, seconds: float) -> None:
        """Wait so long for another window's transaction from now on."""
        self._connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")

    def close(self) -> None:
        """Close the file. Closing again does nothing. Raises LibraryError where what was written cannot be put away."""
        try:
            self._connection.close()
        except sqlite3.Error as error:
            raise from_sqlite(error, self.path) from error


def _connect(path: Path, timeout: float) -> sqlite3.Connection:
    # As a URI, because only that way can a missing file be an error instead of being made.
    quoted = "".join(chr(byte) if byte in _UNQUOTED else f"%{byte:02X}" for byte in os.fsencode(path))
    connection = sqlite3.connect(f"file:{quoted}?mode=rw", uri=True, timeout=timeout, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    # The system keeps the file in memory anyway; of a long text, which is read once, less is kept a second time.
    connection.execute("PRAGMA cache_size = -512")
    return connection
