"""Questions to a thread of its own: the newest is answered, also after one that met a fault of the program."""

from __future__ import annotations

import threading
from queue import SimpleQueue
from typing import Any

import pytest

from tui.answering import Answering


class Reader:
    """Reads nothing."""

    def interrupt(self) -> None:
        """Nothing to give up."""

    def close(self) -> None:
        """Nothing to close."""


def test_a_fault_of_the_program_in_one_question_leaves_the_next_ones_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    faults: SimpleQueue[Any] = SimpleQueue()
    monkeypatch.setattr(threading, "excepthook", faults.put)
    told: SimpleQueue[Any] = SimpleQueue()
    answering = Answering(Reader, lambda call, *given: call(*given), told.put, name="tested")

    def wrong(reader: Reader) -> None:
        raise KeyError("title")

    answering.ask(wrong, told.put)
    assert isinstance(faults.get(timeout=10).exc_value, KeyError)
    for thread in threading.enumerate():
        if thread.name == "tested":
            thread.join(10)
    answering.ask(lambda reader: "answered", told.put)
    assert told.get(timeout=10) == "answered"
    answering.close()
