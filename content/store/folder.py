"""The folder of a library and the file in it: made with care, and never opened or written over when in doubt."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from content.errors import LibraryError
from content.store.faults import from_system
from content.store.locking import LOCK
from content.store.migrations import APPLICATION_ID

DATABASE = "library.db"

_MAGIC = b"SQLite format 3\0"
_APPLICATION_ID_AT = 68
"""Offset in the header: https://sqlite.org/fileformat2.html#the_database_header"""

_RELICS = (DATABASE + "-wal", DATABASE + "-journal", LOCK, "backups")
"""What stands beside a library's file. Where one does and the file does not, the file was lost."""


def database_in(folder: Path, build: Callable[[Path], None], random: Callable[[int], bytes], *, create: bool) -> Path:
    """The file of the library in a folder; made by `build`, with the folder, where there is none and `create` says so.

    Raises LibraryError where the folder or file is not what it should be; nothing is changed then.
    """
    path = folder / DATABASE
    try:
        if _is_missing(path):
            _refuse_loss(folder, create)
            _make(path, build, random)
        _inspect(path)
    except OSError as error:
        at = Path(error.filename) if isinstance(error.filename, str) else folder
        raise from_system(error, at) from error
    return path


def _is_missing(path: Path) -> bool:
    try:
        path.lstat()
    except FileNotFoundError:
        return True
    return False


def _refuse_loss(folder: Path, create: bool) -> None:
    for relic in _RELICS:
        if not _is_missing(folder / relic):
            raise LibraryError(
                f"{DATABASE} is missing although {relic} is there",
                where=str(folder),
                remedy="put the file back, from a backup if need be, or choose another folder",
            )
    if not create:
        raise LibraryError("there is no library in it", where=str(folder), remedy="check the name of the folder")


def _make(path: Path, build: Callable[[Path], None], random: Callable[[int], bytes]) -> None:
    """Build the file under another name and then give it its own, so that there never is half a library."""
    _make_folders(path.parent)
    draft = path.with_name(f".{DATABASE}.{random(8).hex()}")
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        build(draft)
        # Where another window made the library in the meantime, that one stands and ours is dropped.
        give_name(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    fsync(path.parent)


def _make_folders(folder: Path) -> None:
    # Path.mkdir(parents=True) gives its mode to the last folder only.
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        if folder.parent == folder:
            break
        folder = folder.parent
    for each in reversed(missing):
        try:
            each.mkdir(0o700)
        except FileExistsError:
            if not each.is_dir():
                raise


def give_name(draft: Path, path: Path) -> bool:
    """Give a file that is whole its name; false where there is one of that name already, which stands."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return False
    except OSError:
        # A disk without hard links, such as exFAT.
        if not _is_missing(path):
            return False
        draft.rename(path)
    return True


def fsync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _inspect(path: Path) -> None:
    """Raise LibraryError unless the file is a library; only its header is read."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise LibraryError("it is not a file", where=str(path), remedy="move it away or choose another folder")
        header = os.read(descriptor, 100)
    finally:
        os.close(descriptor)
    if not header:
        raise LibraryError(
            "it is empty, so a library was lost here",
            where=str(path),
            remedy="put it back from a backup, or move the empty file away to begin a new library",
        )
    mark = int.from_bytes(header[_APPLICATION_ID_AT : _APPLICATION_ID_AT + 4], "big")
    if not header.startswith(_MAGIC) or mark != APPLICATION_ID:
        raise LibraryError(
            "it is not a library of Readout", where=str(path), remedy="move it away or choose another folder"
        )
    if not os.access(path, os.R_OK | os.W_OK) or not os.access(path.parent, os.W_OK | os.X_OK):
        raise LibraryError(
            "it or its folder may not be written",
            where=str(path),
            remedy="give yourself the right to write both or choose another folder",
        )
