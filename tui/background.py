"""What is done for a library while somebody reads: it is checked and backed up, in a thread that nobody waits for."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from typing import TYPE_CHECKING

from content.errors import ContentError

if TYPE_CHECKING:
    from content.library import Library

REST = 5.0
"""Seconds after the start before the file is read as a whole: until then the reader has the machine alone."""


class Caretaker:
    """Looks after a library in the background.

    Args:
        library: what is looked after; only what may be called from any thread is used of it.
        tell: called from the thread with one sentence where something is wrong.
    """

    def __init__(self, library: Library, tell: Callable[[str], None]) -> None:
        self._library, self._tell = library, tell
        self._is_over = Event()

    def start(self) -> None:
        """Begin; nothing is checked in the first seconds."""
        Thread(target=self._work, name="caretaker", daemon=True).start()

    def stop(self) -> None:
        """Begin nothing new, and give up a backup that is being made."""
        self._is_over.set()

    def _work(self) -> None:
        if self._is_over.wait(REST):
            return
        try:
            fault = self._library.quick_check()
            if fault is not None:
                self._tell(fault)
            elif not self._library.read_only:
                self._library.back_up_if_due(self._is_over.is_set)
        except ContentError as error:
            self._tell(str(error))
