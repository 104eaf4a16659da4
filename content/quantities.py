"""The numbers that a text names, in digits or in English words, as values that can be compared."""

from __future__ import annotations

import re
from typing import NamedTuple

_SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen"""
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_UNITS = {word: value for value, word in enumerate(_SMALL.split())} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12}
_SIGNS = "$€£¥"
_WORDS = "|".join(sorted([*_UNITS, "hundred", "thousand", "million", "billion", "trillion"], key=len, reverse=True))
# Nothing here can match in two ways: digits, words, and each followed by one sign at most.
_PART = re.compile(
    rf"(?P<sign>[{_SIGNS}] ?)?(?<![\w.,])(?P<digits>\d+(?:[.,]\d+)*)"
    r"(?:(?P<short>k|mn?|bn?|tn)\b|(?:st|nd|rd|th|s)\b)?"
    rf"|\b(?P<word>{_WORDS})s?\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r" ?%|[ -]per ?cent|[ -]percentage", re.IGNORECASE)
_JOINT = re.compile(r"[ \u00a0\n]|-| and |, ", re.IGNORECASE)
_RANGE = re.compile(rf" ?[-–—] ?[{_SIGNS}]?| (?:to|and|or) [{_SIGNS}]?", re.IGNORECASE)


class Number(NamedTuple):
    """A number as a text words it, from `start` to `end`, and its value.

    `unit` is `%`, the sign of a currency, or nothing. `low` is the value by the scale of the number after it: the 190
    of "190 to 200 billion" may mean as many billions.
    """

    text: str
    start: int
    end: int
    value: float
    unit: str = ""
    low: float | None = None

    @property
    def values(self) -> tuple[float, ...]:
        """What it may be worth."""
        return (self.value,) if self.low is None else (self.value, self.low)

    @property
    def is_worded(self) -> bool:
        """Whether it is written in words alone."""
        return not any(c.isdigit() for c in self.text)


def numbers_of(text: str) -> list[Number]:
    """The numbers of a text in order; ordinals in words are none."""
    found: list[Number] = []
    scales: list[float] = []
    parts = list(_PART.finditer(text))
    at = 0
    while at < len(parts):
        stop, value, scale = _read(text, parts, at)
        first, last = parts[at], parts[stop - 1]
        start, end = first.start(), last.end()
        percent = _PERCENT.match(text, end)
        unit = "%" if percent else (first["sign"] or "").strip()
        found.append(Number(text[start : percent.end() if percent else end], start, end, round(value, 6), unit))
        scales.append(scale)
        at = stop
    for index in range(len(found) - 1):
        number, after = found[index], found[index + 1]
        # The text of a number may take in its sign, so that the gap is measured from word to word.
        if scales[index] == 1 < scales[index + 1] and _RANGE.fullmatch(text, number.end, _bare(text, after.start)):
            found[index] = number._replace(low=round(number.value * scales[index + 1], 6))
    return found


def ordinals_of(words: set[str]) -> set[float]:
    """The values of the ordinals among some words: 3 for "third"."""
    return {float(value) for value, word in enumerate(_ORDINALS.split(), 1) if word in words}


def _bare(text: str, start: int) -> int:
    while start < len(text) and text[start] in _SIGNS + " ":
        start += 1
    return start


def _read(text: str, parts: list[re.Match[str]], at: int) -> tuple[int, float, float]:
    """Where the number ends that begins with a part, its value, and its scale."""
    total, current, last, scale = 0.0, None, 0.0, 1.0
    index = at
    while index < len(parts):
        part = parts[index]
        if index > at:
            gap = text[parts[index - 1].end() : part.start()]
            if not _JOINT.fullmatch(gap) or part["digits"]:
                break
            if gap.strip() in ("and", ",") and (last < 100 or _UNITS.get((part["word"] or "").lower(), 100) >= 100):
                break
        if part["digits"]:
            current = last = _value(part["digits"])
            short = (part["short"] or "").lower()
            if short:
                return index + 1, current * _SHORT[short], _SHORT[short]
            index += 1
            continue
        word = part["word"].lower()
        if word in _UNITS:
            value = float(_UNITS[word])
            is_next = current is None or (last >= 100) or (20 <= last < 100 and value < 10 and last % 10 == 0)
            if index > at and (not is_next or parts[at]["digits"]):
                break
            current, last = (current or 0) + value, value
        elif word == "hundred":
            current, last = (1 if current is None else current) * 100, 100
        else:
            scale = _SCALES[word]
            total, current, last = total + (1 if current is None else current) * scale, None, scale
        index += 1
    return index, total + (current or 0), scale


def _value(digits: str) -> float:
    """What digits with separators are worth: a comma before three of them parts thousands, one full stop decimals."""
    if digits.count(".") > 1:
        digits = digits.replace(".", "")
    return float(digits.replace(",", ""))
