"""A process whose disk is full from some point on: it says what was refused, and what it had when there was room again.

    filling.py measure FOLDER                 how many changes to the disk the scenario makes, and its largest file
    filling.py size FOLDER LIMIT...           no file may grow over LIMIT bytes (RLIMIT_FSIZE)
    filling.py room FOLDER CHANGE...          from the nth change to the disk on, files have no room for what is written
    filling.py names FOLDER CHANGE...         from the nth change to the disk on, folders have no room for new names

`recorder.c` must be loaded for all but `size`.

The scenario: make a library, add the bundled briefing, keep a position, keep some numbered transactions. Each limit
gets a process and a library of its own, `FOLDER/LIMIT`, and one line of JSON: the `step` that was refused and the
`sentence` that was said (both null where all went well), the steps `before` it, and what was `missing` of those while
the disk was full, and at the end.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from numbered import TABLES, keep
from scenario import BRIEFING, NUMBERS, POSITION

from content.errors import LibraryError
from content.library import Library
from content.store import where


class Scenario:
    """The steps, each to be tried again until it is not refused."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._library: Library | None = None
        self.steps: dict[str, Callable[[], object]] = {
            "open": self._open,
            "add": lambda: self.library.add(BRIEFING),
            "position": lambda: self.library.keep_position(BRIEFING.id, POSITION),
        }
        for number in range(1, NUMBERS + 1):
            self.steps[str(number)] = lambda number=number: keep(self.library._store, number)  # type: ignore[misc]

    @property
    def library(self) -> Library:
        """The open library."""
        assert self._library is not None
        return self._library

    def _open(self) -> None:
        self._library = Library.open(self._folder, now=lambda: datetime.now(UTC), random=os.urandom)

    def missing(self, done: list[str]) -> list[str]:
        """Which of the steps left nothing that can be read."""
        return [step for step in done if not self._is_there(step)]

    def _is_there(self, step: str) -> bool:
        match step:
            case "open":
                return True
            case "add":
                return self.library.briefing(BRIEFING.id) == BRIEFING
            case "position":
                return self.library.position(BRIEFING.id) == POSITION
            case number:
                here = where("number") == int(number)
                return all(self.library._store.table(table).contains(here) for table in TABLES)


def run(folder: Path, lift: Callable[[], object]) -> dict[str, Any]:
    """Do the steps; at the first refusal look at what is there, lift the limit, and go on with the same step."""
    scenario = Scenario(folder)
    told: dict[str, Any] = {"step": None, "sentence": None, "before": [], "missing": []}
    done: list[str] = []
    for name, step in scenario.steps.items():
        try:
            step()
        except LibraryError as error:
            told = {"step": name, "sentence": str(error), "before": list(done), "missing": scenario.missing(done)}
            lift()
            told["missing"] += scenario.missing(done)
            step()
        done.append(name)
    told["missing"] += scenario.missing(done)
    scenario.library.close()
    return told


def in_a_child(work: Callable[[], dict[str, Any]]) -> None:
    """Do the work in a process of its own and print what it gives; ends this one where that one fails."""
    child = os.fork()
    if child == 0:
        # What is raised ends the child, through `main`.
        os.write(1, json.dumps(work()).encode() + b"\n")
        os._exit(0)
    if os.waitpid(child, 0)[1] != 0:
        raise SystemExit(1)


def limit_size(size: int) -> None:
    """Let no file grow over so many bytes; RLIM_INFINITY lifts the limit."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def limit_room(change: int, *, names: bool) -> None:
    """Let the disk be full from the nth change on, counted from now; 0 lifts the limit."""
    here = ctypes.CDLL(None)
    ctypes.c_long.in_dll(here, "changes").value = 0
    ctypes.c_int.in_dll(here, "full_names").value = names
    ctypes.c_long.in_dll(here, "full_from").value = change


def measure(folder: Path) -> dict[str, Any]:
    """How many changes the scenario makes without a limit, how many of them to make the library, and the size of its
    largest file in bytes."""
    scenario = Scenario(folder)
    largest, changes = 0, []
    for step in scenario.steps.values():
        step()
        largest = max(largest, *(path.stat().st_size for path in folder.iterdir()))
        changes.append(ctypes.c_long.in_dll(ctypes.CDLL(None), "changes").value)
    return {"making": changes[0], "changes": changes[-1], "largest": largest}


def fill(what: str, folder: Path, limit: int) -> dict[str, Any]:
    """Run the scenario with this limit."""
    if what == "size":
        limit_size(limit)
        return run(folder, lambda: limit_size(resource.RLIM_INFINITY))
    names = what == "names"
    limit_room(limit, names=names)
    return run(folder, lambda: limit_room(0, names=names))


def main() -> None:
    """Do what the arguments say."""
    what, folder, *limits = sys.argv[1:]
    if what == "measure":
        in_a_child(lambda: measure(Path(folder)))
    for limit in limits:
        in_a_child(partial(fill, what, Path(folder, limit), int(limit)))


if __name__ == "__main__":
    main()
