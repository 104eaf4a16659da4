"""Which figures of a sentence are said to change into which: "from $190 billion to $200 billion", "up 7 percent"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from content.drafting.found import FigureChange
from content.model import Figure, FigureKind

_MEASURED = (FigureKind.MONEY, FigureKind.PERCENT, FigureKind.COUNT, FigureKind.DURATION)
_NEAR = (
    r"(?:[ \u00a0](?:about|around|nearly|some|almost|over|just|more|than|at|least|roughly|approximately|as|much|a|an))*"
)
_FROM = re.compile(rf"(?<![^\W_])from{_NEAR}[ \u00a0]\Z", re.IGNORECASE)
_TO = re.compile(rf"(?<![^\W_])to{_NEAR}[ \u00a0]\Z", re.IGNORECASE)
_VERB = (
    r"(?:r[io]se|risen|rises|rising|raised?|raises|raising|grow|grew|grown|grows|growing|increas(?:e|es|ed|ing)|f[ae]ll"
    r"|fallen|falls|falling|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|jump(?:s|ed|ing)?"
    r"|surg(?:e|es|ed|ing)|soar(?:s|ed|ing)?|plung(?:e|es|ed|ing)|plummet(?:s|ed|ing)?|shr[iau]nk|shrinks|shrinking"
    r"|climb(?:s|ed|ing)?|gain(?:s|ed|ing)?|cut(?:s|ting)?|expand(?:s|ed|ing)?|slip(?:s|ped|ping)?"
    r"|tumbl(?:e|es|ed|ing)|reduc(?:e|es|ed|ing)|contract(?:s|ed|ing)?|lower(?:s|ed|ing)?|slash(?:es|ed|ing)?"
    r"|appreciat(?:e|es|ed|ing)|depreciat(?:e|es|ed|ing)|weaken(?:s|ed|ing)?|edg(?:es|ed|ing)|dwindl(?:e|es|ed|ing))"
)
_SOFTENERS = (
    r"(?:[ \u00a0](?:about|around|nearly|some|almost|over|just|more|than|at|least|as|much|roughly|approximately|a|an|by"
    r"|to|up|down|further|another|of|only|sharply|slightly|total|annually|again|modest|record|estimated|its|their))*"
    r"[ \u00a0]\Z"
)
_MOVED = re.compile(rf"(?<![^\W_])(?:(?:up|down)(?![ \u00a0]to[ \u00a0])|{_VERB}){_SOFTENERS}", re.IGNORECASE)
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
        elif _FROM.search(between) and (_TO.search(lead) or _MOVED.search(lead)):
            changes.append(FigureChange(second, first))
        else:
            continue
        paired |= {place, place + 1}
    for place, figure in enumerate(measured):
        if place in paired or figure.kind is FigureKind.DURATION:
            continue
        lead = _before(text, start, figure)
        is_share = figure.kind is FigureKind.PERCENT
        if (
            _MOVED.search(lead)
            or _NOUN_BEFORE.search(lead)
            or (is_share and _NOUN_AFTER.match(text, figure.span.end, end))
        ):
            changes.append(FigureChange(None, figure))
    return sorted(changes, key=lambda change: change.after.span)


def _before(text: str, start: int, figure: Figure) -> str:
    return text[max(start, figure.span.start - _REACH) : figure.span.start]
