"""A process that writes into a library and says on standard output what it has kept, one line for each transaction.

    writer.py keep FOLDER FIRST LAST          numbers; reopens the library now and then
    writer.py count FOLDER NAME TIMES WAIT    documents of its own, and one counter that all count up; says it
                                              is ready and begins when a line comes in
    writer.py hold FOLDER                     begins a transaction, says so, and keeps it when a line comes in

`keep` takes `--synchronous MODE` for the control, `--acknowledge FILE` to write into a file instead.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from time import perf_counter

from numbered import keep, open_store

from content.store import DocumentStore, where

_PAGES_TO_CHECKPOINT = 24
"""Pages of the log after which SQLite moves them into the file: few, so that it happens often while we look."""

_SITTING = 25
"""Transactions until the library is closed and opened again."""


def keep_numbers(folder: Path, first: int, last: int, acknowledge: int, synchronous: str) -> None:
    """Keep the numbers from `first` to `last`."""
    for begin in range(first, last + 1, _SITTING):
        with _opened(folder, synchronous) as store:
            for number in range(begin, min(begin + _SITTING, last + 1)):
                keep(store, number)
                os.write(acknowledge, b"%d\n" % number)


def _opened(folder: Path, synchronous: str) -> DocumentStore:
    store = open_store(folder)
    store.storage.execute(f"PRAGMA wal_autocheckpoint = {_PAGES_TO_CHECKPOINT}")
    if synchronous:
        store.storage.execute(f"PRAGMA synchronous = {synchronous}")
    return store


def count_up(folder: Path, name: str, times: int, wait: float) -> None:
    """Insert documents and count up the counter in the same transactions; says how long each one took, in seconds."""
    with open_store(folder, busy_timeout=wait) as store:
        mine, counters = store.table("mine"), store.table("counters")
        os.write(1, b"ready\n")
        sys.stdin.readline()
        for number in range(1, times + 1):
            begun = perf_counter()
            with store.transaction():
                mine.insert(store.document({"by": name, "number": number}))
                counter = counters.get(where("name") == "all")
                if counter is None:
                    counters.insert(store.document({"name": "all", "value": 1}))
                else:
                    counters.update({"value": counter["value"] + 1}, where("name") == "all")
            os.write(1, b"%d %f\n" % (number, perf_counter() - begun))


def hold(folder: Path) -> None:
    """Hold a transaction open until a line comes in."""
    with open_store(folder) as store, store.transaction():
        store.table("notes").insert({"by": "holder"})
        os.write(1, b"held\n")
        sys.stdin.readline()
    os.write(1, b"kept\n")


def main() -> None:
    """Do what the arguments say."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("keep", "count", "hold"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("rest", nargs="*")
    parser.add_argument("--acknowledge", type=Path)
    parser.add_argument("--synchronous", default="")
    told = parser.parse_args()
    if told.what == "keep":
        first, last = map(int, told.rest)
        to = os.open(told.acknowledge, os.O_WRONLY | os.O_CREAT | os.O_APPEND) if told.acknowledge else 1
        keep_numbers(told.folder, first, last, to, told.synchronous)
    elif told.what == "count":
        count_up(told.folder, told.rest[0], int(told.rest[1]), float(told.rest[2]))
    else:
        hold(told.folder)


if __name__ == "__main__":
    main()
