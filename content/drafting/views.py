"""Which sentences report the view of somebody outside government, found by who speaks and never by the subject."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from content.drafting.found import Person, QuotationKind, Speech
from content.drafting.outsiders import Outsiders, offices, saying
from content.drafting.terms import Word, words_of
from content.model import Sentences, Span

_REPORTED = {"he", "she", "they"}
_OPENING = '"“'
_LINKS = {"also", "further", "then", "too"}
_AGAIN = frozenset(
    {"report", "study", "paper", "brief", "survey", "group", "organization", "organisation", "institute", "watchdog"}
    | {
        "author",
        "authors",
        "researchers",
        "analyst",
        "analysts",
        "expert",
        "experts",
        "economist",
        "professor",
        "lawyer",
    }
    | {"activists", "campaigners"}
)
"""What stands with "the" for the body or person outside government that was named before."""
_OPENS = 6
"""Within how many words a sentence begins with who holds a view and that they hold it."""
_READ = 300
"""How many words of a sentence are read for who says what: each speaker is held against each verb."""
_SINCE = 4
"""For how many sentences it does."""


def view_sentences(
    text: str, sentences: Sentences, people: Sequence[Person], speech: Sequence[Speech], words: Sequence[Word]
) -> frozenset[int]:
    """The positions of the sentences that report views from outside government: of an analyst, a campaigner, "experts".

    The sentences of a quotation that runs on count, and what the speaker "also warned" in those that follow.
    """
    starts = [word.start for word in words]
    outside = Outsiders(text)
    outsiders = {
        name
        for person in people
        if _is_outsider(text, sentences, person, words, starts, outside)
        for name in (person.name, *person.aliases)
    }
    names = {name for person in people for name in (person.name, *person.aliases)}
    found: set[int] = set()
    spoken: set[int] = set()
    again: list[list[int]] = []
    for one in speech:
        numbers = [n - 1 for n in one.sentences if 0 < n <= len(sentences)]
        if one.speaker is None or not numbers:
            continue
        spoken.update(numbers)
        is_outside = one.speaker in outsiders if one.speaker in names else _says_outside(one.speaker, outside)
        if is_outside:
            found.update(numbers)
        elif _stands_again(one.speaker):
            again.append(numbers)
    mentions = _places(sentences, [p for p in people if p.name in outsiders])
    for index in range(len(sentences)):
        if index in found:
            continue
        low, high = bisect_left(starts, sentences.starts[index]), bisect_left(starts, sentences.ends[index])
        high = min(high, low + _READ)
        is_next = index - 1 in found and sentences.paragraphs[index] == sentences.paragraphs[index - 1]
        # Who else speaks in a sentence does not matter where it opens with "Observers doubt".
        reach = high if index not in spoken else min(high, low + _OPENS)
        goes_on = index not in spoken and is_next
        if _attributes(words, low, reach, mentions.get(index, ()), outside) or (
            goes_on and (text[sentences.starts[index]] in _OPENING or _continues(words, low, high))
        ):
            found.add(index)
    _add_following(found, again, speech)
    _add_pronouns(found, text, sentences, people, speech)
    return frozenset(found)


def _add_following(found: set[int], again: Sequence[list[int]], speech: Sequence[Speech]) -> None:
    """Add what follows a view from outside government: "the report said", and quotations of nobody in its midst."""
    for numbers in again:
        if any(n in found for n in range(numbers[0] - _SINCE, numbers[0])):
            found.update(numbers)
    for one in speech:
        numbers = [n - 1 for n in one.sentences]
        is_bare = one.speaker is None and one.kind is QuotationKind.DIRECT and bool(numbers)
        if is_bare and numbers[-1] + 1 in found and any(n in found for n in range(numbers[0] - _SINCE, numbers[0])):
            found.update(numbers)


def _add_pronouns(
    found: set[int], text: str, sentences: Sentences, people: Sequence[Person], speech: Sequence[Speech]
) -> None:
    """Add what "he said" right after a view: of whom the view is, unless it also names the other who may be meant."""
    named = {name: set(_places(sentences, [person])) for person in people for name in (person.name, *person.aliases)}
    for one in sorted(speech, key=lambda one: one.sentences[:1]):
        numbers = [n - 1 for n in one.sentences if 0 < n <= len(sentences)]
        span = one.speaker_span
        if not numbers or span is None or span.of(text).casefold() not in _REPORTED:
            continue
        before = numbers[0] - 1
        if before in found and before not in named.get(one.speaker or "", ()):
            found.update(numbers)


def _says_outside(words_of_speaker: str, outside: Outsiders) -> bool:
    words = words_of(words_of_speaker)
    return outside.is_outside(words, 0, len(words))


def _stands_again(words_of_speaker: str) -> bool:
    """Whether "the report" or "the group" speaks: that of whoever spoke before."""
    words = [word.folded for word in words_of(words_of_speaker)]
    return len(words) == 2 and words[0] == "the" and words[1] in _AGAIN


def _is_outsider(
    text: str,
    sentences: Sentences,
    person: Person,
    words: Sequence[Word],
    starts: Sequence[int],
    outside: Outsiders,
) -> bool:
    """Whether a person's role lies outside government, or the words beside the first name say where they work."""
    stretches = [person.role_span] if person.role_span is not None else []
    if person.mentions:
        stretches.append(_beside(text, sentences, person.mentions[0]))
    for span in stretches:
        low, high = bisect_left(starts, span.start), bisect_left(starts, span.end)
        if outside.is_outside(words, low, high):
            return True
        if span is person.role_span and offices(words, low, high):
            return False
    return False


def _beside(text: str, sentences: Sentences, name: Span) -> Span:
    """What follows a name as an apposition: ", a fellow at the Institute" or "of the University", not beyond."""
    index = max(0, bisect_right(sentences.starts, name.start) - 1)
    end = min(sentences.ends[index], name.end + 120)
    after = text[name.end : end]
    first = words_of(after[:30])
    is_apposition = after[:2] == ", " or (bool(first) and first[0].folded in {"of", "from", "at", "with"})
    if not is_apposition:
        return Span(name.end, name.end)
    stops = [at for at in (after.find(",", 2), after.find(";"), after.find("“"), after.find('"')) if at > 0]
    following = words_of(after)
    stops.extend(following[at].start for at in saying(following, 0, len(following))[:1])
    return Span(name.end, name.end + min(stops, default=len(after)))


def _places(sentences: Sentences, people: Sequence[Person]) -> dict[int, list[Span]]:
    places: dict[int, list[Span]] = {}
    for person in people:
        for mention in person.mentions:
            places.setdefault(bisect_right(sentences.starts, mention.start) - 1, []).append(mention)
    return places


def _attributes(words: Sequence[Word], low: int, high: int, mentions: Sequence[Span], outside: Outsiders) -> bool:
    """Whether a sentence gives a view of somebody outside government: "analysts doubt", "according to experts"."""
    verbs, held = saying(words, low, high), offices(words, low, high)
    speakers = [each.at for each in outside.find(words, low, high)]
    # "said Ana Costa, an economist at": the name stands first, and who it is follows.
    for verb in verbs:
        follows = verb + 1 < high and words[verb + 1].word[:1].isupper() and verb > low + 2
        if follows and any(verb < at <= verb + 12 for at in speakers):
            first = next(at for at in speakers if at > verb)
            if not any(verb < at < first for at in held):
                return True
    for mention in mentions:
        speakers.extend(at for at in range(low, high) if mention.start <= words[at].start < mention.end)
    for at in sorted(speakers):
        if any(words[before].folded == "according" for before in range(max(low, at - 6), at)):
            return not any(at - 6 < office < at for office in held)
        # What is said stands soon after who says it; whoever speaks before them is another.
        before = [verb for verb in verbs if verb < at]
        after = [verb for verb in verbs if at < verb <= at + 12]
        if after and not before and not any(office < after[0] for office in held):
            return True
        if before and before[-1] >= at - 3 and before[-1] > low + 3 and not any(o > before[-1] for o in held):
            return not any(office < before[-1] for office in held)
    return False


def _continues(words: Sequence[Word], low: int, high: int) -> bool:
    """Whether a sentence goes on with what the last speaker said: "He also warned"."""
    if high <= low or words[low].folded not in _REPORTED:
        return False
    at = low + 1
    while at < high and words[at].folded in _LINKS:
        at += 1
    return at in saying(words, low, min(high, at + 2))
