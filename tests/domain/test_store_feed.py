"""The feed names every document once, with its newest change, and every window learns of the others' changes."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import where

import content
from content.store import DocumentStore
from content.store.feed import Change


def _open(folder: Path, author: str = "") -> DocumentStore:
    return DocumentStore(folder, author=author, now=lambda: datetime(2023, 5, 24, 12, tzinfo=UTC), random=os.urandom)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DocumentStore]:
    with _open(tmp_path) as opened:
        yield opened


def test_each_document_appears_once_with_its_newest_change(store: DocumentStore) -> None:
    notes, other = store.table("notes"), store.table("a 'table' with\0 \"quotes\"")
    first, second = notes.insert({"n": 1}), notes.insert({"n": 2})
    third = other.insert({"n": 3})
    assert store.feed() == [Change(1, "notes", first), Change(2, "notes", second), Change(3, other.name, third)]
    notes.update({"n": 4}, doc_ids=[first])
    assert store.feed() == [Change(2, "notes", second), Change(3, other.name, third), Change(4, "notes", first)]
    notes.remove(doc_ids=[second])
    assert [change.doc_id for change in store.feed()] == [third, first, second]
    notes.upsert({"n": 5, "again": True}, where("n") == 4)
    assert store.feed(after=5) == [Change(6, "notes", first)]
    assert store.feed(limit=1) == [Change(3, other.name, third)]
    assert store.feed_end() == 6


def test_a_document_written_under_an_id_that_is_there_is_a_change_of_it(store: DocumentStore) -> None:
    rows = store.table("notes")
    doc_id = rows.insert({"n": 1})
    rows._update_table(lambda table: table.__setitem__(doc_id, {"n": 2}))
    assert rows.all() == [{"n": 2}]
    assert store.feed() == [Change(2, "notes", doc_id)]


def test_a_dropped_table_is_the_removal_of_its_documents(store: DocumentStore) -> None:
    doc_id = store.table("t").insert({"n": 1})
    end = store.feed_end()
    store.drop_table("t")
    assert store.feed(after=end) == [Change(end + 1, "t", doc_id)]


def test_what_was_undone_is_no_change(store: DocumentStore) -> None:
    store.insert({"n": 1})
    end = store.feed_end()
    with pytest.raises(ZeroDivisionError), store.transaction():
        store.insert({"n": 2})
        raise ZeroDivisionError
    assert store.feed_end() == end
    assert store.feed(after=end) == []


OPERATIONS = st.lists(st.tuples(st.sampled_from(["insert", "update", "remove"]), st.integers(0, 5)), max_size=30)


@settings(max_examples=60, deadline=None)
@given(OPERATIONS)
def test_the_feed_agrees_with_what_was_done(
    tmp_path_factory: pytest.TempPathFactory, operations: list[tuple[str, int]]
) -> None:
    with _open(tmp_path_factory.mktemp("feed")) as store:
        table = store.table("notes")
        expected: dict[str, None] = {}
        for kind, number in operations:
            condition = where("n") == number
            if kind == "insert":
                changed = [table.insert({"n": number, "at": 0})]
            elif kind == "update":
                changed = table.update(lambda document: document.update(at=document["at"] + 1), condition)
            else:
                changed = table.remove(condition)
            for doc_id in changed:
                expected.pop(doc_id, None)
                expected[doc_id] = None
        found = store.feed()
        assert {change.doc_id for change in found} == set(expected)
        assert [change.seq for change in found] == sorted({change.seq for change in found})
        if expected:
            assert found[-1].doc_id == list(expected)[-1]


def test_a_window_learns_once_that_another_changed_something(tmp_path: Path) -> None:
    with _open(tmp_path) as one, _open(tmp_path) as two:
        assert not one.changed_elsewhere()
        one.insert({"by": "myself"})
        assert not one.changed_elsewhere()
        end = one.feed_end()
        doc_id = two.table("notes").insert({"by": "the other"})
        assert one.changed_elsewhere()
        assert not one.changed_elsewhere()
        assert one.feed(after=end) == [Change(end + 1, "notes", doc_id)]
        assert two.changed_elsewhere()
        with pytest.raises(ZeroDivisionError), two.transaction():
            two.insert({"n": 1})
            raise ZeroDivisionError
        assert not one.changed_elsewhere()


def test_a_change_between_opening_and_asking_is_told(tmp_path: Path) -> None:
    with _open(tmp_path) as one:
        with _open(tmp_path) as two:
            two.insert({"n": 1})
        assert one.changed_elsewhere()


def test_documents_from_before_the_feed_are_in_it(tmp_path: Path) -> None:
    from content.store.migrations import MIGRATIONS

    with DocumentStore(
        tmp_path, now=lambda: datetime(2023, 5, 24, tzinfo=UTC), random=os.urandom, migrations=MIGRATIONS[:1]
    ) as store:
        connection = sqlite3.connect(store.storage.path)
        connection.execute("CREATE TABLE doc_mine (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT)")
        connection.execute("INSERT INTO doc_mine VALUES (1, 'b', '{}'), (2, 'a', '{}')")
        connection.execute("INSERT INTO doc_entries VALUES (1, 'c', '{}')")
        connection.commit()
        connection.close()
    with _open(tmp_path) as store:
        assert store.feed() == [Change(1, "entries", "c"), Change(2, "mine", "b"), Change(3, "mine", "a")]
        store.table("mine").update({"n": 1}, doc_ids=["b"])
        assert store.feed(after=3) == [Change(4, "mine", "b")]


def test_documents_carry_the_author_of_the_store_or_the_one_named(tmp_path: Path) -> None:
    with _open(tmp_path, author="Ada") as store, store.transaction():
        assert store.document({})["author"] == "Ada"
        assert store.document({}, author="Bo")["author"] == "Bo"
        assert store.document({}, author="")["author"] == ""


def test_above_the_store_nothing_removes_documents_for_good() -> None:
    root = Path(content.__file__).parent
    removing = re.compile(r"(?<!\bself)\.(remove|truncate|drop_tables?|purge)\(|DELETE FROM|DROP TABLE")
    found = [
        str(path)
        for path in root.rglob("*.py")
        if path.parent.name != "store" and "_table" not in path.stem and removing.search(path.read_text())
    ]
    assert found == []
