"""Counts in a text: numbers with what they count, beside them or apart, and none that are part of a name."""

from __future__ import annotations

import re

from content.drafting.dates import ZONES, last_word
from content.drafting.figures_bare import is_told_without_noun, read_one
from content.drafting.figures_nouns import is_spoken_of, read_counted
from content.drafting.figures_quantities import FROM, JOIN, is_somebody, is_time_of_day, pair_of
from content.drafting.figures_words import ABOUT, KNOWN, MANY, MAY_BE_CAPITAL, NAMING, POINTING
from content.drafting.numbers import Number, plain, read_number
from content.model import Figure, FigureKind, Span

_OF_CLOCK_OR_MAP = re.compile(r"[/:]|°(?![CF](?![^\W_]))")
_LONGEST_HEADLINE = 200
_OF_KNOWN = POINTING | KNOWN
_LISTED = re.compile(r"[^;:.0-9\n]{0,60}(?:,|,?[ \u00a0]and|,?[ \u00a0]but)[ \u00a0]")
_PLACED = re.compile(r"[ \u00a0](?:in|from|on|against|with|near|at|aboard)[ \u00a0](?![0-9])")
_ONE_UNIT = re.compile(
    r"[ \u00a0](?:(?:square|cubic)[ \u00a0])?"
    r"(?:mile|met(?:er|re)|kilomet(?:er|re)|acre|hectare|tonne|ton|pound|kilogram|gram|inch)(?![^\W_])"
)
"""The unit behind "half a", which stands in the singular."""
_PART_OF = re.compile(
    r"[ \u00a0](?:out[ \u00a0])?of[ \u00a0](?:(?:two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,6}"
    r"|them|whom|which|us|[Ii]ts|[Tt]heir|[Tt]he|[Hh]is|[Hh]er|[Oo]ur|[Tt]hose|[Tt]hese)(?![^\W_])"
    r"|[A-Z][\w-]{1,30}(?:['’]s|(?<=s)['’])(?![^\W_]))"
)
"""What parts a number from what it is a part of: "three of its peacekeepers", "two of Bacar's supporters"."""
_AMONG_TOP = re.compile(r"(?<![^\W_])(?:among|of|in|into|within)[ \u00a0](?:the|its|their|our)[ \u00a0]top[ \u00a0]\Z")
"""What makes a number only the size of a list in which something stands: "among the top five ports"."""
_IN_SO_MANY = re.compile(
    r"(?<![^\W_])(?:one|two|three|four|five|six|seven|eight|nine|[0-9]{1,2})[ \u00a0]in[ \u00a0]\Z", re.IGNORECASE
)
"""What makes a number the lower half of a fraction: the 5 of "one in 5 people"."""
_TIMES = re.compile(
    r"[ \u00a0-](?:day|week|month|year)s?-olds?(?![^\W_])"
    r"|[ \u00a0-]?(?:times?(?![^\W_])|fold(?![^\W_])|[ap]\.?m(?![^\W_])|o['’]clock|hours[ \u00a0](?:local|GMT|UTC)"
    rf"|(?-i:{ZONES})(?![^\W_])"
    r"|(?:thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)[ \u00a0]of(?![^\W_]))",
    re.IGNORECASE,
)
"""What makes a factor, a fraction, an hour or an age of a number: "13 times larger", "5 PM", "65-year-old"."""


def read_count(text: str, start: int, at: int, end: int) -> Figure | None:
    """The count that begins at `at`, with its noun where that stands beside it; None for a number in a name.

    "A dozen" is none either: like "dozens" and "hundreds" it says roughly how many.
    """
    number = read_number(text, at, end)
    if number is None or _OF_CLOCK_OR_MAP.match(text, number.end, end) or is_time_of_day(text, at):
        return None
    if _TIMES.match(text, number.end, end):
        return None
    if number.scale == 1 and not number.in_words and text[number.end : number.end + 1] in ("m", "k", "M", "B"):
        number = _of_many(text, at, end) or number
    if number.in_words and number.value in (6, 12) and number.scale == 12:
        return None
    lead = last_word(text, start, at)
    if _is_in_name(text, start, at, end, lead, number) or (
        lead == "in" and _IN_SO_MANY.search(text[max(start, at - 12) : at])
    ):
        return None
    value: float | int | tuple[float | int, float | int] = plain(number.value)
    stop = number.end
    join = JOIN.match(text, stop, end)
    if (
        join
        and not (join[1] == "and" and lead.lower() != "between")
        and not (join[1] == "to" and (FROM.search(text[max(start, at - 40) : at]) or is_somebody(number, lead.lower())))
    ):
        other = read_number(text, join.end(), end)
        if other:
            if number.scale == 1 and other.scale > 1 and number.value < 1000:
                number = number.scaled(other.scale)
            counted = read_counted(text, other.end, end)
            is_pair = counted or other.scale >= 1000 or (join[1] == "and" and "," in text[join.end() : other.end])
            if other.value > number.value and is_pair:
                noun, beside = counted or (None, None)
                return _count(text, at, other.end, pair_of(number, other), noun, beside)
    if number.value == 0.5 and number.in_words and (unit := _ONE_UNIT.match(text, stop, end)):
        return _count(text, at, stop, value, unit[0].strip(), unit.end())
    if number.in_words and number.value == 1 and number.scale == 1:
        one = read_one(text, start, at, stop, end)
        return _count(text, at, stop, value, *one) if one else None
    counted = read_counted(text, stop, end)
    is_part = counted is None and number.value > 1 and lead.lower() not in _OF_KNOWN
    part = _PART_OF.match(text, stop, end) if is_part else None
    if part:
        of_many = read_counted(text, part.end(), end)
        return _count(text, at, stop, value, of_many.noun if of_many else None, None)
    is_large = number.scale >= 1000 or "," in text[at:stop]
    if counted is None:
        if text[stop : stop + 1] == "-" and not is_large:
            return None
        if is_large or is_told_without_noun(text, start, number, end, lead):
            return _count(text, at, stop, value, None, None)
        return None
    if number.in_words and number.scale == 1:
        if number.value < 1:
            return None
        if number.value <= 10 and (lead.lower() in _OF_KNOWN or lead.endswith(("'s", "’s", "s'", "s’"))):
            return None
        if lead == "top" and _AMONG_TOP.search(text[max(start, at - 24) : at]):
            return None
        if number.value == 2 and is_spoken_of(counted.noun) and lead.lower() not in ABOUT:
            return None
    return _count(text, at, stop, value, counted.noun, counted.end)


def read_next_count(text: str, at: int, end: int, before: Figure) -> Figure | None:
    """The count at `at` of what the one `before` counts, in a list: "12 bases in the north, 9 in the south"."""
    if before.kind is not FigureKind.COUNT or not _LISTED.fullmatch(text, before.span.end, at):
        return None
    number = read_number(text, at, end)
    if number is None or not _PLACED.match(text, number.end, end):
        return None
    return _count(text, at, number.end, plain(number.value), before.unit, None)


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


def _is_in_name(text: str, start: int, at: int, end: int, lead: str, number: Number) -> bool:
    if text.startswith("Group of ", max(start, at - 9)) and at - 9 >= start:
        return True
    if number.in_words:
        return text[at].isupper() and not (_opens(text, start, at) or _is_in_headline(text, start, at, end))
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


_SMALL_WORD = re.compile(r"(?<![^\W_])[a-z][a-z'’-]{4,}")


def _is_in_headline(text: str, start: int, at: int, end: int) -> bool:
    """Whether a capital says nothing of a word since all long words have one: "Court Frees Two Sailors"."""
    if end - start > _LONGEST_HEADLINE or text[end - 1] in '.!?"”’' or last_word(text, start, at).lower() in _OF_KNOWN:
        return False
    return _SMALL_WORD.search(text, start, end) is None


def _opens(text: str, start: int, at: int) -> bool:
    """Whether a word stands where capitals say nothing: first in a sentence, in a quotation or after a colon."""
    if at - start < 8 and not text[start:at].strip("\"'“”‘’([ \u00a0"):
        return True
    return text[at - 1] in '“‘"' or text[at - 2 : at] in (": ", "— ", "– ")
