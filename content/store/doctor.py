"""A library examined from end to end, and what can be put right put right. Made for the command line: pure data out."""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from content.errors import ContentError, LibraryError
from content.store import derived
from content.store.backups import back_up, backups_in, fault_in
from content.store.checking import fault_of
from content.store.codec import decode
from content.store.faults import Damaged, from_sqlite, from_system
from content.store.feed import FEED, fill_for, names_among, triggers_for
from content.store.folder import DATABASE, inspect
from content.store.ids import Clock
from content.store.locking import FolderLock
from content.store.migrations import MIGRATIONS, version_of
from content.store.opening import connect, connect_to_read
from content.store.restoring import is_anothers, rebuild
from content.store.salvage import Salvaged
from content.store.schema import (
    BRIEFINGS,
    DECLARED,
    EVERY,
    MADE_LATER,
    ORIGINALS,
    REVISIONS,
    SOURCES,
    statements_for,
    table_in_sql,
)

_PATIENCE = 5.0
_REPAIR = "run 'readout doctor --repair'"


class Area(StrEnum):
    """What a finding is about."""

    FILE = "file"
    LAYOUT = "layout"
    DOCUMENTS = "documents"
    REFERENCES = "references"
    FEED = "feed"
    BACKUPS = "backups"


class Finding(NamedTuple):
    """One thing that was found: what it is and what to do. `is_fault` is false where it is only worth knowing."""

    area: Area
    told: str
    remedy: str = ""
    is_fault: bool = True


class Report(NamedTuple):
    """What was found of a library, and how many documents it has in each table, those deleted among them."""

    folder: Path
    findings: tuple[Finding, ...]
    documents: dict[str, int]

    @property
    def is_sound(self) -> bool:
        """Whether no fault was found."""
        return not any(finding.is_fault for finding in self.findings)


class Repaired(NamedTuple):
    """What was done, a sentence each, and the library as it is now."""

    done: tuple[str, ...]
    report: Report


def examine(folder: Path) -> Report:
    """What is wrong with the library in a folder. Changes nothing, and reads everything.

    Not for a process that has the library open: to look at the file is to lose SQLite's locks on it there, see
    https://sqlite.org/howtocorrupt.html, section 2.2. Another process may have it open.

    Raises LibraryError where there is no such folder, or where it may not be read.
    """
    if not folder.is_dir():
        raise LibraryError("there is no such folder", where=str(folder), remedy="check the name of the folder")
    path = folder / DATABASE
    findings, documents = list(_file(path)), {}
    if not findings:
        try:
            with _reading(path) as connection:
                findings += _layout(connection)
                documents = _count(connection, findings)
                if not any(finding.is_fault and finding.area is Area.LAYOUT for finding in findings):
                    findings += _feed(connection)
        except Damaged as damage:
            findings.append(Finding(Area.FILE, f"{path}: {damage.reason}", _REPAIR))
    findings += _backups(folder)
    return Report(folder, tuple(findings), documents)


def repair(folder: Path, now: Clock) -> Repaired:
    """Put right what can be: make indexes and the feed anew, or the whole file, of what can be read and of a backup.

    What is replaced is set aside, and a sound file backed up before it is touched. Where nothing is wrong, nothing is
    done. As `examine`, not for a process that has the library open. Raises LibraryError where another window writes,
    or where nothing can be read and there is no good backup.
    """
    before = examine(folder)
    if before.is_sound:
        return Repaired((), before)
    path = folder / DATABASE
    if path.exists() and is_anothers(path):
        raise LibraryError(
            "it is the database of another program", where=str(path), remedy="move it away or choose another folder"
        )
    areas = {finding.area for finding in before.findings if finding.is_fault}
    lock = FolderLock(folder, _PATIENCE)
    done: list[str] = []
    if areas & {Area.FILE, Area.DOCUMENTS}:
        done.append(_told(*rebuild(folder, lock, now)))
    elif areas & {Area.LAYOUT, Area.FEED}:
        with lock:
            try:
                made = back_up(folder, now)
                done.append(f"The library was backed up to {made}.")
                _make_anew(path)
                done.append("The indexes and the feed of changes were made anew.")
            except (Damaged, sqlite3.IntegrityError):
                # More is wrong than was seen, such as two documents of one id: only a new file is rid of it.
                done.append(_told(*rebuild(folder, lock, now)))
    return Repaired(tuple(done), examine(folder))


def _told(aside: Path | None, salvaged: Salvaged) -> str:
    kept = "" if aside is None else f"; the old one is kept in {aside}"
    lost = ""
    if salvaged.unreadable:
        lost = f", {salvaged.unreadable} could not be"
    elif not salvaged.is_all:
        lost = ", though parts of it could not be followed"
    return (
        f"A new file was made of the newest good backup, if any, and of the {salvaged.read} documents that could be"
        f" read{lost}{kept}."
    )


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        connection = connect_to_read(path, _PATIENCE)
        try:
            connection.execute("BEGIN")
            yield connection
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise from_sqlite(error, path) from error


def _file(path: Path) -> Iterator[Finding]:
    try:
        inspect(path)
    except FileNotFoundError:
        yield Finding(Area.FILE, f"{path} is missing", "'readout restore' puts a backup in its place")
        return
    except OSError as error:
        raise from_system(error, path) from error
    except LibraryError as error:
        yield Finding(Area.FILE, f"{path}: {error.reason}", error.remedy)
        return
    told = fault_of(path)
    if told is not None:
        yield Finding(Area.FILE, told, _REPAIR if fault_in(path) is not None else "")


def _layout(connection: sqlite3.Connection) -> Iterator[Finding]:
    version, newest = version_of(connection), len(MIGRATIONS)
    if version > newest:
        told = f"it was written by a newer Readout (layout {version}, this one knows {newest})"
        yield Finding(Area.LAYOUT, told, "update Readout", is_fault=False)
    elif version < newest:
        told = f"it has an older layout ({version}, this Readout writes {newest})"
        yield Finding(Area.LAYOUT, told, "it is brought up when it is next opened", is_fault=False)
    else:
        there = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
        for name, sql in _expected(there).items():
            if there.get(name) != sql:
                yield Finding(Area.LAYOUT, f"{name} is {'wrong' if name in there else 'missing'} in the file", _REPAIR)


def _expected(there: Container[str]) -> dict[str, str]:
    """What the newest layout has, by name, in the words in which SQLite keeps it; `there` are the names in the file."""
    made = [FEED]
    for name, fields in EVERY.items():
        if name in MADE_LATER and table_in_sql(name) not in there:
            continue
        made += [*statements_for(name, fields), *triggers_for(name)]
    statements = [statement.replace(" IF NOT EXISTS", "", 1) for statement in made]
    return {statement.split()[2]: statement for statement in statements} | derived.made()


def _count(connection: sqlite3.Connection, findings: list[Finding]) -> dict[str, int]:
    """How many documents each table has; tells of those that cannot be read and of references that lead nowhere."""
    counts: dict[str, int] = {}
    ids: dict[str, set[str]] = {}
    references: list[tuple[str, str, str, str]] = []
    for name in _tables(connection):
        counts[name], unreadable, of_table = 0, 0, ids.setdefault(name, set())
        for doc_id, body in connection.execute(f"SELECT id, CAST(body AS BLOB) FROM {table_in_sql(name)}"):
            counts[name] += 1
            document = _decoded(body)
            if document is None or document.get("id", doc_id) != doc_id:
                unreadable += 1
                continue
            of_table.add(doc_id)
            # What was done to no briefing, such as adding one, names none.
            if not document.get("deleted") and isinstance(document.get("briefing"), str) and document["briefing"]:
                references.append((name, doc_id, BRIEFINGS, document["briefing"]))
            if name == BRIEFINGS and isinstance(document.get("text"), str):
                references.append((name, doc_id, SOURCES, document["text"]))
            if name == BRIEFINGS and isinstance(document.get("original"), str):
                references.append((name, doc_id, ORIGINALS, document["original"]))
            if name == REVISIONS and isinstance(document.get("revision_of"), str):
                references.append((name, doc_id, BRIEFINGS, document["revision_of"]))
        if unreadable:
            findings.append(Finding(Area.DOCUMENTS, f"{unreadable} documents of {name} cannot be read", _REPAIR))
    lost: dict[tuple[str, str], list[str]] = {}
    for name, doc_id, table, wanted in references:
        if wanted not in ids.get(table, ()):
            lost.setdefault((name, table), []).append(doc_id)
    for (name, table), doc_ids in lost.items():
        told = f"{len(doc_ids)} documents of {name} belong to one of {table} that is not there, first {doc_ids[0]}"
        findings.append(Finding(Area.REFERENCES, told, "see whether a backup has it"))
    return counts


def _feed(connection: sqlite3.Connection) -> Iterator[Finding]:
    if version_of(connection) != len(MIGRATIONS):
        return
    for name in _tables(connection):
        sql = f"SELECT count(*) FROM {table_in_sql(name)} WHERE id NOT IN (SELECT id FROM feed WHERE name = ?)"
        (missing,) = connection.execute(sql, (name,)).fetchone()
        if missing:
            yield Finding(Area.FEED, f"{missing} documents of {name} are not in the feed of changes", _REPAIR)


def _backups(folder: Path) -> Iterator[Finding]:
    backups = backups_in(folder)
    for backup in backups:
        fault = fault_in(backup.path)
        if fault is not None:
            yield Finding(Area.BACKUPS, f"{backup.path}: {fault}", "delete it, others are kept")
    if not backups:
        yield Finding(Area.BACKUPS, "there is no backup yet", "'readout backup' makes one", is_fault=False)
    for aside in sorted((*folder.glob("damaged-*"), *folder.glob("replaced-*"))):
        yield Finding(
            Area.BACKUPS, f"an earlier library is kept in {aside}", "delete it when nothing is missed", is_fault=False
        )


def _make_anew(path: Path) -> None:
    try:
        connection = connect(path, _PATIENCE)
        try:
            connection.execute("BEGIN IMMEDIATE")
            there = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
            expected = _expected({name for _, name, _ in there})
            anew = derived.made()
            for kind, name, sql in there:
                if kind == "table" and expected.get(name, sql) != sql and name not in anew:
                    raise Damaged(f"its table {name} is not what it should be", where=str(path), remedy=_REPAIR)
                if expected.get(name, sql) != sql:
                    connection.execute(f"DROP {kind} IF EXISTS {name}")  # it may have gone with its table
            for statement in derived.drop():
                connection.execute(statement)
            connection.execute(FEED)
            for name in {**DECLARED, **dict.fromkeys(_tables(connection))}:
                for statement in (*statements_for(name, EVERY.get(name, ())), *triggers_for(name), fill_for(name)):
                    connection.execute(statement)
            for statement in (*derived.layout(), *derived.fill()):
                connection.execute(statement)
            connection.execute("REINDEX")
            connection.execute("COMMIT")
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise from_sqlite(error, path) from error


def _tables(connection: sqlite3.Connection) -> list[str]:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid").fetchall()
    return names_among([row[0] for row in tables])


def _decoded(body: bytes) -> dict[str, Any] | None:
    try:
        document: object = decode(body)
    except ContentError:
        return None
    return document if isinstance(document, dict) else None
