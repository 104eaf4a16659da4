"""Who asks in an interview and who answers: what is asked is nobody's view, whatever it speaks of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from content.drafting.found import Speech
from content.model import Sentences

_ASKING = frozenset({"Q", "QUESTION", "Question", "Interviewer", "Reporter", "Moderator"})
"""The labels of whoever asks."""


class Interview(NamedTuple):
    """The positions of the sentences in which somebody asks, and the names of those who answer; both empty where none.

    Paragraphs that begin with who speaks and a colon are turns; a paragraph before one that ends with "?" asks too.
    """

    asked: frozenset[int]
    answering: frozenset[str]


def interview_in(text: str, sentences: Sentences, speech: Sequence[Speech]) -> Interview:
    """What is asked in a text, and who answers there."""
    turns = [one for one in speech if _is_turn(text, sentences, one)]
    times = Counter(one.speaker for one in turns)
    asking = Counter(one.speaker for one in turns if text[sentences.ends[one.sentences[-1] - 1] - 1] == "?")
    askers = {who for who in times if who in _ASKING or 2 * asking[who] > times[who]}
    asked = {number - 1 for one in turns if one.speaker in askers for number in one.sentences}
    for one in turns:
        at = one.sentences[0] - 2
        if one.speaker in askers or at < 0 or text[sentences.ends[at] - 1] != "?":
            continue
        paragraph = sentences.paragraphs[at]
        if paragraph == sentences.paragraphs[at + 1]:
            continue
        while at >= 0 and sentences.paragraphs[at] == paragraph:
            asked.add(at)
            at -= 1
    if not asked:
        return Interview(frozenset(), frozenset())
    return Interview(frozenset(asked), frozenset({who for who in times if who is not None and who not in askers}))


def _is_turn(text: str, sentences: Sentences, one: Speech) -> bool:
    if one.quotation is not None or not one.sentences:
        return False
    first, last, span = one.sentences[0] - 1, one.sentences[-1], one.speaker_span
    if span is not None:
        return span.start == sentences.starts[first] and text[span.end : span.end + 1] == ":"
    # Where nothing is labelled, a paragraph that is all somebody's.
    paragraph = sentences.paragraphs[first]
    begins = not first or sentences.paragraphs[first - 1] != paragraph
    return begins and (last == len(sentences) or sentences.paragraphs[last] != paragraph)
