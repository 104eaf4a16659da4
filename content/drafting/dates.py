"""Days, months, years and stretches of the calendar, as a text names them."""

from __future__ import annotations

import re
from typing import NamedTuple

from content.drafting.numbers import SMALL, word_set
from content.model import FigureKind, Span

_YEAR_ROUND = "January February March April May June July August September October November December"
_FULL = _YEAR_ROUND.split()
_MONTHS = {name: place for place, name in enumerate(_FULL, 1)}
_MONTHS |= {name[:3]: place for place, name in enumerate(_FULL, 1)} | {"Sept": 9}
MONTH_WORDS = frozenset(_MONTHS)
PERIOD_WORDS = frozenset({"first", "second", "third", "fourth", "fiscal", "q1", "q2", "q3", "q4"})

_GAP = r"[ \u00a0]"
_MONTH = r"([A-Z][a-z]{2,8})(?![^\W_])\.?"
"""Any word with a capital: which of them are months is looked up, for that is quicker than a pattern of all."""
_DAY = r"(3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![^\W_])(?![.,:][0-9]|" + _GAP + r"?%|" + _GAP + r"per ?cent)"
ZONES = "GMT|UTC|EAT|CAT|WAT|SAST|EE?S?T|CES?T|BST|IST|JST|KST|MSK|PKT|E[SD]T|C[SD]T|M[SD]T|P[SD]T|AE[SD]T|local time"
"""What follows an hour of the day: "2100 UTC"."""
_YEAR = rf"(1[5-9][0-9]{{2}}|20[0-9]{{2}}|2100)(?![^\W_]|[.,:][0-9]|{_GAP}(?:{ZONES})(?![^\W_]))"
_TO_DAY = rf"(?:(?:{_GAP}?[-–—]{_GAP}?|{_GAP}(?:to|through){_GAP}){_DAY}(?!{_GAP}(?:{'|'.join(_FULL)})))?"
_AND_DAY = (
    rf"{_GAP}and{_GAP}{_DAY}"
    rf"(?=[,.;:)—–]|\Z|{_GAP}(?:as|in|at|to|for|with|during|by|when|the|and|but)(?![^\W_]))"
)
"""A second day, where what comes next shows that nothing is counted: "April 25 and 26 in Seoul"."""
_MONTH_FIRST = re.compile(rf"{_MONTH}(?:{_GAP}{_DAY}(?:{_AND_DAY}|{_TO_DAY}))?(?:(?:,?{_GAP}|{_GAP}of{_GAP}){_YEAR})?")
_DAY_FIRST = re.compile(rf"{_DAY}{_TO_DAY}{_GAP}(?:of{_GAP})?{_MONTH}(?:,?{_GAP}{_YEAR})?")
_BETWEEN_DAYS = re.compile(
    rf"{_DAY}(?:{_GAP}?[-–—]{_GAP}?|{_GAP}(?:to|and|through){_GAP}){_DAY}{_GAP}{_MONTH}(?:{_GAP}{_YEAR})?"
)
_ISO = re.compile(r"(1[5-9][0-9]{2}|20[0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(?![^\W_])")
_YEARS = re.compile(
    rf"(1[5-9][0-9]{{2}}|20[0-9]{{2}})(?:[-–—/](?:((?:1[5-9]|20)[0-9]{{2}})|([0-9]{{2}}))(?![^\W_]|[-–/.,][0-9])"
    rf"|{_GAP}(?:to|through){_GAP}{_YEAR})"
)
_DECADE = re.compile(r"(1[5-9][0-9]|20[0-9])0['’]?s(?![^\W_])")
_ONE_YEAR = re.compile(rf"{_YEAR}(?![-–][0-9])")
_PART = re.compile(
    rf"(first|second|third|fourth){_GAP}(?:(two|three|four|five|six|seven|eight|nine|ten|eleven|[2-9]|1[01])"
    rf"{_GAP}(months|quarters)|(quarter|half))(?![^\W_])"
    rf"(?:{_GAP}of{_GAP}(?:(?:the{_GAP})?(?:fiscal{_GAP})?(?:year{_GAP})?{_YEAR}|((?:this|last|next|the){_GAP}(?:fiscal{_GAP}|financial{_GAP})?year)(?![^\W_])))?",
    re.IGNORECASE,
)
_FISCAL = re.compile(
    rf"(?:fiscal{_GAP}(?:year{_GAP})?|FY[ -]?){_YEAR}(?:[-–/](?:20)?([0-9]{{2}})(?![^\W_]))?"
    rf"|FY[ -]?['’]?([0-9]{{2}})(?![^\W_])",
    re.IGNORECASE,
)
_Q = re.compile(rf"Q([1-4])(?![^\W_])(?:{_GAP}(?:of{_GAP})?{_YEAR})?")
_JOIN = re.compile(rf"{_GAP}?[–—-]{_GAP}?|{_GAP}(to|through|and|until){_GAP}")
_LAST_WORD = re.compile(r"([^\W_][\w.'’]*)[ \u00a0(-]\Z")
_NAME_NEXT = re.compile(rf"{_GAP}[A-Z][a-z]+")
_ALSO_NAMES = frozenset(("April", "May", "June", "August"))
_TIME_WORDS = word_set(
    "in of since until till by last this next from early late mid to through and during before after between"
    " every for previous following each or around past on"
)


class CalendarWords(NamedTuple):
    """A date or a period in a text, and its value in ISO 8601: "--06-01" without a year, "2014/2019" for a period."""

    span: Span
    kind: FigureKind
    value: str


def last_word(text: str, start: int, at: int) -> str:
    """The word directly before `at`, but for one blank; empty where something else stands there."""
    found = _LAST_WORD.search(text[max(start, at - 24) : at])
    return found[1] if found else ""


def read_named_date(text: str, start: int, at: int, end: int) -> CalendarWords | None:
    """The day, month or period at `at` that does not begin with a year; the sentence runs from `start` to `end`."""
    found = _one_date(text, start, at, end)
    if found is None or found.kind is FigureKind.PERIOD:
        return found
    join = _JOIN.match(text, found.span.end, end)
    before = last_word(text, start, at).lower()
    if join and (join[1] not in ("and", "until") or (join[1] == "and" and before == "between")):
        other = _one_date(text, start, join.end(), end)
        if other and other.kind is FigureKind.DATE:
            value = f"{_with_year_of(found.value, other.value)}/{other.value}"
            return CalendarWords(Span(at, other.span.end), FigureKind.PERIOD, value)
    return found


def _one_date(text: str, start: int, at: int, end: int) -> CalendarWords | None:
    if text[at : at + 1].isdigit():
        return _day_first(text, at, end)
    found = _MONTH_FIRST.match(text, at, end)
    if found is None or found[1] not in _MONTHS:
        return _part_of_year(text, at, end)
    name, first, second, last, year = found.groups()
    stop = found.end()
    if first is None:
        if name not in _FULL or (name == "May" and year is None and not _is_the_month(text, start, at, stop, end)):
            return None
        if year is None and name in _ALSO_NAMES and _NAME_NEXT.match(text, stop, end):
            before = last_word(text, start, at).lower()
            if before not in _TIME_WORDS and (before != "the" or name == "May"):
                return None
        if text[stop - 1] == ".":
            stop -= 1
    return _days(at, stop, _MONTHS[name], first, second or last, year)


def _is_the_month(text: str, start: int, at: int, stop: int, end: int) -> bool:
    """Whether "May" is neither the verb nor somebody's name."""
    possessive = text[stop : min(stop + 2, end)] in ("'s", "’s")
    if (join := _JOIN.match(text, stop, end)) and (other := _MONTH_FIRST.match(text, join.end(), end)):
        return other[1] in _MONTHS
    return last_word(text, start, at).lower() in _TIME_WORDS and not possessive


def _day_first(text: str, at: int, end: int) -> CalendarWords | None:
    if found := _ISO.match(text, at, end):
        return CalendarWords(Span(at, found.end()), FigureKind.DATE, found[0])
    found = _DAY_FIRST.match(text, at, end)
    if found is None or found[3] not in _MONTHS:
        found = _BETWEEN_DAYS.match(text, at, end)
    if found is None or found[3] not in _MONTHS:
        return None
    first, last, name, year = found.groups()
    stop = found.end()
    if year is None and text[stop - 1] == "." and name in _FULL:
        stop -= 1
    return _days(at, stop, _MONTHS[name], first, last, year)


def _days(at: int, stop: int, month: int, first: str | None, last: str | None, year: str | None) -> CalendarWords:
    lead = f"{year or '-'}-{month:02}"
    if first is None:
        return CalendarWords(Span(at, stop), FigureKind.DATE, lead)
    value = f"{lead}-{int(first):02}"
    if last is None:
        return CalendarWords(Span(at, stop), FigureKind.DATE, value)
    return CalendarWords(Span(at, stop), FigureKind.PERIOD, f"{value}/{lead}-{int(last):02}")


def _with_year_of(value: str, other: str) -> str:
    return value.replace("-", other[:4], 1) if value.startswith("--") and not other.startswith("--") else value


def _part_of_year(text: str, at: int, end: int) -> CalendarWords | None:
    """ "first three months of 2023", "second half of the year", "third quarter", "fiscal year 2024", "Q1 2024"."""
    if found := _FISCAL.match(text, at, end):
        value = f"{found[1]}/{found[1][:2]}{found[2]}" if found[2] else found[1] or f"20{found[3]}"
        return CalendarWords(Span(at, found.end()), FigureKind.PERIOD, value)
    if found := _Q.match(text, at, end):
        return _months(at, found.end(), found[2], 3 * int(found[1]) - 2, 3)
    found = _PART.match(text, at, end)
    if found is None:
        return None
    which, many, unit, part, year, relative = found.groups()
    place = ("first", "second", "third", "fourth").index(which.lower())
    if part == "half" and (place > 1 or not (year or relative)):
        return None
    if many and place and not (year or relative):
        return None
    length = 6 if part == "half" else 3
    if many:
        length = (SMALL[many.lower()] if many.isalpha() else int(many)) * (3 if unit == "quarters" else 1)
    first = place * length + 1
    if first + length > 13:
        return None
    return _months(at, found.end(), year, first, length)


def _months(at: int, stop: int, year: str | None, first: int, length: int) -> CalendarWords:
    lead = year or "-"
    return CalendarWords(Span(at, stop), FigureKind.PERIOD, f"{lead}-{first:02}/{lead}-{first + length - 1:02}")


def read_years(text: str, start: int, at: int, end: int) -> CalendarWords | None:
    """The year, decade or run of years at `at`: "2022", "the 1990s", "2014-19", "2014 to 2019"."""
    if found := _DECADE.match(text, at, end):
        return CalendarWords(Span(at, found.end()), FigureKind.PERIOD, f"{found[1]}0/{found[1]}9")
    if found := _YEARS.match(text, at, end):
        last = found[2] or found[4] or found[1][:2] + found[3]
        if last > found[1]:
            return CalendarWords(Span(at, found.end()), FigureKind.PERIOD, f"{found[1]}/{last}")
    found = _ONE_YEAR.match(text, at, end)
    if found is None:
        return None
    join = _JOIN.match(text, found.end(), end)
    if join and join[1] == "and" and last_word(text, start, at).lower() == "between":
        other = _ONE_YEAR.match(text, join.end(), end)
        if other and other[1] > found[1]:
            return CalendarWords(Span(at, other.end()), FigureKind.PERIOD, f"{found[1]}/{other[1]}")
    return CalendarWords(Span(at, found.end()), FigureKind.DATE, found[1])
