"""What the log beside a library's file tells before SQLite takes it as far as it can be read and is silent on the rest.

Format: https://sqlite.org/fileformat2.html#the_write_ahead_log
"""

from __future__ import annotations

import os
import sqlite3
import struct
from pathlib import Path
from typing import NamedTuple

_HEADER, _FRAME = 32, 24
_MAGIC = 0x377F0682
"""With 0 for words in little-endian order in its checksums, 1 for big-endian, added."""


class Log(NamedTuple):
    """The salts of a log and the numbers of its frames, from 1, that end a transaction; `page` is in bytes."""

    salts: bytes
    page: int
    commits: tuple[int, ...]


def log_of(path: Path) -> Path:
    """The log beside a file."""
    return path.with_name(path.name + "-wal")


def loss_beside(path: Path) -> str:
    """Why what was written last may be lost, by the files beside an unopened library; empty where nothing says so."""
    log = log_of(path)
    try:
        with open(log, "rb", buffering=0) as file:
            header = file.read(_HEADER)
    except FileNotFoundError:
        # SQLite removes this index before the log it belongs to.
        return f"{log.name} is gone" if os.path.lexists(path.with_name(path.name + "-shm")) else ""
    except OSError:
        # SQLite will say so.
        return ""
    return f"{log.name} is damaged" if header and not _is_whole(header) else ""


def unread_in(connection: sqlite3.Connection, path: Path) -> int:
    """How many transactions in the log of an open library were kept once and can no longer be read.

    One that power failure cut short was never kept and does not count.
    """
    before = _read(log_of(path))
    if before is None:
        return 0
    _, readable, _ = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    after = _read(log_of(path))
    if after is None or after.salts != before.salts:
        # Another window has begun the log anew.
        return 0
    # The next one was begun only when the one before it was on the disk; the last one may never have been.
    return max(0, len([number for number in before.commits if number > readable]) - 1)


def _read(log: Path) -> Log | None:
    try:
        with open(log, "rb", buffering=0) as file:
            header = file.read(_HEADER)
            if not _is_whole(header):
                return None
            page = int.from_bytes(header[8:12], "big")
            salts, commits = header[16:24], []
            descriptor = file.fileno()
            for number in range(1, (os.fstat(descriptor).st_size - _HEADER) // (_FRAME + page) + 1):
                frame = os.pread(descriptor, _FRAME, _HEADER + (number - 1) * (_FRAME + page))
                if frame[8:16] == salts and frame[4:8] != b"\0\0\0\0":
                    commits.append(number)
    except OSError:
        return None
    return Log(salts, page, tuple(commits))


def _is_whole(header: bytes) -> bool:
    if len(header) < _HEADER:
        return False
    magic = int.from_bytes(header[:4], "big")
    if magic & ~1 != _MAGIC:
        return False
    words = struct.unpack(">6I" if magic & 1 else "<6I", header[:24])
    first = second = 0
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return struct.pack(">2I", first, second) == header[24:32]
