"""Reports and studies by bodies outside government, which say things as people do."""

from __future__ import annotations

from collections.abc import Sequence

from content.drafting.outsiders import Outsiders, offices, saying
from content.drafting.terms import Word

_REPORTS = frozenset({"report", "study", "survey", "paper"})
_NEAR_REPORT = 5
_REPORT_SAYS = 20
"""Within how many words a report and its author stand together, and a report and what it says."""
_OPENING = 5
"""Of how many words at most those are that stand for a report again: "The 600-page report"."""
_COMING = frozenset({"come", "comes", "came"})
_CLAIMS = frozenset(
    {"claim", "claims", "allegation", "allegations", "account", "accounts", "accusation", "accusations", "assessment"}
    | {"estimate", "estimates", "warning", "warnings", "criticism", "prediction", "forecast", "view", "suggestion"}
)
_STUDIES = frozenset({"study", "studies", "analysis", "analyses", "research"})
_FIND = frozenset(
    {"found", "find", "finds", "shows", "show", "showed", "shown", "suggests", "suggested", "suggest", "concluded"}
    | {"conclude", "concludes", "estimates", "estimated", "estimate", "indicates", "indicate", "indicated", "warns"}
    | {"warned", "argues", "argued", "predicts", "predicted", "projects", "projected", "reveals", "revealed"}
    | {"demonstrated", "demonstrates", "demonstrate", "confirmed", "confirms"}
)
_BEING = frozenset({"is", "are", "was", "were", "be", "been", "being", "to"})
_KNOWN_ONES = frozenset({"the", "its", "his", "her", "their", "our", "this", "that", "these", "those", "s", "no"})
_BEFORE_STUDY = 5
_TO_FINDING = 18


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


def comes_from_outside(words: Sequence[Word], low: int, high: int, outside: Outsiders) -> bool:
    """Whether a sentence says that a claim is of somebody outside government: "The claim comes from a doctor"."""
    for at in range(low + 2, min(high, low + _TO_FINDING)):
        if words[at].folded == "from" and words[at - 1].folded in _COMING:
            is_claim = any(word.folded in _CLAIMS for word in words[low : low + _OPENING])
            first = next(iter(outside.find(words, at + 1, min(high, at + 1 + _OPENING))), None)
            return is_claim and first is not None and not offices(words, at + 1, first.at)
    return False


def finds_of_nobody(words: Sequence[Word], low: int, high: int, outside: Outsiders) -> bool:
    """Whether a sentence gives what a study found that no body is named for: "A 2024 study of the tariffs found".

    One that a state's body made, or that somebody speaks of who is heard before it, is none.
    """
    studies = (n for n in range(low, high) if words[n].folded in _STUDIES)
    at = next((n for n in studies if n == low or words[n].word[0].islower()), None)
    if at is None:
        return False
    clause = at  # where the clause begins, as far as a comma or other sign before it tells
    while clause > max(low, at - _TO_FINDING) and _is_beside(words, clause):
        clause -= 1
    first = max(clause, at - _BEFORE_STUDY)
    before = [word.folded for word in words[first:at]]
    is_according = ["according", "to"] in [before[n : n + 2] for n in range(len(before))]
    if (
        _KNOWN_ONES.intersection(before[-3:])
        or offices(words, first, at)
        or (saying(words, clause, at) and not is_according)
    ):
        return False
    # What a capital stands for, other than at the beginning, is whose study it is: "A Treasury study".
    if any(word.word[0].isupper() for n, word in enumerate(words[first:at], first) if n > low):
        return False
    if is_according:
        verb: int | None = min(high, at + 3)
    else:
        following = range(at + 1, min(high, at + _TO_FINDING))
        verb = next((n for n in following if words[n].folded in _FIND and words[n - 1].folded not in _BEING), None)
    if verb is None:
        return False
    made = [n for n in range(at + 1, verb - 1) if words[n].folded in ("by", "from")]
    named = [n for n in made if any(word.word[0].isupper() for word in words[n + 1 : min(verb, n + 3)])]
    return not named or outside.is_outside(words, named[0], verb)


def _is_beside(words: Sequence[Word], at: int) -> bool:
    """Whether only a blank parts a word from the one before it."""
    return words[at].start == words[at - 1].start + len(words[at - 1].word) + 1
