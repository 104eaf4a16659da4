"""Processes that read and draft files, so that several are drafted at once and nobody else is held up meanwhile.

A file comes on a process's standard input and what was drafted from it goes to standard output, both pickled: the two
are one program. A process ends when its input does, so that none is left behind whatever becomes of this one.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from content.errors import ContentError, ImportRefused
from content.importers.briefing_file import shown

if TYPE_CHECKING:
    from content.drafting.desk_file import DraftingDesk
    from content.intake import Drafted

_START = "import sys; sys.path += sys.argv[1:]; from content.drafters import answer; answer()"

_YIELDING = 5
"""By how much a process that is to hold up nobody is nicer than this one."""


class _Refusal(NamedTuple):
    """Why nothing is drafted from a file, as `ContentError` has it."""

    reason: str
    where: str
    remedy: str


class Drafters:
    """So many processes at most that draft under one desk; each begins when there is something to do for it.

    `yields` says that others go before them where there are too few processors for all, and that no file is to wait for
    a process to have its turn, so that an import can be ended after those that are read.
    """

    def __init__(self, count: int, desk: DraftingDesk, *, yields: bool = False) -> None:
        self.ahead = count - 1 if yields else 2 * count
        """How many files beside the one that is waited for are to be handed over."""
        self._desk, self._yields = desk, yields
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="drafters")
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        self._begun: list[subprocess.Popen[bytes]] = []
        self._is_over = False

    def __enter__(self) -> Drafters:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def put(self, data: bytes, name: str) -> Future[list[Drafted]]:
        """What will be drafted from the bytes of a file, see `content.intake.drafted_from`."""
        return self._threads.submit(self._drafted, data, name)

    def close(self) -> None:
        """End every process, whatever it is at."""
        self._is_over = True
        for process in self._begun:
            process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in self._begun:
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):  # what nobody reads any more
                    if pipe is not None:
                        pipe.close()
            process.wait()

    # -- in a thread for each process

    def _drafted(self, data: bytes, name: str) -> list[Drafted]:
        process = self._process()
        assert process.stdin is not None and process.stdout is not None
        try:
            _write(process.stdin, (data, name))
            answer = pickle.load(process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError):
            process.kill()
            if process.wait() < 0 or self._is_over:
                reason = "the process that read it was ended by the system"
                raise ImportRefused(reason, where=shown(name), remedy="import it by itself") from None
            from content.intake import drafted_with

            return drafted_with(self._desk, data, name)  # a fault of the program, to be told where it is seen
        self._idle.put(process)
        if isinstance(answer, _Refusal):
            raise ImportRefused(answer.reason, where=answer.where, remedy=answer.remedy)
        drafted: list[Drafted] = answer
        return [
            each
            if each.original is None or each.original.data
            else each._replace(original=each.original._replace(data=data))
            for each in drafted
        ]

    def _process(self) -> subprocess.Popen[bytes]:
        with suppress(Empty):
            return self._idle.get_nowait()
        places = dict.fromkeys(
            (str(Path(__file__).parents[1]), *(each for each in sys.path if Path(each).is_absolute()))
        )
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", _START, *places],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,  # an interrupt at the terminal is for this process, which ends that one
        )
        self._begun.append(process)
        assert process.stdin is not None
        _write(process.stdin, (self._desk, _YIELDING if self._yields else 0))
        return process


def _write(to: IO[bytes], value: Any) -> None:
    pickle.dump(value, to, pickle.HIGHEST_PROTOCOL)
    to.flush()


# -- in the process


def answer() -> None:
    """Draft from what comes on standard input until that ends."""
    from content.intake import drafted_with

    # Whatever else is printed goes to nobody.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    desk, niceness = pickle.load(sys.stdin.buffer)
    os.nice(niceness)
    while True:
        try:
            data, name = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        made: list[Drafted] | _Refusal
        try:
            # The bytes of the file are there already.
            made = [
                each
                if each.original is None or each.original.data != data
                else each._replace(original=each.original._replace(data=b""))
                for each in drafted_with(desk, data, name)
            ]
        except ContentError as error:
            made = _Refusal(error.reason, error.where, error.remedy)
        _write(out, made)
