"""The days that the value of a date stands for, and how long that is: `2023`, `--06-01`, `2023-01/2023-03`."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

_SIDE = re.compile(r"(?:([0-9]{4})|-)(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_YEAR = re.compile(r"[0-9]{4}")
_BACK, _AHEAD = 7, 4
"""How many months before and after its article a date without a year may be: as many as there are others in a year.

`store.date_layout` has the same in SQL.
"""


class Stretch(NamedTuple):
    """A stretch of the calendar: its first and its last day. `is_assumed` says that its year is that of the article."""

    first: date
    last: date
    is_assumed: bool = False

    @property
    def length(self) -> str:
        """How long it is, in words that two stretches share where they can be compared: day, quarter, 9 months."""
        days = (self.last - self.first).days + 1
        if self.first.day == 1 and (self.last + timedelta(1)).day == 1:
            months = 12 * (self.last.year - self.first.year) + self.last.month - self.first.month + 1
            names = {1: "month", 3: "quarter", 6: "half-year", 12: "year"}
            years, rest = divmod(months, 12)
            return names.get(months) or (f"{months} months" if rest else f"{years} years")
        return "day" if days == 1 else f"{days} days"

    @property
    def words(self) -> str:
        """The stretch as ISO 8601 has it, as short as it goes: 2023, 2023-05, 2023-Q1, 2023-05-24/2023-05-26."""
        length, first, last = self.length, self.first.isoformat(), self.last.isoformat()
        if length == "year" and self.first.month == 1:
            return first[:4]
        if length == "quarter" and self.first.month % 3 == 1:
            return f"{first[:4]}-Q{self.first.month // 3 + 1}"
        if length in ("month", "day"):
            return first[:7] if length == "month" else first
        if length.endswith("years") and self.first.month == 1:
            return f"{first[:4]}/{last[:4]}"
        if self.first.day == 1 and (self.last + timedelta(1)).day == 1:
            return f"{first[:7]}/{last[:7]}"
        return f"{first}/{last}"


def read_stretch(value: object, day: str) -> Stretch | None:
    """The days that the value of a figure stands for, in an article of that day; None where it is no date.

    `day` is ISO 8601, as much as is known. A date without a year is near the article, and `is_assumed`.
    """
    if not isinstance(value, str):
        return None
    sides = value.split("/")
    if len(sides) > 2:
        return None
    read = [_side(side, day) for side in sides]
    first, last = read[0], read[-1]
    if first is None or last is None:
        return None
    if last.last < first.first and last.is_assumed:
        last = _later(last)
    if last.last < first.first:
        return None
    return Stretch(first.first, last.last, first.is_assumed or last.is_assumed)


def day_of_article(day: str) -> Stretch | None:
    """The days in which an article was published: its day, or the month or year where no more is known."""
    return _side(day, "")


def year_of_article(day: str, years: int = 0) -> Stretch | None:
    """The year of an article, or one so many years later."""
    found = _YEAR.match(day)
    year = int(found[0]) + years if found else 0
    return Stretch(date(year, 1, 1), date(year, 12, 31)) if 1 <= year <= 9999 else None


def month_of_article(day: str, months: int = 0, *, size: int = 1) -> Stretch | None:
    """The month of an article, or its quarter with `size` 3, or one so many later; None where no month is known."""
    found = _SIDE.fullmatch(day)
    if not found or not found[1] or not found[2]:
        return None
    at = (12 * int(found[1]) + int(found[2]) - 1) // size * size + months * size
    return _months(*divmod(at, 12), size)


def year_earlier(stretch: Stretch) -> Stretch | None:
    """The same part of the year before; None where that has no such day."""
    try:
        first = stretch.first.replace(year=stretch.first.year - 1)
        behind = stretch.last + timedelta(1)  # of February as much as it has
        last = behind.replace(year=behind.year - 1) - timedelta(1)
    except (ValueError, OverflowError):  # the 29th of February, or the first or last year there is
        return None
    return Stretch(first, last, stretch.is_assumed)


def _months(year: int, month: int, size: int) -> Stretch | None:
    """So many months from one on, 0 the first."""
    ends = divmod(12 * year + month + size, 12)
    if not 1 <= year <= 9999 or ends[0] > 9999:
        return None
    return Stretch(date(year, month + 1, 1), date(ends[0], ends[1] + 1, 1) - timedelta(1))


def _side(side: str, day: str) -> Stretch | None:
    found = _SIDE.fullmatch(side)
    if found is None or (found[1] is None and found[2] is None):
        return None
    year, month, number = found.groups()
    is_assumed = year is None
    if year is None:
        nearest = _nearest_year(int(month), day)
        if nearest is None:
            return None
        year = str(nearest)
    try:
        if number is not None:
            one = date(int(year), int(month), int(number))
            return Stretch(one, one, is_assumed)
        stretch = _months(int(year), int(month) - 1, 1) if month else _months(int(year), 0, 12)
    except ValueError:  # the 30th of February, or the month 13
        return None
    return None if stretch is None else stretch._replace(is_assumed=is_assumed)


def _nearest_year(month: int, day: str) -> int | None:
    found = _SIDE.fullmatch(day)
    if found is None or not found[1]:
        return None
    year = int(found[1])
    if found[2]:
        apart = month - int(found[2])
        # What was is told further back than what is to come.
        year += (apart < -_BACK) - (apart > _AHEAD)
    return year


def _later(stretch: Stretch) -> Stretch:
    """The same a year later: what ends in February and began in December."""
    try:
        return Stretch(
            stretch.first.replace(year=stretch.first.year + 1), stretch.last.replace(year=stretch.last.year + 1), True
        )
    except ValueError:  # the 29th of February, or the year 10000
        return stretch
