"""Listening to a process that says what it has done, one line at a time."""

from __future__ import annotations

import os
import selectors
import subprocess
from time import perf_counter

PATIENCE = 60.0
"""Seconds until a process counts as stuck."""


def lines_until(process: subprocess.Popen[bytes], count: int, patience: float = PATIENCE) -> bytes:
    """What the process says until it has said at least so many lines.

    Raises AssertionError where it ends before, or does not get there in `patience` seconds.
    """
    assert process.stdout is not None
    descriptor, said = process.stdout.fileno(), b""
    deadline = perf_counter() + patience
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        while said.count(b"\n") < count:
            assert selector.select(max(0.0, deadline - perf_counter())), f"no line in {patience} s after {said[-99:]!r}"
            read = os.read(descriptor, 1 << 16)
            assert read, f"it ended after {said[-99:]!r}"
            said += read
    return said


def complete_lines(said: bytes) -> list[bytes]:
    """The lines that were said to their end."""
    return said[: said.rfind(b"\n") + 1].splitlines()


def spin(seconds: float) -> None:
    """Come back after so many seconds: a random moment is a time, not a state that could be waited for."""
    end = perf_counter() + seconds
    while perf_counter() < end:
        pass
