"""A library that may not be written is read all the same, by someone whom the system's rights keep out."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from content.errors import LibraryError
from content.store import DocumentStore
from content.store.backups import fault_in

NOBODY = 65534


def _open(folder: Path) -> DocumentStore:
    return DocumentStore(folder, now=lambda: datetime.now(UTC), random=os.urandom, busy_timeout=0.1)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that others can reach, as pytest's own cannot be."""
    made = Path(tempfile.mkdtemp())
    made.chmod(0o755)
    yield made / "lib"
    for path in made.rglob("*"):
        if path.is_dir():
            path.chmod(0o700)
    shutil.rmtree(made)


def _without_rights(act: Callable[[], None]) -> None:
    """Do it in a process of a user who is not root; an assertion that fails there fails here."""
    process = os.fork()
    if not process:
        try:
            if os.geteuid() == 0:
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            act()
        except BaseException:  # noqa: BLE001  (whatever it is, it is printed, and the process ends)
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0


def _take_rights(folder: Path) -> None:
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)


def _read_and_be_refused(folder: Path) -> None:
    with _open(folder) as store:
        assert store.storage.read_only.startswith(f"{folder / 'library.db'}: it or its folder may not be written")
        assert store.table("notes").all() == [{"n": 1}]
        assert store.feed_end() == 1
        assert not store.changed_elsewhere()
        with pytest.raises(LibraryError, match=r"may not be written.*give yourself the right"):
            store.table("notes").insert({"n": 2})
        with pytest.raises(LibraryError):
            store.stamp()
        assert store.quick_check() is None
        with tempfile.TemporaryDirectory() as elsewhere:
            assert fault_in(store.back_up(Path(elsewhere) / "backup.db")) is None
        with pytest.raises(LibraryError):
            store.back_up()


def test_a_library_without_write_rights_is_read(folder: Path) -> None:
    with _open(folder) as store:
        store.table("notes").insert({"n": 1})
    _take_rights(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    _without_rights(lambda: _read_and_be_refused(folder))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_library_without_write_rights_is_read_while_its_owner_writes(folder: Path) -> None:
    with _open(folder) as store:
        store.table("notes").insert({"n": 1})
        _take_rights(folder)
        _without_rights(lambda: _read_and_be_refused(folder))
        folder.chmod(0o700)


def test_what_stands_only_in_a_log_that_may_not_be_read_is_not_passed_over(folder: Path) -> None:
    with _open(folder) as store:
        store.table("notes").insert({"n": 1})
        copy = folder.with_name("copy")
        copy.mkdir()
        for name in ("library.db", "library.db-wal"):
            shutil.copy(folder / name, copy / name)
    _take_rights(copy)

    def look() -> None:
        with pytest.raises(LibraryError, match=r"library\.db: it cannot be opened"):
            _open(copy)

    _without_rights(look)


def test_a_library_of_the_first_layout_without_write_rights_is_read(folder: Path) -> None:
    from content.store.migrations import MIGRATIONS

    with DocumentStore(folder, now=lambda: datetime.now(UTC), random=os.urandom, migrations=MIGRATIONS[:1]) as store:
        assert store.storage.read_only == ""
    _take_rights(folder)

    def look() -> None:
        with _open(folder) as store:
            assert store.table("notes").all() == []
            assert store.feed() == []
            assert store.feed_end() == 0

    _without_rights(look)
