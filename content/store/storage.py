"""The SQLite file under TinyDB: one connection, its transactions, and rows of JSON.

One connection belongs to one thread, the one that opened it; SQLite refuses any other. Every statement runs through
`SQLiteStorage.execute` or `fetch`, where the faults of disk and file become `LibraryError`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from content.errors import LibraryError
from content.store.faults import from_sqlite
from content.store.feed import names_among, triggers_for
from content.store.ids import Clock, IdSequence, Randomness, stamp_after
from content.store.locking import FolderLock
from content.store.migrations import MIGRATIONS, Migration
from content.store.opening import Opened, ReadOnly, identity_of, open_library
from content.store.rows import Rows, WorkingRows
from content.store.schema import EVERY, Declared, name_from_sql, statements_for, table_in_sql

Row = tuple[Any, ...]

_PAGE_BYTES = 4 << 20
"""How many bytes of documents one page may hold before it is cut short."""


class SQLiteStorage(Storage):
    """The library file in a folder, open for reading and writing.

    Args:
        folder: where `library.db` is; made, with the file, where it is missing and `create` is true.
        now: the clock, with a time zone.
        random: as many random bytes as asked for.
        busy_timeout: how long to wait for another window's transaction, in seconds.
        is_open: whether this very process has the library open already, which must be said.

    Raises LibraryError where the folder or the file cannot be used; nothing is changed then.
    """

    def __init__(
        self,
        folder: Path,
        *,
        now: Clock,
        random: Randomness,
        create: bool = True,
        declared: Declared = EVERY,
        migrations: tuple[Migration, ...] = MIGRATIONS,
        busy_timeout: float = 5.0,
        is_open: bool = False,
    ) -> None:
        self.declared = declared
        self.now, self.random, self._migrations = now, random, migrations
        self._ids = IdSequence(now, random)
        self._depth = 0
        self.is_shared = is_open
        """Whether this process may have the library open by another connection as well."""
        self._lock = FolderLock(folder, busy_timeout)
        self.notices: list[str] = []
        self._use(open_library(folder, self._lock, now, random, migrations, create=create, is_open=is_open))

    def _use(self, opened: Opened) -> None:
        self.path, self._connection, self._identity = opened.path, opened.connection, opened.identity
        self._data_version, self._refusal = opened.data_version, opened.read_only
        self.notices.extend(opened.notices)
        self._known = set(names_among(opened.tables))
        self._stamp: str | None = None
        self._device: str | None = None

    # -- statements ---------------------------------------------------------------------------------------------

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Run a statement that returns no rows; says how many rows it changed."""
        try:
            return self._connection.execute(sql, parameters).rowcount
        except sqlite3.Error as error:
            raise from_sqlite(error, self.path) from error

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each of these rows of parameters, as a part of the transaction that goes on."""
        try:
            self._connection.executemany(sql, rows)
        except sqlite3.Error as error:
            raise from_sqlite(error, self.path) from error

    def execute_inside(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Run a statement as a part of the transaction that goes on; says how many rows it changed.

        A single statement is kept whole or not at all, so that it needs no level of its own. Raises LibraryError where
        a fault has undone the transaction: alone the statement would be kept at once.
        """
        if not self._connection.in_transaction:
            raise self._undone()
        return self.execute(sql, parameters)

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
                # In a damaged file there may be no body; who decodes it says so.
                size += len(row[-1] or b"")
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
        if self._refusal is not None:
            raise self._refusal_of(self._refusal)
        is_first = not self._lock.is_held
        if is_first:
            self._lock.acquire()
        with self._span("BEGIN IMMEDIATE", follows=is_first):
            yield

    @contextmanager
    def snapshot(self) -> Generator[None]:
        """What is read inside is of one moment, whatever other windows write meanwhile."""
        if self._depth and self._connection.in_transaction:
            # Of one moment already, and reading leaves nothing to be undone.
            yield
        else:
            with self._span("BEGIN"):
                yield

    @contextmanager
    def _span(self, begin: str, *, follows: bool = False) -> Generator[None]:
        outermost = self._depth == 0
        name = f"level{self._depth}"
        try:
            # Once is enough: whoever puts another file in the place of this one waits for the lock.
            if follows:
                self._follow()
            if not outermost and not self._connection.in_transaction:
                raise self._undone()
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
                self._undo(name, outermost)
                raise
            finally:
                self._depth -= 1
        finally:
            if outermost:
                self._lock.release()

    def _undo(self, name: str, outermost: bool) -> None:
        self._known.clear()
        self._stamp = self._device = None
        # On a full disk SQLite may have undone everything by itself.
        if self._connection.in_transaction:
            if outermost:
                self.execute("ROLLBACK")
            else:
                self.execute(f"ROLLBACK TO {name}")
                self.execute(f"RELEASE {name}")

    def _follow(self) -> bool:
        """Go over to the file that has the library's name, where another was put in its place; says whether so."""
        there = identity_of(self.path)
        if there == self._identity:
            return False
        if there is None:
            raise LibraryError(
                "it was moved or deleted while it was open", where=str(self.path), remedy="put it back and try again"
            )
        if self._depth:
            raise LibraryError(
                "another file was put in its place while it was read", where=str(self.path), remedy="try it again"
            )
        opened = open_library(
            self.path.parent,
            self._lock,
            self.now,
            self.random,
            self._migrations,
            create=False,
            is_open=self.is_shared,
        )
        # SQLite sees that the old file has lost its name, and leaves the log of the new one alone.
        self._connection.close()
        self._use(opened)
        return True

    def _undone(self) -> LibraryError:
        # After a fault of the disk SQLite undoes the whole transaction, and somebody inside went on all the same.
        return LibraryError("a fault undid what was being written", where=str(self.path), remedy="try it again")

    @property
    def read_only(self) -> str:
        """Why nothing can be written and what to do, in words for a reader; empty where it can."""
        return "" if self._refusal is None else str(self._refusal_of(self._refusal))

    def _refusal_of(self, why: ReadOnly) -> LibraryError:
        return LibraryError(why.reason, where=str(self.path), remedy=why.remedy)

    # -- what other windows do ----------------------------------------------------------------------------------

    def changed_elsewhere(self) -> bool:
        """Whether another window changed the library since this was last asked, or since it was opened.

        Takes microseconds. Goes over to the file that a restore has put in place.
        """
        # Without a file, another window is about to put one there, or the next write says that it is missing.
        if not self._depth and identity_of(self.path) is not None and self._follow():
            return True
        data_version = self.fetch("PRAGMA data_version")[0][0]
        changed: bool = data_version != self._data_version
        self._data_version = data_version
        return changed

    # -- what documents need ------------------------------------------------------------------------------------

    def new_id(self) -> str:
        """A new document's id: a UUID version 7 greater than the ones before it."""
        return self._ids.next()

    def stamp(self) -> str:
        """The time of this transaction in ISO 8601, UTC: later than that of every transaction before it."""
        if self._stamp is None:
            # Alone it is a transaction of its own, and the next one needs a later time.
            if not self._lock.is_held:
                with self.transaction():
                    return self._next_stamp()
            self._stamp = self._next_stamp()
        return self._stamp

    def _next_stamp(self) -> str:
        # One statement in nearly all cases; of fixed width, so that as texts they are in the order of time.
        stamp = stamp_after(None, self.now())
        if not self.execute_inside(
            "INSERT INTO library VALUES ('stamp', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
            " WHERE excluded.value > value",
            (stamp,),
        ):
            stamp = stamp_after(self.fetch("SELECT value FROM library WHERE name = 'stamp'")[0][0], self.now())
            self.execute_inside("UPDATE library SET value = ? WHERE name = 'stamp'", (stamp,))
        return stamp

    def device(self) -> str:
        """The id of the device that this library is kept on; made when first asked for."""
        if self._device is None:
            with self.transaction():
                made = self.new_id()
                self.execute("INSERT OR IGNORE INTO library VALUES ('device', ?)", (made,))
                found = self.fetch("SELECT value FROM library WHERE name = 'device'")
            self._device = str(found[0][0])
        return self._device

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
            for statement in (*statements_for(name, self.declared.get(name, ())), *triggers_for(name)):
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
                    # Dropping alone would tell the feed nothing.
                    self.execute(f"DELETE FROM {table_in_sql(name)}")
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
        self._lock.timeout = seconds
        self._connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")

    def close(self) -> None:
        """Close the file. Closing again does nothing. Raises LibraryError where what was written cannot be put away."""
        try:
            self._connection.close()
        except sqlite3.Error as error:
            raise from_sqlite(error, self.path) from error
