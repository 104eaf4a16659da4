"""Plots and bars: as wide as they may be, with nothing in them that a terminal obeys, told apart without colour."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.calendar_values import Stretch
from content.figure_series import Point, Series
from content.model import BriefingId, Citation, EntryId, FigureKind, SentenceNumber, Span
from tui.plots import bars, plot_lines


def point(first: date, days: int, value: float) -> Point:
    cited = Citation(SentenceNumber(1), Span(0, 4), "Some")
    return Point(
        Stretch(first, first + timedelta(days - 1)), value, str(value), BriefingId("b"), EntryId("e"), "t", cited
    )


def series(*points: Point, unit: str | None = "USD") -> Series:
    return Series("Trade", ("Trade",), (), FigureKind.MONEY, unit, False, points)


YEARS = [point(date(2020 + n, 1, 1), 366 if (2020 + n) % 4 == 0 else 365, 1e9 * (n + 1)) for n in range(4)]
QUARTERS = [point(date(2023, 1, 1), 90, 3e8), point(date(2023, 4, 1), 91, 4e8)]


@pytest.mark.parametrize("unicode", [True, False])
def test_years_and_quarters_have_signs_and_styles_of_their_own(unicode: bool) -> None:
    lines = plot_lines(series(*YEARS, *QUARTERS), 60, 14, unicode=unicode)
    assert len(lines) <= 14 and all(len(line.text) <= 60 for line in lines)
    assert lines[-1].text == "billion USD   o by year   x by quarter"
    drawn = {(line.text[start:end].strip(), style) for line in lines[:-1] for start, end, style in line.marks}
    assert any("o" in text for text, style in drawn if style == "accent")
    assert any("x" in text for text, style in drawn if style == "figure")
    assert not any("x" in text for text, style in drawn if style == "accent")
    if not unicode:
        assert all(line.text.isascii() for line in lines)


@given(
    st.lists(st.tuples(st.integers(0, 20000), st.sampled_from([1, 28, 365]), st.floats(-1e15, 1e15)), max_size=12),
    st.integers(1, 120),
    st.integers(1, 24),
    st.text(max_size=8),
)
def test_whatever_is_drawn_fits_and_is_printable(
    told: list[tuple[int, int, float]], width: int, height: int, unit: str
) -> None:
    points = [point(date(1960, 1, 1) + timedelta(at), days, value) for at, days, value in told]
    for line in plot_lines(series(*points, unit=unit), width, height, unicode=True):
        assert len(line.text) <= width and "\x1b" not in line.text and "\n" not in line.text
        assert all(0 <= start < end <= width for start, end, _ in line.marks)


def test_where_there_is_no_room_nothing_is_plotted() -> None:
    assert plot_lines(series(*YEARS), 20, 14, unicode=True) == plot_lines(series(*YEARS), 60, 4, unicode=True) == []
    assert plot_lines(series(), 60, 14, unicode=True) == []


def test_bars_are_as_long_as_what_they_stand_for() -> None:
    lengths = [len(bar) for bar in bars([*YEARS, point(date(2024, 1, 1), 366, 1.0)], 20, full="#")]
    assert lengths == [5, 10, 15, 20, 1]
    assert bars([point(date(2024, 1, 1), 366, 0.0)], 20, full="#") == [""]


def test_what_draws_plots_is_imported_only_when_it_draws() -> None:
    program = "import sys, tui.plots, tui.screens.figures; assert 'plotext' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True)
