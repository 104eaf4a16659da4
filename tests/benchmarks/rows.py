"""What is measured against what, and how much more it may cost: the rows of the table and their figures.

A ratio is taken within a round, between two programs that ran seconds apart, and the median of the rounds counts:
what else a machine does then falls on both sides of it.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import dataclass

from visits import Figures

Rounds = dict[str, list[Figures]]
"""The figures of each program, a list with one item a round."""


@dataclass(frozen=True)
class Figure:
    """Something measured of a program."""

    program: str
    name: str
    shown: str = ""

    def medians(self, rounds: Rounds) -> list[float | None]:
        """The median of each round; None where a round has no such figure."""
        figures = [visit.get(self.name) for visit in rounds.get(self.program, [])]
        return [statistics.median(values) if values else None for values in figures]

    def all(self, rounds: Rounds) -> list[float]:
        """Every single value, in order of size."""
        return sorted(value for visit in rounds.get(self.program, []) for value in visit.get(self.name, []))


@dataclass(frozen=True)
class Row:
    """A line of the table: a figure of the reader, the one it is held against, the greatest ratio allowed, if any."""

    group: str
    label: str
    figure: Figure
    floor: Figure
    limit: float | None = None

    def ratios(self, rounds: Rounds) -> list[float]:
        """The ratio of each round in which both were measured, in order of size."""
        pairs = zip(self.figure.medians(rounds), self.floor.medians(rounds), strict=False)
        return sorted(a / b for a, b in pairs if a is not None and b)


LINE = "a line printed by Python"
IMPORT = "`import textual.app`"
STOCK = "stock Textual app"
BUNDLED = "bundled briefing"


def _reader(name: str, program: str = "readout") -> Figure:
    return Figure(program, name)


ROWS: tuple[Row, ...] = (
    Row("readable", "first readable screen", _reader("readable"), Figure("line", "readable", LINE), 1.5),
    Row("answer", "start to answering a key", _reader("answer"), Figure("import", "run", IMPORT), 1.15),
    Row("answer", "start to answering a key", _reader("answer"), Figure("stock", "answer", STOCK), 0.65),
    Row("answer", "start to answering a key, CPU time", _reader("work"), Figure("import", "work", IMPORT)),
    Row("answer", "start to answering a key, CPU time", _reader("work"), Figure("stock", "work", STOCK)),
    Row("cursor", "cursor to the next entry", _reader("down"), Figure("stock", "down", STOCK), 0.4),
    Row("pane", "pane change", _reader("pane"), Figure("stock", "pane", STOCK), 0.2),
    Row("dialog", "help opens", _reader("help"), Figure("stock", "list", STOCK + ", modal screen, list"), 0.4),
    Row("dialog", "palette opens", _reader("palette"), Figure("stock", "line", STOCK + ", modal screen, input"), 0.4),
    Row("leave", "leaving, last mode restored", _reader("restored"), Figure("line", "exit", LINE + " ends"), 2.0),
    Row("leave", "leaving, process gone", _reader("exit"), Figure("line", "exit", LINE + " ends")),
    Row("many", "2,000 entries, 5,000 sentences: start", _reader("answer", "many"), _reader("answer"), 1.15),
    Row("many", "2,000 entries, 5,000 sentences: start, CPU time", _reader("work", "many"), _reader("work")),
    Row("many", "2,000 entries, 5,000 sentences: cursor", _reader("down", "many"), _reader("down"), 1.6),
    Row("many", "2,000 entries, 5,000 sentences: pane", _reader("pane", "many"), _reader("pane"), 1.6),
    Row("long", "5 MB of source: start", _reader("answer", "long"), _reader("answer"), 1.2),
    Row("long", "5 MB of source: start, CPU time", _reader("work", "long"), _reader("work")),
    Row("long", "5 MB of source: cursor", _reader("down", "long"), _reader("down"), 2.0),
    Row("long", "5 MB of source: next sentence", _reader("source down", "long"), _reader("source down"), 2.0),
    Row("long", "5 MB of source: next page", _reader("page", "long"), _reader("page"), 2.0),
    Row("memory", "memory when ready", _reader("memory"), Figure("held", "memory", IMPORT), 1.25),
    Row("version", "`readout --version`", _reader("run", "version"), Figure("pass", "run", "`python -c pass`"), 2.5),
)
"""The table, in its order. A floor without words of its own is the same figure of the bundled briefing."""

SPREADS: tuple[tuple[str, str], ...] = (
    ("down", "cursor to the next entry"),
    ("last", "to the last entry"),
    ("pane", "pane change"),
    ("help", "help opens"),
    ("help first", "help opens, first time"),
    ("palette", "palette opens"),
    ("palette first", "palette opens, first time"),
    ("source down", "next sentence of the source"),
    ("page", "next page of the source"),
    ("resize", "another terminal size"),
    ("answer", "start to answering a key"),
    ("exit", "leaving"),
)
"""The figures that are also reported with the 95th percentile: name, words."""

READERS = {"readout": BUNDLED, "many": "2,000 entries", "long": "5 MB of source"}
"""The reader's own programs in `Rounds`, each with its words."""


def rows_named(groups: Iterable[str]) -> list[Row]:
    """The rows of these groups, or all where none is named. Raises KeyError for a group that is not there."""
    groups = list(groups)
    for group in groups:
        if group not in {row.group for row in ROWS}:
            raise KeyError(group)
    return [row for row in ROWS if not groups or row.group in groups]


def percentile(values: list[float], share: float) -> float:
    """The value below which this share of the values lies; the values are in order of size and not empty."""
    return values[min(len(values) - 1, int(len(values) * share))]
