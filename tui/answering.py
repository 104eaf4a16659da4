"""Asking what may take long: in a thread with a reader of its own, the newest question first and only that."""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition, Thread
from typing import Any, Generic, Protocol, TypeVar

from content.errors import ContentError


class Reader(Protocol):
    """What reads a library for one thread."""

    def interrupt(self) -> None:
        """Give up what is being read; called from any thread."""

    def close(self) -> None:
        """Close what is open."""


R = TypeVar("R", bound=Reader)
T = TypeVar("T")


class Answering(Generic[R]):
    """Answers questions one at a time; a newer question takes the place of the one that waits or is being answered.

    Args:
        open: gives the reader, in the thread that will use it; raises ContentError where it cannot.
        post: runs a function in the thread of the screen, for example `App.call_later`.
        fail: told, in the thread of the screen, why a question could not be answered.
    """

    def __init__(
        self, open: Callable[[], R], post: Callable[..., Any], fail: Callable[[str], None], *, name: str
    ) -> None:
        self._open, self._post, self._fail, self._name = open, post, fail, name
        self._changed = Condition()
        self._question: tuple[int, Callable[[R], Callable[[], None]]] | None = None
        self._number = 0
        self._reader: R | None = None
        self._is_closed = False
        self._thread: Thread | None = None

    def ask(self, read: Callable[[R], T], then: Callable[[T], None]) -> None:
        """Read in the thread, and hand what was read to `then` in the screen's, unless something newer was asked."""

        def work(reader: R) -> Callable[[], None]:
            found = read(reader)
            return lambda: then(found)

        with self._changed:
            self._number += 1
            self._question = (self._number, work)
            if self._reader is not None:
                self._reader.interrupt()
            self._changed.notify_all()
        if self._thread is None:
            self._thread = Thread(target=self._answer_all, name=self._name, daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Answer nothing more."""
        with self._changed:
            self._is_closed = True
            if self._reader is not None:
                self._reader.interrupt()
            self._changed.notify_all()

    # -- in the thread

    def _answer_all(self) -> None:
        reader: R | None = None
        try:
            while True:
                with self._changed:
                    while self._question is None and not self._is_closed:
                        self._changed.wait()
                    if self._is_closed or self._question is None:
                        return
                    number, work = self._question
                    self._question = None
                try:
                    if reader is None:
                        reader = self._open()
                    with self._changed:
                        if self._question is not None:
                            continue  # a newer one came while the reader was being opened
                        self._reader = reader
                    answer = work(reader)
                except ContentError as error:
                    if self._is_newest(number):
                        self._post(self._tell, number, str(error))
                else:
                    self._post(self._hand_over, number, answer)
                finally:
                    with self._changed:
                        self._reader = None
        finally:
            self._thread = None  # after a fault of the program the next question begins another one
            if reader is not None:
                reader.close()

    def _is_newest(self, number: int) -> bool:
        with self._changed:
            return number == self._number

    # -- in the screen's

    def _hand_over(self, number: int, answer: Callable[[], None]) -> None:
        if self._is_newest(number):
            answer()

    def _tell(self, number: int, why: str) -> None:
        if self._is_newest(number):
            self._fail(why)
