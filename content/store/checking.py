"""Whether a library's file is sound, found out while it is in use, on a connection of its own."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from content.store.backups import backups_in, fault_in, feed_end_of
from content.store.folder import is_writable
from content.store.opening import connect_to_read
from content.store.wal import unread_in

_PATIENCE = 5.0


def fault_of(path: Path) -> str | None:
    """What is wrong with a library's file and its log, in words for a reader; None where nothing is.

    Reading the whole file, and may be called from any thread. Raises LibraryError where SQLite cannot.
    """
    lost = _unread(path)
    told = fault_in(path)
    if told is not None:
        return f"{path}: {told}; run 'readout doctor --repair', which saves what can be read"
    if lost:
        changes = "the last change" if lost == 1 else f"the last {lost} changes"
        return f"{path.name}-wal is damaged: {changes} in it can no longer be read"
    newest = next(iter(backups_in(path.parent)), None)
    ends = (feed_end_of(path), None if newest is None else feed_end_of(newest.path))
    if newest is not None and ends[0] is not None and ends[1] is not None and ends[0] < ends[1]:
        return (
            f"{path}: it is older than its backup of {newest.made_at:%Y-%m-%d %H:%M} UTC;"
            f" 'readout restore {newest.path}' brings back what is missing"
        )
    return None


def _unread(path: Path) -> int:
    if not is_writable(path):
        return 0
    try:
        connection = connect_to_read(path, _PATIENCE)
        try:
            return unread_in(connection, path)
        finally:
            connection.close()
    except sqlite3.Error:
        # The check of the file itself says what is wrong.
        return 0
