"""The doctor finds what is wrong with a library and puts right what can be, losing nothing that can still be read."""

from __future__ import annotations

import os
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from content.bundled import bundled_briefing
from content.errors import LibraryError
from content.library import Library
from content.store import DocumentStore
from content.store.doctor import Area, examine, repair
from content.store.schema import DECLARED


class Clock:
    """A minute passes at each look."""

    def __init__(self) -> None:
        self.time = datetime(2023, 5, 24, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(minutes=1)
        return self.time


CLOCK = Clock()


def _open(folder: Path) -> DocumentStore:
    return DocumentStore(folder, now=CLOCK, random=os.urandom, busy_timeout=0.5)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Library.open(tmp_path / "lib", now=CLOCK, random=os.urandom) as library:
        library.add(bundled_briefing())
    with _open(tmp_path / "lib") as store, store.transaction():
        (briefing,) = store.table("briefings").all()
        store.table("notes").insert_multiple(
            [store.document({"briefing": briefing["id"], "n": n, "body": f"note {n} " * 60}) for n in range(300)]
        )
    return tmp_path / "lib"


def _faults(folder: Path) -> list[tuple[Area, str]]:
    return [(finding.area, finding.told) for finding in examine(folder).findings if finding.is_fault]


def _change(folder: Path, *statements: str) -> None:
    connection = sqlite3.connect(folder / "library.db")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def _notes(folder: Path) -> set[int]:
    with _open(folder) as store:
        return {note["n"] for note in store.table("notes")}


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_sound_library_has_no_faults_and_is_not_touched(folder: Path) -> None:
    before = _contents(folder)
    report = examine(folder)
    assert report.is_sound
    assert [finding.told for finding in report.findings] == ["there is no backup yet"]
    assert report.documents["notes"] == 300
    assert report.documents["briefings"] == 1
    assert set(report.documents) == set(DECLARED)
    assert repair(folder, CLOCK) == ((), report)
    assert _contents(folder) == before


def test_missing_and_wrong_parts_of_the_layout_are_found_and_made_anew(folder: Path) -> None:
    _change(
        folder,
        "DROP INDEX doc_briefings_by_key",
        "DROP INDEX doc_notes_by_briefing",
        "CREATE INDEX doc_notes_by_briefing ON doc_notes (id)",
        "DROP TRIGGER doc_notes_feeds_update",
    )
    assert [told for _, told in _faults(folder)] == [
        "doc_briefings_by_key is missing in the file",
        "doc_notes_by_briefing is wrong in the file",
        "doc_notes_feeds_update is missing in the file",
    ]
    repaired = repair(folder, CLOCK)
    assert len(repaired.done) == 2
    assert repaired.report.is_sound
    assert len(list((folder / "backups").iterdir())) == 1
    with _open(folder) as store:
        end = store.feed_end()
        store.table("notes").update({"n": -1}, doc_ids=[store.table("notes").all()[0].doc_id])
        assert store.feed_end() == end + 1


def test_documents_that_are_not_in_the_feed_are_found_and_added(folder: Path) -> None:
    with _open(folder) as store:
        end = store.feed_end()
    _change(folder, "DELETE FROM feed WHERE name = 'notes' AND id IN (SELECT id FROM doc_notes LIMIT 7)")
    assert _faults(folder) == [(Area.FEED, "7 documents of notes are not in the feed of changes")]
    assert repair(folder, CLOCK).report.is_sound
    with _open(folder) as store:
        assert len(store.feed(after=end)) == 7


def test_a_feed_that_names_a_document_twice_is_made_anew_with_the_file(folder: Path) -> None:
    _change(
        folder,
        "CREATE TABLE copy (seq INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, id TEXT NOT NULL)",
        "INSERT INTO copy SELECT * FROM feed",
        "INSERT INTO copy (name, id) SELECT name, id FROM feed",
        "DROP TABLE feed",
        "PRAGMA legacy_alter_table = ON",
        "ALTER TABLE copy RENAME TO feed",
    )
    assert (Area.LAYOUT, "feed is wrong in the file") in _faults(folder)
    assert repair(folder, CLOCK).report.is_sound
    assert _notes(folder) == set(range(300))


def test_references_that_lead_nowhere_are_found(folder: Path) -> None:
    with _open(folder) as store, store.transaction():
        store.table("notes").insert(store.document({"briefing": "nowhere"}))
        store.table("notes").insert(store.document({"briefing": "nowhere", "deleted": True}))
    ((area, told),) = _faults(folder)
    assert area is Area.REFERENCES
    assert told.startswith("1 documents of notes belong to one of briefings that is not there")
    assert repair(folder, CLOCK).done == ()


def test_an_unreadable_document_comes_back_from_the_backup_and_the_others_stay_as_they_are(folder: Path) -> None:
    with _open(folder) as store:
        store.back_up()
        with store.transaction():
            store.table("notes").insert(store.document({"n": 300}))
            store.table("notes").update({"n": 1000, "updated_at": store.stamp()}, doc_ids=[_id_of(store, 5)])
        hurt = _id_of(store, 7)
    _change(
        folder,
        "DROP INDEX doc_notes_by_briefing",
        "DROP INDEX doc_notes_by_session",
        "DROP TRIGGER doc_notes_catalogues_update",
        f"UPDATE doc_notes SET body = substr(body, 1, 90) WHERE id = '{hurt}'",
    )
    assert (Area.DOCUMENTS, "1 documents of notes cannot be read") in _faults(folder)
    repaired = repair(folder, CLOCK)
    assert repaired.report.is_sound
    assert _notes(folder) == {*range(301), 1000} - {5}
    assert len(list(folder.glob("damaged-*"))) == 1


def _id_of(store: DocumentStore, n: int) -> str:
    return next(note.doc_id for note in store.table("notes") if note["n"] == n)  # type: ignore[return-value]


def test_what_can_be_read_of_a_damaged_file_is_salvaged_without_any_backup(folder: Path) -> None:
    path = folder / "library.db"
    content = bytearray(path.read_bytes())
    start = content.index(b'"n":150,') // 8192 * 8192
    content[start : start + 8192] = b"\xa5" * 8192
    path.write_bytes(content)
    faults = _faults(folder)
    assert faults
    assert faults[0][0] is Area.FILE
    damaged = path.read_bytes()
    repaired = repair(folder, CLOCK)
    assert not [finding for finding in repaired.report.findings if finding.area is Area.FILE]
    assert 250 < len(_notes(folder)) < 300
    (aside,) = folder.glob("damaged-*")
    assert str(aside) in repaired.done[0]
    assert (aside / "library.db").read_bytes() == damaged
    with Library.open(folder, now=CLOCK, random=os.urandom) as library:
        assert library.quick_check() is None
        assert library.read_only == ""


@pytest.mark.parametrize("harm", ["the way to every note", "the beginning of the file"])
def test_documents_are_found_in_their_pages_where_no_way_leads_to_them(folder: Path, harm: str) -> None:
    path = folder / "library.db"
    connection = sqlite3.connect(path)
    (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'doc_notes'").fetchone()
    connection.close()
    content = bytearray(path.read_bytes())
    start = 0 if harm == "the beginning of the file" else (root - 1) * 8192
    content[start : start + 4096] = b"\xa5" * 4096
    path.write_bytes(content)
    repaired = repair(folder, CLOCK)
    assert repaired.report.is_sound
    assert repaired.report.documents["notes"] == 300
    assert repaired.report.documents["entries"] == len(bundled_briefing().entries)
    assert _notes(folder) == set(range(300))
    with Library.open(folder, now=CLOCK, random=os.urandom) as library:
        assert library.briefing(bundled_briefing().id) == bundled_briefing()


def test_a_document_that_was_changed_is_not_brought_back_as_it_was_before(folder: Path) -> None:
    with _open(folder) as store, store.transaction():
        stamp = store.stamp()
        # Longer than before, so that they move to other pages and leave what they were in the old ones.
        store.table("notes").update({"n": -1, "body": "x" * 3000, "updated_at": stamp})
    path = folder / "library.db"
    content = bytearray(path.read_bytes())
    start = content.rindex(b'"n":-1,') // 8192 * 8192
    content[start : start + 8192] = b"\xa5" * 8192
    path.write_bytes(content)
    assert repair(folder, CLOCK).report.is_sound
    with _open(folder) as store:
        found = [note["n"] for note in store.table("notes")]
    assert found.count(-1) >= 290
    assert len(found) <= 300


def test_a_cut_file_gives_what_is_left_of_it_and_the_backup_the_rest(folder: Path) -> None:
    with _open(folder) as store:
        store.back_up()
    path = folder / "library.db"
    path.write_bytes(path.read_bytes()[:-30_000])
    assert _faults(folder)[0][0] is Area.FILE
    assert repair(folder, CLOCK).report.is_sound
    assert _notes(folder) == set(range(300))


def test_a_missing_file_is_told_and_made_of_the_backup(folder: Path) -> None:
    with _open(folder) as store:
        store.back_up()
    (folder / "library.db").unlink()
    assert "is missing" in _faults(folder)[0][1]
    assert repair(folder, CLOCK).report.is_sound
    assert _notes(folder) == set(range(300))


def test_where_nothing_can_be_read_nothing_is_changed(folder: Path) -> None:
    (folder / "library.db").write_bytes(b"\xa5" * 40_000)
    assert _faults(folder)
    before = _contents(folder)
    with pytest.raises(LibraryError, match="nothing in it can be read"):
        repair(folder, CLOCK)
    assert _contents(folder) == before


def test_a_bad_backup_is_told(folder: Path) -> None:
    with _open(folder) as store:
        backup = store.back_up()
    backup.write_bytes(backup.read_bytes()[:9000])
    ((area, told),) = _faults(folder)
    assert area is Area.BACKUPS
    assert str(backup) in told


def test_the_database_of_another_program_is_not_repaired(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
    _change(folder, "CREATE TABLE mine (x)")
    before = _contents(folder)
    assert "not a library" in _faults(folder)[0][1]
    with pytest.raises(LibraryError, match="another program"):
        repair(folder, CLOCK)
    assert _contents(folder) == before
    with pytest.raises(LibraryError, match="no such folder"):
        examine(folder / "none")


def test_a_list_that_is_missing_or_wrong_is_made_anew_from_the_documents(folder: Path) -> None:
    with Library.open(folder, now=CLOCK, random=os.urandom) as library:
        library.catalogue.tag([bundled_briefing().id], add=["energy"])
        before = library.catalogue.page()
    _change(
        folder,
        "DROP TABLE catalogue1",
        "DROP TRIGGER doc_notes_catalogues_insert",
        "DROP TABLE catalogue1_tags",
        "CREATE TABLE catalogue1_tags (seq, folded, tag)",
    )
    told = [told for _, told in _faults(folder)]
    assert "catalogue1 is missing in the file" in told
    assert "doc_notes_catalogues_insert is missing in the file" in told
    assert "catalogue1_tags is wrong in the file" in told
    assert repair(folder, CLOCK).report.is_sound
    with Library.open(folder, now=CLOCK, random=os.urandom) as library:
        assert library.catalogue.page() == before
        assert before[0].notes == 300
        library.catalogue.star([bundled_briefing().id])
        assert library.catalogue.page()[0].is_starred
