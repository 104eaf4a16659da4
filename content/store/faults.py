"""What SQLite and the system report, in words for a reader: the one place where they become `LibraryError`."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

from content.errors import LibraryError

_SQLITE = {
    sqlite3.SQLITE_FULL: ("the disk is full, and nothing was changed", "free some space and try again"),
    sqlite3.SQLITE_IOERR: (
        "the disk could not be read or written, and nothing was changed",
        "check the disk and its free space, then try again",
    ),
    sqlite3.SQLITE_BUSY: (
        "another program is writing to it",
        "close other windows of Readout or try again in a moment",
    ),
    sqlite3.SQLITE_PROTOCOL: (
        "other programs are opening it",
        "close other windows of Readout or try again in a moment",
    ),
    sqlite3.SQLITE_LOCKED: ("another program has locked it", "close other windows of Readout or try again in a moment"),
    sqlite3.SQLITE_READONLY: ("it may not be written", "give yourself the right to write it and its folder"),
    sqlite3.SQLITE_PERM: ("it may not be opened", "give yourself the right to read and write it"),
    sqlite3.SQLITE_CANTOPEN: ("it cannot be opened", "check that it exists and that you may read and write it"),
    sqlite3.SQLITE_CORRUPT: ("it is damaged", "run 'readout doctor --repair', which saves what can be read"),
    sqlite3.SQLITE_NOTADB: ("it is not a library of Readout", "move it away or choose another folder"),
    sqlite3.SQLITE_TOOBIG: ("a document is larger than a library can hold", "split the text and add its parts"),
    sqlite3.SQLITE_INTERRUPT: ("what was asked was given up", "ask again"),
    sqlite3.SQLITE_NOMEM: ("the memory is used up, and nothing was changed", "close other programs and try again"),
}

_SYSTEM = {
    errno.ENOSPC: ("the disk is full", "free some space and try again"),
    errno.EDQUOT: ("your share of the disk is used up", "free some space and try again"),
    errno.EACCES: ("access is not permitted", "give yourself the right to read and write it or choose another folder"),
    errno.EPERM: ("access is not permitted", "give yourself the right to read and write it or choose another folder"),
    errno.EROFS: ("the disk is read-only", "choose a folder on another disk"),
    errno.ENOTDIR: ("a part of its path is a file, not a folder", "choose another folder"),
    errno.EEXIST: ("it is a file, not a folder", "choose another folder"),
    errno.ENAMETOOLONG: ("its name is too long", "choose a folder with a shorter name"),
    errno.ELOOP: ("its links lead in a circle", "choose another folder"),
}


class Damaged(LibraryError):
    """A file that cannot be read as the library that it was."""


class Interrupted(LibraryError):
    """Another thread ended what was asked: nobody waits for it any more."""


class Busy(LibraryError):
    """Another program kept the library to itself for longer than was waited; later it may be free."""


def older(where: Path, lacking: str) -> LibraryError:
    """The fault of asking a library for what only newer ones have, where it may not be brought up."""
    reason = f"it has an older layout, without {lacking}, and may not be written"
    return LibraryError(reason, where=str(where), remedy="give yourself the right to write it")


def busy(where: Path) -> Busy:
    """The fault of waiting in vain for another program that writes."""
    reason, remedy = _SQLITE[sqlite3.SQLITE_BUSY]
    return Busy(reason, where=str(where), remedy=remedy)


def from_sqlite(error: sqlite3.Error, where: Path) -> LibraryError:
    """The fault for a reader. Raises `error` itself where no reader can have caused it: that is a bug."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None and "decode to UTF-8" in str(error):
        # Python's own words for a text that is none; only a damaged file has such.
        code = sqlite3.SQLITE_CORRUPT
    if code == sqlite3.SQLITE_ERROR and "malformed JSON" in str(error):
        # An index or a trigger read a document that is none any more.
        code = sqlite3.SQLITE_CORRUPT
    # The low byte is the primary code: https://sqlite.org/rescode.html#primary_result_codes_versus_extended_result_codes
    told = _SQLITE.get(code & 0xFF) if code is not None else None
    if told is None:
        raise error
    if code is not None and code & 0xFF == sqlite3.SQLITE_CANTOPEN:
        _refuse_full_disk(where)
    kind = _KINDS.get(code & 0xFF, LibraryError) if code is not None else LibraryError
    return kind(told[0], where=str(where), remedy=told[1])


_KINDS = {
    sqlite3.SQLITE_CORRUPT: Damaged,
    sqlite3.SQLITE_NOTADB: Damaged,
    sqlite3.SQLITE_BUSY: Busy,
    sqlite3.SQLITE_PROTOCOL: Busy,
    sqlite3.SQLITE_LOCKED: Busy,
    sqlite3.SQLITE_INTERRUPT: Interrupted,
}


def _refuse_full_disk(where: Path) -> None:
    """Raise the fault of a disk that has no room for another file: SQLite says only that a file cannot be opened."""
    probe = (where if where.is_dir() else where.parent) / f".readout-{os.getpid()}.probe"
    try:
        os.close(os.open(probe, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        probe.unlink()
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise from_system(error, where) from error


def from_system(error: OSError, where: Path) -> LibraryError:
    """The fault for a reader, in the system's words where there are no better ones."""
    words = (error.strerror or "it cannot be used").lower()
    reason, remedy = _SYSTEM.get(error.errno or 0, (words, "check the folder or choose another one"))
    return LibraryError(reason, where=str(where), remedy=remedy)
