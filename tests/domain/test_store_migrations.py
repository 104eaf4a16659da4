"""Files of every released layout are opened; files of a newer one are only read."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from content.catalogue import By, Group, Order, read_filter
from content.errors import LibraryError
from content.library import Library
from content.model import BriefingId, Place, ReadingPosition, Sentences
from content.store import DocumentStore
from content.store.doctor import examine
from content.store.migrations import MIGRATIONS
from content.store.schema import DECLARED, field_in_sql, table_in_sql

# A library as version 1 wrote it. Never edited: it stands for the files that readers have.
VERSION_1 = r"""
PRAGMA application_id = 1380208468;
PRAGMA user_version = 1;
CREATE TABLE library (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO library VALUES ('device', '018851a2-0000-7000-8000-00000000000d');
INSERT INTO library VALUES ('stamp', '2023-05-24T12:00:01.000000Z');
CREATE TABLE doc_briefings (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
CREATE INDEX doc_briefings_by_key ON doc_briefings (json_extract(body, '$.key'));
CREATE INDEX doc_briefings_by_deleted ON doc_briefings (json_extract(body, '$.deleted'));
CREATE TABLE doc_sources (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
CREATE TABLE doc_entries (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
CREATE INDEX doc_entries_by_briefing ON doc_entries (json_extract(body, '$.briefing'));
CREATE TABLE doc_reading (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
CREATE INDEX doc_reading_by_briefing ON doc_reading (json_extract(body, '$.briefing'));
CREATE INDEX doc_reading_by_updated_at ON doc_reading (json_extract(body, '$.updated_at'));
INSERT INTO doc_briefings VALUES (1, '018851a2-0000-7000-8000-000000000001', '{"id":"018851a2-0000-7000-8000-000000000001","schema":1,"author":"","device":"018851a2-0000-7000-8000-00000000000d","created_at":"2023-05-24T12:00:00.000000Z","updated_at":"2023-05-24T12:00:00.000000Z","deleted":false,"key":"china-russia","title":"China–Russia","language":"en","desk":"world","source":{"title":"","author":"","publisher":"Reuters","issued":"2023-05-24","URL":""},"text":"018851a2-0000-7000-8000-000000000002","sentences":1,"entries":1,"characters":17}');
INSERT INTO doc_sources VALUES (1, '018851a2-0000-7000-8000-000000000002', '{"id":"018851a2-0000-7000-8000-000000000002","schema":1,"author":"","device":"018851a2-0000-7000-8000-00000000000d","created_at":"2023-05-24T12:00:00.000000Z","updated_at":"2023-05-24T12:00:00.000000Z","deleted":false,"briefing":"018851a2-0000-7000-8000-000000000001","text":"They met and ate.","paragraphs":[1],"starts":[0],"ends":[17]}');
INSERT INTO doc_entries VALUES (1, '018851a2-0000-7000-8000-000000000003', '{"id":"018851a2-0000-7000-8000-000000000003","schema":1,"author":"","device":"018851a2-0000-7000-8000-00000000000d","created_at":"2023-05-24T12:00:00.000000Z","updated_at":"2023-05-24T12:00:00.000000Z","deleted":false,"briefing":"018851a2-0000-7000-8000-000000000001","position":0,"key":"p1","pane":"people","kind":"fact","title":"A meal","text":"They ate.","origin":"curated","citations":[[1,0,17,"They met and ate."]],"figures":[["one",0,4,"count",[1,2.5],null]],"quotations":[["ate",13,16,null]],"links":[],"tags":["food"]}');
INSERT INTO doc_reading VALUES (1, '018851a2-0000-7000-8000-000000000004', '{"id":"018851a2-0000-7000-8000-000000000004","schema":1,"author":"","device":"018851a2-0000-7000-8000-00000000000d","created_at":"2023-05-24T12:00:01.000000Z","updated_at":"2023-05-24T12:00:01.000000Z","deleted":false,"briefing":"018851a2-0000-7000-8000-000000000001","tab":"people","focus":"entries","places":[{"tab":"people","place":[1,0,0]}],"source":[0,0,0],"read":["p1"],"marks":[]}');
"""  # noqa: E501

# Likewise: three briefings, one of them a revision of another; notes, entries read, accepted and deleted.
VERSION_2 = (Path(__file__).parents[1] / "data" / "library-2.sql").read_text(encoding="utf-8")

ID = BriefingId("china-russia")


def _now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def version_1(tmp_path: Path) -> Path:
    connection = sqlite3.connect(tmp_path / "library.db")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(VERSION_1)
    connection.close()
    return tmp_path


def test_a_library_of_version_1_is_read_and_written(version_1: Path) -> None:
    with Library.open(version_1, now=_now, random=os.urandom, create=False) as library:
        assert library.last_read() == ID
        briefing = library.briefing(ID)
        assert briefing.text == "They met and ate."
        assert briefing.sentences == Sentences([1], [0], [17])
        assert briefing.entries[0].citations[0].quote == "They met and ate."
        assert briefing.entries[0].figures[0].value == (1, 2.5)
        assert library.position(ID) == ReadingPosition("people", places=(("people", Place(1)),), read=frozenset(["p1"]))
        assert library.summaries()[0].publisher == "Reuters"
        assert library.add(briefing) == ID
        library.keep_position(ID, ReadingPosition("trade"))
        assert library.position(ID).tab == "trade"


@pytest.fixture
def version_2(tmp_path: Path) -> Path:
    connection = sqlite3.connect(tmp_path / "library.db")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(VERSION_2)
    connection.close()
    return tmp_path


def test_a_library_of_version_2_is_listed_as_it_is(version_2: Path) -> None:
    with Library.open(version_2, now=_now, random=os.urandom, create=False) as library:
        assert library.last_read() == "lisbon"
        rows = {row.id: row for row in library.catalogue.page(Order.TITLE)}
        assert list(rows) == ["accra-2", "accra", "lisbon"]
        row = rows[BriefingId("lisbon")]
        assert (row.title, row.source, row.issued, row.entries) == ("Lisbon talks", "The Paper", "2021-06-01", 2)
        assert (row.read, row.notes, row.to_review, row.tags) == (1, 1, 1, ())
        assert row.last_read == "2023-05-24T12:00:15.000001Z"
        assert {id: each.is_earlier for id, each in rows.items()} == {"accra-2": False, "accra": True, "lisbon": False}
        assert library.catalogue.groups(By.SOURCE) == [Group("The Paper", 2), Group("example.org", 1)]
        assert [each.id for each in library.catalogue.page(wanted=read_filter("eclairs").filter)] == ["accra"]
        library.history.undo()  # the revision
        library.history.undo()  # that an entry was deleted
        assert [each.id for each in library.catalogue.page()] == ["accra", "lisbon"]
        again = library.catalogue.row(BriefingId("lisbon"))
        assert again is not None and (again.entries, again.read, again.to_review) == (3, 2, 2)
        assert len(list((version_2 / "backups").iterdir())) == 1


def test_a_document_that_cannot_be_read_does_not_keep_a_library_of_version_2_from_being_opened(version_2: Path) -> None:
    connection = sqlite3.connect(version_2 / "library.db")
    connection.execute("DROP INDEX doc_entries_by_briefing")
    connection.execute("UPDATE doc_entries SET body = substr(body, 1, 300) WHERE seq = 3")
    connection.commit()
    connection.close()
    with Library.open(version_2, now=_now, random=os.urandom, create=False) as library:
        assert library.notices != []
        assert library.catalogue.count() == 3
        assert library.briefing(BriefingId("lisbon")).text
    assert examine(version_2).is_sound


def test_a_new_library_has_the_newest_layout_and_an_index_for_each_declared_field(tmp_path: Path) -> None:
    with DocumentStore(tmp_path, now=_now, random=os.urandom) as store:
        assert store.storage.fetch("PRAGMA user_version") == [(len(MIGRATIONS),)]
        for table, fields in DECLARED.items():
            found = store.storage.fetch(
                "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
                (table_in_sql(table),),
            )
            assert len(found) == len(fields)
            for path in fields:
                assert any(field_in_sql(path) in sql for (sql,) in found)


def test_a_library_of_a_newer_layout_is_read_but_not_written(version_1: Path) -> None:
    path = version_1 / "library.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 7")
    connection.close()
    before = path.read_bytes()
    with Library.open(version_1, now=_now, random=os.urandom) as library:
        assert library.read_only == (
            f"{path}: it was written by a newer Readout (layout 7, this one knows {len(MIGRATIONS)}) and can only be"
            " read; update Readout to change it"
        )
        assert library.briefing(ID).text == "They met and ate."
        assert library.last_read() == ID
        for change in (
            lambda: library.keep_position(ID, ReadingPosition("trade")),
            lambda: library.add(library.briefing(ID)._replace(id=BriefingId("another"))),
        ):
            with pytest.raises(LibraryError) as caught:
                change()
            assert str(caught.value) == library.read_only
        assert library.position(ID).tab == "people"
    assert path.read_bytes() == before
    assert [path.name for path in version_1.iterdir()] == ["library.db"]


def test_a_library_of_this_layout_is_not_read_only(version_1: Path) -> None:
    with Library.open(version_1, now=_now, random=os.urandom) as library:
        assert library.read_only == ""
        assert library.notices == []


def _to_2(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE doc_notes (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL)")
    connection.execute("UPDATE doc_briefings SET body = json_set(body, '$.read', 0)")


def _to_2_in_vain(connection: sqlite3.Connection) -> None:
    _to_2(connection)
    connection.execute("SELECT * FROM missing")


def test_a_step_is_taken_once_and_whole(version_1: Path) -> None:
    for _ in range(2):
        with DocumentStore(version_1, now=_now, random=os.urandom, migrations=(*MIGRATIONS[:1], _to_2)) as store:
            assert store.storage.fetch("PRAGMA user_version") == [(2,)]
            assert "notes" in store.tables()
            assert store.table("briefings").all()[0]["read"] == 0


def test_a_step_that_fails_leaves_the_file_as_it_was(version_1: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        DocumentStore(version_1, now=_now, random=os.urandom, migrations=(*MIGRATIONS[:1], _to_2_in_vain))
    with DocumentStore(version_1, now=_now, random=os.urandom, migrations=MIGRATIONS[:1]) as store:
        assert store.storage.fetch("PRAGMA user_version") == [(1,)]
        assert "notes" not in store.tables()
        assert "read" not in store.table("briefings").all()[0]
