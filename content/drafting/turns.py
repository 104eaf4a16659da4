"""The turns of a transcript: paragraphs that begin with who speaks and a colon."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from content.drafting.found import Person
from content.drafting.introduced import Introduced
from content.drafting.word_lists import phrase_list, word_list
from content.model import Sentences, Span

_LABEL = re.compile(r"[^\n:“”\"]{1,80}?:(?=\s|$)")
_LETTERS = frozenset(("Q", "A", "QUESTION", "ANSWER", "Question", "Answer", "Interviewer", "Reporter", "Moderator"))
_QUOTING = ("“", '"', "‘", "'", "«", "„")
_SMALL = frozenset(("of", "the", "and", "for"))
_ENOUGH = 2
"""How many labels make a transcript, in which a paragraph without one goes on with the last."""
_LONGEST = 8
MOST_ANSWERS = 4
"""How many paragraphs there are at most for each question, where nothing is labelled, and it is still an interview."""


_ANSWERS = frozenset(("A", "ANSWER", "Answer"))
_INITIALS = re.compile(r"[A-Z](?:\.?[A-Z]){1,3}\.?")


class Turn(NamedTuple):
    """Who speaks from a paragraph on, and where it says so; `goes_on` where paragraphs without a label follow.

    `speaker` is empty where nobody goes on: an interviewer asks, or the next one to answer is introduced. `span` is
    None where nothing says who speaks, as in an interview without labels.
    """

    speaker: str
    span: Span | None
    goes_on: bool


def labelled(text: str, start: int) -> Span | None:
    """The words before the colon with which a paragraph begins, if no quotation follows it; None where none stand."""
    found = _LABEL.match(text, start, min(len(text), start + 90))
    if found is None or text[found.end() : found.end() + 2].strip()[:1] in _QUOTING:
        return None
    return Span(found.start(), found.end() - 1)


def with_initials(text: str, sentences: Sentences, people: Sequence[Person]) -> tuple[Person, ...]:
    """The people, each named too where its initials say that he or she speaks: "ABC: It is late." of Ana Bo Costa.

    Initials that two of them share are nobody's.
    """
    labels: dict[str, list[Span]] = {}
    paragraph = 0
    for at in range(len(sentences)):
        if sentences.paragraphs[at] != paragraph:
            paragraph = sentences.paragraphs[at]
            label = labelled(text, sentences.starts[at])
            if label is not None and _INITIALS.fullmatch(label.of(text)):
                labels.setdefault(label.of(text).replace(".", ""), []).append(label)
    if not labels:
        return tuple(people)
    owners: dict[str, list[int]] = {}
    for number, person in enumerate(people):
        parts = re.split(r"[\s-]+", person.name)
        owners.setdefault("".join([part[0] for part in parts if part[:1].isupper()]), []).append(number)
    named = list(people)
    for letters, spans in labels.items():
        who = owners.get(letters, [])
        if len(who) == 1 and people[who[0]].mentions[0].start < spans[0].start:
            person = people[who[0]]
            forms = dict.fromkeys([*person.aliases, *(span.of(text) for span in spans)])
            mentions = tuple(sorted([*person.mentions, *spans]))
            named[who[0]] = person._replace(aliases=tuple(forms), mentions=mentions)
    return tuple(named)


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
    begun: list[int] = []  # the first sentences of the paragraphs
    for at in range(len(sentences)):
        if not begun or sentences.paragraphs[at] != sentences.paragraphs[begun[-1]]:
            begun.append(at)
    introduced = Introduced(text, sentences, people)
    bare: list[tuple[int, int]] = []
    unknown: dict[str, list[tuple[int, int]]] = {}
    for number, at in enumerate(begun):
        last = (begun[number + 1] if number + 1 < len(begun) else len(sentences)) - 1
        span = labelled(text, sentences.starts[at])
        speaker = None if span is None else _speaker(span.of(text), span, people, mentions, surnames)
        if span is None or speaker is None:
            bare.append((at, last))
            if span is not None:
                unknown.setdefault(span.of(text), []).append((at, last))
            continue
        if speaker in _ANSWERS:
            speaker = introduced.before(sentences.starts[at]) or speaker
        turns[sentences.paragraphs[at]] = Turn(speaker, span, False)
    for label, places in unknown.items():
        # Who asks again and again under one label: "Harbor News: And then?"
        asks = sum(text[sentences.ends[last] - 1] == "?" for _, last in places)
        if turns and asks >= _ENOUGH and 2 * asks > len(places) and label.istitle():
            for at, _ in places:
                start = sentences.starts[at]
                turns[sentences.paragraphs[at]] = Turn(label, Span(start, start + len(label)), False)
    bare = [place for place in bare if sentences.paragraphs[place[0]] not in turns]
    if not turns:
        return _bare_turns(text, sentences, bare, introduced)
    if len(turns) < _ENOUGH:
        return turns
    turns = {number: turn._replace(goes_on=True) for number, turn in turns.items()}
    speakers = {turn.speaker for turn in turns.values()}
    introducing = {at for at, name in introduced.places if name in speakers}
    for at, last in bare:
        end = sentences.ends[last]
        following = turns.get(sentences.paragraphs[last + 1]) if last + 1 < len(sentences) else None
        if following is None:
            continue
        is_question = text[end - 1] == "?" and following.speaker not in _LETTERS
        if is_question or sentences.paragraphs[at] in introducing:
            turns[sentences.paragraphs[at]] = Turn("", None, True)
    return turns


def _bare_turns(
    text: str, sentences: Sentences, bare: Sequence[tuple[int, int]], introduced: Introduced
) -> dict[int, Turn]:
    """The turns of an interview in which nothing is labelled: what follows a question is the answer of whom one asked.

    Empty where nobody is said to be asked, or too few paragraphs end with a question.
    """
    asking = [text[sentences.ends[last] - 1] == "?" for _, last in bare]
    if sum(asking) < _ENOUGH:
        return {}
    turns: dict[int, Turn] = {}
    has_begun = False
    for (at, _), is_question in zip(bare, asking, strict=True):
        speaker = introduced.asked_before(sentences.starts[at])
        if speaker is None:
            continue
        has_begun = has_begun or is_question
        if has_begun:
            turns[sentences.paragraphs[at]] = Turn("" if is_question else speaker, None, True)
    answers = sum(bool(turn.speaker) for turn in turns.values())
    return turns if answers >= _ENOUGH and len(turns) <= MOST_ANSWERS * (len(turns) - answers) else {}


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
            is_label = all(each[0].isupper() or each in _SMALL or each in word_list("particles") for each in words)
            return people[mention[1]].name if is_label else None
        at += len(word)
    if not label.isupper() or label.lower() in phrase_list("places").words:
        return None
    return surnames.get(words[-1], label)
