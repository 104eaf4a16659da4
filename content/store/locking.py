"""The lock beside a library: whoever writes holds it, so that a file can be checked, moved and replaced in safety.

SQLite locks the file itself; this lock stands for the name of the file, which SQLite does not guard. It is the
system's own (flock) and ends with the process that holds it. The library filelock takes the same lock, but costs 45 ms
to import and 0.3 ms a time, as much as the note that is kept.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from time import monotonic, sleep

from content.errors import LibraryError
from content.store.faults import busy, from_system

LOCK = "library.lock"

_POLL = 0.005
"""How often to ask for a lock that another window holds, in seconds."""


class FolderLock:
    """The lock of a folder, for one thread; `timeout` is how long to wait for it, in seconds."""

    def __init__(self, folder: Path, timeout: float) -> None:
        self.timeout = timeout
        self._times = 0
        self._path = folder / LOCK
        self._descriptor: int | None = None

    @property
    def is_held(self) -> bool:
        """Whether this holds the lock."""
        return self._times > 0

    def acquire(self) -> None:
        """Hold the lock until it is released as many times as acquired.

        Raises LibraryError where another program keeps it longer than `timeout`.
        """
        if not self._times:
            self._take()
        self._times += 1

    def _take(self) -> None:
        end = monotonic() + self.timeout
        try:
            while True:
                descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
                try:
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    if _has_name(descriptor, self._path):
                        self._descriptor = descriptor
                        return
                except BlockingIOError as error:
                    if monotonic() >= end:
                        raise busy(self._path.parent) from error
                    sleep(_POLL)
                finally:
                    if self._descriptor is None:
                        os.close(descriptor)
        except FileNotFoundError as error:
            raise LibraryError(
                "it was moved or deleted while it was open",
                where=str(self._path.parent),
                remedy="put it back and try again",
            ) from error
        except OSError as error:
            raise from_system(error, self._path) from error

    def release(self) -> None:
        """Let the lock go; does nothing where it is not held."""
        if self._times:
            self._times -= 1
            if not self._times and self._descriptor is not None:
                os.close(self._descriptor)
                self._descriptor = None

    def __enter__(self) -> FolderLock:
        self.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def _has_name(descriptor: int, path: Path) -> bool:
    """Whether an open file is still the one of this name: it may have been deleted while it was waited for."""
    try:
        named = path.lstat()
    except FileNotFoundError:
        return False
    return os.path.samestat(named, os.fstat(descriptor))
