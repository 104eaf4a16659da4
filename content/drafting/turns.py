"""The turns of a transcript: paragraphs that begin with who speaks and a colon."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from content.drafting.found import Person
from content.drafting.word_lists import phrase_list, word_list
from content.model import Sentences, Span

_LABEL = re.compile(r"[^\n:“”\"]{1,80}?:(?=\s|$)")
_LETTERS = frozenset(("Q", "A", "QUESTION", "ANSWER", "Question", "Answer"))
_QUOTING = ("“", '"', "‘", "'", "«", "„")
_ENOUGH = 2
"""How many labels make a transcript, in which a paragraph without one goes on with the last."""
_LONGEST = 8


class Turn(NamedTuple):
    """Who speaks from a paragraph on, and where it says so; `goes_on` where paragraphs without a label follow."""

    speaker: str
    span: Span
    goes_on: bool


def find_turns(
    text: str, sentences: Sentences, people: Sequence[Person], mentions: Mapping[int, tuple[int, int]]
) -> dict[int, Turn]:
    """The turns by the number of the paragraph with which each begins; empty where nothing is labelled so."""
    turns: dict[int, Turn] = {}
    surnames: dict[str, str] = {}
    for person in people:
        for word in person.name.upper().replace(",", "").split()[:0:-1]:
            if word.strip(".").lower() not in word_list("suffixes"):
                surnames.setdefault(word, person.name)
                break
    paragraph = 0
    for at in range(len(sentences)):
        if sentences.paragraphs[at] == paragraph:
            continue
        paragraph = sentences.paragraphs[at]
        found = _LABEL.match(text, sentences.starts[at], min(len(text), sentences.starts[at] + 90))
        if found is None or text[found.end() : found.end() + 2].strip()[:1] in _QUOTING:
            continue
        span = Span(found.start(), found.end() - 1)
        speaker = _speaker(span.of(text), span, people, mentions, surnames)
        if speaker is not None:
            turns[paragraph] = Turn(speaker, span, False)
    if len(turns) < _ENOUGH:
        return turns
    return {number: turn._replace(goes_on=True) for number, turn in turns.items()}


def _speaker(
    label: str,
    span: Span,
    people: Sequence[Person],
    mentions: Mapping[int, tuple[int, int]],
    surnames: Mapping[str, str],
) -> str | None:
    """The speaker whom a label names; None where it is none."""
    words = label.split()
    if label in _LETTERS:
        return label
    if not words or len(words) > _LONGEST:
        return None
    at = span.start
    for word in words:
        at = label.find(word, at - span.start) + span.start
        mention = mentions.get(at)
        if mention is not None and mention[0] <= span.end and span.end - mention[0] < 3:
            is_label = all(each[0].isupper() or each in ("of", "the", "and", "for") for each in words)
            return people[mention[1]].name if is_label else None
        at += len(word)
    if not label.isupper() or label.lower() in phrase_list("places").words:
        return None
    return surnames.get(words[-1], label)
