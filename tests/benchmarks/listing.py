"""Measures what the list of briefings costs: sorted, filtered letter by letter, and gone through, at 100 to 10,000.

    python tests/benchmarks/listing.py
    python tests/benchmarks/listing.py --sizes 100 10000 --rounds 5 --in /a/folder/on/the/disk/to/measure
    python tests/benchmarks/listing.py --processor

Run it with the interpreter that the reader is installed for. It first makes the libraries, which takes a minute or two
for 10,000 briefings, and removes them at the end; with `--keep` they stay, and are used again. Their briefings are of
twelve sentences and thirty entries: how long a text is, the list does not know. A tenth is starred, a twentieth
archived, half were read in part, and each has up to three of forty tags.

Each question is asked as the screen would ask it: a part of the list as long as a screen, with the length of the list.
The values of all rounds are taken together. On a machine that is busy with other things, `--processor` takes the time
of the processor instead, in which waiting for the disk is not. Ends with 1 where a limit is not kept. Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any, NamedTuple

from generated import fill
from rows import percentile

from content.catalogue import EVERY, By, Order, read_filter
from content.library import Library
from content.model import BriefingId

SIZES = (100, 1_000, 10_000)
SENTENCES, ROWS = 12, 60
"""Sentences of a briefing, and rows that a screen shows."""

TYPED = ("meridian energy", "is:starred the", "tag:oil minister", "source:wire after:2024-06 of", "zzzz")
"""What is typed into the filter, letter by letter."""

LIMIT = 50.0
"""Milliseconds in which a question has to be answered, in 95 of 100 cases."""

STARTS = 15
"""How often a library is opened in a round."""


class Question(NamedTuple):
    """Something that the screen asks, and how long the answers may take in 95 of 100 cases, in milliseconds."""

    name: str
    ask: Callable[[Library], Iterator[Callable[[], Any]]]
    limit: float = LIMIT


def open_library(folder: Path) -> Library:
    """The library in a folder."""
    return Library.open(folder, now=lambda: datetime.now(UTC), random=os.urandom)


def make_library(folder: Path, size: int) -> None:
    """A library of so many briefings, with what a reader does to them."""
    fill(folder, size, seed=size, sentences=SENTENCES, told=True)
    random = Random(size)
    words = ("energy", "oil", "China", "summit", *(f"tag-{number}" for number in range(36)))
    with open_library(folder) as library:
        storage = library._store.storage
        storage.execute("PRAGMA synchronous = OFF")
        ids = [row.id for row in library.catalogue.page(limit=size)]
        with library._store.transaction():  # one, or each of ten thousand takes its time
            for word in words:
                library.catalogue.tag(random.sample(ids, max(1, size // 25)), add=[word])
            library.catalogue.star(random.sample(ids, size // 10))
            library.catalogue.archive(random.sample(ids, size // 20))
            for id in random.sample(ids, size // 2):
                entries = [entry.id for entry in library.entries(id)]
                position = library.position(id)._replace(read=frozenset(random.sample(entries, len(entries) // 3)))
                library.keep_position(id, position)
        while library.catalogue.follow():
            pass
        storage.execute("PRAGMA wal_checkpoint(TRUNCATE)")


# -- what is asked -----------------------------------------------------------------------------------------------------


def _sorts(library: Library) -> Iterator[Callable[[], Any]]:
    for order in Order:
        for is_reversed in (False, True):
            yield lambda o=order, r=is_reversed: library.catalogue.listing(o, limit=ROWS, is_reversed=r)  # type: ignore[misc]


def _letters(library: Library) -> Iterator[Callable[[], Any]]:
    for typed in TYPED:
        for length in range(1, len(typed) + 1):
            wanted = read_filter(typed[:length]).filter
            yield lambda w=wanted: library.catalogue.listing(Order.TITLE, w, limit=ROWS)  # type: ignore[misc]


def _jumps(library: Library) -> Iterator[Callable[[], Any]]:
    total = library.catalogue.count()
    for order in Order:
        yield lambda o=order: library.catalogue.page(o, EVERY, max(0, total - ROWS), ROWS)  # type: ignore[misc]
        yield lambda o=order: library.catalogue.page(o, EVERY, total // 2, ROWS)  # type: ignore[misc]
        yield lambda o=order: library.catalogue.page(o, EVERY, -ROWS, ROWS)  # type: ignore[misc]


def _pages(library: Library) -> Iterator[Callable[[], Any]]:
    for order in Order:
        row = library.catalogue.page(order, start=library.catalogue.count() // 2, limit=1)[0]
        yield lambda o=order, r=row: library.catalogue.page_after(r, o, limit=ROWS)  # type: ignore[misc]
        yield lambda o=order, r=row: library.catalogue.page_after(r, o, limit=ROWS, is_back=True)  # type: ignore[misc]


def _with_archived(library: Library) -> Iterator[Callable[[], Any]]:
    everything = EVERY._replace(is_archived=None)
    for order in Order:
        yield lambda o=order: library.catalogue.listing(o, everything, limit=ROWS)  # type: ignore[misc]


def _groups(library: Library) -> Iterator[Callable[[], Any]]:
    for by in By:
        yield lambda b=by: library.catalogue.groups(b)  # type: ignore[misc]


def _deeds(library: Library) -> Iterator[Callable[[], Any]]:
    row = library.catalogue.page(limit=1)[0]
    for _ in range(5):
        yield lambda: library.catalogue.star([row.id])
        yield lambda: library.catalogue.star([row.id], on=False)


def _last_read(library: Library) -> Iterator[Callable[[], Any]]:
    for _ in range(10):
        yield library.last_read


QUESTIONS = (
    Question("first page and length, each order both ways", _sorts),
    Question("first page and length, after each letter typed", _letters),
    Question("middle and end of the list", _jumps),
    Question("next page and the one before", _pages),
    Question("with those archived, each order", _with_archived),
    Question("groups by source and by tag", _groups),
    Question("a star, durable", _deeds),
    Question("briefing read last", _last_read, 5.0),
)


def visit(folder: Path, clock: Callable[[], float]) -> dict[str, list[float]]:
    """The library in a folder opened, then all that is asked of it, in milliseconds."""
    figures: dict[str, list[float]] = {"open, and the briefing read last": []}
    for _ in range(STARTS):
        begun = clock()
        with open_library(folder) as library:
            library.is_empty()
            id = library.last_read()
            assert id is not None
            library.facts(BriefingId(id))
            figures["open, and the briefing read last"].append((clock() - begun) * 1000)
    with open_library(folder) as library:
        library.catalogue.page(limit=1)
        for question in QUESTIONS:
            took = figures.setdefault(question.name, [])
            for ask in question.ask(library):
                begun = clock()
                ask()
                took.append((clock() - begun) * 1000)
    return figures


def visited(folder: Path, *options: str) -> dict[str, list[float]]:
    """What a process of its own measures of the library in a folder."""
    command = [sys.executable, str(Path(__file__).absolute()), "--visit", str(folder), *options]
    told: dict[str, list[float]] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return told


# -- the table ---------------------------------------------------------------------------------------------------------


def arguments() -> Any:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="how many briefings there are")
    parser.add_argument("--rounds", type=int, default=5, help="how often each library has its turn (5)")
    parser.add_argument("--in", dest="folder", type=Path, help="where to make the libraries (the temporary folder)")
    parser.add_argument("--keep", type=Path, help="a folder in which they stay, to be used again")
    parser.add_argument("--processor", action="store_true", help="measure the time of the processor")
    parser.add_argument("--visit", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def measure(folder: Path, sizes: list[int], rounds: int, *options: str) -> dict[int, dict[str, list[float]]]:
    """Every library in turns; the first round is not counted."""
    found: dict[int, dict[str, list[float]]] = {size: {} for size in sizes}
    for turn in range(rounds + 1):
        for size in sizes:
            for name, values in visited(folder / str(size), *options).items():
                if turn:
                    found[size].setdefault(name, []).extend(values)
    return found


def main() -> int:
    """Measure, print the table, and say with the exit status whether every limit is kept."""
    options = arguments()
    if options.visit:
        print(json.dumps(visit(options.visit, process_time if options.processor else perf_counter)))
        return 0
    folder = options.keep or Path(tempfile.mkdtemp(prefix="readout-listing-", dir=options.folder))
    try:
        for size in options.sizes:
            if not (folder / str(size) / "library.db").exists():
                make_library(folder / str(size), size)
        found = measure(folder, options.sizes, options.rounds, *(["--processor"] if options.processor else []))
    finally:
        if not options.keep:
            shutil.rmtree(folder)
    machine = f"{os.cpu_count()} CPUs, SQLite {sqlite3.sqlite_version}, {options.rounds} rounds"
    print(f"{machine}; load {os.getloadavg()[1]:.1f}")
    print(f"\np50 / p95 in milliseconds{' of the processor' if options.processor else ''}\n")
    sizes = " | ".join(f"{size:,} briefings" for size in options.sizes)
    print(f"| | {sizes} | limit, p95 | |\n| --- |{' --: |' * len(options.sizes)} --: | --- |")
    limits = {question.name: question.limit for question in QUESTIONS}
    is_kept = True
    for name in found[options.sizes[0]]:
        cells, worst = [], 0.0
        for size in options.sizes:
            values = sorted(found[size][name])
            worst = max(worst, percentile(values, 0.95))
            cells.append(f"{statistics.median(values):.2f} / {percentile(values, 0.95):.2f}")
        limit = limits.get(name)
        if limit is None:  # a start has to cost the same whatever the number
            small, large = (statistics.median(found[size][name]) for size in (options.sizes[0], options.sizes[-1]))
            kept, told = large <= small * 1.1 + 0.1, "1.1 × the smallest"
        else:
            kept, told = worst <= limit, f"{limit:g}"
        is_kept = is_kept and kept
        print(f"| {name} | {' | '.join(cells)} | {told} | {'pass' if kept else 'short'} |")
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
