"""What is drawn reaches the terminal at once, and from a thread only while the terminal takes nothing."""

from __future__ import annotations

import contextlib
import select
from threading import Lock, get_ident
from typing import IO

from textual.drivers._writer_thread import WriterThread

AT_ONCE = 16_384
"""The most code points written at once: a terminal that takes anything takes so many without making anybody wait."""


class Writer(WriterThread):
    """Textual's writer, which hands everything to a thread, but without the thread where that can be.

    A thread that is woken waits until the loop is idle, or for 5 ms (`sys.getswitchinterval`), and the reader with it.
    """

    def __init__(self, file: IO[str]) -> None:
        super().__init__(file)
        self._owner = get_ident()
        self._ready = select.poll()
        self._ready.register(file.fileno(), select.POLLOUT)
        self._count = Lock()
        self._waiting = 0

    def write(self, text: str) -> None:
        """Write a text, after those that wait already."""
        if not self._waiting and len(text) <= AT_ONCE and get_ident() == self._owner and self._ready.poll(0):
            with contextlib.suppress(OSError):  # the terminal is gone, which is seen elsewhere
                self._file.write(text)
                self._file.flush()
            return
        with self._count:
            self._waiting += 1
        super().write(text)

    def run(self) -> None:
        """Write what waits, in its order."""
        while (text := self._queue.get()) is not None:
            self._file.write(text)
            if not self._queue.qsize():
                self._file.flush()
            with self._count:
                self._waiting -= 1
        self._file.flush()
