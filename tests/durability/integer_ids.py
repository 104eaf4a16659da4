"""A plugin for pytest that lets TinyDB's own tests run against the document store; `test_tinydb_suite.py` loads it.

It stands in for `TinyDB` and `Document` before their modules are imported. Three things are adapted: each path, and
each database in memory, is a library folder of its own; ids are counted as TinyDB counts them and given out as numbers,
because the tests write them down as such; and what JSON cannot hold is refused with the TypeError that the store's own
error stems from. Everything else is the store's.

Writes the outcome of each test to the file that READOUT_OUTCOMES names, and whether it opened a library.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import tinydb
from tinydb.storages import JSONStorage, MemoryStorage
from tinydb.table import Document, Table

from content.errors import ContentError
from content.store import DocumentStore, DocumentTable
from content.store.feed import FEED
from content.store.table import _NoCache

# The fields that the tests ask for, so that their queries go through indexes where the store has a plan for them.
DECLARED = dict.fromkeys(("_default", "table", "table1", "table2", "table3"), (("int",), ("char",), ("network", "id")))

_numbers = count()
_opened = 0


class NumberedDocument(Document):
    """A document whose id is a number."""

    def __init__(self, value: Mapping[str, Any], doc_id: Any) -> None:
        super().__init__(value, int(doc_id))


class NoCache(_NoCache):
    """Asked for its size, it is empty."""

    def __len__(self) -> int:
        return 0


def as_numbers(ids: Iterable[Any]) -> list[int]:
    """The ids as numbers."""
    return [int(each) for each in ids]


class NumberedTable(DocumentTable):
    """The store's table with ids that are counted."""

    document_class = NumberedDocument
    document_id_class = int  # type: ignore[assignment]
    query_cache_class = NoCache  # type: ignore[assignment]
    _get_next_id = Table._get_next_id  # type: ignore[assignment]

    def insert(self, document: Any) -> Any:
        try:
            return super().insert(document)
        except ContentError as error:
            assert error.__cause__ is not None
            raise error.__cause__ from None

    def update(self, *arguments: Any, **named: Any) -> Any:
        return as_numbers(super().update(*arguments, **named))

    def update_multiple(self, *arguments: Any, **named: Any) -> Any:
        return as_numbers(super().update_multiple(*arguments, **named))

    def remove(self, *arguments: Any, **named: Any) -> Any:
        return as_numbers(super().remove(*arguments, **named))


def _without_tables(connection: sqlite3.Connection) -> None:
    """A layout with no tables of the reader's, because the tests count tables."""
    connection.execute("CREATE TABLE library (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
    connection.execute(FEED)


class Library(DocumentStore):
    """The store, opened as TinyDB is."""

    table_class = NumberedTable

    def __init__(self, path: Any = None, *, storage: Any = JSONStorage, **_: Any) -> None:
        global _opened
        if storage not in (JSONStorage, MemoryStorage):
            raise NotImplementedError("the store has its own storage")
        folder = Path(f"{path}.library" if path is not None else Path(_root, f"memory{next(_numbers)}"))
        if not folder.parent.is_dir():
            raise NotImplementedError("the store makes missing folders, and these would stay")
        _opened += 1
        super().__init__(
            folder, now=lambda: datetime.now(UTC), random=os.urandom, declared=DECLARED, migrations=(_without_tables,)
        )
        self.storage.execute("PRAGMA synchronous = OFF")  # nothing here has to outlive a crash


_scratch = tempfile.TemporaryDirectory(prefix="readout-tinydb-")
_root = _scratch.name
tinydb.TinyDB = Library  # type: ignore[misc, assignment]
tinydb.table.Document = NumberedDocument  # type: ignore[misc]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Note what became of each test."""
    global _opened
    _opened, failed = 0, []
    item.config.stash[_FAILED] = failed
    try:
        return (yield)
    finally:
        outcome = {"test": item.nodeid, "passed": not failed, "opened": _opened > 0, "why": failed[:1]}
        with open(os.environ["READOUT_OUTCOMES"], "a", encoding="utf-8") as file:
            file.write(json.dumps(outcome) + "\n")


_FAILED = pytest.StashKey[list[str]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Keep what failed or was skipped."""
    report = yield
    if report.outcome != "passed":
        item.config.stash[_FAILED].append(report.longreprtext[-600:])
    return report
