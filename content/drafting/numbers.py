"""Numbers as a text writes them, in digits or in words, with their scale: "53.8 billion", "two and a half million"."""

from __future__ import annotations

import re
from typing import NamedTuple

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
SMALL = {word: value for value, word in enumerate(_UNITS.split())}
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS = {word: 20 + 10 * place for place, word in enumerate(_TENS.split())}

SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1000,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}
_SHORT = {"k": 1000, "m": 10**6, "mn": 10**6, "mln": 10**6, "b": 10**9, "bn": 10**9, "bln": 10**9, "tn": 10**12}
_SHORT["trn"] = 10**12
"""Scales that follow an amount of money without a blank, or nearly: "$5bn"."""
NUMBER_WORDS = frozenset(SMALL) | frozenset(TENS) | frozenset(SCALES) | {"a", "an", "half"}

_DIGITS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){1,5}(?:\.[0-9]{1,9})?(?![0-9])|[0-9]{1,15}(?:\.[0-9]{1,9})?(?![0-9])")
_COMMA = re.compile(
    r"([0-9]{1,3}),([0-9]{1,2})(?=[ \u00a0]?(?:%|(?:million|billion|trillion|bn|percent|per[ \u00a0]cent)(?![^\W_])))"
)
"""A number with the comma that stands for the point elsewhere: "253,4 billion"."""
_WORD = re.compile(r"[ \u00a0-]?([A-Za-z]{1,12})(?![^\W_])")
_SHORT_SCALE = re.compile(r"[ \u00a0]?(bn|mn|tn|mln|bln|trn)(?![^\W_])|([kmbKMB])(?![^\W_])")
_HALF_OF_UNIT = re.compile(
    r"[ \u00a0]an?(?=[ \u00a0](?:second|minute|hour|day|week|month|year|decade|century)(?![^\W_]))"
    r"|[ \u00a0](?:of[ \u00a0])?an?(?=[ \u00a0](?:mile|met(?:er|re)|kilomet(?:er|re)|square|cubic"
    r"|acre|hectare|tonne|ton|pound|kilogram|gram|inch|percentage)(?![^\W_]))",
    re.IGNORECASE,
)
"""What stands between "half" and the unit that it is of: "half an hour", "half of a square kilometre"."""
_OVER = re.compile(r"\+[ \u00a0]([a-z]{3,12})(?![^\W_])")
_AND_A_HALF = re.compile(r"[ \u00a0-]and[ \u00a0-]a[ \u00a0-]half(?![^\W_])")


_DOUBLED = re.compile(r"(.)\1+")
_BARE_SCALES = {"milion": 10**6, "bilion": 10**9, "trilion": 10**12}


def _scale(word: str) -> int | None:
    """What a word multiplies a number by; also one with a letter too many or too few: "billlion"."""
    scale = SCALES.get(word)
    if scale is None and word.endswith("lion"):
        return _BARE_SCALES.get(_DOUBLED.sub(r"\1", word))
    return scale


def word_set(words: str) -> frozenset[str]:
    """The words of a list that is written in one line, with blanks between them."""
    return frozenset(words.split())


class Number(NamedTuple):
    """A number in a text: where it stands, end exclusive, what it is worth with its scale, and how it is written."""

    start: int
    end: int
    value: float
    scale: int
    in_words: bool

    def scaled(self, scale: int) -> Number:
        """The same number where a scale that is written later counts for it too: the 40 of "40 to 50 billion"."""
        return self._replace(value=self.value * scale, scale=scale)


def plain(value: float) -> float | int:
    """The number as an int where it is whole, without what multiplying in binary adds to it."""
    value = round(value, 6)
    return int(value) if value == int(value) else value


def read_number(text: str, at: int, end: int, *, is_money: bool = False) -> Number | None:
    """The number that begins at `at` and ends before `end`; None where none does.

    `is_money` takes "5m" and "5k" for amounts too. At most a few dozen characters are looked at.
    """
    found = _COMMA.match(text, at, end) or _DIGITS.match(text, at, end)
    if found is None:
        return _in_words(text, at, end)
    value = float(found[0].replace(",", "." if found.re is _COMMA else ""))
    stop = found.end()
    scale = 1
    # "$40+ trillion", "100+ firms"; what follows tells it from the sign of a sum.
    if (over := _OVER.match(text, stop, end)) and (not is_money or _scale(over[1].lower())):
        stop += 1
    half = _AND_A_HALF.match(text, stop, end)
    if half:
        value, stop = value + 0.5, half.end()
    while (word := _WORD.match(text, stop, end)) and (more := _scale(word[1].lower())) and scale < 10**6:
        scale, stop = scale * more, word.end()
    if scale == 1 and (short := _SHORT_SCALE.match(text, stop, end)) and (short[1] or is_money):
        scale, stop = _SHORT[(short[1] or short[2]).lower()], short.end()
    return Number(at, stop, value * scale, scale, False)


def _in_words(text: str, at: int, end: int) -> Number | None:
    first = _WORD.match(text, at, end)
    if first is None or not text[at].isalpha():
        return None
    word = first[1].lower()
    if word in ("a", "an", "half"):
        return _with_article(text, first.start(1), first.end(), end, word)
    if word not in SMALL and word not in TENS:
        return None
    total, current, scale = 0.0, float(SMALL.get(word, TENS.get(word, 0))), 1
    last, stop = word, first.end()
    while (found := _WORD.match(text, stop, end)) is not None:
        word = found[1].lower()
        if word == "and" and last in SCALES:
            after = _WORD.match(text, found.end(), end)
            if (
                after is None
                or after[1].lower() not in SMALL.keys() | TENS.keys()
                or last not in ("hundred", "thousand")
            ):
                break
            current += SMALL.get(after[1].lower(), TENS.get(after[1].lower(), 0))
            last, stop = after[1].lower(), after.end()
        elif word in SMALL and 0 < SMALL[word] < 10 and last in TENS:
            current += SMALL[word]
            last, stop = word, found.end()
        elif word in SMALL.keys() | TENS.keys() and last in SCALES and last != "dozen" and text[found.start()] == " ":
            current += SMALL.get(word, TENS.get(word, 0))
            last, stop = word, found.end()
        elif word in SCALES and scale < 10**12 and (word != "hundred" or current < 100):
            scale = SCALES[word]
            if scale <= 100:
                current *= scale
            else:
                total, current = total + current * scale, 0.0
            last, stop = word, found.end()
        else:
            break
    half = _AND_A_HALF.match(text, stop, end)
    if half and scale == 1:
        current, stop = current + 0.5, half.end()
        word_after = _WORD.match(text, stop, end)
        if word_after and word_after[1].lower() in SCALES:
            scale, stop = SCALES[word_after[1].lower()], word_after.end()
            current *= scale
    return Number(at, stop, total + current, scale, True)


def _with_article(text: str, at: int, stop: int, end: int, word: str) -> Number | None:
    """ "a million", "half a billion", "half a dozen", "a half-million", "a hundred"."""
    value = 1.0
    if word != "half" and (half := _WORD.match(text, stop, end)) and half[1].lower() == "half":
        value, stop = 0.5, half.end()
    elif word == "half":
        value = 0.5
        if whole := _HALF_OF_UNIT.match(text, stop, end):
            return Number(at, whole.end(), value, 1, True)
        if (article := _WORD.match(text, stop, end)) and article[1].lower() in ("a", "an"):
            stop = article.end()
    scale = 1
    while (found := _WORD.match(text, stop, end)) and (more := _scale(found[1].lower())) and scale < 10**6:
        scale, stop = scale * more, found.end()
    return Number(at, stop, value * scale, scale, True) if scale > 1 else None
