"""Reports and studies by bodies outside government, which say things as people do."""

from __future__ import annotations

from collections.abc import Sequence

from content.drafting.outsiders import Outsiders, saying
from content.drafting.terms import Word

_REPORTS = frozenset({"report", "study", "survey", "paper"})
_NEAR_REPORT = 5
_REPORT_SAYS = 20
"""Within how many words a report and its author stand together, and a report and what it says."""
_OPENING = 5
"""Of how many words at most those are that stand for a report again: "The 600-page report"."""


def names_report(words: Sequence[Word], low: int, high: int, outside: Outsiders) -> bool:
    """Whether a sentence speaks of what a body outside government wrote: "rejected a report by Human Rights Watch"."""
    found = [at for at in range(low, high) if words[at].folded in _REPORTS]
    return bool(found) and any(
        abs(at - each.at) <= _NEAR_REPORT for each in outside.find(words, low, high) for at in found
    )


def reports(words: Sequence[Word], low: int, high: int) -> bool:
    """Whether a sentence opens with a report that says something: "The report, released in May, accused"."""
    if high - low < 3 or words[low].folded != "the":
        return False
    opening = range(low + 1, min(high, low + _OPENING - 1))
    at = next((n for n in opening if words[n].folded in _REPORTS), None)
    return at is not None and bool(saying(words, at + 1, min(high, at + _REPORT_SAYS)))
