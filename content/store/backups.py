"""Backups of a library: whole copies made while it is in use, checked before they get their name, few of them kept.

Each is one file that can be opened by itself. The functions here open connections of their own and may be called from
any thread.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from content.errors import LibraryError
from content.store.faults import Damaged, from_sqlite, from_system
from content.store.folder import DATABASE, fsync, give_name
from content.store.ids import Clock
from content.store.migrations import APPLICATION_ID
from content.store.opening import connect, connect_to_read

FOLDER = "backups"

_NAME = "%Y-%m-%dT%H.%M.%S.%fZ.db"
_NAMED = re.compile(r"\d{4}-\d\d-\d\dT\d\d\.\d\d\.\d\d\.\d{6}Z\.db", re.ASCII)

_NEWEST, _DAYS, _WEEKS = 3, 7, 4
_OFTEN = timedelta(days=1)
_PAGES = 512
"""Pages between two looks at whether to go on: some 4 MB."""

_PATIENCE = 5.0
"""How long to wait for another program's lock on a file, in seconds."""


class Backup(NamedTuple):
    """A backup in a library's folder and the time it was made."""

    path: Path
    made_at: datetime


class _GivenUp(Exception):
    """Nobody wants the backup any more."""


def _never() -> bool:
    return False


def backups_in(folder: Path) -> list[Backup]:
    """The backups in a library's folder, newest first; what else lies beside them is passed over."""
    try:
        paths = list((folder / FOLDER).iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise from_system(error, folder / FOLDER) from error
    found = []
    for path in paths:
        if _NAMED.fullmatch(path.name):
            try:
                made_at = datetime.strptime(path.name, _NAME).replace(tzinfo=UTC)
            except ValueError:
                continue
            found.append(Backup(path, made_at))
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def newest_good(folder: Path) -> Backup | None:
    """The newest backup that can be read from end to end; None where there is none."""
    return next((backup for backup in backups_in(folder) if fault_in(backup.path) is None), None)


def superfluous(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which of the backups made at these times need not be kept.

    Kept are the newest 3, the last of each of the last 7 days and of the last 4 weeks, in UTC, and all that are later
    than `now`: there the clock is wrong, not the backup.
    """
    newest_first = sorted(times, reverse=True)
    today = now.astimezone(UTC).date()
    monday = today - timedelta(days=today.weekday())
    days = {today - timedelta(days=n) for n in range(_DAYS)}
    weeks = {monday - timedelta(weeks=n) for n in range(_WEEKS)}
    kept = set(newest_first[:_NEWEST])
    for time in newest_first:
        day = time.astimezone(UTC).date()
        week = day - timedelta(days=day.weekday())
        if time > now or day in days or week in weeks:
            kept.add(time)
            days.discard(day)
            weeks.discard(week)
    return set(newest_first) - kept


def back_up(folder: Path, now: Clock, to: Path | None = None) -> Path:
    """The path of a new backup of the library in a folder: `to`, or one in its `backups` named by the time.

    It is whole, checked and on the disk on return. Raises LibraryError where `to` exists, where the library cannot be
    read, or where the disk fails; there is no new file then.
    """
    made = _back_up(folder, now, to, _never)
    assert made is not None
    return made


def back_up_if_due(folder: Path, now: Clock, is_over: Callable[[], bool] = _never) -> Path | None:
    """The path of a new backup where the newest is over a day old and the library changed since; None otherwise.

    Those that need not be kept are removed then. `is_over` is asked every few megabytes; where it says so, nothing is
    left behind. Raises LibraryError as `back_up` does.
    """
    time = now()
    made = [backup for backup in backups_in(folder) if backup.made_at <= time]
    if made and (
        time - made[0].made_at < _OFTEN or (feed_end_of(made[0].path) or 0) == (feed_end_of(folder / DATABASE) or -1)
    ):
        return None
    path = _back_up(folder, now, None, is_over)
    if path is not None:
        _thin_out(folder, time)
    return path


def feed_end_of(path: Path) -> int | None:
    """The number of the newest change in a library or backup; None where it cannot be read or has no feed."""
    try:
        connection = connect_to_read(path, _PATIENCE)
        try:
            return int(connection.execute("SELECT max(seq) FROM feed").fetchone()[0] or 0)
        finally:
            connection.close()
    except (sqlite3.Error, LibraryError):
        return None


def fault_in(path: Path) -> str | None:
    """What is wrong with a library or backup, read from end to end; None where nothing is."""
    try:
        refuse_faulty(path)
    except LibraryError as error:
        return error.reason
    return None


def refuse_faulty(path: Path) -> None:
    """Read a library or backup from end to end, and do nothing with it.

    Raises Damaged where it is not whole, or none; LibraryError where it cannot be told, because it may not be read,
    another program keeps it to itself, or the disk fails.
    """
    try:
        connection = connect_to_read(path, _PATIENCE)
        try:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise Damaged("it is not a library of Readout", where=str(path), remedy="move it away")
            told = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise from_sqlite(error, path) from error
    if told != "ok":
        # SQLite begins with a line of asterisks and the name of the database, which is always the same.
        raise Damaged(
            told.splitlines()[-1], where=str(path), remedy="run 'readout doctor --repair', which saves what can be read"
        )


def copy_library(source: Path, target: Path, is_over: Callable[[], bool] = _never) -> None:
    """Make `target` a copy of a library or backup as it is at this moment; one file, checked, on the disk on return.

    Writers of `source` are not held up. Raises LibraryError where either fails; `target` is to be dropped then.
    """

    def look(status: int, remaining: int, total: int) -> None:
        if is_over():
            raise _GivenUp

    where = source
    try:
        reading = connect_to_read(source, _PATIENCE)
        try:
            # Held to one moment, or each write of another window would begin the copy anew.
            reading.execute("BEGIN")
            reading.execute("SELECT 1 FROM sqlite_master").fetchone()
            where = target
            writing = connect(target, _PATIENCE)
            try:
                # What is not whole never gets its name, so the disk is waited for once, at the end.
                writing.execute("PRAGMA synchronous = OFF")
                reading.backup(writing, pages=_PAGES, progress=look)
                writing.execute("PRAGMA journal_mode = DELETE").fetchone()
                told = writing.execute("PRAGMA quick_check(1)").fetchone()[0]
            finally:
                writing.close()
        finally:
            reading.close()
    except sqlite3.Error as error:
        raise from_sqlite(error, where) from error
    if told != "ok":
        raise Damaged(
            f"it is damaged ({told.splitlines()[-1]})",
            where=str(source),
            remedy="run 'readout doctor --repair', which saves what can be read",
        )
    fsync(target)


def _back_up(folder: Path, now: Clock, to: Path | None, is_over: Callable[[], bool]) -> Path | None:
    try:
        if to is None:
            (folder / FOLDER).mkdir(0o700, exist_ok=True)
            path = folder / FOLDER / now().astimezone(UTC).strftime(_NAME)
        else:
            path = to
            if os.path.lexists(path):
                raise _taken(path)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.unlink(missing_ok=True)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            copy_library(folder / DATABASE, draft, is_over)
            if not give_name(draft, path):
                raise _taken(path)
        except _GivenUp:
            return None
        finally:
            for leftover in (draft, draft.with_name(f"{draft.name}-journal")):
                leftover.unlink(missing_ok=True)
        fsync(path.parent)
    except OSError as error:
        at = Path(error.filename) if isinstance(error.filename, str) else folder
        raise from_system(error, at) from error
    return path


def _taken(path: Path) -> LibraryError:
    return LibraryError("it exists already, and nothing is overwritten", where=str(path), remedy="choose another name")


def _thin_out(folder: Path, now: datetime) -> None:
    made = backups_in(folder)
    dropped = superfluous([backup.made_at for backup in made], now)
    path = folder / FOLDER
    try:
        for backup in made:
            if backup.made_at in dropped:
                path = backup.path
                path.unlink(missing_ok=True)
        # Drafts of processes that were killed; one that is a day old is nobody's any more.
        for path in list((folder / FOLDER).glob(".*Z.db.*")):
            with suppress(FileNotFoundError):  # somebody else's, which has got its name by now
                age = now.timestamp() - path.stat().st_mtime
                if age > _OFTEN.total_seconds():
                    path.unlink()
    except OSError as error:
        raise from_system(error, path) from error
