"""Quantities in a text: money, shares and lengths of time, alone or as a range."""

from __future__ import annotations

import re
from typing import NamedTuple

from content.drafting.currencies import currency_after, currency_before
from content.drafting.dates import last_word
from content.drafting.numbers import SMALL, Number, plain, read_number
from content.model import Figure, FigureKind, Span

_PERCENT = re.compile(
    r"[ \u00a0]?(%|‰)(?:[ \u00a0-](points?)(?![^\W_]))?"
    r"|[ \u00a0-](?:(?:percentage|percent|per[ \u00a0]cent)[ \u00a0-](points?)"
    r"|(percent|per[ \u00a0-]cent|pct)|(basis)[ \u00a0-]points?)(?![^\W_])",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"[ \u00a0-](?:(?:calendar|full|consecutive|straight|working|business)[ \u00a0])?"
    r"(second|minute|hour|day|week|weekend|month|year|decade|centur(?:y|ie)|fortnight)s?(?![^\W_])",
    re.IGNORECASE,
)
_REST_OF_TIME = re.compile(
    r",?[ \u00a0](?:and[ \u00a0])?([0-9]{1,2}|[a-z]{3,6})[ \u00a0](second|minute|hour|day|month)s?(?![^\W_])",
    re.IGNORECASE,
)
"""The smaller part of a length of time: the "45 minutes" of "1 hour 45 minutes"."""
_AGE = re.compile(r"-olds?(?![^\W_])")
_PARTS_OF_TIME = {
    ("hour", "minute"): 60,
    ("minute", "second"): 60,
    ("day", "hour"): 24,
    ("week", "day"): 7,
    ("year", "month"): 12,
}
JOIN = re.compile(r"[ \u00a0]?[-–—][ \u00a0]?|[ \u00a0](to|or|and)[ \u00a0]")
_LIST = re.compile(
    r"(?:,[ \u00a0][0-9]{1,3}(?:\.[0-9]{1,2})?){0,5},?[ \u00a0](?:and|or)[ \u00a0](?:even[ \u00a0])?(?=[0-9])"
)
"""What stands between the first and the last of several numbers with one sign: "70, 80, and even 90 percent"."""
FROM = re.compile(
    r"(?<![^\W_])from(?:[ \u00a0](?:about|around|nearly|almost|roughly|some|just|only|less|more|fewer|than|under|over"
    r"|below|above|approximately|an?|the|its|their|average|current|initial|record|previous|estimated)){0,4}[ \u00a0]\Z",
    re.IGNORECASE,
)
"""What stands before the first figure of a change: "from less than 2% to 5%"."""


class _Measure(NamedTuple):
    """What follows a number and says what it is a number of. `times` is 0.01 for cents, `more` what minutes add."""

    end: int
    kind: FigureKind
    unit: str
    times: float = 1
    more: float = 0


def read_quantity(text: str, start: int, at: int, end: int, before: int) -> Figure | None:
    """Money, a share or a length of time whose number begins at `at`, in the sentence from `start` to `end`.

    `before` is where the figure before it ends, or the sentence begins: a sign is looked for from there.
    """
    sign = currency_before(text, before, at)
    number = read_number(text, at, end, is_money=sign is not None)
    if number is None:
        return None
    if sign is None and is_time_of_day(text, at):
        return None
    if sign is None and number.scale == 1 and text[number.end : number.end + 1] in ("m", "k", "b"):
        short = read_number(text, at, end, is_money=True)
        number = short if short and currency_after(text, short.end, end) else number
    measure = _Measure(number.end, FigureKind.MONEY, sign[1]) if sign else _measure(text, number, end)
    begin = sign[0] if sign else at
    if (
        measure
        and sign is None
        and text[at - 1 : at] in ("-", "−")
        and at - 1 >= before
        and not text[at - 2 : at - 1].strip()
    ):
        begin, number = at - 1, number._replace(value=-number.value)
    join = JOIN.match(text, measure.end if measure else number.end, end)
    if join:
        ranged = _range(text, start, begin, number, measure, join, end)
        if ranged:
            return ranged
    if measure is None:
        return _listed(text, number, end)
    if (
        measure.kind is FigureKind.DURATION
        and number.in_words
        and number.value == 1
        and measure.unit in ("day", "second")
    ):
        return None
    return _figure(text, begin, measure.end, measure, plain(number.value * measure.times + measure.more))


def _figure(
    text: str, begin: int, stop: int, measure: _Measure, value: float | int | tuple[float | int, ...]
) -> Figure:
    return Figure(text[begin:stop], Span(begin, stop), measure.kind, value, measure.unit)


def _measure(text: str, number: Number, end: int) -> _Measure | None:
    if money := currency_after(text, number.end, end, is_small=number.value < 10**6):
        stop, code, is_cents = money
        return _Measure(stop, FigureKind.MONEY, code, 0.01 if is_cents else 1)
    if found := _PERCENT.match(text, number.end, end):
        unit = "percentage point" if found[2] or found[3] else "basis point" if found[5] else "%"
        return _Measure(found.end(), FigureKind.PERCENT, "‰" if found[1] == "‰" else unit)
    if found := _TIME.match(text, number.end, end):
        unit = found[1].lower()
        stop = found.end()
        if _AGE.match(text, stop, end):
            return None
        rest = _REST_OF_TIME.match(text, stop, end)
        if rest and (parts := _PARTS_OF_TIME.get((unit, rest[2].lower()))):
            more = SMALL.get(rest[1].lower()) if rest[1].isalpha() else int(rest[1])
            if more is not None:
                return _Measure(rest.end(), FigureKind.DURATION, unit, more=more / parts)
        return _Measure(stop, FigureKind.DURATION, "century" if unit.startswith("centur") else unit)
    return None


def _range(
    text: str, start: int, begin: int, number: Number, measure: _Measure | None, join: re.Match[str], end: int
) -> Figure | None:
    """The range that begins with `number`; None where the next number is not its other end."""
    word, at = join[1], join.end()
    lead = last_word(text, start, begin).lower()
    if (word == "and" and lead != "between") or (word == "or" and measure):
        return None
    if word == "to" and is_somebody(number, lead):
        return None
    if word == "to" and FROM.search(text[max(start, begin - 40) : begin]):
        return None if measure else _first_of_change(text, begin, number, at, end)
    sign_at = at
    for size in (3, 2, 1):
        sign = currency_before(text, at, at + size)
        if sign and sign[0] == at:
            sign_at = at + size
            break
    else:
        sign = None
    other = read_number(text, sign_at, end, is_money=measure is not None and measure.kind is FigureKind.MONEY)
    if other is None:
        return None
    if number.scale == 1 and other.scale > 1 and abs(number.value) < 1000:
        number = number.scaled(other.scale)
    if sign and measure is None:
        return None
    of_other = _Measure(other.end, FigureKind.MONEY, sign[1]) if sign else _measure(text, other, end)
    if of_other is None and measure and measure.kind is FigureKind.MONEY and begin < number.start:
        of_other = _Measure(other.end, FigureKind.MONEY, measure.unit)
    if of_other is None or (measure and (measure.kind, measure.unit) != (of_other.kind, of_other.unit)):
        return None
    if abs(number.value) >= other.value:
        return None
    return _figure(text, begin, of_other.end, of_other, pair_of(number, other, of_other.times))


def _listed(text: str, number: Number, end: int) -> Figure | None:
    """Several shares with one sign behind the last of them: "70, 80, and even 90 percent"."""
    list_ = _LIST.match(text, number.end, end) if number.scale == 1 and number.value < 1000 else None
    if list_ is None or "," not in list_[0]:
        return None
    other = read_number(text, list_.end(), end)
    measure = _measure(text, other, end) if other else None
    if other is None or measure is None or measure.kind is not FigureKind.PERCENT:
        return None
    numbers = [number.value, *(float(n) for n in re.findall(r"[0-9.]+[0-9]|[0-9]", list_[0])), other.value]
    if sorted(numbers) != numbers:
        return None
    return _figure(text, number.start, measure.end, measure, tuple(plain(value) for value in numbers))


def is_somebody(number: Number, lead: str) -> bool:
    """Whether "one" stands for somebody already spoken of: "sentenced one to 16 months"."""
    return number.in_words and number.value == 1 and (lead.endswith("ed") or lead in ("and", "other"))


def _first_of_change(text: str, begin: int, number: Number, at: int, end: int) -> Figure | None:
    """The 40 of "from 40 to 50 percent", which is written without what it is a number of."""
    other = read_number(text, at, end)
    measure = _measure(text, other, end) if other else None
    if other is None or measure is None or measure.kind is FigureKind.DURATION:
        return None
    if number.scale == 1 and other.scale > 1 and number.value < 1000:
        number = number.scaled(other.scale)
    return _figure(text, begin, number.end, measure, plain(number.value * measure.times))


def pair_of(first: Number, second: Number, times: float = 1) -> tuple[float | int, float | int]:
    """The values of a range, the first and the last."""
    return plain(first.value * times), plain(second.value * times)


def is_time_of_day(text: str, at: int) -> bool:
    """Whether a number begins as no quantity does: the 0700 of "0700 hours"."""
    return text[at] == "0" and text[at + 1 : at + 2].isdigit()
