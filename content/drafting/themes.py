"""What a text as a whole is about, told by how many of its sentences have words of a pane."""

from __future__ import annotations

from collections.abc import Sequence

from content.drafting.desk_file import DraftingDesk
from content.drafting.terms import Found

THEME = 3
"""Of how many sentences one must be of a pane by its words, for the text to be about it."""
THEME_LEAST = 3
"""And how many there must be."""
LED = 5
"""Of how many one must be of a pane that one of the first sentences is of, for words to hint at it."""
LEAD = 2
"""How many sentences are the first of a text."""


def themes_of(listed: Sequence[Sequence[Found]], desk: DraftingDesk) -> tuple[set[int], set[int]]:
    """The panes that a text is about, and those that it begins with and comes back to.

    Of the former many sentences have words enough, of the latter some, and one of the first.
    """
    times = [0] * len(desk.rules)
    leading: set[int] = set()
    for index, found in enumerate(listed):
        points = [0] * len(desk.rules)
        for number, value, _ in {(each.slot[1], each.value, each.term) for each in found if each.slot[0] == "term"}:
            points[number] += value
        for number, rule in enumerate(desk.rules):
            if points[number] >= rule.needs:
                times[number] += 1
                if index < LEAD:
                    leading.add(number)
    often = {number for number, count in enumerate(times) if count >= THEME_LEAST}
    themes = {number for number in often if THEME * times[number] >= len(listed)}
    return themes, {number for number in often & leading if LED * times[number] >= len(listed)}
