"""How long it takes to follow somebody across a library: dossiers, companions, names as typed, related briefings.

    python tests/benchmarks/following.py [--briefings 10000] [--library /a/folder]

Prints a table: half of the answers came within the first time, all but one in twenty within the second, in milliseconds
of a clock on the wall, or of the processor with `--processor`, where other things keep the machine busy. A library that
is there already is used as it is; else one is made, and taken up into the index, which is measured as well.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from generated import fill

from content.dossiers import Found
from content.library import Library

_TIMES = 40
_WANTED = (5000, 500, 50, 5)
"""In how many briefings somebody is to be whose dossier is asked for; the nearest to it is taken."""


def main() -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--briefings", type=int, default=10_000)
    parser.add_argument("--library", type=Path, default=None)
    parser.add_argument("--processor", action="store_true")
    options = parser.parse_args()
    clock = process_time if options.processor else perf_counter
    with _folder(options) as folder, Library.open(folder, now=_now, random=os.urandom, create=False) as library:
        begun = perf_counter()
        waiting = library.dossiers.behind()
        while library.dossiers.follow():
            pass
        if waiting:
            taken = perf_counter() - begun
            print(f"{waiting:,} briefings taken up in {taken:.1f} s, {1000 * taken / waiting:.1f} ms each\n")
        print(f"| {library.count():,} briefings | half within | 19 of 20 within |\n| --- | --- | --- |")
        for label, deeds in _rows(library):
            print(_row(label, deeds, clock), flush=True)
    return 0


def _rows(library: Library) -> Iterator[tuple[str, list[Callable[[], object]]]]:
    random = Random(1)
    people = _people(library, random)
    for wanted in _WANTED:
        found = min(people, key=lambda each: abs(each.briefings - wanted))
        who = found.identity.id
        label = f"somebody in {found.briefings:,} briefings"
        yield f"dossier of {label}, first page", [lambda who=who: library.dossiers.of(who)] * _TIMES  # type: ignore[misc]
        yield f"companions of {label}", [lambda who=who: library.dossiers.companions(who)] * 5  # type: ignore[misc]
    typed = [found.identity.name[:size] for found in people[:_TIMES] for size in range(1, 6)]
    yield "names as they are typed, each key", [lambda text=text: library.dossiers.find(text) for text in typed]  # type: ignore[misc]
    ids = [each.id for each in library.summaries(limit=2000)]
    chosen = [random.choice(ids) for _ in range(_TIMES)]
    yield "related briefings", [lambda id=id: library.relations.of(id) for id in chosen]  # type: ignore[misc]
    yield "timeline of all, a page", [lambda: library.timelines.of(undated=True)] * _TIMES
    yield "figures of one briefing", [lambda id=id: library.measured.series_of([id]) for id in chosen]  # type: ignore[misc]
    yield "figures of all about a word", [lambda: library.measured.series_of(about="trade")] * 3


def _people(library: Library, random: Random) -> list[Found]:
    """People of the library, each with the number of their briefings."""
    letters = [chr(random.randrange(ord("a"), ord("z") + 1)) for _ in range(8)]
    found = [each for text in ("", *letters) for each in library.dossiers.find(text, 60, people_only=True)]
    return list({each.identity.id: each for each in found}.values())


def _row(label: str, deeds: list[Callable[[], object]], clock: Callable[[], float]) -> str:
    times = []
    for deed in deeds:
        begun = clock()
        deed()
        times.append(1000 * (clock() - begun))
    times.sort()
    return f"| {label} | {times[len(times) // 2]:.1f} ms | {times[min(len(times) - 1, len(times) * 19 // 20)]:.1f} ms |"


@contextmanager
def _folder(options: argparse.Namespace) -> Iterator[Path]:
    if options.library is not None:
        yield options.library
        return
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder), options.briefings, told=True)
        yield Path(folder)


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    sys.exit(main())
