"""Numbered transactions: each keeps documents in several tables that carry its number, so that loss and tearing show.

Used by the tests and by the processes that they start.
"""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from content.errors import ContentError
from content.store import DocumentStore, where

TABLES = ("notes", "entries", "changes")
LATEST = "reading"
"""The table with one document that every transaction writes its number into."""

NUMBERED = where("number").exists()
"""Others may keep things in these tables as well."""


class Audit(NamedTuple):
    """What is wrong with a library: numbers that were acknowledged and are not there, numbers of which a part is there,
    and why it could not be read, if it could not; and the numbers that are there."""

    lost: tuple[int, ...]
    torn: tuple[int, ...]
    unreadable: str
    there: tuple[int, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.lost or self.torn or self.unreadable)


def open_store(folder: Path, **more: Any) -> DocumentStore:
    """The library in a folder, made where it is missing."""
    return DocumentStore(folder, now=lambda: datetime.now(UTC), random=os.urandom, **more)


def text_for(number: int, table: str) -> str:
    """What the document of a number says, the same each time: mostly short, seldom some pages of the file long."""
    random = Random(f"{table} {number}")
    return f"{number} " + "ä" * random.choice((0, 20, 200, 200, 2_000, 12_000))


def keep(store: DocumentStore, number: int) -> None:
    """Keep the documents of a number in one transaction."""
    with store.transaction():
        for table in TABLES:
            store.table(table).insert(store.document({"number": number, "text": text_for(number, table)}))
        if not store.table(LATEST).update({"number": number}, NUMBERED):
            store.table(LATEST).insert(store.document({"number": number}))


def audit(folder: Path, acknowledged: int) -> Audit:
    """What is wrong with the library in a folder where 1 to `acknowledged` were said to be kept, one after the other.

    The library must take another transaction as well. That one is undone, so that auditing changes nothing.
    """
    try:
        with open_store(folder) as store:
            return _audit(store, acknowledged)
    except (ContentError, sqlite3.Error) as error:
        return Audit((), (), f"{type(error).__name__}: {error}", ())


def _audit(store: DocumentStore, acknowledged: int) -> Audit:
    told = store.storage.fetch("PRAGMA integrity_check")
    if told != [("ok",)]:
        return Audit((), (), str(told), ())
    found: list[set[int]] = []
    torn: set[int] = set()
    with store.snapshot():
        for table in TABLES:
            documents = store.table(table).search(NUMBERED)
            found.append({document["number"] for document in documents})
            torn |= {each["number"] for each in documents if each["text"] != text_for(each["number"], table)}
            if len(documents) != len(found[-1]):
                return Audit((), (), f"{table} holds a number twice", ())
        latest = {document["number"] for document in store.table(LATEST).search(NUMBERED)}
    there = set.union(*found)
    torn |= there - set.intersection(*found)
    if latest != ({max(there)} if there else set()):
        torn |= latest | {max(there, default=0)}
    lost = set(range(1, acknowledged + 1)) - there
    # One more may be there: the process ended between keeping it and saying so.
    if beyond := there - set(range(1, acknowledged + 2)):
        return Audit(tuple(lost), tuple(torn), f"never begun: {sorted(beyond)}", tuple(there))
    _try_another(store)
    return Audit(tuple(sorted(lost)), tuple(sorted(torn)), "", tuple(sorted(there)))


class _UndoneError(Exception):
    pass


def _try_another(store: DocumentStore) -> None:
    try:
        with store.transaction():
            keep(store, 0)
            raise _UndoneError
    except _UndoneError:
        pass
