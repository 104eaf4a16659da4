"""The reader played on a library: searched as somebody types, and its library page gone through.

All is seen from outside: a key is answered when the rows of the list, or what stands above them in the first line, are
others. Figures are milliseconds, but `memory …` is megabytes and `work` is CPU time.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

from listing import TYPED
from searching import AT_ONCE
from session import QUIET, Session
from terminal import Picture
from visits import PATIENCE, Figures, Readout, Unmeasured

from content.search import Searcher

INTERVALS = (0.100, 0.125)
"""Seconds between two keys of somebody who types 8 to 10 a second."""

PAUSE = 0.8
"""Seconds without output after which a query counts as answered; the program ranks after a pause, too."""

UNRANKED = 0.3
"""Seconds after the last key in which a change answers that key: what comes later may be the best put first."""

TOGETHER = 0.005
"""Seconds in which what is written belongs together: a screen may be read in two pieces."""

IDLE, IDLE_SHARE = 1.5, 0.02
"""Seconds for which the program has used less than this share of a processor when it has nothing left to do."""

REST, LONGEST_REST = 8.0, 600.0
"""Seconds after which the program is asked whether it is idle, and after which it is no longer waited for."""

ORDERS = "dtrpena"
"""The letters of the orders that the list is sorted by."""


class Wait(NamedTuple):
    """How long a key waited for its answer, in seconds; `is_late` where the next key came before it."""

    seconds: float
    is_late: bool = False


def waits_of(sent: Sequence[float], changes: Sequence[float], expects: Sequence[bool], end: float) -> list[Wait | None]:
    """How long each key waited for the change that answers it; None for one that changes nothing.

    A change belongs to the last key before it: an answer that comes when the next key was taken is not shown. So a key
    that `expects` a change, and has none before the next key, waited until the next change, or at least to the `end`.
    """
    waits: list[Wait | None] = []
    for at, (stamp, is_expected) in enumerate(zip(sent, expects, strict=True)):
        until = sent[at + 1] if at + 1 < len(sent) else end
        first = next((each for each in changes if each >= stamp), None)
        if first is not None and first < until:
            whole = max(each for each in changes if first <= each <= first + TOGETHER)
            waits.append(Wait(whole - stamp))
        elif is_expected:
            waits.append(Wait(max(until, first or 0.0) - stamp, is_late=True))
        else:
            waits.append(None)
    return waits


def list_of(picture: Picture) -> tuple[object, ...]:
    """What is seen of the list: its rows, as wide as they are on the page where it is narrowest, and the first line."""
    width = len(picture.characters[0]) * 56 // 100
    rows = range(2, len(picture.characters) - 1)
    return (picture.characters[0], *[(picture.characters[y][:width], picture.styles[y][:width]) for y in rows])


def line_of(picture: Picture) -> tuple[object, ...]:
    """What is seen of the line that is typed into."""
    return (picture.characters[1], picture.styles[1])


def answers_expected(folder: Path, query: str) -> list[bool]:
    """Whether each letter of a query changes what is found first, or how much is found, in the library in a folder."""
    told: list[object] = [None]
    with closing(Searcher(folder)) as searcher:
        for end in range(1, len(query) + 1):
            found = searcher.find(query[:end], is_typing=True, limit=AT_ONCE)
            told.append((found.groups[:1], len(found.groups), sum(len(each.passages) for each in found.groups)))
    return [before != after for before, after in pairwise(told)]


def keys_of(text: str) -> list[str]:
    """The keys that type a text."""
    return ["space" if character == " " else character for character in text]


@dataclass
class Kept(Readout):
    """The reader on a library that is kept somewhere. Its first visit opens `briefing`, an id."""

    library: Path = Path()

    @property
    def _command(self) -> tuple[str, ...]:
        return (*self.program, "--library", str(self.library))

    def settle(self) -> None:
        """Wait until the program has done what it does of itself: looked through the file, backed it up."""
        with self._started() as session:
            begun, idle_since, used = time.perf_counter(), time.perf_counter(), session.work()
            while (now := time.perf_counter()) < begun + LONGEST_REST:
                session.read(0.25)
                if session.work() - used > IDLE * IDLE_SHARE:
                    idle_since, used = now, session.work()
                if now > begun + REST and now > idle_since + IDLE:
                    break
            session.show()
            session.leave("q")

    def play(self, queries: Sequence[str], expects: Sequence[Sequence[bool]], seed: int) -> Figures:
        """One visit: started, searched for each of these queries, and its library page gone through."""
        figures: Figures = defaultdict(list)
        with self._started() as session:
            figures["memory start"].append(_megabytes(session))
            for query, expected in zip(queries, expects, strict=True):
                _search(session, query, expected, Random(f"{seed}/{query}"), figures)
            if queries:
                figures["memory search"].append(_megabytes(session))
                _press(session, "q")
            _go_through_library(session, figures)
            figures["memory library"].append(_megabytes(session))
            session.leave("ctrl+q")
        return dict(figures)

    @contextmanager
    def _started(self) -> Iterator[Session]:
        """The program, which answers keys: what is seen of it first is what the last session left."""
        if self._left is None:
            self._prepare()
        with self.ground.session(*self._command) as session:
            self._start(session, defaultdict(list))
            self._go_home(session)
            yield session


def _megabytes(session: Session) -> float:
    return session.memory() * 1024 / 1e6


# -- searched ----------------------------------------------------------------------------------------------------------


def _search(session: Session, query: str, expects: Sequence[bool], random: Random, figures: Figures) -> None:
    """Type a query as people do, without waiting for answers, and wait for the best of it to be shown."""
    _press(session, "s")
    seen = session.show()
    rows, line = list_of(seen), line_of(seen)
    row_changes: list[float] = []
    line_changes: list[float] = []
    ranked: list[float] = []

    def watch(stamp: float, picture: Picture) -> None:
        nonlocal rows, line
        if (now := list_of(picture)) != rows:
            rows = now
            row_changes.append(stamp)
        if (shown := line_of(picture)) != line:
            line = shown
            line_changes.append(stamp)
        if sent and stamp > sent[-1] and "best first" in picture.text:
            ranked.append(stamp)

    sent: list[float] = []
    used = session.work()
    for key in keys_of(query):
        sent.append(session.send(key))
        until = sent[-1] + random.uniform(*INTERVALS)
        while (left := until - time.perf_counter()) > 0:
            session.read(left)
    figures["work"].append((session.work() - used) * 1000 / len(sent))
    session.read_until_quiet(PAUSE, PATIENCE)
    session.show(watch)
    end = time.perf_counter()
    waits = waits_of(sent, row_changes, expects, sent[-1] + UNRANKED)
    for wait in waits:
        figures["unchanged"].append(float(wait is None))
        if wait is not None:
            figures["typed"].append(wait.seconds * 1000)
            figures["late"].append(float(wait.is_late))
    for wait in waits_of(sent, line_changes, [True] * len(sent), end):
        if wait is not None:
            figures["echo"].append(wait.seconds * 1000)
    if ranked:
        figures["ranked shown"].append((ranked[0] - sent[-1]) * 1000)
    _press(session, "tab")  # letters are commands again


# -- the library page --------------------------------------------------------------------------------------------------


def _go_through_library(session: Session, figures: Figures) -> None:
    """Open the page again and again, sort, filter and page."""
    for turn in range(6):
        _time(session, "B", figures, "opens" if turn else "opens first")
        if "Library" not in session.show().text.split("\n")[0]:
            raise Unmeasured("B did not show the library:\n" + session.show().text)
        if turn < 5:
            _press(session, "q")
    _time_all(session, ["G", "g"] * 5, figures, "end")
    for letter in ORDERS:
        for key in (letter, "S"):  # the same key again turns the order
            _press(session, "S")
            _time(session, key, figures, "sort")
        _time_all(session, ["pagedown", "pagedown", "space", "pageup"], figures, "page")
    for typed in TYPED:
        _press(session, "/")
        _time_all(session, keys_of(typed), figures, "filter")
        _press(session, "tab")
        _time(session, "q", figures, "filter")  # takes the filter away


def _time_all(session: Session, keys: Iterable[str], figures: Figures, name: str) -> None:
    for key in keys:
        _time(session, key, figures, name)


def _time(session: Session, key: str, figures: Figures, name: str) -> None:
    """Press a key and note when the list was settled; a key that changes nothing of it is not counted."""
    session.read_until_quiet(0.005, 0.02)
    seen = list_of(session.show())
    changes: list[float] = []

    def watch(stamp: float, picture: Picture) -> None:
        nonlocal seen
        if (now := list_of(picture)) != seen:
            seen = now
            changes.append(stamp)

    sent = session.send(key)
    session.read_until_quiet(QUIET, PATIENCE, patience=4 * QUIET)
    session.show(watch)
    if changes:
        figures[name].append((changes[-1] - sent) * 1000)


def _press(session: Session, key: str) -> None:
    """Press a key whose answer is not measured, and wait until nothing more is written."""
    session.send(key)
    session.read_until_quiet(QUIET, PATIENCE, patience=4 * QUIET)
    session.show()
