"""Quantities in a text: money, shares, lengths of time and counts, alone or as a range."""

from __future__ import annotations

import re
from typing import NamedTuple

from content.drafting.currencies import currency_after, currency_before
from content.drafting.dates import last_word
from content.drafting.figures_nouns import is_spoken_of, read_counted
from content.drafting.figures_words import ABOUT, MANY, MAY_BE_CAPITAL, NAMING, POINTING
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
_PARTS_OF_TIME = {
    ("hour", "minute"): 60,
    ("minute", "second"): 60,
    ("day", "hour"): 24,
    ("week", "day"): 7,
    ("year", "month"): 12,
}
_JOIN = re.compile(r"[ \u00a0]?[-–—][ \u00a0]?|[ \u00a0](to|or|and)[ \u00a0]")
_LIST = re.compile(
    r"(?:,[ \u00a0][0-9]{1,3}(?:\.[0-9]{1,2})?){0,5},?[ \u00a0](?:and|or)[ \u00a0](?:even[ \u00a0])?(?=[0-9])"
)
"""What stands between the first and the last of several numbers with one sign: "70, 80, and even 90 percent"."""
_ONE_UNIT = re.compile(
    r"[ \u00a0](?:(?:square|cubic)[ \u00a0])?"
    r"(?:mile|met(?:er|re)|kilomet(?:er|re)|acre|hectare|tonne|ton|pound|kilogram|gram|inch)(?![^\W_])"
)
"""The unit behind "half a", which stands in the singular."""
_FOLLOWS_LOSS = re.compile(
    r"[ \u00a0](?:(?:were|was|are|have|had|others?|more|dead|killed|wounded|injured|missing|of|aboard|survived|died"
    r"|perished|drowned|on[ \u00a0]board)(?![^\W_]))",
    re.IGNORECASE,
)
_IS_HURT = re.compile(
    r"[ \u00a0](?:(?:were|are|have[ \u00a0]been|had[ \u00a0]been)[ \u00a0])?"
    r"(?:killed|injured|wounded|hurt|dead|arrested|detained|missing|hospitali[sz]ed)(?![^\W_])",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"[ \u00a0](?:out[ \u00a0])?of[ \u00a0](?:(?:two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,6}"
    r"|[Ii]ts|[Tt]heir|[Tt]he|[Hh]is|[Hh]er|[Oo]ur|[Tt]hose|[Tt]hese)(?![^\W_])"
    r"|[A-Z][\w-]{1,30}(?:['’]s|(?<=s)['’])(?![^\W_]))"
)
"""What parts a number from what it is a part of: "three of its peacekeepers", "two of Bacar's supporters"."""
_IN_SO_MANY = re.compile(r"(?<![^\W_])(?:one|two|three|four|nine|[0-9]{1,2})[ \u00a0]in[ \u00a0]\Z", re.IGNORECASE)
"""What makes a number the lower half of a fraction: the 5 of "one in 5 people"."""
_TIMES = re.compile(
    r"[ \u00a0-]?(?:times?(?![^\W_])|fold(?![^\W_])|[ap]\.?m(?![^\W_])|o['’]clock|GMT|UTC"
    r"|(?:thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)[ \u00a0]of(?![^\W_]))",
    re.IGNORECASE,
)
"""What makes a factor, a fraction or an hour of a number: "13 times larger", "three quarters of", "5 PM"."""


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
    if sign is None and _is_time_of_day(text, at):
        return None
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
    join = _JOIN.match(text, measure.end if measure else number.end, end)
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
    if money := currency_after(text, number.end, end):
        stop, code, is_cents = money
        return _Measure(stop, FigureKind.MONEY, code, 0.01 if is_cents else 1)
    if found := _PERCENT.match(text, number.end, end):
        unit = "percentage point" if found[2] or found[3] else "basis point" if found[5] else "%"
        return _Measure(found.end(), FigureKind.PERCENT, "‰" if found[1] == "‰" else unit)
    if found := _TIME.match(text, number.end, end):
        unit = found[1].lower()
        stop = found.end()
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
    if word == "to" and _is_somebody(number, lead):
        return None
    if word == "to" and lead == "from":
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
    return _figure(text, begin, of_other.end, of_other, _pair(number, other, of_other.times))


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


def _is_somebody(number: Number, lead: str) -> bool:
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


def _pair(first: Number, second: Number, times: float = 1) -> tuple[float | int, float | int]:
    return plain(first.value * times), plain(second.value * times)


def read_count(text: str, start: int, at: int, end: int) -> Figure | None:
    """The count that begins at `at`, with its noun where that stands beside it; None for a number in a name."""
    number = read_number(text, at, end)
    if number is None or text[number.end : number.end + 1] in ("/", ":", "°") or _is_time_of_day(text, at):
        return None
    if _TIMES.match(text, number.end, end):
        return None
    if number.scale == 1 and not number.in_words and text[number.end : number.end + 1] in ("m", "k"):
        number = _of_many(text, at, end) or number
    lead = last_word(text, start, at)
    if _is_in_name(text, start, at, lead, number) or (
        lead == "in" and _IN_SO_MANY.search(text[max(start, at - 12) : at])
    ):
        return None
    value: float | int | tuple[float | int, float | int] = plain(number.value)
    stop = number.end
    join = _JOIN.match(text, stop, end)
    if (
        join
        and not (join[1] == "and" and lead.lower() != "between")
        and not (join[1] == "to" and (lead.lower() == "from" or _is_somebody(number, lead.lower())))
    ):
        other = read_number(text, join.end(), end)
        if other:
            if number.scale == 1 and other.scale > 1 and number.value < 1000:
                number = number.scaled(other.scale)
            counted = read_counted(text, other.end, end)
            is_pair = counted or (join[1] == "and" and (other.scale >= 1000 or "," in text[join.end() : other.end]))
            if other.value > number.value and is_pair:
                noun, beside = counted or (None, None)
                return _count(text, at, other.end, _pair(number, other), noun, beside)
    if number.value == 0.5 and number.in_words and (unit := _ONE_UNIT.match(text, stop, end)):
        return _count(text, at, stop, value, unit[0].strip(), unit.end())
    counted = read_counted(text, stop, end)
    part = _PART_OF.match(text, stop, end) if counted is None and number.value > 1 else None
    if part:
        of_many = read_counted(text, part.end(), end)
        return _count(text, at, stop, value, of_many.noun if of_many else None, None)
    is_large = number.scale >= 1000 or "," in text[at:stop]
    if counted is None:
        if text[stop : stop + 1] == "-" and not is_large:
            return None
        is_toll = _IS_HURT.match(text, stop, end) if number.in_words else _is_toll(text, stop, end, lead)
        if is_large or (is_toll and number.value > 1):
            return _count(text, at, stop, value, None, None)
        return None
    if number.in_words and number.scale == 1:
        if number.value <= 1:
            return None
        if lead.lower() in POINTING and number.value <= 10:
            return None
        if number.value == 2 and is_spoken_of(counted.noun):
            return None
    return _count(text, at, stop, value, counted.noun, counted.end)


def _is_time_of_day(text: str, at: int) -> bool:
    """Whether a number begins as no quantity does: the 0700 of "0700 hours"."""
    return text[at] == "0" and text[at + 1 : at + 2].isdigit()


def _of_many(text: str, at: int, end: int) -> Number | None:
    """The number of "1.4m refugees" and "90k tonnes"; None where the letter is a metre's or another unit's."""
    number = read_number(text, at, end, is_money=True)
    if number is None or number.scale == 1:
        return None
    counted = read_counted(text, number.end, end)
    return number if counted is not None else None


def _count(
    text: str,
    at: int,
    stop: int,
    value: float | int | tuple[float | int, float | int],
    noun: str | None,
    end: int | None,
) -> Figure:
    stop = end or stop
    return Figure(text[at:stop], Span(at, stop), FigureKind.COUNT, value, noun)


def _is_toll(text: str, stop: int, end: int, lead: str) -> bool:
    """Whether a bare number counts what the text does not name beside it: "at least 12", "40 were wounded"."""
    return lead.lower() in ABOUT or _FOLLOWS_LOSS.match(text, stop, end) is not None


def is_count_of_many(text: str, start: int, at: int, stop: int, end: int) -> bool:
    """Whether what looks like a year counts something: "some 2000 troops", "more than 1900 kilometers"."""
    if last_word(text, start, at).lower() in ("than", "least", "nearly", "almost", "some", "over"):
        return True
    counted = read_counted(text, stop, end)
    return counted is not None and counted.end is not None and counted.noun.lower() in MANY


def names_a_number(lead: str) -> bool:
    """Whether the word before a number makes a name of it: "Resolution 1718", "posts 542"."""
    low = lead.lower().rstrip(".")
    if low in NAMING:
        return True
    return lead[:1].isupper() and low not in MAY_BE_CAPITAL and not lead.endswith(("'s", "’s", "'", "’"))


def _is_in_name(text: str, start: int, at: int, lead: str, number: Number) -> bool:
    if number.in_words:
        return text[at].isupper() and not _opens(text, start, at)
    if "," in text[at : number.end]:
        return False
    return number.scale == 1 and (names_a_number(lead) or _is_next_of_name(text, start, at, lead))


_NUMBERED = re.compile(
    r"([^\W\d_]+)[ \u00a0][0-9]{1,5}(?:,[ \u00a0][0-9]{1,5})*,?[ \u00a0](?:and|or|to|through)[ \u00a0]\Z"
)


def _is_next_of_name(text: str, start: int, at: int, lead: str) -> bool:
    """Whether a number goes on with the numbers of what has one for its name: the 85 of "chapters 84 and 85"."""
    if lead not in ("and", "or", "to", "through"):
        return False
    before = _NUMBERED.search(text[max(start, at - 40) : at])
    return before is not None and before[1].lower() in NAMING


def _opens(text: str, start: int, at: int) -> bool:
    """Whether a word stands at the beginning of a sentence or of a quotation, where capitals say nothing."""
    return not text[start:at].strip("\"'“”‘’([ \u00a0") if at - start < 8 else text[at - 1] in '“‘"'
