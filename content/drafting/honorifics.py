"""The honorifics and ranks right before a name: "Mr.", "Lt. Gen.", "the Right Honourable"."""

from __future__ import annotations

from collections.abc import Sequence

from content.drafting.name_words import Mark, Word
from content.drafting.word_lists import word_list

Range = tuple[int, int]
"""Positions in the words of a sentence, end exclusive."""
RANKS = frozenset(("gen", "adm", "col", "maj", "lt", "sgt", "capt", "brig"))
ONLY_RANKS = RANKS | frozenset(
    ("general", "admiral", "colonel", "major", "lieutenant", "sergeant", "captain", "brigadier", "commander", ".")
)
"""What says of somebody only of what rank they are; what follows the name says more: "Colonel X, a spokesman for"."""
BEFORE_RANKS = frozenset(
    ("senior", "army", "navy", "marine", "corps", "rear", "retired", "staff", "air", "force", "guard")
)


def honorifics_before(words: Sequence[Word], start: int) -> int:
    """Where the honorifics begin that stand right before a name; `start` if there are none."""
    while start > 0 and words[start - 1].mark & Mark.HONORIFIC:
        start -= 1
    if start > 0 and words[start - 1].key == "right" and words[start].key in ("honourable", "honorable", "hon"):
        return start - 1
    if start < len(words) and words[start].key in RANKS:
        while start > 0 and words[start - 1].key in BEFORE_RANKS:
            start -= 1
    return start


def rank_before(words: Sequence[Word], start: int) -> Range | None:
    """The honorifics before a name where they say more than Mr.: "Lt. Gen.", "Sen."."""
    begin = honorifics_before(words, start)
    while begin < start and (words[begin].key == "right" or words[begin].key in word_list("plain_honorifics")):
        begin += 1
    if begin < start and begin and words[begin].key == "lady" and words[begin - 1].key == "first":
        begin -= 1
    return (begin, start) if begin < start else None
