"""Which sentences report what somebody says for a state, and for which: a minister, a ministry, "Beijing"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from content.drafting.found import Person, Speech
from content.drafting.terms import Lexicon, Word, words_of
from content.model import Sentences

FIRST = 3
"""At how many of somebody's first mentions the state behind the name is looked for."""


class Statement(NamedTuple):
    """That somebody speaks for a state in a sentence.

    `homes` are the numbers of the states, none where the text does not say which. `goes_on` holds where the words of
    the same speaker go on from the sentence before, with nobody named anew.
    """

    speaker: str
    homes: frozenset[int]
    goes_on: bool


class Office(NamedTuple):
    """What words tell of an office: whether they name one, and of which states."""

    is_office: bool
    homes: frozenset[int]


def office_in(lexicon: Lexicon, words: Sequence[Word], low: int, high: int) -> Office:
    """The office and the states that are named in `words[low:high]`."""
    found = lexicon.find(words, low, high)
    homes = frozenset({each.value for each in found if each.slot[0] == "state" and each.value >= 0})
    return Office(any(each.slot[0] == "office" for each in found), homes)


def offices_of(
    people: Sequence[Person], words: Sequence[Word], starts: Sequence[int], lexicon: Lexicon
) -> dict[str, Office]:
    """By the name of each person who holds an office, that office."""
    offices: dict[str, Office] = {}
    for person in people:
        role = person.role_span
        if role is not None:
            office = office_in(lexicon, words, bisect_left(starts, role.start), bisect_left(starts, role.end))
            if office.is_office:
                homes = office.homes or _home_behind(person, words, starts, lexicon)
                offices[person.name] = office._replace(homes=homes)
    return offices


def _home_behind(person: Person, words: Sequence[Word], starts: Sequence[int], lexicon: Lexicon) -> frozenset[int]:
    """The state behind a name whose title stands before it: "President Ana Costa of Peru"."""
    for mention in person.mentions[:FIRST]:
        at = bisect_left(starts, mention.end)
        if at < len(words) and words[at].folded == "of" and words[at].start == mention.end + 1:
            homes = office_in(lexicon, words, at + 1, min(len(words), at + 3)).homes
            if homes:
                return homes
    return frozenset()


def statements_in(
    sentences: Sentences,
    speech: Sequence[Speech],
    offices: dict[str, Office],
    people: Sequence[Person],
    lexicon: Lexicon,
) -> dict[int, Statement]:
    """By its position, each sentence that reports what is said for a state."""
    names = {person.name for person in people}
    told: dict[str, Office] = {}
    found: dict[int, Statement] = {}
    for one in speech:
        if one.speaker is None:
            continue
        office = offices.get(one.speaker)
        if office is None and one.speaker not in names:
            if one.speaker not in told:
                words = words_of(one.speaker)
                told[one.speaker] = office_in(lexicon, words, 0, len(words))
            office = told[one.speaker]
        # "Beijing said": a state speaks itself.
        if office is None or not (office.is_office or office.homes):
            continue
        said_in = -1 if one.speaker_span is None else bisect_right(sentences.starts, one.speaker_span.start) - 1
        for number in one.sentences:
            index = number - 1
            before = found.get(index)
            is_named = said_in == index or (before is not None and not before.goes_on)
            found[index] = Statement(one.speaker, office.homes, one.quotation is not None and not is_named)
    return found


def speak_alike(one: Statement | None, other: Statement) -> bool:
    """Whether two statements have one speaker: "the official" is the "senior U.S. official" of the sentence before."""
    if one is None:
        return False
    if one.speaker == other.speaker:
        return True
    return other.speaker.startswith(("the ", "The ")) and one.speaker.split()[-1:] == other.speaker.split()[-1:]
