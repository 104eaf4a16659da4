"""One writer at a time, under the lock beside the library; a writer that hangs holds up nobody for long."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from content.errors import LibraryError
from content.store import DocumentStore
from content.store.locking import FolderLock


def _open(folder: Path, timeout: float = 0.2) -> DocumentStore:
    return DocumentStore(folder, now=lambda: datetime.now(UTC), random=os.urandom, busy_timeout=timeout)


_WRITER = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from content.store import DocumentStore
store = DocumentStore(Path(sys.argv[1]), now=lambda: datetime.now(UTC), random=os.urandom)
with store.transaction():
    store.insert({"by": "the child"})
    print("writing", flush=True)
    sys.stdin.readline()
print("kept", flush=True)
"""


@contextmanager
def _writer(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process in the midst of writing; it goes on when a line is sent to it."""
    child = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        assert child.stdout.readline() == "writing\n"
        yield child
    finally:
        child.kill()
        child.wait()
        child.stdin.close()
        child.stdout.close()


def test_a_frozen_writer_costs_an_error_within_the_timeout_and_reading_goes_on(tmp_path: Path) -> None:
    with _open(tmp_path) as store:
        store.insert({"by": "me"})
        with _writer(tmp_path) as child:
            child.send_signal(signal.SIGSTOP)
            with pytest.raises(LibraryError) as caught:
                store.insert({"by": "me"})
            assert str(caught.value) == (
                f"{tmp_path}: another program is writing to it; close other windows of Readout or try again in a moment"
            )
            assert store.all() == [{"by": "me"}]
            with _open(tmp_path) as another:
                assert another.all() == [{"by": "me"}]
        # It was killed: the system has let its lock go, and SQLite undoes what it had begun.
        store.insert({"by": "me again"})
        assert store.all() == [{"by": "me"}, {"by": "me again"}]


def test_whoever_waits_goes_on_when_the_other_has_written(tmp_path: Path) -> None:
    with _writer(tmp_path) as child, _open(tmp_path, timeout=30) as store:
        assert child.stdin is not None
        child.stdin.write("go on\n")
        child.stdin.flush()
        store.insert({"by": "me"})
        assert store.all() == [{"by": "the child"}, {"by": "me"}]


def test_the_wait_can_be_made_shorter_later(tmp_path: Path) -> None:
    with _open(tmp_path, timeout=3600) as store, FolderLock(tmp_path, 0):
        store.storage.wait_at_most(0.01)
        with pytest.raises(LibraryError, match="another program is writing"):
            store.insert({"n": 1})


def test_the_lock_is_held_while_writing_and_let_go_whatever_happens(tmp_path: Path) -> None:
    other = FolderLock(tmp_path, 0)
    with _open(tmp_path) as store:
        for fails in (False, True):
            try:
                with store.transaction(), store.transaction():
                    store.insert({"n": 1})
                    with pytest.raises(LibraryError):
                        other.acquire()
                    if fails:
                        raise ZeroDivisionError
            except ZeroDivisionError:
                pass
            with other:
                assert other.is_held
        assert store.all() == [{"n": 1}]


def test_what_is_written_inside_a_snapshot_is_written_under_the_lock(tmp_path: Path) -> None:
    other = FolderLock(tmp_path, 0)
    with _open(tmp_path) as store:
        with store.snapshot():
            with other:
                assert store.all() == []
            store.insert({"n": 1})
            with pytest.raises(LibraryError):
                other.acquire()
        with other:
            assert store.all() == [{"n": 1}]


def test_a_lock_that_may_not_be_made_is_told(tmp_path: Path) -> None:
    with _open(tmp_path) as store:
        (tmp_path / "library.lock").mkdir()
        with pytest.raises(LibraryError, match=r"library\.lock"):
            store.insert({"n": 1})
        (tmp_path / "library.lock").rmdir()
        store.insert({"n": 2})
        assert store.all() == [{"n": 2}]


def test_a_folder_that_is_gone_is_told_and_not_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "lib"
    with _open(folder) as store:
        store.insert({"n": 1})
        folder.rename(tmp_path / "away")
        with pytest.raises(LibraryError, match="moved or deleted"):
            store.insert({"n": 2})
        assert not folder.exists()
        (tmp_path / "away").rename(folder)
        store.insert({"n": 3})
        assert store.all() == [{"n": 1}, {"n": 3}]


def test_a_library_that_was_replaced_is_followed_and_the_old_one_left_alone(tmp_path: Path) -> None:
    folder, old, other = tmp_path / "lib", tmp_path / "old", tmp_path / "other"
    with _open(other) as store:
        store.insert({"in": "the new one"})
    with _open(folder) as store:
        store.insert({"in": "the old one"})
        old.mkdir()
        for name in ("library.db", "library.db-wal", "library.db-shm"):
            (folder / name).rename(old / name)
        shutil.copy(other / "library.db", folder / "library.db")
        assert store.all() == [{"in": "the old one"}]
        store.insert({"in": "whichever is there"})
        assert store.all() == [{"in": "the new one"}, {"in": "whichever is there"}]
    with _open(folder) as store:
        assert store.all() == [{"in": "the new one"}, {"in": "whichever is there"}]
    with _open(old) as store:
        assert store.all() == [{"in": "the old one"}]


def test_a_window_asks_and_learns_that_the_library_was_replaced(tmp_path: Path) -> None:
    with _open(tmp_path / "other") as store:
        store.insert({"in": "the new one"})
    with _open(tmp_path / "lib") as store:
        (tmp_path / "old").mkdir()
        (tmp_path / "lib" / "library.db").rename(tmp_path / "old" / "library.db")
        for path in (tmp_path / "lib").glob("library.db-*"):
            path.rename(tmp_path / "old" / path.name)
        with pytest.raises(LibraryError, match="moved or deleted"):
            store.insert({"n": 1})
        assert not store.changed_elsewhere()
        shutil.copy(tmp_path / "other" / "library.db", tmp_path / "lib" / "library.db")
        with store.snapshot(), pytest.raises(LibraryError, match="put in its place"):
            store.insert({"n": 1})
        assert store.changed_elsewhere()
        assert store.all() == [{"in": "the new one"}]
        assert not store.changed_elsewhere()


_MANY = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from content.store import DocumentStore
store = DocumentStore(Path(sys.argv[1]), now=lambda: datetime.now(UTC), random=os.urandom, busy_timeout=60)
for n in range(40):
    with store.transaction():
        (counter,) = store.table("counter").all()
        store.table("counter").update({"n": counter["n"] + 1})
        store.table("notes").insert({"by": sys.argv[2], "n": n})
"""


def test_four_processes_that_write_at_once_lose_nothing_of_each_other(tmp_path: Path) -> None:
    with _open(tmp_path) as store:
        store.table("counter").insert({"n": 0})
        children = [subprocess.Popen([sys.executable, "-c", _MANY, str(tmp_path), str(n)]) for n in range(4)]
        assert [child.wait() for child in children] == [0] * 4
        assert store.table("counter").all() == [{"n": 160}]
        written = {(note["by"], note["n"]) for note in store.table("notes")}
        assert written == {(str(by), n) for by in range(4) for n in range(40)}
        assert store.storage.fetch("PRAGMA integrity_check") == [("ok",)]


def test_a_lock_whose_file_was_removed_meanwhile_is_not_taken_for_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked, flock = [], fcntl.flock

    def remove_it_first(descriptor: int, how: int) -> None:
        if not locked:
            (tmp_path / "library.lock").unlink()
        flock(descriptor, how)
        locked.append(os.fstat(descriptor).st_ino)

    monkeypatch.setattr(fcntl, "flock", remove_it_first)
    with FolderLock(tmp_path, 1):
        monkeypatch.undo()
        assert len(locked) == 2
        with pytest.raises(LibraryError, match="another program is writing"):
            FolderLock(tmp_path, 0).acquire()
        assert (tmp_path / "library.lock").stat().st_mode & 0o777 == 0o600


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    with _open(tmp_path) as store:
        store.insert({"n": 1})
        before = len(list(Path("/dev/fd").iterdir()))
        with FolderLock(tmp_path, 0):
            for _ in range(5):
                with pytest.raises(LibraryError):
                    FolderLock(tmp_path, 0).acquire()
        store.insert({"n": 2})
        assert len(list(Path("/dev/fd").iterdir())) == before
