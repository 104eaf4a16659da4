"""Whether the value and the unit of a figure are those that its text has, where that can be told beyond doubt."""

from __future__ import annotations

import re

from content.model import Figure, FigureKind
from content.quantities import Number, numbers_of

_COUNTED = (FigureKind.MONEY, FigureKind.PERCENT, FigureKind.COUNT, FigureKind.DURATION)
# What makes a number worth something else than its digits and scale: parts and multiples, small coins, scales of
# other countries, plurals of scales.
_OTHERWISE = re.compile(
    r"[½¼¾⅓⅔/]|\b(?:half|halves|quarters?|thirds?|fourths?|fifths?|tenths?|dozens?|scores?|couples?|pairs?|double|twice"
    r"|triple|times|points?|cents?|pence|pennies|kopecks?|lakhs?|crores?|mill?iards?|mln|bln|mrd|tens|hundreds"
    r"|thousands|millions|billions|trillions)\b",
    re.IGNORECASE,
)
_UNITS = frozenset({"%", "USD", "EUR", "GBP", "JPY", "CNY", "RUB", "INR"})
_OF_SIGN = {"%": {"%"}, "$": {"USD"}, "€": {"EUR"}, "£": {"GBP"}, "¥": {"JPY", "CNY"}}


def misvalued(figure: Figure) -> str:
    """What the figure of an English text says of itself that its own text does not; empty where there is nothing.

    Conservative: only a text with one number is looked at, in which nothing says that it is worth more or less.
    """
    if figure.kind not in _COUNTED or _OTHERWISE.search(figure.text):
        return ""
    numbers = numbers_of(figure.text)
    if len(numbers) != 1:
        return ""
    (number,) = numbers
    if _is_other_unit(figure, number):
        return f"{figure.text} (unit {figure.unit})"
    value = figure.value
    if isinstance(value, bool) or not isinstance(value, int | float) or _is_in_another_unit(figure):
        return ""
    # A sign before it may be part of the value or of the words.
    if any(abs(abs(value) - abs(each)) <= 1e-6 * max(1.0, abs(each)) for each in number.values):
        return ""
    return f"{figure.text} (value {value:,.15g})"


def _is_other_unit(figure: Figure, number: Number) -> bool:
    return bool(number.unit) and figure.unit in _UNITS and figure.unit not in _OF_SIGN[number.unit]


def _is_in_another_unit(figure: Figure) -> bool:
    """Whether a duration is told in a unit that its text does not name: 14 days for two weeks."""
    unit = (figure.unit or "").casefold().rstrip("s")
    return figure.kind is FigureKind.DURATION and unit not in figure.text.casefold()
