"""A damaged library is never silently empty: it is restored from a backup and the reader told, or refused."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from content.errors import ContentError, LibraryError
from content.store import DocumentStore

NOTES = 400
PARTS = ("library.db", "library.db-wal", "library.db-shm")


class Clock:
    """A minute passes at each look."""

    def __init__(self) -> None:
        self.time = datetime(2023, 5, 24, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(minutes=1)
        return self.time


def _open(folder: Path) -> DocumentStore:
    return DocumentStore(folder, now=Clock(), random=os.urandom, busy_timeout=0.5)


def _write(store: DocumentStore, first: int, count: int) -> None:
    with store.transaction():
        store.table("notes").insert_multiple(
            [store.document({"n": n, "text": f"note {n} " * 100}) for n in range(first, first + count)]
        )


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed library of some hundred notes; the last of them are not in its backup."""
    folder = tmp_path_factory.mktemp("original") / "lib"
    with _open(folder) as store:
        _write(store, 0, NOTES - 10)
        store.back_up()
        _write(store, NOTES - 10, 10)
    return folder


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory, original: Path) -> Path:
    """The same as a crash leaves it, with the last notes in its log alone."""
    folder = tmp_path_factory.mktemp("crashed") / "lib"
    opened = tmp_path_factory.mktemp("opened") / "lib"
    with _open(opened) as store:
        _write(store, 0, NOTES - 10)
        store.back_up()
    with _open(opened) as store:
        for n in range(NOTES - 10, NOTES):
            _write(store, n, 1)
        shutil.copytree(opened, folder)
    return folder


def _copy(folder: Path, to: Path, *, backups: bool = True) -> Path:
    shutil.copytree(folder, to / "lib", ignore=None if backups else shutil.ignore_patterns("backups"))
    return to / "lib"


def _numbers(store: DocumentStore) -> set[int]:
    return {note["n"] for note in store.table("notes")}


def _contents(folder: Path) -> dict[str, bytes]:
    # The index beside the log is nothing that is kept: reading alone writes into it.
    files = [path for path in folder.iterdir() if path.is_file() and not path.name.endswith("-shm")]
    return {path.name: path.read_bytes() for path in files}


SIZES = [1, 15, 16, 50, 99, 100, 101, 4096, 8192, 8193, 20_000, 81_920, 100_000, -8193, -8192, -4000, -100, -1]


@pytest.mark.parametrize("size", SIZES)
def test_a_file_that_was_cut_is_set_aside_and_the_backup_restored(tmp_path: Path, original: Path, size: int) -> None:
    folder = _copy(original, tmp_path)
    path = folder / "library.db"
    cut = path.read_bytes()[:size]
    path.write_bytes(cut)
    with _open(folder) as store:
        (notice,) = store.storage.notices
        (aside,) = folder.glob("damaged-*")
        assert str(aside) in notice
        assert "backup of 2023-05-24" in notice
        assert (aside / "library.db").read_bytes() == cut
        assert set(range(NOTES - 10)) <= _numbers(store) <= set(range(NOTES))
        assert store.quick_check() is None
        assert store.feed_end() > NOTES
        _write(store, NOTES, 1)
    with _open(folder) as store:
        assert store.storage.notices == []
        assert NOTES in _numbers(store)
    assert len(list(folder.glob("damaged-*"))) == 1
    assert len(list((folder / "backups").iterdir())) == 1


@pytest.mark.parametrize("size", SIZES)
def test_without_a_backup_a_file_that_was_cut_is_refused_and_left_as_it_is(
    tmp_path: Path, original: Path, size: int
) -> None:
    folder = _copy(original, tmp_path, backups=False)
    path = folder / "library.db"
    path.write_bytes(path.read_bytes()[:size])
    before = _contents(folder)
    with pytest.raises(LibraryError) as caught:
        _open(folder)
    assert caught.value.reason
    assert caught.value.remedy
    assert str(path) in str(caught.value)
    assert _contents(folder) == before


def test_without_a_backup_a_cut_file_beside_its_log_is_refused_and_left_as_it_is(tmp_path: Path, crashed: Path) -> None:
    folder = _copy(crashed, tmp_path, backups=False)
    path = folder / "library.db"
    path.write_bytes(path.read_bytes()[:8192])
    before = _contents(folder)
    try:
        with _open(folder) as store:
            assert store.quick_check() is not None
            with pytest.raises(LibraryError, match="damaged"):
                store.table("notes").all()
    except LibraryError as error:
        assert "doctor --repair" in error.remedy
        # SQLite makes the index of a log anew whenever it looks into one.
        index = {"library.db-shm"}
        assert {name: held for name, held in _contents(folder).items() if name not in index} == {
            name: held for name, held in before.items() if name not in index
        }


def test_a_cut_file_beside_its_log_loses_nothing_that_either_holds(tmp_path: Path, crashed: Path) -> None:
    folder = _copy(crashed, tmp_path)
    path = folder / "library.db"
    path.write_bytes(path.read_bytes()[:50])
    with _open(folder) as store:
        assert store.storage.notices
        assert _numbers(store) >= set(range(NOTES - 10))


def test_an_empty_file_beside_backups_is_set_aside_and_beside_none_refused(tmp_path: Path, original: Path) -> None:
    folder = _copy(original, tmp_path)
    (folder / "library.db").write_bytes(b"")
    with _open(folder) as store:
        assert "it is empty" in store.storage.notices[0]
        assert _numbers(store) == set(range(NOTES - 10))
    shutil.rmtree(folder / "backups")
    (folder / "library.db").write_bytes(b"")
    with pytest.raises(LibraryError, match="it is empty"):
        _open(folder)


def test_a_backup_that_is_damaged_as_well_restores_nothing(tmp_path: Path, original: Path) -> None:
    folder = _copy(original, tmp_path)
    (backup,) = (folder / "backups").iterdir()
    backup.write_bytes(backup.read_bytes()[:-20_000])
    (folder / "library.db").write_bytes(b"")
    before = _contents(folder)
    with pytest.raises(LibraryError, match="it is empty"):
        _open(folder)
    assert _contents(folder) == before


def test_the_newest_good_backup_is_taken(tmp_path: Path, original: Path) -> None:
    folder = _copy(original, tmp_path)
    with _open(folder) as store:
        store.storage.now.time += timedelta(days=1)  # type: ignore[attr-defined]
        store.back_up()
        store.storage.now.time += timedelta(days=1)  # type: ignore[attr-defined]
        bad = store.back_up()
    bad.write_bytes(bad.read_bytes()[:9000])
    (folder / "library.db").write_bytes(b"\0" * 20_000)
    with _open(folder) as store:
        assert "backup of 2023-05-25" in store.storage.notices[0]
        assert _numbers(store) == set(range(NOTES))


@pytest.mark.parametrize("seed", range(12))
def test_garbled_pages_are_never_taken_for_an_empty_library(tmp_path: Path, original: Path, seed: int) -> None:
    folder = _copy(original, tmp_path, backups=bool(seed % 2))
    path = folder / "library.db"
    content = bytearray(path.read_bytes())
    source = random.Random(seed)
    for _ in range(source.randint(1, 6)):
        at = source.randrange(0, len(content), 8192) + (100 if seed % 3 else 0)
        content[at : at + 8000] = source.randbytes(len(content[at : at + 8000]))
    path.write_bytes(content)
    try:
        with _open(folder) as store:
            restored = bool(store.storage.notices)
            told = store.quick_check()
            # What is not restored is found by the check, or was in no page that is used.
            found = _numbers(store)
            assert found >= set(range(NOTES - 10)) if restored or told is None else told
    except ContentError as error:
        assert error.reason
        assert error.remedy
    assert not restored_silently(folder)


def restored_silently(folder: Path) -> bool:
    """Whether the library opens, says nothing, and is empty."""
    try:
        with _open(folder) as store:
            return not store.storage.notices and store.quick_check() is None and not len(store.table("notes"))
    except ContentError:
        return False


def test_the_log_of_a_crash_is_read(tmp_path: Path, crashed: Path) -> None:
    folder = _copy(crashed, tmp_path)
    assert (folder / "library.db-wal").stat().st_size > 0
    with _open(folder) as store:
        assert store.storage.notices == []
        assert store.quick_check() is None
        assert _numbers(store) == set(range(NOTES))


@pytest.mark.parametrize("harm", ["gone", "garbled", "empty", "cut", "cut within the file's first words"])
def test_an_index_of_the_log_that_is_lost_or_garbled_costs_nothing(tmp_path: Path, crashed: Path, harm: str) -> None:
    folder = _copy(crashed, tmp_path)
    index = folder / "library.db-shm"
    content = index.read_bytes()
    if harm == "gone":
        index.unlink()
    else:
        index.write_bytes(
            {"garbled": os.urandom(len(content)), "empty": b"", "cut": content[:-7]}.get(harm, content[:13])
        )
    with _open(folder) as store:
        assert store.storage.notices == []
        assert _numbers(store) == set(range(NOTES))


def test_a_log_that_is_gone_is_told(tmp_path: Path, crashed: Path) -> None:
    folder = _copy(crashed, tmp_path)
    (folder / "library.db-wal").unlink()
    with _open(folder) as store:
        (notice,) = store.storage.notices
        assert "library.db-wal is gone" in notice
        assert _numbers(store) == set(range(NOTES - 10))


@pytest.mark.parametrize("start", [0, 4, 20, 31])
def test_a_log_whose_beginning_is_garbled_is_told(tmp_path: Path, crashed: Path, start: int) -> None:
    folder = _copy(crashed, tmp_path)
    log = folder / "library.db-wal"
    content = bytearray(log.read_bytes())
    content[start] ^= 0xFF
    log.write_bytes(content)
    with _open(folder) as store:
        (notice,) = store.storage.notices
        assert "library.db-wal is damaged" in notice
        assert _numbers(store) == set(range(NOTES - 10))
        _write(store, NOTES, 1)
    (kept,) = folder.glob("damaged-*")
    assert str(kept) in notice
    assert (kept / "library.db-wal").read_bytes() == content
    with _open(folder) as store:
        assert store.storage.notices == []


def test_a_log_that_is_garbled_in_its_midst_is_found_by_the_check(tmp_path: Path, crashed: Path) -> None:
    folder = _copy(crashed, tmp_path)
    log = folder / "library.db-wal"
    content = bytearray(log.read_bytes())
    content[len(content) // 2] ^= 0xFF
    log.write_bytes(content)
    with _open(folder) as store:
        assert set(range(NOTES - 10)) <= _numbers(store) < set(range(NOTES))
        told = store.quick_check()
        assert told is not None
        assert "library.db-wal is damaged: the last" in told


def test_a_log_that_ends_in_the_midst_of_a_transaction_is_what_a_power_cut_leaves(
    tmp_path: Path, crashed: Path
) -> None:
    folder = _copy(crashed, tmp_path)
    log = folder / "library.db-wal"
    log.write_bytes(log.read_bytes()[:-5000])
    with _open(folder) as store:
        assert store.storage.notices == []
        assert store.quick_check() is None
        assert _numbers(store) == set(range(NOTES - 1))


def test_a_library_that_is_older_than_its_backup_is_found_by_the_check(tmp_path: Path, original: Path) -> None:
    folder = _copy(original, tmp_path)
    older = (folder / "library.db").read_bytes()
    with _open(folder) as store:
        _write(store, NOTES, 5)
        store.storage.now.time += timedelta(days=2)  # type: ignore[attr-defined]
        store.back_up()
    (folder / "library.db").write_bytes(older)
    with _open(folder) as store:
        told = store.quick_check()
        assert told is not None
        assert "older than its backup of 2023-05-26" in told


def test_a_sound_database_of_another_program_is_not_moved_even_beside_backups(tmp_path: Path, original: Path) -> None:
    folder = _copy(original, tmp_path)
    (folder / "library.db").unlink()
    foreign = sqlite3.connect(folder / "library.db")
    foreign.executescript("PRAGMA application_id = 42; CREATE TABLE mine (x); INSERT INTO mine VALUES (1);")
    foreign.close()
    before = _contents(folder)
    with pytest.raises(LibraryError, match="not a library of Readout"):
        _open(folder)
    assert _contents(folder) == before


@pytest.mark.parametrize("relic", ["library.lock", "backups"])
def test_a_missing_file_beside_a_lock_or_backups_is_refused(tmp_path: Path, original: Path, relic: str) -> None:
    folder = _copy(original, tmp_path, backups=relic == "backups")
    (folder / "library.db").unlink()
    if relic == "backups":
        (folder / "library.lock").unlink()
    before = _contents(folder)
    with pytest.raises(LibraryError, match=f"library.db is missing although {relic} is there"):
        _open(folder)
    assert _contents(folder) == before


def test_a_library_that_another_window_restored_meanwhile_is_not_restored_again(
    tmp_path: Path, original: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from content.store import restoring

    folder = _copy(original, tmp_path)
    (folder / "library.db").write_bytes(b"")
    newest_good = restoring.newest_good

    def late(where: Path) -> object:
        monkeypatch.setattr(restoring, "newest_good", newest_good)
        with _open(folder) as other:
            assert other.storage.notices
            _write(other, 1000, 1)
        return newest_good(where)

    monkeypatch.setattr(restoring, "newest_good", late)
    with _open(folder) as store:
        assert store.storage.notices == []
        assert 1000 in _numbers(store)
    assert len(list(folder.glob("damaged-*"))) == 1
