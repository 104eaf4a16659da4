"""What prevails in a text, and so counts for those of its sentences that their own words leave in doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from content.drafting.found import Speech
from content.drafting.terms import Word
from content.model import Sentences

NEAR = 8
"""How many sentences on each side are the surroundings of one."""
MOST = 0.6
"""Of how many of those around it a sentence of a report is taken to go on."""
SOME = 0.4
"""Of how many one of a statement is: who signs it speaks of one thing."""
THIRD = 0.35
"""Below what part of a text a pane is too rare for it to prevail, and for a faint sentence to be of it."""
SELDOM = 0.12
"""In what part of a text a pane is so rare that a sentence needs more than its own plain words."""
FEWEST = 3
"""How many sentences must be of a pane for it to prevail."""
LONG = 8
"""From how many sentences on it tells something that a pane is rare."""
PLAIN = 5
"""What the words of a sentence weigh that is of a pane in any text."""
FAINT = 1
"""What those weigh that say hardly anything."""
OURS = 5
"""Of how many sentences at most one says "we" in a statement, or "the two leaders", outside what it quotes."""
SHORT = 50
"""How long a line that ends with a colon is at least, in code points, if it is no heading: "The measures include:"."""
_OURS = frozenset({"we", "our"})
_PAIR = frozenset({"two", "both", "three"})
_PARTIES = frozenset({"leaders", "presidents", "ministers", "sides", "countries", "nations", "governments", "parties"})
"""By what those speak of themselves who make a statement together: "the two leaders"."""
_VOICE = re.compile(r"[A-Z][^:“”\"\n]{3,120}\s[A-Z(][\w.’'-]+\)?:\s?[“\"]")
_ENDS = (".", "!", "?", "”", '"', "’", "'", ";", ")")


class Wording(NamedTuple):
    """What a sentence's own words weigh for and against a pane, and how many states it names.

    `is_shared` holds where it is under another pane, `is_barred` where it goes on with nothing: a heading, a view.
    """

    points: int
    against: int
    states: int
    is_shared: bool
    is_barred: bool


def is_statement(
    text: str, sentences: Sentences, speech: Sequence[Speech], words: Sequence[Word], bounds: Sequence[tuple[int, int]]
) -> bool:
    """Whether a text is a statement of those who say "we" or "both sides" in it."""
    quoted = {number - 1 for one in speech if one.quotation is not None for number in one.sentences}
    ours = 0
    for index, (low, high) in enumerate(bounds):
        if index not in quoted:
            ours += any(
                word.folded in _OURS or (word.folded in _PAIR and words[at + 1].folded in _PARTIES)
                for at, word in enumerate(words[low : high - 1], low)
            )
    return ours > 1 and ours * OURS >= len(bounds)


def voice_in(text: str, sentences: Sentences, index: int) -> int:
    """Where in a line of a list of voices the voice begins, in code points: behind `Envoy Ana Costa: “`.

    The line's own beginning where it is none.
    """
    found = _VOICE.match(text, sentences.starts[index], sentences.ends[index])
    return found.end() if found else sentences.starts[index]


def is_heading(text: str, sentences: Sentences, index: int) -> bool:
    """Whether a line is no sentence but a heading: it ends with neither full stop nor mark, or soon with a colon."""
    start, end = sentences.starts[index], sentences.ends[index]
    return not text[end - 1 : end].endswith(_ENDS) and (text[end - 1 : end] != ":" or end - start < SHORT)


def prevail(filed: list[set[int]], pane: int, wordings: Sequence[Wording], is_stated: bool) -> None:
    """File under a pane what goes on with it, and take out what stands alone in a text that is about something else.

    With `is_stated` the text is a statement.
    """
    held = [pane in panes for panes in filed]
    sums = [0, *accumulate(held)]
    if not filed:
        return
    share = sums[-1] / len(filed)
    for index, wording in enumerate(wordings):
        if held[index]:
            if len(filed) >= LONG and _stands_alone(wording, share):
                filed[index].discard(pane)
        elif sums[-1] >= FEWEST and share >= THIRD and not wording.is_barred:
            low, high = max(0, index - NEAR), min(len(filed), index + 1 + NEAR)
            near = (sums[high] - sums[low]) / max(1, high - low - 1)
            if near >= (SOME if is_stated else MOST) and _goes_on(wording, is_stated):
                filed[index].add(pane)


def _goes_on(wording: Wording, is_stated: bool) -> bool:
    """Whether the words of a sentence let it go on: one that is under another pane must have words of this one too."""
    if wording.against < (-FAINT if wording.points > 0 or wording.states > 1 else 0):
        return False
    if wording.is_shared:
        return wording.points > 0 and (is_stated or wording.states > 1)
    return is_stated or wording.points > 0 or wording.states > 0


def _stands_alone(wording: Wording, share: float) -> bool:
    return wording.points < PLAIN if share < SELDOM else wording.points <= FAINT and share < THIRD
