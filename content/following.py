"""Dossiers, timelines, figures and related briefings, asked beside the library with a connection that only reads."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from content.dossiers import Dossiers
from content.measured import Measured
from content.register import Register
from content.related import Relations
from content.store.reading import ReadConnection
from content.timelines import Timelines


class Following:
    """What a library says of somebody and of something, for a thread beside that of the library.

    It belongs to the thread that opened it, but for `interrupt`. What the index has not taken up is left out, and a
    dossier says so. Raises LibraryError where the library cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._file = ReadConnection(folder)
        register = Register(self._file, None)
        self.dossiers = Dossiers(self._file, register)
        self.timelines = Timelines(self._file, register, self.dossiers)
        self.measured = Measured(self._file, register, self.dossiers)
        self.relations = Relations(self._file, register)

    def interrupt(self) -> None:
        """Give up what is asked now, from any thread: who waits for the answer gets Interrupted."""
        self._file.interrupt()

    def close(self) -> None:
        """Let the library go."""
        self._file.close()

    def __enter__(self) -> Following:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
