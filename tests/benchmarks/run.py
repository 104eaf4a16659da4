"""Measures the reader from outside, as its user feels it, and holds it against its limits.

    python tests/benchmarks/run.py
    python tests/benchmarks/run.py --rounds 20 --only readable,answer --json figures.json

Run it with the interpreter that the reader is installed for. It plays the terminal, so none is needed; it takes
about 45 seconds a round and touches nothing of the user's. The programs take turns, round by round: twice briefly,
as starts vary most, and once at length. The first round is not counted. Linux only.

Ends with 1 where a limit is not kept and with 2 where something could not be measured.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import corpus
import report
from rows import READERS, Rounds, Row, rows_named
from visits import BRIEF, Figures, Ground, Held, Line, Readout, Run, Stock, Unmeasured

GLANCES = 2
"""How many brief visits a program has in a round, before the long one."""


class Program(Protocol):
    """Something that can be visited for its figures."""

    def __call__(self, *, brief: bool) -> Figures: ...


BUNDLED_TITLE = "Mishustin in Beijing"


def reader_program(named: str | None) -> tuple[str, ...]:
    """The command that starts the reader: the one named, the one beside the interpreter, or the one on the path."""
    beside = Path(sys.executable).with_name("readout")
    found = named or (str(beside) if beside.exists() else shutil.which("readout"))
    if found is None:
        raise Unmeasured("there is no readout beside this interpreter; install the project, or name one with --readout")
    return (str(Path(found).absolute()),)


def programs_for(rows: list[Row], folder: Path, size: tuple[int, int], readout: str | None) -> dict[str, Program]:
    """The programs that these rows need, each standing on a folder of its own."""
    needed = {figure.program for row in rows for figure in (row.figure, row.floor)}

    def ground(name: str) -> Ground:
        return Ground(folder / name, size)

    makers: dict[str, Callable[[], Program]] = {
        "pass": lambda: Run(ground("pass"), (sys.executable, "-c", "pass")),
        "version": lambda: Run(ground("version"), (*reader_program(readout), "--version")),
        "line": lambda: Line(ground("line")),
        "import": lambda: Run(ground("import"), (sys.executable, "-c", "import textual.app")),
        "held": lambda: Held(ground("held")),
        "stock": lambda: Stock(ground("stock")),
        "readout": lambda: Readout(ground("readout"), reader_program(readout), BUNDLED_TITLE),
        "many": lambda: Readout(
            ground("many"), reader_program(readout), corpus.MANY_TITLE, corpus.write_many_entries(folder)
        ),
        "long": lambda: Readout(
            ground("long"), reader_program(readout), corpus.LONG_TITLE, corpus.write_long_source(folder)
        ),
    }
    return {name: make() for name, make in makers.items() if name in needed}


def measure(programs: dict[str, Program], rows: list[Row], count: int) -> Rounds:
    """The figures of `count` rounds after one that is not counted; a program that fails is left out from then on."""
    rounds: Rounds = {name: [] for name in programs}
    wanted = {(figure.program, figure.name) for row in rows for figure in (row.figure, row.floor)}
    long_visits = {program for program, name in wanted if name not in BRIEF}
    failed: set[str] = set()
    for number in range(count + 1):
        gathered: Rounds = {name: [{}] for name in programs}
        for turn in range(GLANCES + 1):
            for name, visit in programs.items():
                if name in failed:
                    continue
                print(f"\r\x1b[Kround {number} of {count}: {name}", end="", file=sys.stderr, flush=True)
                try:
                    figures = visit(brief=turn < GLANCES or name not in long_visits)
                except Unmeasured as problem:
                    print(f"\n{name}: {problem}", file=sys.stderr)
                    failed.add(name)
                    continue
                for figure, values in figures.items():
                    gathered[name][0].setdefault(figure, []).extend(values)
        if number:
            for name in programs.keys() - failed:
                rounds[name] += gathered[name]
    print(file=sys.stderr)
    return rounds


def arguments() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=10, help="how often every program has its turn (10)")
    parser.add_argument("--only", default="", metavar="ROW", help="rows to measure, separated by commas (all)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything measured to this file")
    parser.add_argument("--size", default="120x40", help="columns x rows of the terminal (120x40)")
    parser.add_argument("--readout", metavar="COMMAND", help="the reader to measure (the one beside the interpreter)")
    return parser.parse_args()


def main() -> int:
    """Measure, print the tables, and say with the exit status whether every limit is kept."""
    options = arguments()
    columns, lines = map(int, options.size.split("x"))
    size = (columns, lines)
    try:
        rows = rows_named(filter(None, options.only.split(",")))
    except KeyError as unknown:
        print(f"no such row: {unknown.args[0]}; there are {', '.join(_groups())}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="readout-benchmark-") as folder:
        try:
            programs = programs_for(rows, Path(folder), size, options.readout)
        except Unmeasured as problem:
            print(problem, file=sys.stderr)
            return 2
        rounds = measure(programs, rows, options.rounds)
    remarks = {name: visit.remarks for name, visit in programs.items() if isinstance(visit, Readout)}
    print(report.machine(size, options.rounds) + f"; load {os.getloadavg()[1]:.1f}", end="\n\n")
    print(report.limits_table(rows, rounds, remarks), end="\n\n")
    print(report.spreads_table(rounds))
    for name, found in remarks.items():
        for remark in sorted(found):
            print(f"\n- {READERS[name]}: {remark}")
    if options.json:
        data = report.as_data(rows, rounds, remarks, size)
        options.json.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    verdicts = [report.verdict(row, rounds, remarks) for row in rows]
    return 2 if "not measured" in verdicts else int("short" in verdicts)


def _groups() -> list[str]:
    return list(dict.fromkeys(row.group for row in rows_named(())))


if __name__ == "__main__":
    sys.exit(main())
