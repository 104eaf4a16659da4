"""Backups are whole and readable by themselves, made while the library is written, and few of them are kept."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.errors import LibraryError
from content.library import Library
from content.store import DocumentStore
from content.store.backups import back_up, back_up_if_due, backups_in, fault_in, newest_good, superfluous
from content.store.migrations import MIGRATIONS


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.time = datetime(2023, 5, 24, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[DocumentStore]:
    with DocumentStore(tmp_path / "lib", now=clock, random=os.urandom) as opened:
        yield opened


def _in_backup(path: Path, tmp_path: Path) -> list[dict[str, int]]:
    folder = tmp_path / f"opened-{path.stem}"
    folder.mkdir()
    (folder / "library.db").write_bytes(path.read_bytes())
    with DocumentStore(folder, now=lambda: datetime.now(UTC), random=os.urandom) as store:
        return [dict(document) for document in store.table("notes")]


def test_a_backup_is_one_file_for_its_owner_alone_with_what_was_there(
    store: DocumentStore, tmp_path: Path, clock: Clock
) -> None:
    store.table("notes").insert_multiple({"n": n, "text": "x" * 1000} for n in range(500))
    path = store.back_up()
    assert path == tmp_path / "lib" / "backups" / "2023-05-24T12.00.00.000000Z.db"
    store.table("notes").insert({"n": 500})
    assert [path.name for path in path.parent.iterdir()] == [path.name]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert fault_in(path) is None
    assert [path.name for path in path.parent.iterdir()] == [path.name]
    assert [note["n"] for note in _in_backup(path, tmp_path)] == list(range(500))


def test_a_backup_goes_to_a_file_that_does_not_exist_and_to_no_other(store: DocumentStore, tmp_path: Path) -> None:
    store.table("notes").insert({"n": 1})
    assert store.back_up(tmp_path / "mine.db") == tmp_path / "mine.db"
    (tmp_path / "theirs").write_text("theirs")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for taken in ("mine.db", "theirs", "link", "lib"):
        before = sorted(tmp_path.iterdir())
        with pytest.raises(LibraryError, match="exists already"):
            store.back_up(tmp_path / taken)
        assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "theirs").read_text() == "theirs"
    with pytest.raises(LibraryError, match=r"no such file.*nowhere|nowhere.*no such file"):
        store.back_up(tmp_path / "nowhere" / "b.db")


def test_a_backup_made_by_another_thread_while_the_library_is_written_is_of_one_moment(
    store: DocumentStore, tmp_path: Path
) -> None:
    notes = store.table("notes")
    notes.insert_multiple({"n": 0, "text": "x" * 8000} for _ in range(2000))
    made: list[Path] = []
    started = threading.Event()

    def never() -> bool:
        started.set()
        return False

    thread = threading.Thread(target=lambda: made.extend(filter(None, [store.back_up_if_due(never)])))
    thread.start()
    assert started.wait(30)
    written = 0
    while thread.is_alive() or not written:
        # Both change in one transaction: a backup that had only one would be torn.
        with store.transaction():
            notes.insert({"n": 1})
            store.table("twin").insert({"n": 1})
        written += 1
    thread.join()
    folder = tmp_path / "opened"
    folder.mkdir()
    (folder / "library.db").write_bytes(made[0].read_bytes())
    with DocumentStore(folder, now=lambda: datetime.now(UTC), random=os.urandom) as copy:
        assert len(copy.table("notes")) == 2000 + len(copy.table("twin"))
        assert len(copy.table("twin")) < written


def test_a_backup_that_is_given_up_leaves_nothing(store: DocumentStore, tmp_path: Path) -> None:
    store.table("notes").insert_multiple({"n": n, "text": "x" * 8000} for n in range(2000))
    asked: list[None] = []

    def second_time() -> bool:
        asked.append(None)
        return len(asked) > 1

    assert store.back_up_if_due(second_time) is None
    assert len(asked) == 2
    assert list((tmp_path / "lib" / "backups").iterdir()) == []


def test_a_backup_is_due_a_day_after_the_last_one_if_something_changed(store: DocumentStore, clock: Clock) -> None:
    def due() -> bool:
        return store.back_up_if_due(lambda: False) is not None

    assert due()
    assert not due()
    store.table("notes").insert({"n": 1})
    clock.time += timedelta(hours=23)
    assert not due()
    clock.time += timedelta(hours=2)
    assert due()
    clock.time += timedelta(days=30)
    assert not due()
    store.table("notes").insert({"n": 2})
    assert due()


def test_a_damaged_newest_backup_makes_another_one_due_and_is_passed_over(
    store: DocumentStore, tmp_path: Path, clock: Clock
) -> None:
    store.table("notes").insert({"n": 1})
    good = store.back_up()
    clock.time += timedelta(hours=1)
    bad = store.back_up()
    bad.write_bytes(bad.read_bytes()[:5000])
    assert fault_in(bad) is not None
    found = newest_good(tmp_path / "lib")
    assert found is not None
    assert found.path == good
    clock.time += timedelta(days=2)
    assert store.back_up_if_due(lambda: False) is not None


def test_a_library_with_damage_inside_gives_no_backup(tmp_path: Path, clock: Clock) -> None:
    with DocumentStore(tmp_path, now=clock, random=os.urandom) as store:
        store.table("notes").insert_multiple({"text": "x" * 3000} for _ in range(300))
    path = tmp_path / "library.db"
    content = bytearray(path.read_bytes())
    content[-60_000:-30_000] = b"\xff" * 30_000
    path.write_bytes(content)
    with pytest.raises(LibraryError, match="damaged"):
        back_up(tmp_path, clock)
    assert list((tmp_path / "backups").iterdir()) == []


def test_old_backups_are_thinned_out_and_what_is_not_ours_stays(
    store: DocumentStore, tmp_path: Path, clock: Clock
) -> None:
    folder = tmp_path / "lib" / "backups"
    for day in range(60):
        store.table("notes").insert({"n": day})
        assert back_up_if_due(tmp_path / "lib", clock) is not None
        if not day:
            (folder / "mine.db").write_text("mine")
            (folder / "2023-99-99T99.99.99.999999Z.db").write_text("no time")
        clock.time += timedelta(days=1, minutes=1)
    kept = backups_in(tmp_path / "lib")
    assert 3 + 4 <= len(kept) <= 3 + 7 + 4
    assert clock.time - kept[-1].made_at > timedelta(days=21)
    assert {path.name for path in folder.iterdir()} == {
        *(backup.path.name for backup in kept),
        "mine.db",
        "2023-99-99T99.99.99.999999Z.db",
    }


def test_a_draft_that_goes_while_backups_are_thinned_out_is_nobodys_fault(
    store: DocumentStore, tmp_path: Path, clock: Clock
) -> None:
    draft = tmp_path / "lib" / "backups" / ".2023-05-24T12.00.00.000000Z.db.1"
    draft.parent.mkdir()
    draft.symlink_to(tmp_path / "gone")
    store.table("notes").insert({"n": 1})
    assert back_up_if_due(tmp_path / "lib", clock) is not None


def test_an_old_backup_that_cannot_be_removed_is_told_and_not_an_end_of_the_thread(
    store: DocumentStore, tmp_path: Path, clock: Clock
) -> None:
    draft = tmp_path / "lib" / "backups" / ".2023-05-24T12.00.00.000000Z.db.1"
    draft.mkdir(parents=True)
    os.utime(draft, (0, 0))
    store.table("notes").insert({"n": 1})
    with pytest.raises(LibraryError, match=r"Z\.db\.1: "):
        back_up_if_due(tmp_path / "lib", clock)
    assert len(backups_in(tmp_path / "lib")) == 1


NOW = datetime(2023, 5, 24, 12, tzinfo=UTC)
TIMES = st.sets(st.integers(-60 * 24 * 60, 60).map(lambda minutes: NOW + timedelta(minutes=minutes)), max_size=60)


@given(TIMES)
def test_of_all_backups_the_newest_of_each_day_and_week_are_kept(times: set[datetime]) -> None:
    kept = times - superfluous(times, NOW)
    assert superfluous(kept, NOW) == set()
    assert len([time for time in kept if time <= NOW]) <= 3 + 7 + 4
    assert set(sorted(times)[-3:]) <= kept
    past = [time for time in times if time <= NOW]
    assert {time for time in times if time > NOW} <= kept
    for days in range(7):
        of_day = [time for time in past if time.date() == NOW.date() - timedelta(days=days)]
        assert not of_day or days == 0 or max(of_day) in kept
    for weeks in range(4):
        week = (NOW - timedelta(weeks=weeks)).isocalendar()[:2]
        of_week = [time for time in times if time.isocalendar()[:2] == week]
        assert not of_week or max(of_week) in kept


def test_before_a_migration_the_library_is_backed_up_as_it_was(tmp_path: Path, clock: Clock) -> None:
    with DocumentStore(tmp_path, now=clock, random=os.urandom, migrations=MIGRATIONS[:1]):
        pass
    connection = sqlite3.connect(tmp_path / "library.db")
    connection.execute("INSERT INTO doc_briefings VALUES (1, 'a', '{\"deleted\":true}')")
    connection.commit()
    connection.close()
    with DocumentStore(tmp_path, now=clock, random=os.urandom) as store:
        assert store.storage.fetch("PRAGMA user_version") == [(len(MIGRATIONS),)]
    (backup,) = backups_in(tmp_path)
    connection = sqlite3.connect(backup.path)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert connection.execute("SELECT id FROM doc_briefings").fetchall() == [("a",)]
    connection.close()


def test_a_library_that_cannot_be_backed_up_is_not_migrated(tmp_path: Path, clock: Clock) -> None:
    with DocumentStore(tmp_path, now=clock, random=os.urandom, migrations=MIGRATIONS[:1]):
        pass
    (tmp_path / "backups").write_text("in the way")
    with pytest.raises(LibraryError, match="backups"):
        DocumentStore(tmp_path, now=clock, random=os.urandom)
    connection = sqlite3.connect(tmp_path / "library.db")
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()


def test_a_new_library_is_not_backed_up_while_it_is_made(tmp_path: Path, clock: Clock) -> None:
    with Library.open(tmp_path, now=clock, random=os.urandom) as library:
        assert not (tmp_path / "backups").exists()
        made = library.back_up_if_due()
        assert made is not None
        assert made.parent == tmp_path / "backups"
        assert library.back_up_if_due() is None
        assert library.back_up(tmp_path / "b.db") == tmp_path / "b.db"
