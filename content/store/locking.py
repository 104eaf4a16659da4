"""The lock beside a library: whoever writes holds it, so that a file can be checked, moved and replaced in safety.

SQLite locks the file itself; this lock stands for the name of the file, which SQLite does not guard. It is the
system's own and ends with the process that holds it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from content.errors import LibraryError
from content.store.faults import busy, from_system

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK = "library.lock"

_POLL = 0.005
"""How often to ask for a lock that another window holds, in seconds."""


def prepare() -> None:
    """Import what locking needs, so that the first write need not wait for it; for a thread after the first frame."""
    import filelock  # noqa: F401


class FolderLock:
    """The lock of a folder, for one thread; `timeout` is how long to wait for it, in seconds."""

    def __init__(self, folder: Path, timeout: float) -> None:
        self.timeout = timeout
        self._times = 0
        self._path = folder / LOCK
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
        # Not at the top: it takes 45 ms, and most starts write nothing.
        from filelock import FileLock, Timeout

        if not self._path.parent.is_dir():  # it would be made anew for the lock
            raise LibraryError(
                "it was moved or deleted while it was open",
                where=str(self._path.parent),
                remedy="put it back and try again",
            )
        try:
            if self._lock is None:
                self._lock = FileLock(self._path, mode=0o600, thread_local=False)
            self._lock.acquire(timeout=self.timeout, poll_interval=_POLL)
        except Timeout as error:
            raise busy(self._path.parent) from error
        except OSError as error:
            raise from_system(error, self._path) from error

    def release(self) -> None:
        """Let the lock go; does nothing where it is not held."""
        if self._times:
            self._times -= 1
            if not self._times and self._lock is not None:
                self._lock.release()

    def __enter__(self) -> FolderLock:
        self.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        self.release()
