"""Takes up what the index of names has not read yet, in a thread with a library of its own: a little at a time."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Event, Thread

from content.errors import ContentError
from content.library import Library

AT_ONCE = 2
"""Briefings of one transaction: who writes meanwhile waits no longer than it takes."""

REST = 0.02
"""Seconds between two transactions, for those who wait."""

COUNTED = 25
"""After how many transactions it is counted anew how many briefings are left."""


class Follower:
    """Keeps the index of names up while somebody looks across briefings.

    `left` is how many briefings it has not read yet; None while that is not known.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._folder, self._now = folder, now
        self._is_over = Event()
        self._thread: Thread | None = None
        self.left: int | None = None

    def start(self) -> None:
        """Begin, unless it is at it already."""
        if self._thread is None or not self._thread.is_alive():
            self._is_over.clear()
            self._thread = Thread(target=self._work, name="follower", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Begin nothing new."""
        self._is_over.set()

    def _work(self) -> None:
        try:
            with Library.open(self._folder, now=self._now, random=os.urandom, create=False) as library:
                self.left = library.dossiers.behind()
                rounds = 0
                while not self._is_over.is_set() and not library.read_only and library.dossiers.follow(AT_ONCE):
                    rounds += 1
                    if not rounds % COUNTED:
                        self.left = library.dossiers.behind()
                    self._is_over.wait(REST)
                self.left = library.dossiers.behind()
        except ContentError:
            return  # what is missing in the index is told by who asks it
