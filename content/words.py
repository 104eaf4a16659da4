"""The words of a text, as a reader would select them, and those of a briefing from sentence to sentence.

The rules are the default ones of Unicode (https://www.unicode.org/reports/tr29/#Word_Boundaries) with three more: a
hyphen inside a word, a currency's sign before a figure and a percent sign after one belong to it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING

from content.model import Briefing, SentenceNumber, Span

if TYPE_CHECKING:
    import re

_ALONE = "\u3040-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Hiragana and ideographs: each is a word by itself, where blanks do not tell."""
_HOLDS = "\u0640"
"""A letter that stands for what is part of the character before it, while words are looked for."""
_CURRENCY = "$\xa2-\xa5\u058f\u060b\u09f2\u09f3\u0e3f\u17db\u20a0-\u20cf\ufdfc\uff04\uffe0\uffe1\uffe5\uffe6"
_JOINERS = "\u200c\u200d"

CACHED_SENTENCES = 64


def word_spans(text: str) -> list[Span]:
    """Where the words of a text stand, in order: code points, end exclusive; none is empty and none overlap.

    A word never ends between a letter and the marks on it. Linear in the length of the text.
    """
    return [Span(*found.span()) for found in _pattern().finditer(_held_together(text))]


@cache
def _pattern() -> re.Pattern[str]:
    import re

    letter = rf"[^\W{_ALONE}]"
    inside = rf"[.'\u2018\u2019\u2010\u2011-](?={letter})|(?<=\d)[,:](?=\d)|[{_CURRENCY}](?=\d)"
    return re.compile(
        rf"[{_ALONE}]{_HOLDS}*|(?:[{_CURRENCY}](?=\d))?{letter}+(?:(?:{inside}){letter}+)*(?:(?<=\d)[%‰])?"
    )


def _held_together(text: str) -> str:
    """The text with a letter in place of each mark and joiner that belongs to the letter before it."""
    from unicodedata import category

    if text.isascii():
        return text
    marks = {c for c in set(text) if c >= "\u0300" and (c in _JOINERS or category(c)[0] == "M")}
    if not marks:
        return text
    shown: list[str] = []
    is_word = False
    for character in text:
        if is_word and character in marks:
            shown.append(_HOLDS)
        else:
            shown.append(character)
            is_word = character.isalnum() or character == "_"
    return "".join(shown)


class Words:
    """The words of a briefing's sentences. Those of a sentence are looked for when they are first asked for.

    Positions are code points into `Briefing.text`.
    """

    def __init__(self, briefing: Briefing) -> None:
        self._briefing = briefing
        self._found: dict[int, list[Span]] = {}

    def of(self, sentence: SentenceNumber) -> list[Span]:
        """The words of a sentence. Raises IndexError where there is no such number."""
        found = self._found.get(sentence)
        if found is None:
            if len(self._found) > CACHED_SENTENCES:
                self._found.clear()
            text = self._briefing.words_of(sentence)
            start = self._briefing.sentences.starts[sentence - 1]
            found = self._found[sentence] = [Span(start + a, start + b) for a, b in word_spans(text)]
        return found

    def at(self, position: int) -> Span | None:
        """The word that a code point belongs to; None between words."""
        number = self._number(position)
        for word in self.of(number) if number else ():
            if word.start <= position < word.end:
                return word
        return None

    def after(self, position: int) -> Span | None:
        """The first word that begins at `position` or after it; None after the last."""
        for number in range(max(1, self._number(position)), len(self._briefing.sentences) + 1):
            found = self.of(SentenceNumber(number))
            at = bisect_left(found, position, key=lambda word: word.start)
            if at < len(found):
                return found[at]
        return None

    def before(self, position: int) -> Span | None:
        """The last word that ends at `position` or before it; None before the first."""
        for number in range(self._number(position), 0, -1):
            found = self.of(SentenceNumber(number))
            at = bisect_right(found, position, key=lambda word: word.end)
            if at:
                return found[at - 1]
        return None

    def between(self, one: int, other: int) -> Span | None:
        """From the word at one code point to the word at the other, whichever comes first; None where there is none.

        Where a point is between words, the next one towards the other point counts; of two points between the same
        words, the word before them, else the one after.
        """
        low, high = min(one, other), max(one, other)
        first = self.at(low) or self.after(low)
        last = self.at(high) or self.before(high)
        if first is not None and last is not None and first.start <= last.start:
            return Span(first.start, last.end)
        return last or first

    def count(self, span: Span) -> int:
        """How many words begin inside a span."""
        counted = 0
        for number in range(max(1, self._number(span.start)), self._number(max(span.start, span.end - 1)) + 1):
            counted += sum(1 for word in self.of(SentenceNumber(number)) if span.start <= word.start < span.end)
        return counted

    def _number(self, position: int) -> SentenceNumber:
        """The last sentence that begins at a code point or before it; 0 before the first."""
        return SentenceNumber(bisect_right(self._briefing.sentences.starts, position))
