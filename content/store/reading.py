"""A library's file open for reading alone, with a connection of its own: for a thread beside the one that writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from content.errors import LibraryError
from content.store.faults import from_sqlite
from content.store.folder import DATABASE
from content.store.opening import connect_to_read, identity_of

Row = tuple[Any, ...]

_PATIENCE = 5.0
"""Seconds that another program is waited for."""

_CACHE = "PRAGMA cache_size = -8192"
"""What is looked for again and again is kept in memory, in KiB."""


class Interrupted(LibraryError):
    """What was asked was given up, because nobody waits for the answer any more."""


class Reads(Protocol):
    """What gives the rows of statements: the library's own file, or one that is open for reading alone."""

    def fetch(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]: ...
    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Row]: ...


class ReadingFile:
    """The library in a folder, open for reading. It belongs to the thread that opened it, but for `interrupt`.

    Raises LibraryError where the file cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / DATABASE
        self._open()

    def _open(self) -> None:
        try:
            self._identity = identity_of(self._path)
            self._connection = connect_to_read(self._path, _PATIENCE)
            self._connection.execute(_CACHE)
        except sqlite3.Error as error:
            raise from_sqlite(error, self._path) from error

    @contextmanager
    def snapshot(self) -> Generator[None]:
        """What is read inside is of one moment; of the file that has the library's name now."""
        if identity_of(self._path) != self._identity:
            self._connection.close()
            self._open()
        self.fetch("BEGIN")
        try:
            yield
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def fetch(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows of a statement."""
        return list(self.stream(sql, parameters))

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of a statement, one at a time. Raises Interrupted after `interrupt`, otherwise LibraryError."""
        try:
            yield from self._connection.execute(sql, parameters)
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
                raise Interrupted("it was given up", where=str(self._path), remedy="ask again") from None
            raise from_sqlite(error, self._path) from error

    def interrupt(self) -> None:
        """Give up what is being asked in another thread; nothing where nothing is."""
        self._connection.interrupt()

    def close(self) -> None:
        """Close the file; closing again does nothing."""
        self._connection.close()
