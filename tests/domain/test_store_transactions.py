"""Transactions: all or nothing, seen by the other window only when kept."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tinydb import where
from tinydb.table import Document

from content.errors import ContentError, LibraryError
from content.store import DocumentStore


def _open(folder: Path) -> DocumentStore:
    return DocumentStore(folder, now=lambda: datetime(2023, 5, 24, 12, tzinfo=UTC), random=os.urandom)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DocumentStore]:
    with _open(tmp_path) as opened:
        yield opened


def test_an_exception_undoes_the_whole_transaction(store: DocumentStore) -> None:
    store.insert({"before": 1})
    with pytest.raises(ZeroDivisionError), store.transaction():
        store.insert({"a": 1})
        store.table("new").insert({"b": 1})
        store.truncate()
        raise ZeroDivisionError
    assert store.all() == [{"before": 1}]
    assert "new" not in store.tables()
    store.table("new").insert({"b": 2})
    assert store.table("new").all() == [{"b": 2}]


def test_an_inner_transaction_is_kept_with_the_outer_one(store: DocumentStore) -> None:
    with pytest.raises(ZeroDivisionError), store.transaction():
        with store.transaction():
            store.insert({"inner": 1})
        raise ZeroDivisionError
    assert store.all() == []


def test_an_inner_transaction_that_fails_is_undone_alone(store: DocumentStore) -> None:
    with store.transaction():
        store.insert({"outer": 1})
        with pytest.raises(ZeroDivisionError), store.transaction():
            store.insert({"inner": 1})
            raise ZeroDivisionError
        with pytest.raises(KeyError):
            store.update(lambda document: document.pop("missing"))
        store.insert({"outer": 2})
    assert store.all() == [{"outer": 1}, {"outer": 2}]


def test_a_failing_update_writes_nothing_even_over_many_documents(store: DocumentStore) -> None:
    store.insert_multiple({"i": i} for i in range(1000))

    def change(document: dict[str, int]) -> None:
        if document["i"] == 900:
            raise ArithmeticError
        document["i"] = -1

    with pytest.raises(ArithmeticError):
        store.update(change)
    assert [document["i"] for document in store] == list(range(1000))


def test_an_update_of_more_documents_than_are_held_at_once_reaches_all(store: DocumentStore) -> None:
    store.insert_multiple({"i": i, "text": "x" * 20_000} for i in range(600))
    assert len(store.update({"seen": True}, where("i") >= 300)) == 300
    assert [document["i"] for document in store.search(where("seen").exists())] == list(range(300, 600))
    assert len(store.remove(where("i") < 500)) == 500
    assert len(store) == 100


def test_an_unchanged_document_is_not_written(store: DocumentStore) -> None:
    store.insert_multiple({"i": i} for i in range(10))
    before = store.storage.fetch("SELECT total_changes()")
    end = store.feed_end()
    store.update({"i": 5}, where("i") == 5)
    store.update(lambda document: None)
    assert store.storage.fetch("SELECT total_changes()") == before
    store.update({"i": 50}, where("i") <= 1)
    assert len(store.feed(after=end)) == 2


def test_two_windows_see_what_the_other_kept_and_nothing_before(tmp_path: Path) -> None:
    with _open(tmp_path) as one, _open(tmp_path) as two:
        with one.transaction():
            one.table("t").insert({"from": "one"})
            assert two.table("t").all() == []
        assert two.table("t").search(where("from") == "one") == [{"from": "one"}]
        with one.snapshot():
            assert len(one.table("t")) == 1
            two.table("t").insert({"from": "two"})
            assert len(one.table("t")) == 1
        assert len(one.table("t")) == 2


def test_iterating_ends_with_what_was_there_when_it_began(store: DocumentStore) -> None:
    store.insert_multiple({"i": i} for i in range(100))
    for document in store:
        store.insert({"again": document["i"]})
    assert len(store) == 200


def test_stamps_ascend_from_transaction_to_transaction_and_from_window_to_window(tmp_path: Path) -> None:
    with _open(tmp_path) as one, _open(tmp_path) as two:
        stamps = [one.stamp(), two.stamp(), one.stamp()]
        with one.transaction():
            stamps.append(one.stamp())
            assert one.stamp() == stamps[-1]
        stamps.append(two.stamp())
        assert stamps == sorted(set(stamps))
        assert one.storage.device() == two.storage.device()


def test_a_stamp_that_was_undone_is_not_used_again_in_the_same_transaction(store: DocumentStore) -> None:
    with store.transaction():
        with pytest.raises(ZeroDivisionError), store.transaction():
            store.stamp()
            raise ZeroDivisionError
        kept = store.stamp()
    assert store.stamp() > kept


def test_a_document_carries_what_every_document_carries(store: DocumentStore) -> None:
    with store.transaction():
        document = store.document({"a": 1})
        store.table("t").insert(document)
    (kept,) = store.table("t").all()
    assert kept["id"] == kept.doc_id == document.doc_id
    assert kept["created_at"] == kept["updated_at"] == "2023-05-24T12:00:00.000000Z"
    assert (kept["schema"], kept["author"], kept["deleted"], kept["a"]) == (1, "", False, 1)
    assert kept["device"] == store.storage.device()
    assert not any(key.startswith("_") for key in kept)


def test_names_of_tables_are_kept_apart_as_tinydb_keeps_them(store: DocumentStore) -> None:
    names = ["a", "A", "sqlite_master", "ä", "a b", '"', "", "x_61"]
    for name in names:
        store.table(name).insert({"in": name})
    assert set(names) < store.tables()
    assert [store.table(name).all() for name in names] == [[{"in": name}] for name in names]
    store.drop_table("a")
    assert store.table("A").all() == [{"in": "A"}]
    store.drop_tables()
    assert store.tables() == set()


def test_another_thread_is_turned_away(store: DocumentStore) -> None:
    caught: list[Exception] = []

    def use() -> None:
        try:
            store.all()
        except Exception as error:  # noqa: BLE001  (whatever it is, it is looked at below)
            caught.append(error)

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert "thread" in str(caught)


_CHILD = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from content.errors import ContentError, LibraryError
from content.store import DocumentStore
store = DocumentStore(Path(sys.argv[1]), now=lambda: datetime.now(UTC), random=os.urandom)
store.insert({"kept": True})
transaction = store.transaction()
transaction.__enter__()
store.insert_multiple({"text": "x" * 1000} for _ in range(5000))
os.kill(os.getpid(), 9)
"""


def test_what_was_kept_survives_a_kill_and_what_was_not_leaves_no_trace(tmp_path: Path) -> None:
    assert subprocess.run([sys.executable, "-c", _CHILD, str(tmp_path)]).returncode == -9
    with _open(tmp_path) as store:
        assert store.all() == [{"kept": True}]
        assert store.storage.fetch("PRAGMA integrity_check") == [("ok",)]


def test_nothing_is_written_alone_after_a_fault_has_undone_the_transaction(store: DocumentStore) -> None:
    notes = store.table("notes")
    notes.insert({"n": 0})
    with pytest.raises(LibraryError, match="a fault undid"), store.transaction():
        notes.add(store.document({"n": 1}))
        # As SQLite does by itself where the disk is full.
        store.storage.execute("ROLLBACK")
        with pytest.raises(LibraryError, match="a fault undid"):
            notes.add(Document({"n": 2}, "another"))  # type: ignore[arg-type]
    assert [document["n"] for document in notes] == [0]


def test_what_is_added_fast_is_what_insert_would_have_kept(store: DocumentStore) -> None:
    notes = store.table("notes")
    for _ in range(2):
        with store.transaction():
            made = store.document({"n": 1.5, "text": "ä", "none": None})
            notes.add(made)
        assert notes.get(doc_id=made.doc_id) == made
        assert store.feed()[-1][1:] == ("notes", made.doc_id)
    with pytest.raises(ContentError), store.transaction():
        notes.add(store.document({"text": "\ud800"}))
    assert len(notes) == 2
