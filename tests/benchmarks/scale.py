"""Measures what a large library costs its reader, from outside, and holds it against the limits.

    python tests/benchmarks/scale.py
    python tests/benchmarks/scale.py --in /a/folder/that/stays --sizes 100,1000 --only start,search

Run it with the interpreter that the reader is installed for. Libraries are made once, and kept where a folder is named:
10,000 briefings have a million sentences, take a quarter of an hour to make and 3 GB while they are measured. It plays
the terminal, types as fast as people do, and compares the rows that are seen; what is asked without a screen is
measured by `searching`. A start is compared with one on a library of a single briefing, of the same round. The limits
hold for the largest library. Groups: start, search, ranked, import, library, size, memory.

Ends with 1 where a limit is not kept and with 2 where something could not be measured. Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import generated
import report
import searching
from pages import Kept, answers_expected
from rows import percentile
from run import GLANCES, reader_program
from visits import Figures, Ground, Unmeasured

from content.library import Library

SIZES = (100, 1000, 10_000)
ONE, SEED = 1, 1
SCREEN = (120, 40)
SEARCHES = 50
"""How many queries are typed into the reader."""

Measured = dict[int, Figures]
"""The figures of each size of library."""


class Row(NamedTuple):
    """A line of the table: what is measured and how much it may be.

    `shown` are the shares of the values below each number that is shown; what is held against the limit is the last of
    them. Where a row `is_ratio`, what counts is the median of the ratios to one briefing, round by round.
    """

    group: str
    label: str
    name: str
    limit: float | None = None
    shown: tuple[float, ...] = (0.5, 0.95)
    is_ratio: bool = False
    is_least: bool = False
    is_for_all: bool = False

    def value(self, measured: Measured, size: int) -> float | None:
        """What is held against the limit; None where it was not measured."""
        values = measured[size].get(self.name)
        if not values:
            return None
        if self.is_ratio:
            ratios = ratios_of(values, measured[ONE].get(self.name, []))
            return statistics.median(ratios) if ratios else None
        return _below(values, self.shown[-1])

    def cell(self, measured: Measured, size: int) -> str:
        """What the table says of a size."""
        values, value = measured[size].get(self.name), self.value(measured, size)
        if not values or value is None:
            return "–"
        if self.is_ratio:
            return f"{value:.2f} ({_number(statistics.median(values))})"
        return " / ".join(_number(_below(values, share)) for share in self.shown)

    def verdict(self, measured: Measured, sizes: Iterable[int]) -> str:
        """`pass`, `short`, `not measured`, or nothing for a row without a limit."""
        asked = sorted(sizes)[0 if self.is_for_all else -1 :]
        values = [value for size in asked if (value := self.value(measured, size)) is not None]
        if len(values) < len(asked):
            return "not measured"
        if self.limit is None:
            return ""
        is_kept = min(values) >= self.limit if self.is_least else max(values) <= self.limit
        return "pass" if is_kept else "short"


MIDDLE = (0.5,)
ROWS = (
    Row("start", "start to first readable screen, × one briefing (ms)", "readable", 1.1, is_ratio=True),
    Row("start", "start to answering a key, × one briefing (ms)", "answer", 1.1, is_ratio=True),
    Row("start", "start to answering a key, CPU time, × one briefing (ms)", "start work", is_ratio=True),
    Row("search", "search as you type: key to results on the screen, ms", "typed", 50),
    Row("search", "search as you type: key to its letter on the screen, ms", "echo"),
    Row("search", "search as you type: CPU time a key, ms", "work"),
    Row("search", "search as you type: keys answered after the next, %", "late", shown=MIDDLE),
    Row("search", "last key to the best first on the screen, 350 ms of it a pause, ms", "ranked shown"),
    Row("ranked", "ranked search, half of the queries, ms", "ranked_p50", 10, MIDDLE),
    Row("ranked", "ranked search, 95 of 100 queries, ms", "ranked_p95", 100, MIDDLE),
    Row("ranked", "ranked search ÷ raw FTS5, all queries", "ratio", 1.5, MIDDLE),
    Row("import", "imports a second, first hundred of 1,000", "import_first", 100, MIDDLE, is_least=True),
    Row("import", "imports a second, last hundred of 1,000", "import_last", 100, MIDDLE, is_least=True),
    Row("library", "library page opens, ms", "opens", 50),
    Row("library", "library page opens for the first time, ms", "opens first"),
    Row("library", "library page: sorted, ms", "sort", 50),
    Row("library", "library page: filtered, a letter typed, ms", "filter", 50),
    Row("library", "library page: next page, ms", "page", 50),
    Row("library", "library page: first and last, ms", "end", 50),
    Row("size", "file ÷ text", "size", 4, MIDDLE),
    Row("memory", "memory after the start, MB", "memory start", 120, MIDDLE, is_for_all=True),
    Row("memory", f"memory after {SEARCHES} searches, MB", "memory search", 120, MIDDLE, is_for_all=True),
    Row("memory", "memory after the library page, MB", "memory library", 120, MIDDLE, is_for_all=True),
)
GROUPS = tuple(dict.fromkeys(row.group for row in ROWS))
PLAYED = {"search", "library", "memory"}


def _below(values: list[float], share: float) -> float:
    return statistics.median(values) if share == 0.5 else percentile(sorted(values), share)


def _number(value: float) -> str:
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


def ratios_of(values: list[float], floors: list[float]) -> list[float]:
    """The ratio of each round, where both have the same number of values in each, in the order of rounds."""
    return [value / floor for value, floor in zip(values, floors, strict=False) if floor]


# -- libraries ---------------------------------------------------------------------------------------------------------


def make_library(folder: Path, size: int) -> None:
    """Make the library of a size in a folder where it is missing, with all that is derived from its briefings."""
    library, told = folder / str(size), folder / f"{size}.text"
    if told.exists():
        return
    shutil.rmtree(library, ignore_errors=True)
    text = generated.fill(library, size, seed=SEED, told=True)
    with _opened(library) as kept:
        kept._store.storage.execute("PRAGMA synchronous = OFF")  # what is made here has to outlive nothing
        for name, follow in (("words", kept.search), ("names", kept.dossiers), ("texts", kept.twins)):
            _say(f"{size:,} briefings: {name}")
            while follow.follow():
                pass
        kept._store.storage.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    told.write_text(str(text), encoding="ascii")


def _opened(folder: Path) -> Library:
    return Library.open(folder, now=lambda: datetime.now(UTC), random=os.urandom)


def _say(words: str) -> None:
    print(f"\r\x1b[K{words}", end="", file=sys.stderr, flush=True)


# -- measuring ---------------------------------------------------------------------------------------------------------


def programs_for(folder: Path, ground: Path, sizes: Iterable[int], readout: str | None) -> dict[int, Kept]:
    """The reader on each library, at the same briefing in all of them."""
    first = generated.World(SEED).briefing(0)
    return {
        size: Kept(
            Ground(ground / str(size), SCREEN),
            reader_program(readout),
            first.title[:20],
            Path(first.id),
            library=folder / str(size),
        )
        for size in sizes
    }


def measure_starts(programs: dict[int, Kept], rounds: int, measured: Measured) -> None:
    """Brief visits in turns; the first round is not counted, and one value of a round is the median of its visits."""
    for number in range(rounds + 1):
        found: dict[int, list[Figures]] = {size: [] for size in programs}
        for _ in range(GLANCES):
            for size, visit in programs.items():
                _say(f"starts, round {number} of {rounds}: {size:,} briefings")
                found[size].append(visit(brief=True))
        for size, visits in found.items() if number else ():
            for name, figure in (("readable", "readable"), ("answer", "answer"), ("start work", "work")):
                values = [value for each in visits for value in each.get(figure, [])]
                if values:
                    measured[size].setdefault(name, []).append(statistics.median(values))


def measure_played(program: Kept, size: int, groups: set[str], measured: Measured) -> None:
    """One visit, after another in which the program comes to rest: searches typed, the library page gone through."""
    queries = (searching.queries(SEED) * 2)[:SEARCHES] if groups & {"search", "memory"} else []
    _say(f"{size:,} briefings: what is to be found")
    expects = [answers_expected(program.library, query) for query in queries]
    _say(f"{size:,} briefings: coming to rest")
    program.settle()
    _say(f"{size:,} briefings: typing and looking")
    figures = program.play(queries, expects, SEED)
    late, unchanged = figures.pop("late", []), figures.pop("unchanged", [])
    if late:
        figures["late"] = [100 * statistics.mean(late)]
        print(
            f"\n{size:,} briefings: {len(late):,} keys changed the rows, {sum(unchanged):.0f} did not", file=sys.stderr
        )
    measured[size].update(figures)


def measure_imports(folder: Path, size: int, measured: Measured) -> None:
    """Ready briefings added to a copy of a library."""
    _say(f"{size:,} briefings: importing")
    copy = folder / f"{size}-imported"
    try:
        shutil.copytree(folder / str(size), copy, ignore=shutil.ignore_patterns("backups"))
        with open(copy / "library.db", "rb+") as file:
            os.fsync(file.fileno())  # or the first imports wait until the copy is on the disk
        first, last = searching.imported(copy, size)
    finally:
        shutil.rmtree(copy, ignore_errors=True)
    measured[size] |= {"import_first": [first], "import_last": [last]}


def measure(folder: Path, ground: Path, sizes: list[int], groups: set[str], options: argparse.Namespace) -> Measured:
    """The figures of these groups, for each size and for a single briefing."""
    measured: Measured = {size: {} for size in (ONE, *sizes)}
    for size in measured:
        make_library(folder, size)
        text = int((folder / f"{size}.text").read_text(encoding="ascii"))
        measured[size]["size"] = [(folder / str(size) / "library.db").stat().st_size / text]
    programs = programs_for(folder, ground, measured, options.readout)
    if "start" in groups:
        measure_starts(programs, options.rounds, measured)
    for size in sizes:
        if groups & PLAYED:
            measure_played(programs[size], size, groups, measured)
        if "ranked" in groups:
            _say(f"{size:,} briefings: ranked")
            measured[size] |= {name: [value] for name, value in searching.visited(folder / str(size)).items()}
        if "import" in groups:
            measure_imports(folder, size, measured)
    _say("")
    return measured


# -- the table ---------------------------------------------------------------------------------------------------------


def table_of(rows: list[Row], measured: Measured, sizes: list[int]) -> str:
    """The rows with half and 95 of 100 cases below the numbers of each size, limit and verdict."""
    lines = [
        f"| | {' | '.join(f'{size:,}' for size in sizes)} | limit | |",
        f"| --- |{' --: |' * len(sizes)} --: | --- |",
    ]
    for row in rows:
        limit = "" if row.limit is None else f"{'≥' if row.is_least else '≤'} {row.limit:g}"
        cells = (row.label, *[row.cell(measured, size) for size in sizes], limit, row.verdict(measured, sizes))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def arguments() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--in", dest="folder", type=Path, help="where to make the libraries and leave them")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="how many briefings (%(default)s)")
    parser.add_argument("--only", default="", metavar="GROUP", help=f"what to measure, of {', '.join(GROUPS)} (all)")
    parser.add_argument("--rounds", type=int, default=10, help="how often each library is started on (10)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything measured to this file")
    parser.add_argument("--readout", metavar="COMMAND", help="the reader to measure (the one beside the interpreter)")
    return parser.parse_args()


def main() -> int:
    """Measure, print the table, and say with the exit status whether every limit is kept."""
    options = arguments()
    sizes = sorted(map(int, options.sizes.split(",")))
    groups = set(filter(None, options.only.split(","))) or set(GROUPS)
    if unknown := groups - set(GROUPS):
        print(f"no such group: {', '.join(sorted(unknown))}; there are {', '.join(GROUPS)}", file=sys.stderr)
        return 2
    folder = options.folder or Path(tempfile.mkdtemp(prefix="readout-scale-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix="readout-scale-ground-") as ground:
            measured = measure(folder.absolute(), Path(ground), sizes, groups, options)
    except Unmeasured as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 2
    finally:
        if options.folder is None:
            shutil.rmtree(folder)
    if options.json:
        options.json.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    rows = [row for row in ROWS if row.group in groups]
    print(f"{report.machine(SCREEN, options.rounds)}, SQLite {sqlite3.sqlite_version}; load {os.getloadavg()[1]:.1f}\n")
    print(table_of(rows, measured, sizes))
    verdicts = [row.verdict(measured, sizes) for row in rows]
    return (
        1
        if "short" in verdicts
        else 2
        if any(row.limit and each == "not measured" for row, each in zip(rows, verdicts, strict=True))
        else 0
    )


if __name__ == "__main__":
    sys.exit(main())
