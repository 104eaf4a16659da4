"""The figures of a text: money, shares, counts, lengths of time, dates and periods, and what changes into what."""

from __future__ import annotations

import re

from content.drafting.dates import MONTH_WORDS, PERIOD_WORDS, CalendarWords, last_word, read_named_date, read_years
from content.drafting.figures_changes import find_changes
from content.drafting.figures_counts import is_count_of_many, names_a_number, read_count, read_next_count
from content.drafting.figures_quantities import read_quantity
from content.drafting.found import FigureChange, Figures
from content.drafting.numbers import NUMBER_WORDS
from content.drafting.sentences import LONGEST_SENTENCE
from content.model import Figure, Sentences, Span

_WORD = re.compile(r"[0-9]+|[^\W\d_]+[0-9]*")
_NUMERAL = re.compile(r"[0-9]+(?:[.,:/][0-9]+)*")
_CODE = re.compile(r"[0-9][0-9.,:/_+-]{30,}")
"""Digits and what may stand between them, more in a row than a number has: a code, an account, a line of a table."""
_JOINED = re.compile(r"[^\W_]-\Z|[^\W_]\Z|[0-9][.,:/]\Z|[#№§]\Z|§[ \u00a0]\Z|[^\W_][/+]\Z|[A-Z]\.\Z")
_MID = re.compile(r"(?<![^\W_])(?:[Mm]id|[Ll]ate|[Ee]arly)-\Z")
"""What is joined to a month or year: "mid-April"."""
_MONTHS = frozenset(word.lower() for word in MONTH_WORDS)
_TRIGGERS = NUMBER_WORDS | PERIOD_WORDS | _MONTHS
_NUMBERED = re.compile(r"(?<![0-9.,])[0-9]{1,4}[ \u00a0]?\(\Z")
"""What stands before the year of a numbered paper: "Resolution 1718 (2006)", and not "165,000 (2005)"."""
_NAMED_AFTER_YEAR = re.compile(
    r"(?:[ \u00a0][A-Z][\w-]{0,20}){0,4}?[ \u00a0]"
    r"(?:Agenda|Framework|Summit|Conference|Forum|Games|Olympics|Cup|Strategy|Act)(?![^\W_])"
)
"""What makes a year part of a name: "the 2024 NATO Summit"; not "the 2010 NATO summit", which is one of a year."""
_ACT = re.compile(r"[ \u00a0](?:Act|Acts|Law|Code|Constitution|Convention|Treaty)[ \u00a0]of[ \u00a0]\Z")
"""What stands before the year of a law with a name: "the Trade Act of 1974"."""


def find_figures(text: str, sentences: Sentences) -> Figures:
    """Every quantity of the text with what it is worth, in order, none over another, and the changes stated.

    Linear in the length of the text; of a sentence that is longer than `LONGEST_SENTENCE`, the beginning is read.
    """
    figures: list[Figure] = []
    changes: list[FigureChange] = []
    for start, end in zip(sentences.starts, sentences.ends, strict=True):
        found = _of_sentence(text, start, end)
        if found:
            figures += found
            changes += find_changes(text, start, end, found)
    return Figures(tuple(figures), tuple(changes))


def _of_sentence(text: str, start: int, end: int) -> list[Figure]:
    found: list[Figure] = []
    done = start
    end = min(end, start + LONGEST_SENTENCE)
    for word in _WORD.finditer(text, start, end):
        at = word.start()
        if at < done:
            continue
        is_numeric = "0" <= word[0][0] <= "9"
        if is_numeric or word[0].lower() in _TRIGGERS or word[0][:2] == "FY":
            if is_numeric and (code := _CODE.match(text, at, end)):
                done = code.end()
                continue
            figure = _with_point(text, done, _figure_at(text, start, at, end, done))
            if figure is None and is_numeric and found:
                figure = read_next_count(text, at, end, found[-1])
            if figure:
                found.append(figure)
                done = figure.span.end
            elif word[0].isdigit() and (whole := _NUMERAL.match(text, at, end)):
                done = whole.end()
    return found


def _with_point(text: str, done: int, figure: Figure | None) -> Figure | None:
    """The figure with the point that its number begins with: ".6%"."""
    at = 0 if figure is None else figure.span.start
    lone = at > done and text[at - 1] == "." and text[at].isdigit() and not text[max(done, at - 2) : at - 1].strip()
    if figure is None or not lone or not isinstance(figure.value, int):
        return figure
    span = Span(at - 1, figure.span.end)
    return figure._replace(text=span.of(text), span=span, value=figure.value / 10 ** len(str(figure.value)))


def _figure_at(text: str, start: int, at: int, end: int, done: int) -> Figure | None:
    """The figure whose number or first word is at `at`; a sign before it may reach back to `done`."""
    quantity = read_quantity(text, start, at, end, done)
    if quantity and quantity.span.start < at:
        return quantity
    if part := _MID.search(text[max(done, at - 6) : at]):
        joined = read_named_date(text, start, at, end) or read_years(text, start, at, end)
        if joined is not None:
            return _dated(text, joined._replace(span=Span(at - len(part[0]), joined.span.end)))
    if _JOINED.search(text[max(start, at - 2) : at]):
        return None
    if date := read_named_date(text, start, at, end):
        return _dated(text, date)
    if quantity:
        return quantity
    years = read_years(text, start, at, end)
    if years is None or is_count_of_many(text, start, at, years.span.end, end):
        return read_count(text, start, at, end)
    before = text[max(start, at - 18) : at]
    is_of_name = _NUMBERED.search(before) or _ACT.search(before) or _NAMED_AFTER_YEAR.match(text, years.span.end, end)
    if is_of_name or names_a_number(last_word(text, start, at)):
        return None
    return _dated(text, years)


def _dated(text: str, found: CalendarWords) -> Figure:
    return Figure(found.span.of(text), found.span, found.kind, found.value)
