"""The layout of a library file, version by version: each step is one transaction and never changes once released.

The version stands in SQLite's `user_version`, the program's mark in `application_id`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from content.errors import LibraryError
from content.store.feed import FEED, fill_for, names_among, triggers_for
from content.store.schema import statements_for

APPLICATION_ID = 0x52444F54
"""`RDOT`: the mark in the header of a file that is a library of Readout."""

Migration = Callable[[sqlite3.Connection], None]


def _to_1(connection: sqlite3.Connection) -> None:
    """The tables that reading needs, and what the library knows of itself."""
    connection.execute("CREATE TABLE library (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
    for name, fields in (
        ("briefings", (("key",), ("deleted",))),
        ("sources", ()),
        ("entries", (("briefing",),)),
        ("reading", (("briefing",), ("updated_at",))),
    ):
        for statement in statements_for(name, fields):
            connection.execute(statement)


def _to_2(connection: sqlite3.Connection) -> None:
    """The tables for annotating: notes, the journal that undoes them, the sittings; and the feed of every table."""
    for name, fields in (("notes", (("briefing",), ("session",))), ("changes", (("state",),)), ("sessions", ())):
        for statement in statements_for(name, fields):
            connection.execute(statement)
    connection.execute(FEED)
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid").fetchall()
    for name in names_among([row[0] for row in tables]):
        for statement in (*triggers_for(name), fill_for(name)):
            connection.execute(statement)


def _to_3(connection: sqlite3.Connection) -> None:
    """What is derived from the documents, and kept by triggers from then on."""
    from content.store import derived  # which no other start needs

    for statement in (*derived.layout(), *derived.fill()):
        connection.execute(statement)


MIGRATIONS: tuple[Migration, ...] = (_to_1, _to_2, _to_3)
"""`MIGRATIONS[n]` leads from version n to version n + 1."""


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the open file's layout; 0 where it has none yet."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, where: Path, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Bring the open file to the newest version; writes nothing where it is there already.

    Raises LibraryError where the file is of a newer version than this program knows, sqlite3.Error where a step
    fails: the file then is as it was before that step.
    """
    newest = len(migrations)
    while (version := version_of(connection)) != newest:
        if version > newest:
            raise LibraryError(
                f"it was written by a newer Readout (layout {version}, this one knows {newest})",
                where=str(where),
                remedy="update Readout to open it",
            )
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another window may have taken this step while we waited for the lock.
            if version_of(connection) == version:
                migrations[version](connection)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {version + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
