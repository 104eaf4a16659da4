"""A backup is put in place under the lock; what was there is set aside, and other windows go over to it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from content.errors import LibraryError
from content.store import DocumentStore
from content.store.locking import FolderLock
from content.store.restoring import restore_library


class Clock:
    """A minute passes at each look."""

    def __init__(self) -> None:
        self.time = datetime(2023, 5, 24, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(minutes=1)
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "lib"


def _open(folder: Path, clock: Clock) -> DocumentStore:
    return DocumentStore(folder, now=clock, random=os.urandom, busy_timeout=0.5)


def _write(store: DocumentStore, n: int) -> None:
    with store.transaction():
        store.table("notes").insert(store.document({"n": n}))


def _numbers(store: DocumentStore) -> list[int]:
    return [note["n"] for note in store.table("notes")]


@pytest.fixture
def store(folder: Path, clock: Clock) -> Iterator[DocumentStore]:
    with _open(folder, clock) as opened:
        yield opened


def test_a_backup_is_never_put_over_newer_data_unless_forced(store: DocumentStore, folder: Path, clock: Clock) -> None:
    _write(store, 1)
    backup = store.back_up()
    _write(store, 2)
    with pytest.raises(LibraryError) as caught:
        restore_library(folder, backup, force=False, now=clock)
    assert "changed after the backup" in str(caught.value)
    assert "--force" in caught.value.remedy
    assert _numbers(store) == [1, 2]
    assert not list(folder.glob("replaced-*"))
    restored = restore_library(folder, backup, force=True, now=clock)
    assert restored.aside is not None
    assert restored.aside.parent == folder
    with _open(restored.aside, clock) as aside:
        assert _numbers(aside) == [1, 2]


def test_another_window_goes_over_to_what_was_restored(store: DocumentStore, folder: Path, clock: Clock) -> None:
    _write(store, 1)
    backup = store.back_up()
    _write(store, 2)
    end = store.feed_end()
    with _open(folder, clock) as asking:
        restore_library(folder, backup, force=True, now=clock)
        _write(store, 3)
        assert _numbers(store) == [1, 3]
        assert asking.changed_elsewhere()
        assert _numbers(asking) == [1, 3]
        # What it knew of the old file is past: every document is a change after that.
        assert len(asking.feed(after=end)) == 2
    with _open(folder, clock) as again:
        assert _numbers(again) == [1, 3]


_WINDOW = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from content.store import DocumentStore
store = DocumentStore(Path(sys.argv[1]), now=lambda: datetime.now(UTC), random=os.urandom)
print(len(store.table("notes")), flush=True)
sys.stdin.readline()
print(store.changed_elsewhere(), flush=True)
store.table("notes").insert({"n": 7})
store.close()
"""


def test_a_window_of_another_process_goes_over_and_leaves_both_files_whole(
    store: DocumentStore, folder: Path, clock: Clock
) -> None:
    _write(store, 1)
    backup = store.back_up()
    _write(store, 2)
    child = subprocess.Popen(
        [sys.executable, "-c", _WINDOW, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdin is not None
    assert child.stdout is not None
    with child:
        assert child.stdout.readline() == "2\n"
        restored = restore_library(folder, backup, force=True, now=clock)
        assert restored.aside is not None
        _write(store, 3)
        child.stdin.write("go on\n")
        child.stdin.flush()
        assert child.stdout.readline() == "True\n"
    assert child.returncode == 0
    assert _numbers(store) == [1, 3, 7]
    for each, expected in ((folder, [1, 3, 7]), (restored.aside, [1, 2])):
        with _open(each, clock) as opened:
            assert _numbers(opened) == expected
            assert opened.quick_check() is None


@pytest.mark.parametrize("step", ["copy_library", "_make_newest", "_renumber", "_set_aside", "give_name", "_drop"])
@pytest.mark.parametrize("time", ["before", "after"])
def test_a_restore_that_is_killed_at_any_step_loses_nothing(
    folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, step: str, time: str
) -> None:
    from content.store import restoring

    with _open(folder, clock) as store:
        _write(store, 1)
        backup = store.back_up()
        _write(store, 2)
    whole = getattr(restoring, step)

    def die(*arguments: object, **named: object) -> None:
        if time == "after":
            whole(*arguments, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    process = os.fork()
    if not process:
        setattr(restoring, step, die)
        restore_library(folder, backup, force=True, now=clock)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == -signal.SIGKILL
    try:
        with _open(folder, clock) as store:
            assert _numbers(store) in ([1], [1, 2])
            assert store.quick_check() is None
    except LibraryError as error:
        assert "library.db is missing" in str(error)
        assert "readout restore" in error.remedy
    restore_library(folder, backup, force=True, now=clock)
    with _open(folder, clock) as store:
        assert _numbers(store) == [1]
    kept = []
    for aside in folder.glob("replaced-*"):
        with _open(aside, clock) as store:
            kept.append(_numbers(store))
    assert [1, 2] in kept
    assert not list(folder.glob(".library.db*"))


def test_a_window_that_opens_while_a_backup_is_put_in_place_gets_the_one_or_the_other_whole(
    folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from content.store import opening

    with _open(folder, clock) as store:
        _write(store, 1)
        backup = store.back_up()
        _write(store, 2)
    version_of = opening.version_of

    def late(connection: sqlite3.Connection) -> int:
        monkeypatch.setattr(opening, "version_of", version_of)
        # The old file is open, its log not yet looked for: that of the new one would be found.
        restore_library(folder, backup, force=True, now=clock)
        with _open(folder, clock) as other:
            _write(other, 3)
            return version_of(connection)

    monkeypatch.setattr(opening, "version_of", late)
    with _open(folder, clock) as store:
        assert _numbers(store) == [1, 3]
        assert store.quick_check() is None


def test_a_window_that_opens_in_the_midst_of_a_restore_waits_for_it(
    folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from content.store import restoring

    with _open(folder, clock) as store:
        _write(store, 1)
        backup = store.back_up()
    give_name = restoring.give_name
    children: list[subprocess.Popen[str]] = []

    def late(draft: Path, path: Path) -> bool:
        assert not path.exists()
        code = _WINDOW.replace("store =", "print('opening', flush=True)\nstore =")
        child = subprocess.Popen(
            [sys.executable, "-c", code, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        assert child.stdout.readline() == "opening\n"
        children.append(child)
        return give_name(draft, path)

    monkeypatch.setattr(restoring, "give_name", late)
    restore_library(folder, backup, force=True, now=clock)
    (child,) = children
    with child:
        told, _ = child.communicate("go on\n")
    assert told.splitlines()[0] == "1"
    assert child.returncode == 0


def test_a_backup_that_is_as_new_as_the_library_is_restored_without_force(
    store: DocumentStore, folder: Path, clock: Clock
) -> None:
    _write(store, 1)
    changed_at = store.table("notes").all()[0]["updated_at"]
    restored = restore_library(folder, store.back_up(), force=False, now=clock)
    assert restored.changed_at == changed_at
    assert _numbers(store) == [1]


def test_a_library_that_is_lost_or_damaged_is_restored_without_force(
    store: DocumentStore, folder: Path, tmp_path: Path, clock: Clock
) -> None:
    _write(store, 1)
    backup = store.back_up(tmp_path / "mine.db")
    _write(store, 2)
    store.close()
    (folder / "library.db").write_bytes(b"\0" * 10_000)
    restored = restore_library(folder, backup, force=False, now=clock)
    assert restored.aside is not None
    assert (restored.aside / "library.db").read_bytes() == b"\0" * 10_000
    (folder / "library.db").unlink()
    assert restore_library(folder, backup, force=False, now=clock).aside is None
    new = tmp_path / "new" / "lib"
    assert restore_library(new, backup, force=False, now=clock).aside is None
    for each in (folder, new):
        with _open(each, clock) as opened:
            assert _numbers(opened) == [1]
            assert opened.quick_check() is None


@pytest.mark.parametrize("fault", [sqlite3.SQLITE_BUSY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN])
def test_a_library_that_cannot_be_read_for_now_is_not_taken_for_damaged(
    fault: int, store: DocumentStore, folder: Path, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from content.store import backups

    _write(store, 1)
    backup = store.back_up(tmp_path / "mine.db")
    _write(store, 2)
    connect = backups.connect_to_read

    def refuse(path: Path, timeout: float) -> sqlite3.Connection:
        if path != folder / "library.db":
            return connect(path, timeout)
        error = sqlite3.OperationalError("for now")
        error.sqlite_errorcode = fault
        raise error

    monkeypatch.setattr(backups, "connect_to_read", refuse)
    with pytest.raises(LibraryError, match=r"cannot be told: .*; .*, or use --force"):
        restore_library(folder, backup, force=False, now=clock)
    monkeypatch.undo()
    assert _numbers(store) == [1, 2]
    monkeypatch.setattr(backups, "connect_to_read", refuse)
    assert restore_library(folder, backup, force=True, now=clock).aside is not None
    assert store.changed_elsewhere()
    assert _numbers(store) == [1]


def test_what_is_no_good_backup_is_refused_and_nothing_changed(
    store: DocumentStore, folder: Path, tmp_path: Path, clock: Clock
) -> None:
    _write(store, 1)
    good = store.back_up()
    newer = tmp_path / "newer.db"
    newer.write_bytes(good.read_bytes()[:60] + (99).to_bytes(4, "big") + good.read_bytes()[64:])
    cut = tmp_path / "cut.db"
    cut.write_bytes(good.read_bytes()[:20_000])
    text = tmp_path / "text.db"
    text.write_text("not a backup at all")
    for path in (newer, cut, text, tmp_path / "missing.db", tmp_path):
        with pytest.raises(LibraryError) as caught:
            restore_library(folder, path, force=True, now=clock)
        assert str(path) in str(caught.value)
        assert caught.value.remedy
    assert _numbers(store) == [1]
    assert not list(folder.glob("replaced-*"))


def test_nothing_is_restored_while_another_window_writes(
    store: DocumentStore, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from content.store import restoring

    monkeypatch.setattr(restoring, "_PATIENCE", 0.05)
    _write(store, 1)
    backup = store.back_up()
    with FolderLock(folder, 0), pytest.raises(LibraryError, match="another program is writing"):
        restore_library(folder, backup, force=True, now=clock)
    assert _numbers(store) == [1]


def test_a_restore_that_fails_leaves_the_library_in_its_place(
    store: DocumentStore, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from content.store import restoring

    _write(store, 1)
    backup = store.back_up()

    def full(path: Path) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(restoring, "fsync", full)
    with pytest.raises(LibraryError, match="disk is full"):
        restore_library(folder, backup, force=True, now=clock)
    _write(store, 2)
    assert _numbers(store) == [1, 2]
    assert {path.name for path in folder.iterdir()} == {
        "library.db",
        "library.db-wal",
        "library.db-shm",
        "library.lock",
        "backups",
    }
