"""What goes on with a view from outside government: "the group", "he also warned", "in her view"."""

from __future__ import annotations

from collections.abc import Sequence

from content.drafting.outsiders import saying
from content.drafting.terms import Word, words_of

REPORTED = {"he", "she", "they"}
"""Who may have been named before."""
_LINKS = {"also", "further", "then", "too", "has", "have", "had"}
_AGAIN = frozenset(
    {"report", "study", "analysis", "paper", "brief", "survey", "group", "organization", "organisation", "institute"}
    | {
        "watchdog",
        "charity",
        "association",
        "author",
        "authors",
        "researcher",
        "researchers",
        "scientist",
        "scientists",
    }
    | {"analyst", "analysts", "expert", "experts", "economist", "professor", "lawyer", "lawyers", "activist"}
    | {"activists", "campaigner", "campaigners", "general", "inspector", "groups", "organizations", "organisations"}
    | {"tank", "network", "coalition", "campaign", "foundation", "center", "centre", "ngo", "ngos", "union"}
)
"""What stands with "the" for the body or person outside government that was named before."""
_PAPERS = frozenset({"statement", "letter", "release", "article"})
"""What governments write as well: such a one is of an outsider only right after a view."""
_BODIES = frozenset({"group", "organization", "organisation", "institute", "watchdog", "charity", "ngo", "tank"})
"""What can be nobody but the body that spoke before, in a new paragraph too: "The press freedom group criticized"."""
_MOST_AGAIN = 5
"""Of how many words at most those are that stand for a body again: "the London-based rights group"."""
_THEIRS = frozenset({"his", "her", "their", "its"})
_VIEWS = frozenset({"view", "views", "opinion", "words", "assessment", "eyes", "judgment", "judgement", "estimate"})
_WRITTEN = 8
"""Within how many words what a group wrote says something: "The group’s analysis of the pictures suggests"."""
SINCE = 4
"""For how many sentences what stands for a body or person goes on from them."""


def stands_again(words_of_speaker: str) -> int:
    """For how many sentences "the report" or "the group" speaks as that of whoever spoke before; 0 for others."""
    words = [word.folded for word in words_of(words_of_speaker)]
    if not 2 <= len(words) <= _MOST_AGAIN or words[0] != "the":
        return 0
    return SINCE if words[-1] in _AGAIN else 1 if words[-1] in _PAPERS else 0


def stands_for_body(words: Sequence[Word], low: int, high: int) -> bool:
    """Whether a sentence opens with a body that was named before: "The press freedom group"."""
    opening = range(low + 1, min(high, low + _MOST_AGAIN))
    return high > low and words[low].folded == "the" and any(words[at].folded in _BODIES for at in opening)


def continues(words: Sequence[Word], low: int, high: int) -> bool:
    """Whether a sentence goes on with what the last speaker said: "He also warned", "The group’s study says"."""
    if high <= low:
        return False
    if words[low].folded == "in":  # "In her view"
        return high > low + 2 and words[low + 1].folded in _THEIRS and words[low + 2].folded in _VIEWS
    at = low + 1
    if words[low].folded == "the":
        at = next((n + 1 for n in range(at, min(high, low + _MOST_AGAIN)) if words[n].folded in _AGAIN), high)
        if at < high and words[at].folded == "s":
            written = range(at + 1, min(high, at + _WRITTEN))
            at = next((n for n in written if n in saying(words, n, min(high, n + 2))), high)
    elif words[low].folded not in REPORTED and words[low].folded != "it":
        return False
    while at < high and words[at].folded in _LINKS:
        at += 1
    return at < high and at in saying(words, at, min(high, at + 2))
