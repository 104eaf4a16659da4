"""Measures search and the size of libraries against their limits, at 100, 1,000 and 10,000 briefings.

    python tests/benchmarks/searching.py
    python tests/benchmarks/searching.py --in /a/folder/that/stays --sizes 100,1000

Run it with the interpreter that the reader is installed for. Libraries are made once (10,000 briefings take a minute or
two) and kept where a folder is named. A size is searched by a process of its own: as typed, key by key, and ranked,
where each query has its turn with FTS5 alone, which orders the same tables by bm25. Briefings are imported into a copy.

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
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import perf_counter
from typing import NamedTuple

import generated
from keeping import memory
from rows import percentile

from content.library import Library
from content.model import BriefingId
from content.search import Searcher

SIZES = (100, 1000, 10_000)
QUERIES, IMPORTED, SEED = 60, 1000, 1
AT_ONCE = 16
"""How many passages of each kind the page of the search asks for at a time."""
TABLES = ("search1_entries", "search1_sentences", "search1_notes")


class Limit(NamedTuple):
    """What is measured of the largest library, and what is allowed."""

    label: str
    name: str
    most: float
    is_least: bool = False


LIMITS = (
    Limit("as typed, p95, ms", "typed_p95", 50),
    Limit("ranked, p50, ms", "ranked_p50", 10),
    Limit("ranked, p95, ms", "ranked_p95", 100),
    Limit("ranked ÷ raw FTS5, all queries", "ratio", 1.5),
    Limit("file ÷ text", "size", 4),
    Limit("imports per second, last hundred", "import_last", 100, is_least=True),
    Limit("memory, MB", "memory", 120),
)


def queries(seed: int) -> list[str]:
    """What somebody might look for: words by how often they occur, several at once, names, phrases."""
    world, random = generated.World(seed), Random(seed)
    words = [each for each in world._words.values if len(each) > 2]
    found: list[str] = []
    for number in range(QUERIES):
        # People look for what tells something: seldom for the commonest words.
        picked = [words[int(len(words) ** random.uniform(0.35, 1)) - 1] for _ in range(1 + number % 3)]
        if number % 6 == 3:
            picked = [random.choice(world._people.values[:500])]
        elif number % 6 == 5:
            picked = [f'"said that {random.choice(words[:40])}']
        found.append(" ".join(picked))
    return found


def visit(folder: Path) -> dict[str, float]:
    """What one process measures of a library that it searches."""
    searcher, typed, ranked, raw = Searcher(folder), [], [], []
    connection = sqlite3.connect(folder / "library.db")
    connection.execute("PRAGMA query_only = ON")
    asked = queries(SEED)
    for query in asked:
        for end in range(1, len(query) + 1):
            begun = perf_counter()
            searcher.find(query[:end], is_typing=True, limit=AT_ONCE)
            typed.append((perf_counter() - begun) * 1000)
    for query in asked:
        whole = query + '"' * (query.count('"') % 2)
        for _ in range(2):  # what is asked first fills the caches of the other
            begun = perf_counter()
            for table in TABLES:
                sql = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rank LIMIT 50"
                connection.execute(sql, (whole,)).fetchall()
            theirs = (perf_counter() - begun) * 1000
            begun = perf_counter()
            searcher.find(whole, ranked=True, limit=AT_ONCE)
            ours = (perf_counter() - begun) * 1000
        raw.append(theirs)
        ranked.append(ours)
    connection.close()
    return {
        "typed_p50": statistics.median(typed),
        "typed_p95": percentile(sorted(typed), 0.95),
        "ranked_p50": statistics.median(ranked),
        "ranked_p95": percentile(sorted(ranked), 0.95),
        "raw_p50": statistics.median(raw),
        "raw_p95": percentile(sorted(raw), 0.95),
        "ratio": sum(ranked) / sum(raw),
        "memory": memory(),
    }


def visited(folder: Path) -> dict[str, float]:
    """What a process of its own measures."""
    command = [sys.executable, str(Path(__file__).absolute()), "--visit", str(folder)]
    told: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return told


def imported(folder: Path, size: int) -> tuple[float, float]:
    """How many ready briefings a second are added, of the first hundred and of the last."""
    world = generated.World(SEED)
    made = [world.briefing(size + number) for number in range(IMPORTED)]
    took: list[float] = []
    with Library.open(folder, now=lambda: datetime.now(UTC), random=os.urandom) as library:
        for briefing in made:
            ready = briefing._replace(id=BriefingId(f"imported-{briefing.id}"))
            begun = perf_counter()
            library.add(ready)
            took.append(perf_counter() - begun)
    return 100 / sum(took[:100]), 100 / sum(took[-100:])


def measure(folder: Path, size: int) -> dict[str, float]:
    """Everything about a library of this size, which is made where it is missing."""
    library, told = folder / str(size), folder / f"{size}.text"
    if not told.exists():
        shutil.rmtree(library, ignore_errors=True)
        told.write_text(str(generated.fill(library, size, seed=SEED, told=True)), encoding="ascii")
    figures = {"size": (library / "library.db").stat().st_size / int(told.read_text(encoding="ascii"))}
    figures |= visited(library)
    copy = folder / f"{size}-imported"
    try:
        shutil.copytree(library, copy)
        figures["import_first"], figures["import_last"] = imported(copy, size)
    finally:
        shutil.rmtree(copy, ignore_errors=True)
    return figures


def arguments() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--in", dest="folder", type=Path, help="where to make the libraries and leave them")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="how many briefings (%(default)s)")
    parser.add_argument("--visit", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> int:
    """Measure, print the table, and say with the exit status whether every limit is kept."""
    options = arguments()
    if options.visit:
        print(json.dumps(visit(options.visit)))
        return 0
    folder = options.folder or Path(tempfile.mkdtemp(prefix="readout-searching-"))
    folder.mkdir(parents=True, exist_ok=True)
    sizes = [int(each) for each in options.sizes.split(",")]
    try:
        measured = {size: measure(folder, size) for size in sizes}
    finally:
        if options.folder is None:
            shutil.rmtree(folder)
    largest = measured[sizes[-1]]
    print(f"{os.cpu_count()} CPUs, SQLite {sqlite3.sqlite_version}; load {os.getloadavg()[1]:.1f}\n")
    print(f"| briefings | {' | '.join(f'{size:,}' for size in sizes)} | limit | |")
    print(f"| --- |{' --: |' * len(sizes)} --: | --- |")
    limits, is_kept = {each.name: each for each in LIMITS}, True
    for name in largest:
        cells = [f"{measured[size][name]:.3g}" for size in sizes]
        limit = limits.get(name)
        if limit is not None:
            keeps = largest[name] >= limit.most if limit.is_least else largest[name] <= limit.most
            is_kept = is_kept and keeps
            cells += [f"{limit.most:g}", "pass" if keeps else "short"]
        else:
            cells += ["", ""]
        print(f"| {limit.label if limit else name} | {' | '.join(cells)} |")
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
