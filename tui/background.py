"""What is done for a library while somebody reads, in a thread that nobody waits for.

It is checked and backed up, and what is derived from its briefings, so that they are found, is brought up to them.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from typing import TYPE_CHECKING

from content.errors import ContentError
from content.store.faults import Busy

if TYPE_CHECKING:
    from content.library import Library

REST = 5.0
"""Seconds after the start before the file is read as a whole: until then the reader has the machine alone."""

BREATH = 0.02
"""Seconds between two portions of what is brought up: other windows write then, and keys are answered."""

PORTION = 16
"""Briefings that are taken up in one transaction."""

AGAIN = 30.0
"""Seconds after which is looked again whether anything has to be brought up."""


class Caretaker:
    """Looks after a library in the background.

    Args:
        library: what is looked after; only what may be called from any thread is used of it.
        tell: called from the thread with one sentence where something is wrong.
        rest: seconds before it begins.
        again: seconds between two looks at what has to be brought up.
    """

    def __init__(
        self, library: Library, tell: Callable[[str], None], *, rest: float = REST, again: float = AGAIN
    ) -> None:
        self._library, self._tell = library, tell
        self._wait, self._again = rest, again
        self._is_over = Event()
        self._is_wanted = Event()
        self._said: set[str] = set()

    def start(self) -> None:
        """Begin; nothing is done in the first seconds."""
        Thread(target=self._work, name="caretaker", daemon=True).start()

    def stop(self) -> None:
        """Begin nothing new, and give up a backup that is being made."""
        self._is_over.set()
        self._is_wanted.set()

    def hurry(self) -> None:
        """Bring up at once what has to be: somebody waits for it. May be called from any thread."""
        self._is_wanted.set()

    def _work(self) -> None:
        self._is_wanted.wait(self._wait)
        if self._is_over.is_set():
            return
        self._bring_up()
        try:
            fault = self._library.quick_check()
            if fault is not None:
                self._say(fault)
                return
            if self._library.read_only:
                return
            self._library.back_up_if_due(self._is_over.is_set)
        except ContentError as error:
            self._say(str(error))
        while not self._is_over.is_set():
            self._is_wanted.clear()
            self._is_wanted.wait(self._again)
            self._bring_up()

    def _say(self, sentence: str) -> None:
        """Tell of something wrong, once: it is met again at every look."""
        if sentence not in self._said:
            self._said.add(sentence)
            self._tell(sentence)

    def _bring_up(self) -> None:
        """Take what was added up into the search, the names and what knows an article again, portion by portion."""
        if self._library.read_only or self._is_over.is_set():
            return
        try:
            with self._library.again() as library:
                for follow in (library.search.follow, library.dossiers.follow, library.twins.follow):
                    self._follow(follow)
        except ContentError as error:
            self._say(str(error))

    def _follow(self, follow: Callable[[int], bool]) -> None:
        """Bring one of them up as far as that can be done: what is wrong with it holds up nothing else."""
        try:
            while not self._is_over.is_set() and follow(PORTION):
                self._is_over.wait(BREATH)
        except Busy:
            return  # somebody else writes for long, an import perhaps: it is tried again in a while
        except ContentError as error:
            self._say(str(error))
