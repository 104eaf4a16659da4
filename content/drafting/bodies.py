"""Whose leaders and ministers a text speaks of that names a body of states: the body's own, or others who met."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from content.drafting.pane_words import state_numbers
from content.drafting.terms import Found, Word

Bounds = tuple[int, int]
"""The words of a sentence: the first, and the one behind the last."""
_WHO_MET = frozenset({"leaders", "ministers", "envoys"})
_GATHERED = _WHO_MET | {
    *("summit", "meeting", "meetings", "meet", "met", "ministerial", "conference", "members", "heads", "statement"),
    *("declaration", "communique", "communiqué", "chiefs", "diplomats", "secretary", "nations", "countries", "states"),
    *("council", "talks", "session", "allies", "alliance", "bloc", "group"),
}
"""What tells, beside the name of a body, that its own members act."""
_FOR_STATES = _WHO_MET | {"governors", "chiefs", "heads", "presidents", "representatives"}
_MORE = 2
"""How many other states may stand beside those of a body that are listed, and it is still the body that meets."""


def are_gathered(words: Sequence[Word], acting: Collection[int], gathers: tuple[str, ...], bounds: Bounds) -> bool:
    """Whether a sentence lists the states of a body, one of them left out at most, and who meets for them.

    "Ministers from Canada, France, Germany, Italy, Japan and the United Kingdom".
    """
    if not gathers or len(acting) < len(gathers) - 1:
        return False
    numbers = state_numbers(gathers)
    listed = sum(number in numbers for number in acting)
    if listed < len(gathers) - 1 or len(acting) - listed > _MORE:
        return False
    return any(word.folded in _FOR_STATES for word in words[bounds[0] : bounds[1]])


def says_who_met(found: Found) -> bool:
    """Whether a term stands for people who meet, "the leaders", and not for a group or a paper."""
    return found.term.casefold().rpartition(" ")[2] in _WHO_MET


def others_met(words: Sequence[Word], found: Sequence[Found], number: int, bounds: Bounds) -> bool:
    """Whether a sentence that names a body says nothing of a meeting of its own, or has others who met.

    "The leaders welcomed the pact with NATO": they are not NATO's.
    """
    low, high = bounds
    for each in found:
        if each.slot == ("soon", number) and says_who_met(each) and words[each.at].folded == "the":
            return each.at + 2 >= high or words[each.at + 2].folded != "of"
    return not any(word.folded in _GATHERED for word in words[low:high])
