"""The tables that the benchmark prints, in Markdown, and the same as data."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from importlib.metadata import version

from rows import BUNDLED, READERS, SPREADS, Figure, Rounds, Row, percentile


def machine(size: tuple[int, int], rounds: int) -> str:
    """What the figures were taken on, without a name or a path."""
    kernel = ".".join(platform.release().split("-")[0].split(".")[:2])
    return (
        f"{os.cpu_count()} CPUs, {platform.system()} {kernel}, Python {platform.python_version()}, "
        f"Textual {version('textual')}, {size[0]}×{size[1]} cells, {rounds} rounds"
    )


def verdict(row: Row, rounds: Rounds, remarks: Mapping[str, set[str]]) -> str:
    """`pass`, `short`, `not measured`, or nothing for a row without a limit.

    Leaving does not pass where the terminal is not put in order again.
    """
    ratios = row.ratios(rounds)
    if not ratios:
        return "not measured"
    untidy = row.group == "leave" and any(remarks.get(row.figure.program, ()))
    if row.limit is None:
        return ""
    return "short" if untidy or statistics.median(ratios) > row.limit else "pass"


def limits_table(rows: Sequence[Row], rounds: Rounds, remarks: Mapping[str, set[str]]) -> str:
    """The rows with median, ratio, the middle half of the ratios, limit and verdict."""
    lines = ["| | Readout | against | ratio (middle half) | limit | |", "| --- | --: | --- | --: | --: | --- |"]
    for row in rows:
        ratios = row.ratios(rounds)
        ratio = "–"
        if ratios:
            low, high = percentile(ratios, 0.25), percentile(ratios, 0.75)
            ratio = f"{statistics.median(ratios):.2f} ({low:.2f}–{high:.2f})"
        floor = f"{row.floor.shown or BUNDLED}: {_shown(row.floor, rounds)}"
        limit = "" if row.limit is None else f"{row.limit:g}"
        cells = (row.label, _shown(row.figure, rounds), floor, ratio, limit, verdict(row, rounds, remarks))
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def spreads_table(rounds: Rounds) -> str:
    """Median and 95th percentile of everything that a reader waits for, for each briefing, in milliseconds."""
    programs = [name for name in READERS if rounds.get(name)]
    if not programs:
        return ""
    lines = [
        "| median / 95th percentile, ms | " + " | ".join(READERS[name] for name in programs) + " |",
        "| --- |" + " --: |" * len(programs),
    ]
    for name, words in SPREADS:
        if not any(Figure(program, name).all(rounds) for program in programs):
            continue
        cells = []
        for program in programs:
            values = Figure(program, name).all(rounds)
            cells.append(f"{statistics.median(values):.1f} / {percentile(values, 0.95):.1f}" if values else "–")
        lines.append(f"| {words} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def as_data(
    rows: Sequence[Row], rounds: Rounds, remarks: Mapping[str, set[str]], size: tuple[int, int]
) -> dict[str, object]:
    """Everything that was measured, for a file."""
    count = max((len(visits) for visits in rounds.values()), default=0)
    return {
        "machine": machine(size, count),
        "rows": [
            {
                "group": row.group,
                "label": row.label,
                "median": _median(row.figure, rounds),
                "against": row.floor.shown or BUNDLED,
                "against_median": _median(row.floor, rounds),
                "ratios": row.ratios(rounds),
                "limit": row.limit,
                "verdict": verdict(row, rounds, remarks),
            }
            for row in rows
        ],
        "remarks": {program: sorted(found) for program, found in remarks.items()},
        "rounds": rounds,
    }


def _median(figure: Figure, rounds: Rounds) -> float | None:
    values = [value for value in figure.medians(rounds) if value is not None]
    return statistics.median(values) if values else None


def _shown(figure: Figure, rounds: Rounds) -> str:
    value = _median(figure, rounds)
    if value is None:
        return "–"
    unit = "MiB" if figure.name == "memory" else "ms"
    return f"{value:.0f} {unit}" if value >= 100 else f"{value:.1f} {unit}"
