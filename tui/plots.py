"""Figures drawn as a plot with characters, by plotext where it is installed; as bars of our own where it is not.

plotext colours by escapes: they are read here and become styles, so that none of them reaches the terminal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from tui.terminal_text import clean_line

if TYPE_CHECKING:
    from content.figure_series import Point, Series

INSTALL = "pip install 'readout-tui[plot]'"
"""What installs the library that draws plots."""

LEAST_WIDTH, LEAST_HEIGHT = 36, 8
"""Terminal cells and lines below which a plot shows nothing."""

STYLES = ("accent", "figure", "quote", "warning")
"""Names of the styles of the lines of a plot, one after the other."""

_MARKERS = ("o", "x", "+", "*")
"""The sign of a point, by the line that it is on: colour is not needed to tell them."""

_ESCAPE = re.compile("\x1b\\[([0-9;]*)m")
SCALES = ((1e12, "trillion "), (1e9, "billion "), (1e6, "million "))
"""What large values are told in, and its word."""


class PlotLine(NamedTuple):
    """A line of a plot: its characters and which of them are in which style; the others are dim."""

    text: str
    marks: tuple[tuple[int, int, str], ...]


def can_plot() -> bool:
    """Whether plots can be drawn here."""
    return find_spec("plotext") is not None


def plot_lines(series: Series, width: int, height: int, *, unicode: bool) -> list[PlotLine]:
    """A series as a plot of so many cells and lines, a line for each length of time; none where there is no room.

    Points of a year and of a quarter are on lines of their own, with signs of their own.
    """
    if width < LEAST_WIDTH or height < LEAST_HEIGHT or not series.points:
        return []
    import plotext

    plotext.clear_figure()
    plotext.theme("clear")
    plotext.plotsize(width, height - 1)
    largest = max(abs(point.value) for point in series.points)
    scale, word = next((each for each in SCALES if largest >= each[0]), (1.0, ""))
    for number, points in enumerate(series.lines.values()):
        xs, ys = [place_of(point) for point in points], [point.value / scale for point in points]
        marker, colour = _MARKERS[number % len(_MARKERS)], number % len(STYLES) + 1
        if len(points) > 1:
            plotext.plot(xs, ys, marker="braille" if unicode else ".", color=colour)
        plotext.scatter(xs, ys, marker=marker, color=colour)
    plotext.xticks(*_ticks(series.points, width))
    places = [place_of(point) for point in series.points]
    margin = 0.04 * (max(places) - min(places)) or 0.5
    plotext.xlim(min(places) - margin, max(places) + margin)
    drawn: str = plotext.build()
    plotext.clear_figure()
    lines = [_line(line, width, unicode=unicode) for line in drawn.split("\n")[: height - 1] if line.strip()]
    return [*lines, _legend(series, f"{word}{clean_line(series.unit or series.kind.value)}", width)]


def place_of(point: Point) -> float:
    """The middle of the time of a point, in years."""
    middle = point.stretch.first + (point.stretch.last - point.stretch.first) / 2
    start = date(middle.year, 1, 1)
    return round(middle.year + (middle - start).days / 366, 3)


def bars(points: Sequence[Point], width: int, *, full: str, of: Series | None = None) -> list[str]:
    """A bar for each point, drawn with `full`; at least one cell, where it is not 0.

    One of `width` cells stands for the largest value of the series `of` which they are, else of the points.
    """
    every = of.points if of is not None else points
    most = max((abs(point.value) for point in every), default=0.0) or 1.0
    return [full * (max(1, round(width * abs(point.value) / most)) if point.value else 0) for point in points]


def _ticks(points: Sequence[Point], width: int) -> tuple[list[float], list[str]]:
    """Where the time is written below a plot: where it leaves room for the next."""
    named: dict[float, str] = {place_of(point): point.stretch.words for point in points}
    places = sorted(named)
    room = (places[-1] - places[0]) / max(2, width // 14)
    kept: list[float] = []
    for place in places:
        if not kept or place - kept[-1] >= room:
            kept.append(place)
    return kept, [named[place] for place in kept]


def _legend(series: Series, unit: str, width: int) -> PlotLine:
    """What is measured, and which sign stands for which length of time."""
    text, marks = unit, []
    for number, length in enumerate(series.lines):
        start = len(text) + 3
        text += f"   {_MARKERS[number % len(_MARKERS)]} by {length}"
        marks.append((start, len(text), STYLES[number % len(STYLES)]))
    return PlotLine(text[:width], tuple([(a, min(b, width), style) for a, b, style in marks if a < width]))


def _line(drawn: str, width: int, *, unicode: bool) -> PlotLine:
    text, marks, at, style = "", [], 0, ""
    for found in _ESCAPE.finditer(drawn + "\x1b[0m"):
        part = clean_line(drawn[at : found.start()])
        if part and style:
            marks.append((len(text), len(text) + len(part), style))
        text += part
        at = found.end()
        style = _style(found[1])
    if not unicode:
        text = "".join([c if c.isascii() else _PLAIN.get(c, " ") for c in text])
    return PlotLine(text[:width].rstrip(), tuple([(a, min(b, width), style) for a, b, style in marks if a < width]))


_PLAIN = {"─": "-", "│": "|", "┼": "+", "├": "+", "┤": "+", "┬": "+", "┴": "+", "┌": "+", "┐": "+", "└": "+", "┘": "+"}


def _style(codes: str) -> str:
    """The name of the style of a colour of plotext's; none for anything else."""
    number = codes.removeprefix("38;5;")
    return STYLES[int(number) - 1] if number.isdecimal() and 1 <= int(number) <= len(STYLES) and number != codes else ""
