"""A library's file, opened: inspected, brought to the newest layout, and known to be the one of that name."""

from __future__ import annotations

import os
import re
import sqlite3
from pathlib import Path
from typing import NamedTuple

from content.errors import LibraryError
from content.store.faults import Damaged, from_sqlite, from_system
from content.store.folder import DATABASE, database_in, has_log, is_writable
from content.store.ids import Clock, Randomness
from content.store.locking import FolderLock
from content.store.migrations import Migration, migrate, version_of
from content.store.wal import loss_beside

Identity = tuple[int, int]
"""What a file is whatever its name: its device and inode."""

_PLAIN = re.compile(r"[/._\-A-Za-z0-9]*", re.ASCII)


class ReadOnly(NamedTuple):
    """Why a library can be read and not be changed, and what the reader can do."""

    reason: str
    remedy: str


class Opened(NamedTuple):
    """An open library: its file, the names of the tables in it and its `data_version` then.

    `read_only` is None where it can be changed; `notices` are sentences about what was found amiss and done.
    """

    path: Path
    connection: sqlite3.Connection
    identity: Identity
    tables: frozenset[str]
    data_version: int
    read_only: ReadOnly | None
    notices: tuple[str, ...]


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
    name = os.fspath(path)
    quoted = name if _PLAIN.fullmatch(name) else "".join(f"%{byte:02X}" for byte in os.fsencode(name))
    connection = sqlite3.connect(f"file:{quoted}?mode={mode}", uri=True, timeout=timeout, isolation_level=None)
    if mode == "rw":
        try:
            connection.execute("PRAGMA synchronous = FULL")
            # The system keeps the file in memory anyway; of a long text, read once, less is kept a second time.
            connection.execute("PRAGMA cache_size = -512")
        except BaseException:
            connection.close()
            raise
    return connection


def connect_to_read(path: Path, timeout: float) -> sqlite3.Connection:
    """A connection to a library or backup that writes nothing into it."""
    if is_writable(path):
        connection = connect(path, timeout)
        connection.execute("PRAGMA query_only = ON")
        return connection
    return _connect_without_rights(path, timeout)


def _connect_without_rights(path: Path, timeout: float) -> sqlite3.Connection:
    """A connection to a file that may not be written, or whose folder may not."""
    connection = connect(path, timeout, mode="ro")
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        # SQLite needs the index beside the log, and may not make it here. Where there is no log, nobody has the
        # library open for writing, and the file holds everything: it can be taken as one that does not change.
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) or has_log(path):
            raise
        return connect(path, timeout, mode="ro&immutable=1")
    return connection


def open_library(
    folder: Path,
    lock: FolderLock,
    now: Clock,
    random: Randomness,
    migrations: tuple[Migration, ...],
    *,
    create: bool,
    is_open: bool = False,
) -> Opened:
    """The library in a folder, open; made where there is none and `create` is true.

    `is_open` says that this very process has it open: then its file is not read but by SQLite, whose locks would end
    when it is closed, see https://sqlite.org/howtocorrupt.html, section 2.2, and another program would take the log
    away. Raises LibraryError where folder or file cannot be used.
    """
    if is_open:
        return _open_again(folder / DATABASE, lock, now, migrations)

    def build(draft: Path) -> None:
        try:
            connection = connect(draft, lock.timeout)
            try:
                # A text of 5 MB is read a fifth faster than from pages of 4 KiB; small rows cost the same.
                connection.execute("PRAGMA page_size = 8192")
                migrate(connection, draft, migrations)
                # Last: what stands in a log of the draft would not be named with it, and closing tells of no fault.
                connection.execute("PRAGMA journal_mode = WAL")
            finally:
                connection.close()
        except sqlite3.Error as error:
            raise from_sqlite(error, folder) from error

    notices: tuple[str, ...] = ()
    while True:
        identity = identity_of(folder / DATABASE)
        try:
            path = database_in(folder, lock, build, random, create=create)
            if identity is None:
                identity = identity_of(path)
            opened = None if identity is None else _open(path, identity, lock, now, migrations)
        except Damaged as damage:
            if notices:
                raise
            from content.store.restoring import recover

            notice = recover(folder, damage, identity, lock, now)
            notices = (notice,) if notice else ()
            continue
        if opened is not None:
            return opened._replace(notices=notices + opened.notices)


def _open_again(path: Path, lock: FolderLock, now: Clock, migrations: tuple[Migration, ...]) -> Opened:
    while (identity := identity_of(path)) is not None:
        opened = _open(path, identity, lock, now, migrations)
        if opened is not None:
            return opened
    raise LibraryError("it was moved or deleted while it was open", where=str(path), remedy="put it back and try again")


def _open(
    path: Path, identity: Identity, lock: FolderLock, now: Clock, migrations: tuple[Migration, ...]
) -> Opened | None:
    """The file, open; None where another one has got its name meanwhile."""
    connection = None
    read_only = None
    loss = loss_beside(path)
    try:
        if is_writable(path):
            connection = connect(path, lock.timeout)
            version = version_of(connection)
            if version > len(migrations):
                read_only = ReadOnly(
                    f"it was written by a newer Readout (layout {version}, this one knows {len(migrations)}) and can"
                    " only be read",
                    "update Readout to change it",
                )
                connection.execute("PRAGMA query_only = ON")
            elif version < len(migrations):
                _bring_up(connection, path, lock, now, migrations)
        else:
            connection = _connect_without_rights(path, lock.timeout)
            read_only = ReadOnly(
                "it or its folder may not be written, so that it can only be read",
                "give yourself the right to write both or choose another folder",
            )
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        (data_version,) = connection.execute("PRAGMA data_version").fetchone()
        # A file and the log beside it are opened one after the other: between the two, a restore may have come.
        if identity_of(path) != identity:
            return None
        names = frozenset(row[0] for row in tables)
        notices = () if not loss else (_told(loss, path, now, keep=read_only is None),)
        opened = Opened(path, connection, identity, names, data_version, read_only, notices)
        connection = None
        return opened
    except sqlite3.Error as error:
        raise from_sqlite(error, path) from error
    finally:
        if connection is not None:
            connection.close()


def _told(loss: str, path: Path, now: Clock, *, keep: bool) -> str:
    kept = None
    if keep and has_log(path):
        # SQLite writes over what it cannot read.
        from content.store.restoring import keep_log

        kept = keep_log(path, now)
    return (
        f"What was written last may be missing from the library: in {path.parent}, {loss}"
        f"{'' if kept is None else f' and kept in {kept}'}. 'readout doctor' says whether the rest is whole."
    )


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
