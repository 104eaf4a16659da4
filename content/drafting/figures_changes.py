"""Which figures of a sentence are said to change into which: "from $190 billion to $200 billion", "up 7 percent"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from content.drafting.found import FigureChange
from content.drafting.numbers import word_set
from content.model import Figure, FigureKind

_MEASURED = (FigureKind.MONEY, FigureKind.PERCENT, FigureKind.COUNT, FigureKind.DURATION)
_NEAR = (
    r"(?:[ \u00a0](?:about|around|nearly|some|almost|over|just|more|than|at|least|roughly|approximately|as|much|a|an))*"
)
_FROM = re.compile(rf"(?<![^\W_])from{_NEAR}[ \u00a0]\Z", re.IGNORECASE)
_TO = re.compile(rf"(?<![^\W_])to{_NEAR}[ \u00a0]\Z", re.IGNORECASE)
_MOVING = word_set(
    "rise rose rises risen rising raise raised raises raising grow grew grown grows growing increase increases"
    " increased increasing fall fell fallen falls falling drop drops dropped dropping decline declines declined"
    " declining decrease decreases decreased decreasing jump jumps jumped jumping surge surges surged surging soar"
    " soars soared soaring plunge plunges plunged plunging plummet plummets plummeted plummeting shrink shrank shrunk"
    " shrinks shrinking climb climbs climbed climbing gain gains gained gaining cut cuts cutting expand expands"
    " expanded expanding slip slips slipped slipping tumble tumbles tumbled tumbling reduce reduces reduced reducing"
    " contract contracts contracted contracting lower lowers lowered lowering slash slashes slashed slashing"
    " appreciate appreciates appreciated appreciating depreciate depreciates depreciated depreciating weaken weakens"
    " weakened weakening edge edges edged edging dwindle dwindles dwindled dwindling"
)
_SOFTENERS = word_set(
    "about around nearly some almost over just more than at least as much roughly approximately a an by to up down"
    " further another of only sharply slightly total annually again modest record estimated its their"
)
"""What may stand between a verb of moving and the figure."""
_NOUN = "(?:increase|decrease|rise|decline|drop|jump|surge|fall|reduction|gain)"
_NOUN_AFTER = re.compile(
    r"(?:[ \u00a0]\([^()\n]{1,30}\))?[ \u00a0](?:[a-z]{2,12}[ \u00a0])?" + rf"(?:{_NOUN}|cut|growth|hike)(?![^\W_])",
    re.IGNORECASE,
)
_NOUN_BEFORE = re.compile(rf"(?<![^\W_]){_NOUN}[ \u00a0](?:of|by){_NEAR}[ \u00a0]\Z", re.IGNORECASE)
_REACH = 70
"""How many characters before a figure the words can begin that say it changed."""


def find_changes(text: str, start: int, end: int, figures: Sequence[Figure]) -> list[FigureChange]:
    """The changes stated by the sentence from `start` to `end`, whose figures are given in order."""
    measured = [figure for figure in figures if figure.kind in _MEASURED]
    changes: list[FigureChange] = []
    paired: set[int] = set()
    for place, (first, second) in enumerate(pairwise(measured)):
        if place in paired or first.kind is not second.kind or second.span.start - first.span.end > _REACH:
            continue
        lead, between = _before(text, start, first), text[first.span.end : second.span.start]
        if _FROM.search(lead) and _TO.search(between):
            changes.append(FigureChange(first, second))
        elif _FROM.search(between) and (_TO.search(lead) or _is_moved(lead)):
            changes.append(FigureChange(second, first))
        else:
            continue
        paired |= {place, place + 1}
    for place, figure in enumerate(measured):
        if place in paired or figure.kind is FigureKind.DURATION:
            continue
        lead = _before(text, start, figure)
        is_share = figure.kind is FigureKind.PERCENT
        if _is_moved(lead) or _NOUN_BEFORE.search(lead) or (is_share and _NOUN_AFTER.match(text, figure.span.end, end)):
            changes.append(FigureChange(None, figure))
    return sorted(changes, key=lambda change: change.after.span)


def _is_moved(lead: str) -> bool:
    """Whether the words before a figure end in a verb that says that it moved: "rose by more than", "up"."""
    if lead[-1:] not in (" ", "\u00a0"):
        return False
    following = ""
    for word in reversed(lead.lower().replace("\u00a0", " ").rstrip(" ").split(" ")):
        bare = word.lstrip('("“‘—–-')
        if bare in _MOVING or (bare in ("up", "down") and following != "to"):
            return True
        if word not in _SOFTENERS:
            return False
        following = word
    return False


def _before(text: str, start: int, figure: Figure) -> str:
    return text[max(start, figure.span.start - _REACH) : figure.span.start]
