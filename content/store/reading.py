"""Reading a library from another thread than the one it belongs to: a connection of its own that writes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from content.errors import LibraryError
from content.store.faults import Interrupted, from_sqlite
from content.store.folder import DATABASE
from content.store.opening import connect_to_read, identity_of

Row = tuple[Any, ...]

_PATIENCE = 5.0
"""Seconds that another program is waited for."""

_ATTEMPTS = 100
"""How often an interrupted end of a snapshot is tried again."""

_CACHE = "PRAGMA cache_size = -8192"
"""What is looked for again and again is kept in memory, in KiB."""


class Reading(Protocol):
    """What is asked of whatever reads a library: rows, and that they are of one moment. `path` is its file."""

    path: Path

    def fetch(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows of a statement."""
        ...

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of a statement, one at a time."""
        ...

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Run a statement that returns no rows; says how many rows it changed."""
        ...

    def snapshot(self) -> AbstractContextManager[None]:
        """What is read inside is of one moment."""
        ...


class ReadConnection:
    """The library in a folder, open to be read only.

    It belongs to the thread that opened it; `interrupt` is for others. Raises LibraryError where there is none, or it
    cannot be read.
    """

    def __init__(self, folder: Path, *, timeout: float = _PATIENCE) -> None:
        self.path = folder / DATABASE
        self._depth, self._timeout = 0, timeout
        self._was_interrupted = False
        self._open()

    def _open(self) -> None:
        try:
            identity = identity_of(self.path)
            connection = connect_to_read(self.path, self._timeout)
            connection.execute(_CACHE)
            self._identity, self._connection = identity, connection
        except sqlite3.Error as error:
            raise from_sqlite(error, self.path) from error

    def fetch(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows of a statement. Raises Interrupted after `interrupt`, otherwise LibraryError."""
        return list(self.stream(sql, parameters))

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of a statement, one at a time. Raises as `fetch` does."""
        try:
            yield from self._connection.execute(sql, parameters)
        except sqlite3.Error as error:
            if self._was_interrupted and isinstance(error, sqlite3.OperationalError):
                # An index that is being opened then says that it cannot be, and not why.
                raise Interrupted("it was given up", where=str(self.path), remedy="ask again") from None
            raise from_sqlite(error, self.path) from error

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Refuses: nothing can be written here."""
        raise LibraryError("it is open to be read only", where=str(self.path), remedy="open it to change it")

    @contextmanager
    def snapshot(self) -> Generator[None]:
        """What is read inside is of one moment, whatever others write; of the file that has the library's name now."""
        if self._depth:
            yield
            return
        if identity_of(self.path) != self._identity:
            old = self._connection
            self._open()
            old.close()
        self._was_interrupted = False
        self.fetch("BEGIN")
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            self._end()

    def _end(self) -> None:
        """End the snapshot, though whoever asked interrupts at this very moment: the statement before was meant."""
        for _ in range(_ATTEMPTS):
            with suppress(sqlite3.OperationalError):
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                return

    def interrupt(self) -> None:
        """End the statement that runs now, whichever thread it runs in: who waits for it gets Interrupted."""
        self._was_interrupted = True
        with suppress(sqlite3.ProgrammingError):  # it was closed just now
            self._connection.interrupt()

    def close(self) -> None:
        """Let the library go. Closing again does nothing."""
        self._connection.close()
