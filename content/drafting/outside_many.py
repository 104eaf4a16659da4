"""Views of many outside government at once: hailed by experts, or those of some and of others in a text of analysts."""

from __future__ import annotations

from collections.abc import Sequence

from content.drafting.outsiders import Outsiders, offices, saying
from content.drafting.terms import Word

_JUDGED = frozenset(
    {"hailed", "praised", "lauded", "applauded", "welcomed", "celebrated", "endorsed", "criticized", "criticised"}
    | {"condemned", "denounced", "slammed", "dismissed", "questioned", "decried", "panned", "ridiculed", "derided"}
)
"""What is done to something in words: "The deal is hailed by experts as a landmark"."""
_BY = 3
"""Within how many words behind it "by" stands: "praised last week by"."""
_WHO = 4
"""Within how many words behind "by" those stand whose view it is."""
_SOME = frozenset({"some", "others", "many", "few"})
_MEETS = frozenset({"spoke", "talked", "spoken", "talks", "asked", "interviewed", "heard"})
_MANY = frozenset(
    {"analysts", "experts", "scholars", "economists", "academics", "researchers", "observers", "historians", "lawyers"}
)
_VIEWS = frozenset(
    {"perspectives", "views", "opinions", "assessments", "takes", "viewpoints", "reactions", "predictions"}
)
SOON = 3
"""Within how many sentences behind what some say a text tells that it is of analysts."""


def judged_by(words: Sequence[Word], low: int, high: int, outside: Outsiders) -> bool:
    """Whether a sentence says that something is praised or criticised by somebody outside government."""
    for at in range(low + 1, high):
        if words[at].folded not in _JUDGED:
            continue
        by = next((n for n in range(at + 1, min(high, at + 1 + _BY)) if words[n].folded == "by"), None)
        if by is not None:
            reach = min(high, by + 1 + _WHO)
            first = next(iter(outside.find(words, by + 1, reach)), None)
            if first is not None and not offices(words, by + 1, first.at):
                return True
    return False


def gives_many_views(words: Sequence[Word], low: int, high: int) -> bool:
    """Whether a sentence says that analysts were asked for their views: "spoke with analysts who gave three views"."""
    said = {word.folded for word in words[low:high]}
    return bool(said & _MEETS and said & _MANY and said & _VIEWS)


def some_say(words: Sequence[Word], low: int, high: int) -> bool:
    """Whether a sentence opens with some or others who say something, whoever they are: "Others warn"."""
    return high > low + 1 and words[low].folded in _SOME and low + 1 in saying(words, low + 1, min(high, low + 3))


def add_some(found: set[int], words: Sequence[Word], bounds: Sequence[tuple[int, int]]) -> None:
    """Add where analysts are asked for their views, and what some and others say in the sentences right before."""
    for index, (low, high) in enumerate(bounds):
        if not gives_many_views(words, low, high):
            continue
        found.add(index)
        before = index - 1
        while before >= max(0, index - SOON) and some_say(words, *bounds[before]):
            found.add(before)
            before -= 1
