"""The folder of a library and the file in it: made with care, and never opened or written over when in doubt."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from content.errors import LibraryError
from content.store.faults import Damaged, from_system
from content.store.locking import LOCK, FolderLock
from content.store.migrations import APPLICATION_ID

DATABASE = "library.db"

_MAGIC = b"SQLite format 3\0"
_HEADER, _PAGE_SIZE_AT, _APPLICATION_ID_AT = 100, 16, 68
"""Length of the header, offsets in it: https://sqlite.org/fileformat2.html#the_database_header"""

_RELICS = (DATABASE + "-wal", DATABASE + "-journal", LOCK, "backups")
"""What stands beside a library's file. Where one does and the file does not, the file was lost."""


def database_in(
    folder: Path,
    lock: FolderLock,
    build: Callable[[Path], None],
    random: Callable[[int], bytes],
    *,
    create: bool,
) -> Path:
    """The file of the library in a folder; made by `build`, with the folder, where there is none and `create` says so.

    Raises LibraryError where the folder or file is not what it should be, Damaged where it may once have been; nothing
    is changed then.
    """
    path = folder / DATABASE
    try:
        if _is_missing(path):
            if not _is_missing(folder / LOCK):
                # A restore moves the file away before the other one gets its name: it holds the lock meanwhile.
                with lock:
                    pass
            if _is_missing(path):
                _refuse_loss(folder, create)
                _make(path, build, random)
        inspect(path)
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
                remedy=(
                    "put the file back, from a backup with 'readout restore' if need be,"
                    f" or move {relic} away to begin a new library"
                ),
            )
    if not create:
        raise LibraryError("there is no library in it", where=str(folder), remedy="check the name of the folder")


def _make(path: Path, build: Callable[[Path], None], random: Callable[[int], bytes]) -> None:
    """Build the file under another name and then give it its own, so that there never is half a library."""
    make_folders(path.parent)
    draft = path.with_name(f".{DATABASE}.{random(8).hex()}")
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        build(draft)
        # Where another window made the library in the meantime, that one stands and ours is dropped.
        give_name(draft, path)
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            draft.with_name(draft.name + ending).unlink(missing_ok=True)
    fsync(path.parent)


def make_folders(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for the owner alone."""
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
        else:
            fsync(each.parent)  # else a power cut may take the folder with all that is in it by then


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


def is_writable(path: Path) -> bool:
    """Whether the file and its folder may be written, as SQLite needs both."""
    return os.access(path, os.R_OK | os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)


def inspect(path: Path) -> None:
    """Raise LibraryError unless the file is a library, as far as its header and size tell."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise LibraryError("it is not a file", where=str(path), remedy="move it away or choose another folder")
        header = os.read(descriptor, _HEADER)
    finally:
        os.close(descriptor)
    if not header:
        raise Damaged(
            "it is empty, so a library was lost here",
            where=str(path),
            remedy="put it back from a backup, or move the empty file away to begin a new library",
        )
    mark = int.from_bytes(header[_APPLICATION_ID_AT : _APPLICATION_ID_AT + 4], "big")
    if not header.startswith(_MAGIC[: len(header)]) or (len(header) == _HEADER and mark != APPLICATION_ID):
        raise Damaged("it is not a library of Readout", where=str(path), remedy="move it away or choose another folder")
    page = int.from_bytes(header[_PAGE_SIZE_AT : _PAGE_SIZE_AT + 2], "big")
    # A file that ends within a page was cut, unless its log is there: SQLite may have been stopped in the midst of
    # carrying the log over, and does it again. That whole pages are missing it sees by itself.
    if len(header) < _HEADER or (page > 1 and status.st_size % page and not has_log(path)):
        raise Damaged(
            "it is cut short",
            where=str(path),
            remedy="put it back from a backup, or run 'readout doctor --repair', which saves what can be read",
        )


def has_log(path: Path) -> bool:
    """Whether there is a log with something in it beside the file."""
    try:
        return path.with_name(path.name + "-wal").stat().st_size > 0
    except FileNotFoundError:
        return False
