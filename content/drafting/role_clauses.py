"""What a clause or a phrase behind a name says its bearer is: "X is the president", "X of the institute"."""

from __future__ import annotations

from collections.abc import Sequence

from content.drafting.honorifics import Range
from content.drafting.name_words import Mark, Word
from content.drafting.numbers import word_set
from content.drafting.roles import ARTICLES
from content.drafting.roles_ahead import office_ahead, role_end
from content.drafting.word_lists import word_list

_BEFORE_SERVING = frozenset(
    (
        ",",
        "who",
        "will",
        "would",
        "was",
        "is",
        "has",
        "had",
        "been",
        "be",
        "also",
        "currently",
        "previously",
        "today",
        "now",
    )
)
_SERVING = frozenset(
    ("serve", "serves", "served", "serving", "appointed", "named", "elected", "nominated", "sworn", "works", "worked")
)
_ENTERING = frozenset(
    ("assumed", "inaugurated", "installed", "confirmed", "reelected", "took", "taken", "takes", "resigned")
)
_IN_OFFICE = frozenset(
    ("in", "to", "be", "the", "role", "office", "over", "post", "position", "charge", "job", "duties")
)
"""What stands between such a word and "as": "assumed the role as president"."""
_BODY_HEADS = frozenset(("firm", "tank", "consultancy", "charity", "institute", "watchdog", "company", "group"))
_SEATS_OF_OFFICIALS = frozenset(("department", "ministry", "agency", "organization", "organisation"))
"""Whose people are of or from them; who is "at the ministry" may only be there."""
_MEDIA = word_set(
    "newsweek reuters bloomberg times post journal guardian telegraph independent economist tribune herald gazette"
    " observer monde figaro spiegel jazeera arabiya politico axios"
)
"""Words of papers and agencies, whose reporters are said to be of or from them."""
_BODY_NOUNS = _BODY_HEADS | frozenset(
    ("law", "think", "research", "advisory", "consulting", "investment", "advocacy", "rights", "aid", "policy", "risk")
)


def role_by_verb(words: Sequence[Word], end: int) -> Range | None:
    """What a name is said to be: "X is the president of Y", "X, who was prime minister until …"."""
    index = end
    if index + 1 < len(words) and words[index].text == "," and words[index + 1].key == "who":
        index += 2
    if index + 1 >= len(words) or words[index].key not in ("is", "was", "became"):
        return None
    index += 1
    if words[index].key in _SERVING:
        return None
    if words[index].key not in ARTICLES and not words[index].mark & (Mark.OFFICE | Mark.DUTY | Mark.OWNER):
        return None
    head = office_ahead(words, index)
    return None if head is None else (index, role_end(words, head))


def role_as(words: Sequence[Word], end: int) -> Range | None:
    """What a name is made or works as: "X will serve as ambassador", "the appointment of X as chair"."""
    index = end
    while index < len(words) and index - end < 5 and words[index].key in _BEFORE_SERVING:
        index += 1
    if index < len(words) and words[index].key in _SERVING | _ENTERING:
        is_sure = words[index].key in _SERVING
        behind = index = index + 1
        while behind < len(words) and words[behind].key in _IN_OFFICE:
            behind += 1
        if behind < len(words) and words[behind].key == "as":
            index = behind + 1
        elif not is_sure:
            return None
        while index < len(words) and words[index].key in ("in", "to", "be"):
            index += 1
    elif index == end and index < len(words) and words[index].key == "as":
        index += 1
    else:
        return None
    if index >= len(words):
        return None
    head = office_ahead(words, index)
    return None if head is None else (index, role_end(words, head))


def role_by_pronoun(words: Sequence[Word]) -> Range | None:
    """What a sentence says of whom the one before it named: "He is the deputy director of the programme"."""
    if len(words) < 3 or words[0].key not in ("he", "she"):
        return None
    if not words[0].mark & Mark.OWNER:
        return role_by_verb(words, 1) or role_as(words, 1)
    head = office_ahead(words, 1) if words[1].key in ARTICLES else None
    return None if head is None else (1, role_end(words, head))


_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}


def role_of_all(words: Sequence[Word]) -> tuple[int, Range] | None:
    """How many the sentence before named, and what this one says they all are: "All three are ministers of trade"."""
    index = 1 if len(words) > 3 and words[0].key in ("all", "the") else 0
    count = _COUNTS.get(words[index].key) if len(words) > index + 2 else None
    if count is None or (index == 0 and count != 2) or words[index + 1].key not in ("are", "were"):
        return None
    start = index + 2
    for head in range(start, min(len(words), start + 6)):
        if words[head].mark & Mark.OFFICES and not words[head].mark & Mark.OWNER:
            return count, (start, role_end(words, head))
        if words[head].key not in ARTICLES and not words[head].mark & (Mark.DUTY | Mark.PEOPLE | Mark.PLACE):
            break
    return None


def role_from_body(words: Sequence[Word], end: int) -> Range | None:
    """Where a name is "of" or "from" an institute: the words from there on."""
    links = ["of", "from", "at", "with"]
    if end + 1 < len(words) and words[end].text == ",":
        end += 1
        links += ["a", "an"]
    if end + 1 >= len(words) or words[end].key not in links:
        return None
    index = end + 1
    is_body = False
    offices = _SEATS_OF_OFFICIALS if words[end].key in ("of", "from") else frozenset()
    while index < len(words) and index - end < 12:
        word = words[index]
        if word.key == "and" and index + 1 < len(words) and words[index + 1].mark & Mark.FIRST:
            break  # "X of the Institute and Kenneth Roth"
        if word.mark & Mark.CAPITAL:
            is_body = is_body or word.key in word_list("research_bodies") or word.key in offices
            if offices and not word.mark & Mark.PLACE:
                is_body = is_body or word.key in _MEDIA or bool(word.mark & Mark.LETTERS)
        elif word.key in _BODY_NOUNS and index > end + 1 and index - end < 6:
            is_body = is_body or word.key in _BODY_HEADS
        elif word.key not in ("the", "of", "for", "and", "on", "in", "&"):
            break
        index += 1
    while index > end and not words[index - 1].mark & Mark.CAPITAL:
        index -= 1
    return (end, index) if is_body else None


def role_of_owner(words: Sequence[Word], first: int) -> Range | None:
    """Whose somebody is where a body owns the name at `first`: "VOA's David Gollust", "the ministry's Saad Maan"."""
    index = first - 1
    if index < 0:
        return None
    owner = words[index].mark
    if not owner & Mark.OWNER or owner & (Mark.PLACE | Mark.PEOPLE):
        return None
    if not owner & Mark.CAPITAL:
        if words[index].key not in word_list("bodies"):
            return None
        while index > 0 and words[index - 1].mark & Mark.DUTY:
            index -= 1
        return (index - 1 if index and words[index - 1].key in ARTICLES else index), first
    if not owner & (Mark.LETTERS | Mark.BODY):
        return None
    while index > 0 and words[index - 1].mark & Mark.CAPITAL:
        if words[index - 1].mark & Mark.OPENING and words[index - 1].mark & Mark.COMMON:
            break
        index -= 1
    return index, first
