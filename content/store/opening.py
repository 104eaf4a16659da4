"""A library's file, opened: inspected, brought to the newest layout, and known to be the one of that name."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import NamedTuple

from content.store.faults import from_sqlite, from_system
from content.store.folder import database_in
from content.store.ids import Clock, Randomness
from content.store.locking import FolderLock
from content.store.migrations import Migration, migrate, version_of

Identity = tuple[int, int]
"""What a file is whatever its name: its device and inode."""

_UNQUOTED = frozenset(b"/._-ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")


class Opened(NamedTuple):
    """An open library: its file, the names of the tables in it and its `data_version` then."""

    path: Path
    connection: sqlite3.Connection
    identity: Identity
    tables: frozenset[str]
    data_version: int


def identity_of(path: Path) -> Identity | None:
    """Which file has this name now; None where none has."""
    try:
        status = os.stat(path)  # noqa: PTH116  (before every write; half the time of Path.stat)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise from_system(error, path) from error
    return status.st_dev, status.st_ino


def connect(path: Path, timeout: float, *, mode: str = "rw") -> sqlite3.Connection:
    """A connection to a file that is there; `mode` is SQLite's (`rw`, `ro`) with what may follow it."""
    # As a URI, because only that way can a missing file be an error instead of being made.
    quoted = "".join(chr(byte) if byte in _UNQUOTED else f"%{byte:02X}" for byte in os.fsencode(path))
    connection = sqlite3.connect(f"file:{quoted}?mode={mode}", uri=True, timeout=timeout, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def connect_to_read(path: Path, timeout: float) -> sqlite3.Connection:
    """A connection to a library or backup that writes nothing into it."""
    connection = connect(path, timeout)
    connection.execute("PRAGMA query_only = ON")
    return connection


def open_library(
    folder: Path, lock: FolderLock, now: Clock, random: Randomness, migrations: tuple[Migration, ...], *, create: bool
) -> Opened:
    """The library in a folder, open; made where there is none and `create` is true.

    Raises LibraryError where folder or file cannot be used.
    """

    def build(draft: Path) -> None:
        try:
            connection = connect(draft, lock.timeout)
            try:
                # A text of 5 MB is read a fifth faster than from pages of 4 KiB; small rows cost the same.
                connection.execute("PRAGMA page_size = 8192")
                connection.execute("PRAGMA journal_mode = WAL")
                migrate(connection, draft, migrations)
            finally:
                connection.close()
        except sqlite3.Error as error:
            raise from_sqlite(error, folder) from error

    while True:
        path = database_in(folder, build, random, create=create)
        identity = identity_of(path)
        opened = None if identity is None else _open(path, identity, lock, now, migrations)
        if opened is not None:
            return opened


def _open(
    path: Path, identity: Identity, lock: FolderLock, now: Clock, migrations: tuple[Migration, ...]
) -> Opened | None:
    """The file, open; None where another one has got its name meanwhile."""
    connection = None
    try:
        connection = connect(path, lock.timeout)
        if version_of(connection) != len(migrations):
            _bring_up(connection, path, lock, now, migrations)
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        (data_version,) = connection.execute("PRAGMA data_version").fetchone()
        # A file and the log beside it are opened one after the other: between the two, a restore may have come.
        if identity_of(path) == identity:
            opened = Opened(path, connection, identity, frozenset(row[0] for row in tables), data_version)
            connection = None
            return opened
        return None
    except sqlite3.Error as error:
        raise from_sqlite(error, path) from error
    finally:
        if connection is not None:
            connection.close()


def _bring_up(
    connection: sqlite3.Connection, path: Path, lock: FolderLock, now: Clock, migrations: tuple[Migration, ...]
) -> None:
    if not lock.is_held and version_of(connection) < len(migrations):
        with lock:
            return _bring_up(connection, path, lock, now, migrations)
    # Another window may have done it while we waited for the lock.
    if 0 < version_of(connection) < len(migrations):
        from content.store.backups import back_up

        back_up(path.parent, now)
    return migrate(connection, path, migrations)
