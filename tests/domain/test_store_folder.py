"""A library's folder and file: made with care, refused when in doubt, never written over."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from content.errors import LibraryError
from content.store import DocumentStore
from content.store.storage import SQLiteStorage


def _now() -> datetime:
    return datetime.now(UTC)


def _open(folder: Path, *, create: bool = True) -> DocumentStore:
    return DocumentStore(folder, now=_now, random=os.urandom, create=create, busy_timeout=0.05)


def _refusal(folder: Path, *, create: bool = True) -> str:
    with pytest.raises(LibraryError) as caught:
        _open(folder, create=create)
    error = caught.value
    assert error.reason
    assert error.where
    assert error.remedy
    assert "\n" not in str(error)
    return str(error)


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_library_is_for_its_owner_alone_and_so_are_the_folders_made_for_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with _open(tmp_path / "a" / "b") as store:
            store.insert({"a": 1})
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "a").rglob("*")}
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700
    assert modes.pop("b") == 0o700
    assert set(modes) == {"library.db", "library.db-wal", "library.db-shm", "library.lock"}
    assert set(modes.values()) == {0o600}


def test_a_path_with_odd_characters_is_a_path(tmp_path: Path) -> None:
    folder = tmp_path / "ä?mode=memory&x=#1 %41 'quoted'"
    with _open(folder) as store:
        store.insert({"a": 1})
    with _open(folder, create=False) as store:
        assert len(store) == 1
    assert {path.name for path in folder.iterdir()} == {"library.db", "library.lock"}


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lib").write_text("mine")
    assert "not a folder" in _refusal(tmp_path / "lib")
    assert "not a folder" in _refusal(tmp_path / "lib" / "deeper")
    assert (tmp_path / "lib").read_text() == "mine"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "it is empty"),
        (b"not a database at all", "not a library"),
        (b"SQLite format 3\0" + b"\xff" * 500, "not a library"),
        (os.urandom(4096), "not a library"),
    ],
    ids=["empty", "text", "half a header", "garbage"],
)
def test_a_file_that_is_no_library_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "library.db").write_bytes(content)
    refusal = _refusal(tmp_path)
    assert told in refusal
    assert str(tmp_path / "library.db") in refusal
    assert _contents(tmp_path) == {str(tmp_path / "library.db"): content}


def test_the_database_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    foreign = sqlite3.connect(tmp_path / "library.db")
    foreign.executescript("PRAGMA journal_mode = WAL; PRAGMA application_id = 42; CREATE TABLE mine (x);")
    foreign.close()
    before = _contents(tmp_path)
    assert "not a library" in _refusal(tmp_path)
    assert _contents(tmp_path) == before


def test_a_library_whose_file_was_lost_is_not_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "library.db-wal").write_bytes(b"changes")
    assert "library.db is missing although library.db-wal is there" in _refusal(tmp_path)
    (tmp_path / "library.db-wal").unlink()
    (tmp_path / "backups").mkdir()
    assert "backups" in _refusal(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["backups"]


def test_a_folder_or_pipe_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one" / "library.db").mkdir(parents=True)
    (tmp_path / "two").mkdir()
    os.mkfifo(tmp_path / "two" / "library.db")
    assert "not a file" in _refusal(tmp_path / "one")
    assert "not a file" in _refusal(tmp_path / "two")


def test_nothing_is_made_where_nothing_may_be_made(tmp_path: Path) -> None:
    assert "no library" in _refusal(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()


def test_missing_rights_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The tests may run as root, whom no rights keep out: so the system's answer is given by hand.
    def denied(path: Path, mode: int = 0) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "mkdir", denied)
    refusal = _refusal(tmp_path / "new")
    assert str(tmp_path / "new") in refusal
    assert "not permitted" in refusal


def test_a_place_that_takes_no_folders_is_refused() -> None:
    # Where there is no /proc, /proc cannot be made either, unless by root on a strange system.
    if Path("/proc/self").exists():
        assert "/proc/readout" in _refusal(Path("/proc/readout/library"))


def test_a_damaged_library_is_told_from_a_foreign_one(tmp_path: Path) -> None:
    with _open(tmp_path) as store:
        store.insert_multiple({"text": "x" * 500} for _ in range(200))
    path = tmp_path / "library.db"
    path.write_bytes(path.read_bytes()[:100] + b"\x5a" * (path.stat().st_size - 100))
    with pytest.raises(LibraryError, match="damaged"):
        _open(tmp_path).all()


def test_of_two_windows_that_make_a_library_at_once_one_wins_and_both_use_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = Path.hardlink_to

    def late(path: Path, target: Path) -> None:
        monkeypatch.setattr(Path, "hardlink_to", link)
        with _open(tmp_path) as other:
            other.insert({"from": "the other"})
        link(path, target)

    monkeypatch.setattr(Path, "hardlink_to", late)
    with _open(tmp_path) as store:
        assert [document["from"] for document in store] == ["the other"]
    assert {path.name for path in tmp_path.iterdir()} == {"library.db", "library.lock"}


def test_a_disk_without_links_takes_a_library_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsupported(path: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted", str(path))

    monkeypatch.setattr(Path, "hardlink_to", unsupported)
    with _open(tmp_path) as store:
        store.insert({"a": 1})
    with _open(tmp_path) as store:
        assert len(store) == 1


def test_opening_a_library_changes_no_byte_of_it(tmp_path: Path) -> None:
    with _open(tmp_path) as store:
        store.insert({"a": 1})
    path = tmp_path / "library.db"
    before = path.read_bytes(), path.stat().st_mtime_ns
    store = _open(tmp_path)
    assert store.get(doc_id=store.all()[0].doc_id) == {"a": 1}
    wal = tmp_path / "library.db-wal"
    assert not wal.exists() or wal.stat().st_size == 0
    store.close()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_a_full_disk_is_told_and_the_library_is_as_it_was(tmp_path: Path) -> None:
    with _open(tmp_path) as store:
        store.insert({"a": 1})
        storage = store.storage
        assert isinstance(storage, SQLiteStorage)
        pages = storage.fetch("PRAGMA page_count")[0][0]
        storage.fetch(f"PRAGMA max_page_count = {pages + 4}")
        with pytest.raises(LibraryError) as caught:
            store.insert_multiple({"text": "x" * 5000} for _ in range(100))
        assert "disk is full" in str(caught.value)
        assert str(tmp_path / "library.db") in str(caught.value)
        assert "free some space" in str(caught.value)
        with store.transaction():
            store.insert({"b": 1})
            with pytest.raises(LibraryError, match="disk is full"):
                store.insert_multiple({"text": "x" * 5000} for _ in range(100))
            store.insert({"c": 1})
        assert store.all() == [{"a": 1}, {"b": 1}, {"c": 1}]
        storage.fetch(f"PRAGMA max_page_count = {pages + 100}")
        store.insert({"d": 1})
    with _open(tmp_path) as store:
        assert store.all() == [{"a": 1}, {"b": 1}, {"c": 1}, {"d": 1}]
        assert store.storage.fetch("PRAGMA integrity_check") == [("ok",)]


def test_where_sqlite_undid_everything_by_itself_nobody_goes_on_as_if_nothing_had_happened(tmp_path: Path) -> None:
    with _open(tmp_path) as store:
        with pytest.raises(LibraryError, match="undid"), store.transaction():
            store.insert({"b": 1})
            store.storage.execute("ROLLBACK")  # as SQLite does after some faults of the disk
            store.insert({"c": 1})
        assert store.all() == []
        store.insert({"d": 1})
        assert store.all() == [{"d": 1}]


_CHILD = """
import os, resource, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from content.errors import LibraryError
from content.store import DocumentStore
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
def limit(size): resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
folder = Path(sys.argv[1])
limit(4096)
try:
    DocumentStore(folder / "new", now=lambda: datetime.now(UTC), random=os.urandom)
except LibraryError as error:
    print("making:", error)
limit(resource.RLIM_INFINITY)
store = DocumentStore(folder, now=lambda: datetime.now(UTC), random=os.urandom)
store.insert({"a": 1})
limit(300_000)
try:
    for _ in range(1000):
        store.insert({"text": "x" * 5000})
except LibraryError as error:
    print("writing:", error)
print(len(store), flush=True)
os._exit(0)
"""


def test_a_file_that_cannot_grow_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    child = subprocess.run([sys.executable, "-c", _CHILD, str(tmp_path)], capture_output=True, text=True, check=True)
    making, writing, count = child.stdout.splitlines()
    assert making.startswith(f"making: {tmp_path / 'new'}")
    assert writing.startswith(f"writing: {tmp_path / 'library.db'}: the disk ")
    assert list((tmp_path / "new").iterdir()) == []
    with _open(tmp_path) as store:
        assert len(store) == int(count) > 1
        assert store.storage.fetch("PRAGMA integrity_check") == [("ok",)]


def test_another_windows_transaction_is_waited_for_and_then_told(tmp_path: Path) -> None:
    with _open(tmp_path) as one, _open(tmp_path) as two:
        with one.transaction():
            one.insert({"a": 1})
            with pytest.raises(LibraryError, match=r"another program is writing to it; close other windows"):
                two.insert({"b": 1})
            assert two.all() == []
        two.insert({"b": 2})
        assert one.all() == [{"a": 1}, {"b": 2}]
