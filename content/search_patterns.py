"""Regular expressions in a query: read by a library that gives them up in time, where that is installed."""

from __future__ import annotations

import re
from collections.abc import Callable
from time import monotonic

from content.model import Span
from content.queries import Problem
from content.search_terms import Matches

PATTERN_SECONDS = 2.0
"""How long regular expressions are looked for."""

_COUNT = re.compile(r"\{(\d*)(?:,(\d*))?\}", re.ASCII)
_ITSELF = re.compile(r"\(\?(?:R|&|P>|[+-]?\d)")
"""What has a part of itself in it, as deep as there is memory."""

_MOST_COUNTED = 1_000_000
"""How often a part may be counted, all counts together: each is so many parts for whoever makes it ready."""


class Deadline:
    """When regular expressions are given up; other queries have none."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds
        self.is_kept = self.was_over = False

    @property
    def left(self) -> float:
        """How many seconds are left, at least a moment."""
        return max(0.001, self._end - monotonic())

    def is_over(self) -> bool:
        """Whether it is time to give up."""
        self.was_over = self.was_over or (self.is_kept and monotonic() > self._end)
        return self.was_over


def patterns(problems: list[Problem], query: str, deadline: Deadline) -> Callable[[str], Matches | None]:
    """What makes a regular expression ready, and tells in `problems` where that cannot be done."""

    def ready(text: str) -> Matches | None:
        at = max(0, query.find(text))
        span = Span(at, at + len(text))
        try:
            import regex  # type: ignore[import-untyped,unused-ignore]
        except ImportError:
            from content.importers.libraries import installing

            told = f"regular expressions need the library regex; install it with: {installing('regex')}"
            problems.append(Problem(span, told))
            return None
        if _takes_all_memory(text):
            problems.append(Problem(span, "this regular expression repeats too much: write smaller numbers"))
            return None
        try:
            pattern = regex.compile(text, regex.IGNORECASE)
        except (regex.error, RecursionError, OverflowError) as error:
            problems.append(Problem(span, f"this regular expression cannot be read: {error}"))
            return None
        deadline.is_kept = True

        def is_in(words: str) -> bool:
            try:
                return not deadline.is_over() and pattern.search(words, timeout=deadline.left) is not None
            except TimeoutError:
                deadline.was_over = True
                return False

        def places(words: str) -> list[Span]:
            try:
                return [Span(*found.span()) for found in pattern.finditer(words, timeout=0.05)]
            except TimeoutError:
                return []

        return Matches(is_in, places)

    return ready


def _takes_all_memory(pattern: str) -> bool:
    """Whether a regular expression may be as large as all memory before the time is over."""
    counted = 1
    for count in _COUNT.finditer(pattern):
        counted *= max([1, *(int(each[:9]) for each in count.groups() if each)])
    return counted > _MOST_COUNTED or _ITSELF.search(pattern) is not None


def over(query: str) -> Problem:
    """That a search was given up."""
    return Problem(
        Span(0, len(query)),
        f"this took longer than {PATTERN_SECONDS:g} seconds: only what is newest was looked through",
    )
