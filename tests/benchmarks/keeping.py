"""Measures what keeping costs: a note against raw sqlite3, and a large library against a small one.

    python tests/benchmarks/keeping.py
    python tests/benchmarks/keeping.py --rounds 20 --in /a/folder/on/the/disk/to/measure

Run it with the interpreter that the reader is installed for. It first makes a library of 100 briefings and one of
10,000, which takes a minute or two, and removes them at the end. A note is measured in turns with the same bytes put
into a table with one index by sqlite3 alone, both with every commit synced. The libraries are visited in turns, each
time by a process of its own. A ratio is taken within a round, and the median of the rounds counts.

Ends with 1 where a limit is not kept. Linux only.
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
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import corpus
from rows import percentile

from content.bundled import bundled_briefing
from content.importers.briefing_file import briefing_of
from content.library import Library
from content.model import Briefing, SentenceNumber
from content.notes import Note, NoteKind, SessionId, on_sentence

SMALL, LARGE = 100, 10_000
NOTES = 40
"""Notes of a round, and of a visit."""

LOADS = 20
"""Briefings that a visit loads."""

BODY = "Who is the source of the 2022 figure? Compare it with what the customs office published in January. " * 3


@dataclass
class Row:
    """A line of the table: what is measured of each side, a value a round, and what is allowed."""

    label: str
    against: str
    limit: float
    unit: str = "ms"
    is_difference: bool = False
    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)

    @property
    def compared(self) -> list[float]:
        """The ratio, or the difference, of each round, in order of size."""
        pairs = zip(self.ours, self.theirs, strict=True)
        return sorted(our - their if self.is_difference else our / their for our, their in pairs)

    @property
    def is_kept(self) -> bool:
        """Whether the limit is kept."""
        return statistics.median(self.compared) <= self.limit

    def __str__(self) -> str:
        low, high = percentile(self.compared, 0.25), percentile(self.compared, 0.75)
        sign = "+" if self.is_difference else ""
        cells = (
            self.label,
            f"{statistics.median(self.ours):.3g} {self.unit}",
            f"{self.against}: {statistics.median(self.theirs):.3g} {self.unit}",
            f"{sign}{statistics.median(self.compared):.2f} ({low:.2f}–{high:.2f})",
            f"{sign}{self.limit:g}",
            "pass" if self.is_kept else "short",
        )
        return "| " + " | ".join(cells) + " |"


def open_library(folder: Path) -> Library:
    """The library in a folder, made where it is missing."""
    return Library.open(folder, now=lambda: datetime.now(UTC), random=os.urandom)


def keep_note(library: Library, briefing: Briefing, session: SessionId) -> Note:
    """Keep one note durably, as the reader does: with its session, and with what undoes it."""
    return library.notebook.annotate(
        briefing.id,
        on_sentence(briefing, SentenceNumber(1)),
        kind=NoteKind.QUESTION,
        body=BODY,
        tags=("forecast",),
        session=session,
    )


def timed(work: Callable[..., Any], *arguments: object) -> tuple[float, Any]:
    """How long the work takes in milliseconds, and what it gives."""
    begun = perf_counter()
    given = work(*arguments)
    return (perf_counter() - begun) * 1000, given


# -- a note against raw sqlite3 ----------------------------------------------------------------------------------------


class Raw:
    """A table with one index in a file of its own, each insertion synced."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        for statement in (
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            "CREATE TABLE IF NOT EXISTS notes (seq INTEGER PRIMARY KEY, id TEXT NOT NULL, body TEXT NOT NULL)",
            "CREATE INDEX IF NOT EXISTS notes_by_id ON notes (id)",
        ):
            self._connection.execute(statement)

    def keep(self, id: str, body: str) -> None:
        """Insert a row, which is on disk on return."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO notes (id, body) VALUES (?, ?)", (id, body))
        self._connection.execute("COMMIT")


def measure_notes(folder: Path, rounds: int, row: Row) -> None:
    """Notes kept in a library, and rows of their size inserted by sqlite3, in turns; the first round is not counted."""
    raw = Raw(folder / "raw.db")
    with open_library(folder / "notes") as library:
        briefing = bundled_briefing()
        library.add(briefing)
        session = library.sessions.record(briefing.id, "")
        for turn in range(rounds + 1):
            ours, theirs = [], []
            for _ in range(NOTES):
                took, note = timed(keep_note, library, briefing, session)
                ours.append(took)
                kept = library._store.table("notes").get(doc_id=note.id)
                theirs.append(timed(raw.keep, note.id, json.dumps(kept))[0])
            if turn:
                row.ours.append(statistics.median(ours))
                row.theirs.append(statistics.median(theirs))


# -- a large library against a small one -------------------------------------------------------------------------------


def make_library(folder: Path, count: int) -> None:
    """A library of so many briefings of twelve sentences and ten entries."""
    with open_library(folder) as library:
        # What is made here has to outlive nothing.
        library._store.storage.execute("PRAGMA synchronous = OFF")
        for number in range(count):
            made = corpus.briefing(f"Talks, number {number}", sentences=12, entries=10, seed=number)
            library.add(briefing_of(made))
            if number % 100 == 0:
                print(f"\r\x1b[Kmaking a library of {count}: {number}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def visit(folder: Path) -> dict[str, float]:
    """Open a library, keep notes, load briefings: medians in milliseconds, and the memory of all of it in MB."""
    took, library = timed(open_library, folder)
    figures = {"open": took}
    ids = [each.id for each in library.summaries(limit=LOADS)]
    figures["load"] = statistics.median(timed(library.briefing, id)[0] for id in ids)
    briefing, session = library.briefing(ids[0]), library.sessions.record(ids[0], "")
    figures["note"] = statistics.median(timed(keep_note, library, briefing, session)[0] for _ in range(NOTES))
    figures["memory"] = memory()
    library.close()
    return figures


def memory() -> float:
    """The most that this process had in memory, in MB. What getrusage says is that of the parent, if it had more."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    (kilobytes,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(kilobytes) * 1024 / 1e6


def visited(folder: Path) -> dict[str, float]:
    """What a process of its own measures of the library in a folder."""
    command = [sys.executable, str(Path(__file__).absolute()), "--visit", str(folder)]
    told: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return told


def measure_sizes(folder: Path, rounds: int, rows: dict[str, Row]) -> None:
    """Both libraries, in turns; the first round is not counted."""
    for count in (SMALL, LARGE):
        make_library(folder / str(count), count)
    for turn in range(rounds + 1):
        print(f"\r\x1b[Kround {turn} of {rounds}", end="", file=sys.stderr, flush=True)
        theirs, ours = visited(folder / str(SMALL)), visited(folder / str(LARGE))
        if turn:
            for name, row in rows.items():
                row.ours.append(ours[name])
                row.theirs.append(theirs[name])
    print(file=sys.stderr)


def arguments() -> Any:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=15, help="how often everything has its turn (15)")
    parser.add_argument("--in", dest="folder", type=Path, help="where to make the libraries (the temporary folder)")
    parser.add_argument("--visit", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> int:
    """Measure, print the table, and say with the exit status whether every limit is kept."""
    options = arguments()
    if options.visit:
        print(json.dumps(visit(options.visit)))
        return 0
    note = Row("one note, durable", "raw sqlite3", 3)
    small = f"{SMALL:,} briefings"
    sizes = {
        "open": Row(f"{LARGE:,} briefings: open", small, 2),
        "note": Row(f"{LARGE:,} briefings: one note, durable", small, 2),
        "load": Row(f"{LARGE:,} briefings: load one", small, 2),
        "memory": Row(f"{LARGE:,} briefings: memory after all of this", small, 20, "MB", is_difference=True),
    }
    folder = Path(tempfile.mkdtemp(prefix="readout-keeping-", dir=options.folder))
    try:
        measure_notes(folder, options.rounds, note)
        measure_sizes(folder, options.rounds, sizes)
    finally:
        shutil.rmtree(folder)
    rows = [note, *sizes.values()]
    machine = f"{os.cpu_count()} CPUs, SQLite {sqlite3.sqlite_version}, {options.rounds} rounds"
    print(f"{machine}; load {os.getloadavg()[1]:.1f}")
    print("\n| | Readout | against | ratio (middle half) | limit | |\n| --- | --: | --- | --: | --: | --- |")
    print(*rows, sep="\n")
    return 0 if all(row.is_kept for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
