"""The lock beside a library: whoever writes holds it, so that a file can be checked, moved and replaced in safety.

SQLite locks the file itself; this lock stands for the name of the file, which SQLite does not guard. It is the
system's own and ends with the process that holds it.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from content.errors import LibraryError
from content.store.faults import busy, from_system

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK = "library.lock"

_POLL = 0.005
"""How often to ask for a lock that another window holds, in seconds."""


_HELD = (errno.EAGAIN, errno.EACCES)
"""What a system says of a lock that another window holds."""


def prepare() -> None:
    """Import what locking needs, so that the first write need not wait for it; for a thread after the first frame."""
    if sys.platform == "win32":
        import filelock  # noqa: F401
    else:
        import fcntl  # noqa: F401


class _NoFlock(Exception):
    """The file system has no such locks."""


class FolderLock:
    """The lock of a folder, for one thread; `timeout` is how long to wait for it, in seconds."""

    def __init__(self, folder: Path, timeout: float) -> None:
        self.timeout = timeout
        self._times = 0
        self._path = folder / LOCK
        self._descriptor: int | None = None
        self._lock: BaseFileLock | None = None

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
        try:
            if sys.platform == "win32" or self._lock is not None:
                self._take_by_filelock()
                return
            try:
                self._take_flock()
            except _NoFlock:
                self._take_by_filelock()
        except FileNotFoundError as error:
            raise LibraryError(
                "it was moved or deleted while it was open",
                where=str(self._path.parent),
                remedy="put it back and try again",
            ) from error
        except OSError as error:
            raise from_system(error, self._path) from error

    def _take_flock(self) -> None:
        """Hold the lock that filelock takes as well, in a tenth of its 0.1 ms: a tenth of what keeping a note takes."""
        import fcntl

        end = monotonic() + self.timeout
        while True:
            descriptor, is_made = self._open()
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if _has_name(descriptor, self._path):
                    self._descriptor = descriptor
                    return
            except OSError as error:
                if error.errno == errno.ENOSYS:
                    if is_made:  # there the file itself is the lock
                        self._path.unlink(missing_ok=True)
                    raise _NoFlock from error
                if error.errno not in _HELD:
                    raise
            finally:
                if self._descriptor is None:
                    os.close(descriptor)
            if monotonic() >= end:
                raise busy(self._path.parent)
            sleep(_POLL)

    def _open(self) -> tuple[int, bool]:
        """A descriptor of the lock's file, and whether it was made for it."""
        flags = os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC
        while True:
            try:
                return os.open(self._path, flags), False
            except FileNotFoundError:
                try:
                    return os.open(self._path, flags | os.O_CREAT | os.O_EXCL, 0o600), True
                except FileExistsError:
                    continue  # another window was quicker

    def _take_by_filelock(self) -> None:
        # Not at the top: it takes 45 ms, and most starts write nothing.
        from filelock import FileLock, Timeout

        try:
            if self._lock is None:
                self._lock = FileLock(self._path, mode=0o600, thread_local=False)
            self._lock.acquire(timeout=self.timeout, poll_interval=_POLL)
        except Timeout as error:
            raise busy(self._path.parent) from error

    def release(self) -> None:
        """Let the lock go; does nothing where it is not held."""
        if self._times:
            self._times -= 1
            if self._times:
                return
            if self._descriptor is not None:
                descriptor, self._descriptor = self._descriptor, None
                os.close(descriptor)
            elif self._lock is not None:
                self._lock.release()

    def __enter__(self) -> FolderLock:
        self.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def _has_name(descriptor: int, path: Path) -> bool:
    """Whether the open file is the one with this name: a lock on one that was removed meanwhile guards nothing."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path, follow_symlinks=False))  # noqa: PTH116  (see `opening.identity_of`)
    except FileNotFoundError:
        return False
