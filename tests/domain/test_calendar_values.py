"""Dates as the days that they stand for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.calendar_values import day_of_article, month_of_article, read_stretch, year_of_article


@pytest.mark.parametrize(
    ("value", "day", "words", "length"),
    [
        ("2022", "2023", "2022", "year"),
        ("2023-03", "", "2023-03", "month"),
        ("2023-05-24", "", "2023-05-24", "day"),
        ("2023-01/2023-03", "", "2023-Q1", "quarter"),
        ("2023-01/2023-06", "", "2023-01/2023-06", "half-year"),
        ("2023-01/2023-09", "", "2023-01/2023-09", "9 months"),
        ("2023-02/2023-04", "", "2023-02/2023-04", "quarter"),
        ("2014/2019", "", "2014/2019", "6 years"),
        ("2023-05-24/2023-05-26", "", "2023-05-24/2023-05-26", "3 days"),
        ("--06-01", "2023", "2023-06-01", "day"),
        ("--03", "2023", "2023-03", "month"),
        ("--12", "2023-01-05", "2022-12", "month"),
        ("--01-04", "2023-11", "2024-01-04", "day"),
        ("--05", "2023-11", "2023-05", "month"),
        ("--04", "2023-11", "2023-04", "month"),
        ("--03", "2023-11", "2024-03", "month"),
        ("--09", "2023-05", "2023-09", "month"),
        ("--10", "2023-05", "2022-10", "month"),
        ("--12-30/--01-02", "2023-12-31", "2023-12-30/2024-01-02", "4 days"),
    ],
)
def test_a_value_stands_for_its_days(value: str, day: str, words: str, length: str) -> None:
    stretch = read_stretch(value, day)
    assert stretch is not None
    assert (stretch.words, stretch.length) == (words, length)
    assert stretch.is_assumed == value.startswith("--")


@pytest.mark.parametrize(
    "value", ["", "--02-30", "2023-13", "--05", "2023/2022", "x", None, 5, ("2022", "2023"), "1/2/3"]
)
def test_what_is_no_date_has_no_days(value: object) -> None:
    assert read_stretch(value, "") is None


@given(st.text(alphabet="0123456789-/", max_size=24), st.text(alphabet="0123456789-", max_size=10))
def test_no_value_is_read_into_days_that_run_backwards(value: str, day: str) -> None:
    stretch = read_stretch(value, day)
    assert stretch is None or (stretch.first <= stretch.last and stretch.length and stretch.words)


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from([4, 7, 10]))
def test_a_days_own_value_is_that_day(day: date, size: int) -> None:
    stretch = read_stretch(day.isoformat()[:size], "")
    assert stretch is not None and stretch.first <= day <= stretch.last
    assert stretch.words == day.isoformat()[:size]


def test_an_articles_year_month_and_quarter_are_found() -> None:
    assert day_of_article("2023-05-24").words == "2023-05-24"  # type: ignore[union-attr]
    assert day_of_article("") is None
    assert year_of_article("2023-05", -1).words == "2022"  # type: ignore[union-attr]
    assert month_of_article("2023-01-05", -1).words == "2022-12"  # type: ignore[union-attr]
    assert month_of_article("2023-02-05", -1, size=3).words == "2022-Q4"  # type: ignore[union-attr]
    assert month_of_article("2023") is None
