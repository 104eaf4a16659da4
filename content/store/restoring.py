"""A backup put in a library's place: what is there is set aside beforehand, never deleted, whatever state it is in."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from content.errors import LibraryError
from content.store.backups import Backup, copy_library, fault_in, feed_end_of, newest_good, refuse_faulty
from content.store.faults import Damaged, from_sqlite, from_system
from content.store.folder import DATABASE, fsync, give_name, make_folders
from content.store.ids import Clock
from content.store.locking import FolderLock
from content.store.migrations import APPLICATION_ID, MIGRATIONS, migrate, version_of
from content.store.opening import Identity, connect, connect_to_read, identity_of
from content.store.salvage import Salvaged, salvage

_BESIDE = ("", "-journal", "-wal", "-shm")
"""The parts of a library's file. The first goes first: without it, the rest is taken for nothing."""

_PATIENCE = 5.0

_SMALLEST = 512
"""The bytes of the smallest database with something in it."""

_LEAP = 1 << 20
"""How many changes an unreadable library is taken to have had since its backup, at most."""


class Restored(NamedTuple):
    """That a backup was put in place: the folder with what was there before, and the last change in the backup.

    `aside` is None where nothing was there; `changed_at` is in ISO 8601, UTC, and empty where nothing was ever changed.
    """

    aside: Path | None
    changed_at: str


def restore_library(folder: Path, backup_file: Path, *, force: bool, now: Clock) -> Restored:
    """Put a backup in the place of the library in a folder, which is made where it is missing.

    What is there is set aside in the folder. Other windows go over to the backup at their next change, or when they
    look for changes. Raises LibraryError, and changes nothing, where the file is no good backup, where the library
    was changed later than it and not `force`, and where another window writes.
    """
    fault = fault_in(backup_file) if backup_file.is_file() else "there is no such file"
    if fault is not None:
        raise LibraryError(fault, where=str(backup_file), remedy="choose another backup")
    version, changed_at = _told_by(backup_file)
    if version > len(MIGRATIONS):
        raise LibraryError("it was made by a newer Readout", where=str(backup_file), remedy="update Readout first")
    path = folder / DATABASE
    with _system_faults(folder):
        make_folders(folder)
        with FolderLock(folder, _PATIENCE):
            later = "" if force else _last_change(path)
            if later > changed_at:
                raise LibraryError(
                    f"it was changed after the backup (on {_spoken(later)}, the backup's last change is of"
                    f" {_spoken(changed_at) if changed_at else 'no date'})",
                    where=str(path),
                    remedy="use --force to restore all the same; the library is then set aside, not deleted",
                )
            aside, _ = _replace(folder, backup_file, "replaced", now())
    return Restored(aside, changed_at)


def recover(folder: Path, damage: Damaged, seen: Identity | None, lock: FolderLock, now: Clock) -> str:
    """Set a damaged library aside and restore its newest good backup; what was done, in one sentence for the reader.

    Empty where another window did it already: then `seen`, the file that was found damaged, has gone. Raises `damage`
    where there is no good backup or the file is the sound database of another program: nothing is changed then.
    """
    path = folder / DATABASE
    backup = newest_good(folder)
    if backup is None or not os.access(folder, os.W_OK | os.X_OK) or is_anothers(path):
        raise damage
    with _system_faults(folder), lock:
        if identity_of(path) != seen:
            return ""
        aside, salvaged = _replace(folder, backup.path, "damaged", now(), rescue=True)
    return _notice(damage, aside, backup, salvaged)


def keep_log(path: Path, now: Clock) -> Path:
    """The folder with a copy of the log beside a library, before SQLite writes over it."""
    with _system_faults(path.parent):
        aside = _new_folder(path, "damaged", now())
        log = path.name + "-wal"
        shutil.copyfile(path.with_name(log), aside / log)
        (aside / log).chmod(0o600)
        fsync(aside / log)
        fsync(aside)
    return aside


def rebuild(folder: Path, lock: FolderLock, now: Clock) -> tuple[Path | None, Salvaged]:
    """Put a new library in the place of a damaged one: what can be read of it, and of its newest good backup.

    Returns the folder with the damaged one and what became of its documents. Raises LibraryError where nothing can
    be read and there is no good backup; nothing is changed then.
    """
    backup = newest_good(folder)
    with _system_faults(folder), lock:
        return _replace(folder, None if backup is None else backup.path, "damaged", now(), rescue=True)


def _replace(
    folder: Path, backup: Path | None, label: str, time: datetime, *, rescue: bool = False
) -> tuple[Path | None, Salvaged]:
    """Under the lock: build the new file under another name, set the old aside, and give the new its name."""
    path, draft = folder / DATABASE, folder / f".{DATABASE}.restored"
    salvaged = Salvaged(0, 0, 0, True)
    _drop(draft)
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        if backup is not None and not rescue:
            copy_library(backup, draft)
        _make_newest(draft)
        if rescue:
            # Document by document from the backup, too: it may have been made when something was amiss already.
            if backup is not None:
                _bring_backup(backup, draft)
            salvaged = _rescue(path, draft, is_all=backup is None)
        _renumber(draft, feed_end_of(path))
        fsync(draft)
        aside = _set_aside(path, label, time)
        if not give_name(draft, path):
            raise LibraryError("another file has come in its place", where=str(path), remedy="try it again")
        fsync(folder)
    finally:
        _drop(draft)
    return aside, salvaged


def _make_newest(draft: Path) -> None:
    try:
        connection = connect(draft, _PATIENCE)
        try:
            if version_of(connection) == 0:
                connection.execute("PRAGMA page_size = 8192")
            connection.execute("PRAGMA journal_mode = WAL")
            migrate(connection, draft)
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise from_sqlite(error, draft) from error


def _bring_backup(backup: Path, draft: Path) -> None:
    copy = draft.with_name(f"{draft.name}.backup")
    _drop(copy)
    try:
        copy.touch(0o600)
        copy_library(backup, copy)
        salvage(copy, draft)
    except sqlite3.Error as error:
        raise from_sqlite(error, draft) from error
    finally:
        _drop(copy)


def _rescue(path: Path, draft: Path, *, is_all: bool) -> Salvaged:
    """What can be read of the old file, brought into the new one. Raises Damaged where that `is_all` and is nothing."""
    copy = draft.with_name(f"{draft.name}.old")
    try:
        # A copy, because SQLite would write what it finds in the log into what is to be set aside.
        for part in ("", "-wal"):
            if path.with_name(path.name + part).exists():
                shutil.copyfile(path.with_name(path.name + part), copy.with_name(copy.name + part))
        salvaged = salvage(copy, draft) if copy.exists() else Salvaged(0, 0, 0, True)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise from_sqlite(error, draft) from error
        salvaged = Salvaged(0, 0, 0, True)
    finally:
        _drop(copy)
    if is_all and not salvaged.read:
        raise Damaged(
            "nothing in it can be read, and there is no good backup",
            where=str(path),
            remedy="put it back from a copy of your own, or move it away to begin a new library",
        )
    return salvaged


def _renumber(draft: Path, old_end: int | None) -> None:
    """Make every document a change later than all that other windows may have seen of the old file."""
    try:
        connection = connect(draft, _PATIENCE)
        try:
            end = connection.execute("SELECT max(seq) FROM feed").fetchone()[0] or 0
            leap = max(end, old_end) if old_end is not None else end + _LEAP
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("UPDATE feed SET seq = seq + ?", (leap,))
            connection.execute("DELETE FROM sqlite_sequence WHERE name = 'feed'")
            connection.execute("INSERT INTO sqlite_sequence VALUES ('feed', ?)", (leap + end,))
            connection.execute("COMMIT")
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise from_sqlite(error, draft) from error


def _set_aside(path: Path, label: str, time: datetime) -> Path | None:
    parts = [part for part in (path.with_name(path.name + end) for end in _BESIDE) if os.path.lexists(part)]
    if not parts:
        return None
    aside = _new_folder(path, label, time)
    for part in parts:
        part.rename(aside / part.name)
    fsync(aside)
    return aside


def _new_folder(path: Path, label: str, time: datetime) -> Path:
    named = path.with_name(f"{label}-{time.astimezone(UTC):%Y-%m-%dT%H.%M.%S.%fZ}")
    aside, number = named, 1
    while os.path.lexists(aside):
        number += 1
        aside = named.with_name(f"{named.name}-{number}")
    aside.mkdir(0o700)
    return aside


def _drop(draft: Path) -> None:
    for end in _BESIDE:
        draft.with_name(draft.name + end).unlink(missing_ok=True)


def _last_change(path: Path) -> str:
    """When a library was changed last; empty where there is none, or where a damaged one can no longer tell.

    Raises LibraryError where it can be told later, or with more rights.
    """
    if not os.path.lexists(path):
        return ""
    try:
        refuse_faulty(path)
    except Damaged:
        return ""
    except LibraryError as error:
        raise LibraryError(
            f"whether it was changed after the backup cannot be told: {error.reason}",
            where=str(path),
            remedy=f"{error.remedy}, or use --force to restore all the same; the library is set aside, not deleted",
        ) from error
    return _told_by(path)[1]


def _told_by(path: Path) -> tuple[int, str]:
    """The layout of a readable library or backup and the time of its last change."""
    try:
        connection = connect_to_read(path, _PATIENCE)
        try:
            found = connection.execute("SELECT value FROM library WHERE name = 'stamp'").fetchone()
            return version_of(connection), "" if found is None else str(found[0])
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise from_sqlite(error, path) from error


def is_anothers(path: Path) -> bool:
    """Whether the file is the sound database of another program, which is not ours to move."""
    try:
        connection = connect(path, _PATIENCE, mode="ro&immutable=1")
        try:
            if connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID:
                return False
            # To SQLite, a file of a few bytes is an empty database.
            is_sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            return is_sound and path.stat().st_size >= _SMALLEST
        finally:
            connection.close()
    except sqlite3.Error:
        return False


def _notice(damage: Damaged, aside: Path | None, backup: Backup, salvaged: Salvaged) -> str:
    rescued = (
        f"with {salvaged.brought} newer documents that could still be read"
        if salvaged.brought
        else "and what was written after it is lost as far as it is in no other copy"
    )
    return (
        f"The library could not be read ({damage.reason}), so its backup of {backup.made_at:%Y-%m-%d %H:%M} UTC was"
        f" restored, {rescued}; the damaged file is kept in {aside}."
    )


def _spoken(stamp: str) -> str:
    return f"{datetime.fromisoformat(stamp):%Y-%m-%d %H:%M} UTC"


@contextmanager
def _system_faults(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        at = Path(error.filename) if isinstance(error.filename, str) else folder
        raise from_system(error, at) from error
