"""Which sentences report the view of somebody outside government, found by who speaks and never by the subject."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from content.drafting.found import Person, QuotationKind, Speech
from content.drafting.interviews import interview_in
from content.drafting.outside_again import REPORTED, SINCE, continues, stands_again, stands_for_body
from content.drafting.outside_many import add_some, judged_by
from content.drafting.outside_reports import comes_from_outside, finds_of_nobody, names_report, reports
from content.drafting.outsiders import Outsiders, inverted, is_done_to, offices, saying
from content.drafting.terms import Word, words_of
from content.drafting.voices import voices_in
from content.model import Sentences, Span

_OPENING = '"“'
_BESIDE = frozenset({"of", "from", "at", "with", "on", "for"})
"""What goes on with the words for somebody: "of the University", "a Council on Foreign Relations fellow"."""
_NAMED_BEFORE = re.compile(r"(?:[A-Z][\w’'-]+\s){1,3}([A-Z][\w’'-]+),\s$")
_APPOSED = re.compile(r"(?:^|[“”\"]\s?|,\s)((?:An?|The|One|Another|an?|the|one|another)\s[^,;:“”\"()]{3,90}),\s$")
_SERVED = re.compile(r"\b((?:[Ff]ormer|[Rr]etired|[Ee]x)[ -][^,;:.“”\"()]{3,60}\s)$")
_DOCTOR = re.compile(r"\b(?:Dr\.?|Doctor)\s$")
_RELATIVE = frozenset({"who", "which", "that", "whose"})
# "Save the Children’s chief executive Ana Costa"
_OWNER = re.compile(
    r"((?:[A-Z][\w-]*\s)(?:(?:of|the|for|and)\s|[A-Z][\w-]*\s){0,5}[A-Z][\w-]*|[A-Z][\w-]+)"
    r"[’']s?\s[a-z][a-z -]{2,40}\s$"
)
_OPENS = 10
"""Within how many words a sentence begins with who holds a view and that they hold it."""
_QUOTED = 16
"""Within how many words who is quoted stands before "as saying"."""
_READ = 300
"""How many words of a sentence are read for who says what: each speaker is held against each verb."""
_HEADED = 2
"""Within how many sentences the first of those stands whom a line heads."""


def view_sentences(
    text: str, sentences: Sentences, people: Sequence[Person], speech: Sequence[Speech], words: Sequence[Word]
) -> frozenset[int]:
    """The positions of the sentences that report views from outside government: of an analyst, a campaigner, "experts".

    The sentences of a quotation that runs on count, and what the speaker "also warned" in those that follow.
    """
    starts = [word.start for word in words]
    outside = Outsiders(text)
    interview = interview_in(text, sentences, speech)
    outsiders = {
        name
        for person in people
        if _is_outsider(text, sentences, person, words, starts, outside)
        or (person.name in interview.answering and _is_without_office(person, words, starts))
        for name in (person.name, *person.aliases)
    }
    names = {name for person in people for name in (person.name, *person.aliases)}
    found: set[int] = set()
    spoken: set[int] = set()
    again: dict[int, tuple[list[int], int]] = {}
    # "Singer said" is of Ana Singer too where the word is taken for no name of hers.
    known = {name.split()[-1] for name in outsiders} - {name.split()[-1] for name in names - outsiders}
    for one in speech:
        numbers = [n - 1 for n in one.sentences if 0 < n <= len(sentences)]
        if one.speaker is None or not numbers:
            continue
        spoken.update(numbers)
        if one.speaker in names:
            is_outside = one.speaker in outsiders
        else:
            is_named = one.speaker.istitle() and one.speaker.split()[-1] in known
            is_outside = is_named or _says_outside(text, sentences, one, words, starts, outside)
            if is_outside:
                known.update(_surname(text, one))
        if is_outside:
            found.update(numbers)
        elif since := stands_again(one.speaker):
            again.setdefault(numbers[0], (numbers, since))
    reported: set[int] = set()
    mentions = _places(sentences, [p for p in people if p.name in outsiders])
    bounds = [
        (bisect_left(starts, a), bisect_left(starts, b)) for a, b in zip(sentences.starts, sentences.ends, strict=True)
    ]
    for index in range(len(sentences)):
        if index in again:
            numbers, since = again[index]
            if any(n in found or (n in reported and since > 1) for n in range(index - since, index)):
                found.update(numbers)
        if index in found:
            continue
        low, high = bounds[index]
        high = min(high, low + _READ)
        is_next = index - 1 in found and sentences.paragraphs[index] == sentences.paragraphs[index - 1]
        # Who else speaks in a sentence does not matter where it opens with "Observers doubt".
        reach = high if index not in spoken else min(high, low + _OPENS)
        goes_on = is_next and index not in spoken and text[sentences.starts[index]] in _OPENING
        is_view = goes_on or _attributes(words, low, reach, mentions.get(index, ()), outside)
        is_view = is_view or finds_of_nobody(words, low, high, outside) or comes_from_outside(words, low, high, outside)
        is_view = is_view or judged_by(words, low, high, outside)
        is_known = any(n in found or n in reported for n in range(index - SINCE, index))
        is_report = reports(words, low, high) and (is_known or bool(outside.find(words, low, high)))
        is_same = is_next or (stands_for_body(words, low, high) and any(n in found for n in range(index - 2, index)))
        if is_view or is_report or (is_same and continues(words, low, high)):
            found.add(index)
        elif names_report(words, low, high, outside):
            reported.add(index)
    for index in range(len(sentences)):
        # "Experts and others praised it:" heads those that are quoted below.
        if index not in found and text[sentences.ends[index] - 1] == ":" and index + 1 < len(sentences):
            low, high = bounds[index]
            if any(n in found for n in range(index + 1, index + 1 + _HEADED)) and outside.find(
                words, low, min(high, low + _READ)
            ):
                found.add(index)
    add_some(found, words, bounds)
    found |= voices_in(text, sentences, people, speech, words, bounds)
    _add_following(found, speech)
    _add_holders(found, sentences, people, speech, words, starts)
    _add_pronouns(found, text, sentences, people, speech)
    _add_newcomers(found, sentences, people, speech)
    return frozenset(found - interview.asked)


def _add_following(found: set[int], speech: Sequence[Speech]) -> None:
    """Add quotations of nobody right after a view from outside government, and those in the midst of one."""
    for one in sorted(speech, key=lambda one: one.sentences[:1]):
        numbers = [n - 1 for n in one.sentences]
        is_bare = one.speaker is None and one.kind is QuotationKind.DIRECT and bool(numbers)
        before = range(numbers[0] - (SINCE if numbers[-1] + 1 in found else 1), numbers[0]) if is_bare else ()
        if any(n in found for n in before):
            found.update(numbers)


def _add_holders(
    found: set[int],
    sentences: Sentences,
    people: Sequence[Person],
    speech: Sequence[Speech],
    words: Sequence[Word],
    starts: Sequence[int],
) -> None:
    """Add what those say further on who hold no office and have once been found to give a view."""
    plain: set[str] = set()
    for person in people:
        role = person.role_span
        held = [] if role is None else offices(words, bisect_left(starts, role.start), bisect_left(starts, role.end))
        if all(words[at].folded == "leader" for at in held):
            plain.update((person.name, *person.aliases))
    named: dict[int, set[str]] = {}
    for person in people:
        for number in _places(sentences, [person]):
            named.setdefault(number, set()).add(person.name)
    holders: set[str] = set()
    for one in sorted(speech, key=lambda one: one.sentences[:1]):
        if one.speaker in plain and one.speaker_span is not None:
            numbers = [n - 1 for n in one.sentences]
            if one.speaker in holders:
                found.update(numbers)
            elif any(n in found and len(named.get(n, ())) == 1 for n in numbers):
                holders.add(one.speaker)


def _add_pronouns(
    found: set[int], text: str, sentences: Sentences, people: Sequence[Person], speech: Sequence[Speech]
) -> None:
    """Add what "he said" right after a view: of whom the view is, unless it also names the other who may be meant."""
    named = {name: set(_places(sentences, [person])) for person in people for name in (person.name, *person.aliases)}
    for one in sorted(speech, key=lambda one: one.sentences[:1]):
        numbers = [n - 1 for n in one.sentences if 0 < n <= len(sentences)]
        span = one.speaker_span
        if not numbers or span is None or span.of(text).casefold() not in (REPORTED | {"it"}):
            continue
        before = numbers[0] - 1
        if before in found and before not in named.get(one.speaker or "", ()):
            found.update(numbers)


def _add_newcomers(found: set[int], sentences: Sentences, people: Sequence[Person], speech: Sequence[Speech]) -> None:
    """Add what somebody says who is named for the first time right behind a view, and of whom no text says more.

    "The group's director called for it. “It is time,” Ana Costa said."
    """
    first = {
        person.name: bisect_right(sentences.starts, person.mentions[0].start) - 1
        for person in people
        if person.role_span is None and person.mentions and " " in person.name
    }
    for one in sorted(speech, key=lambda one: one.sentences[:1]):
        numbers = [n - 1 for n in one.sentences if 0 < n <= len(sentences)]
        if (
            numbers
            and one.quotation is not None
            and first.get(one.speaker or "") in numbers
            and numbers[0] - 1 in found
        ):
            found.update(numbers)


def _says_outside(
    text: str,
    sentences: Sentences,
    one: Speech,
    words: Sequence[Word],
    starts: Sequence[int],
    outside: Outsiders,
) -> bool:
    """Whether who speaks is outside government, by the words for them and those of an apposition beside these."""
    spoken = words_of(one.speaker or "")
    if outside.is_outside(spoken, 0, len(spoken)):
        return True
    if one.speaker_span is None:
        return False
    beside = _beside(text, sentences, one.speaker_span)
    return outside.is_outside(words, bisect_left(starts, one.speaker_span.start), bisect_left(starts, beside.end))


def _surname(text: str, one: Speech) -> set[str]:
    """The surname by which an outsider who is not among the people is named again: "Costa" of "Ana Costa, a fellow"."""
    found = set()
    speaker = one.speaker or ""
    if speaker.istitle() and not speaker.startswith(("The ", "A ", "An ")):
        found.add(speaker.split()[-1])
    if one.speaker_span is not None:
        named = _NAMED_BEFORE.search(text, max(0, one.speaker_span.start - 60), one.speaker_span.start)
        if named:
            found.add(named[1])
    return found


def _is_outsider(
    text: str,
    sentences: Sentences,
    person: Person,
    words: Sequence[Word],
    starts: Sequence[int],
    outside: Outsiders,
) -> bool:
    """Whether a person's role lies outside government, or the words beside the first name say where they work."""
    stretches = [] if person.role_span is None else [person.role_span]
    if person.mentions:
        first = person.mentions[0]
        stretches = [_ahead(text, sentences, first), *stretches, _beside(text, sentences, first), first]
    for span in stretches:
        low, high = bisect_left(starts, span.start), bisect_left(starts, span.end)
        if outside.is_outside(words, low, high):
            return True
        if span is person.role_span and any(not _speaks_for(words, at) for at in offices(words, low, high)):
            return False
    # A doctor who holds no office, as far as the text says.
    named = person.mentions[0].start if person.mentions and person.role_span is None else 0
    return _DOCTOR.search(text, max(0, named - 8), named) is not None


def _is_without_office(person: Person, words: Sequence[Word], starts: Sequence[int]) -> bool:
    """Whether the text says what somebody is, and that is no office: who answers an interviewer gives a view then."""
    role = person.role_span
    return role is not None and not offices(words, bisect_left(starts, role.start), bisect_left(starts, role.end))


def _speaks_for(words: Sequence[Word], at: int) -> bool:
    """Whether a word of office says only that somebody speaks for others: a spokesperson, for whomever."""
    return words[at].folded.startswith("spokes")


def _beside(text: str, sentences: Sentences, name: Span) -> Span:
    """What follows a name as an apposition: ", a fellow at the Institute" or "of the University", not beyond."""
    index = max(0, bisect_right(sentences.starts, name.start) - 1)
    end = min(sentences.ends[index], name.end + 120)
    after = text[name.end : end]
    first = words_of(after[:30])
    is_apposition = after[:2] == ", " or (bool(first) and first[0].folded in _BESIDE)
    if not is_apposition:
        return Span(name.end, name.end)
    stops = [at for at in (after.find(",", 2), after.find(";"), after.find("“"), after.find('"')) if at > 0]
    following = words_of(after)
    stops.extend(following[at].start for at in saying(following, 0, len(following))[:1])
    return Span(name.end, name.end + min(stops, default=len(after)))


def _ahead(text: str, sentences: Sentences, name: Span) -> Span:
    """What stands before a name as an apposition, or owns the office: "A former inspector, Ana Costa, said"."""
    start = sentences.starts[max(0, bisect_right(sentences.starts, name.start) - 1)]
    if text[name.end : name.end + 1] == ":":
        return Span(start, name.start)  # A list of views: "Lowy Institute President Ana Costa: “It is …"
    start = max(start, name.start - 100)
    before = text[start : name.start]
    found = _OWNER.search(before) or _APPOSED.search(before) or _SERVED.search(before)
    return Span(start + found.start(1), start + found.end(1)) if found else Span(name.start, name.start)


def _places(sentences: Sentences, people: Sequence[Person]) -> dict[int, list[Span]]:
    places: dict[int, list[Span]] = {}
    for person in people:
        for mention in person.mentions:
            places.setdefault(bisect_right(sentences.starts, mention.start) - 1, []).append(mention)
    return places


def _attributes(words: Sequence[Word], low: int, high: int, mentions: Sequence[Span], outside: Outsiders) -> bool:
    """Whether a sentence gives a view of somebody outside government: "analysts doubt", "according to experts"."""
    # "Costa, an activist who has been accused of theft": the verb is not what she says, nor are papers she leaked.
    verbs = [at for at in saying(words, low, high) if at == low or not is_done_to(words, at)]
    speakers = [each.at for each in outside.find(words, low, high)]
    held = [
        at
        for at in offices(words, low, high)
        if not (_speaks_for(words, at) and any(at < speaker <= at + 6 for speaker in speakers))
    ]
    # "said Ana Costa, an economist at": the name stands first, and who it is follows.
    for verb in verbs:
        follows = verb + 1 < high and words[verb + 1].word[:1].isupper() and verb > low + 2 and inverted(words, verb)
        if follows and any(verb < at <= verb + 12 for at in speakers):
            first = next(at for at in speakers if at > verb)
            if not any(verb < at < first for at in held):
                return True
    for mention in mentions:
        speakers.extend(at for at in range(low, high) if mention.start <= words[at].start < mention.end)
    for at in sorted(speakers):
        if any(words[before].folded == "according" for before in range(max(low, at - 6), at)):
            return not any(at - 6 < office < at for office in held)
        # "quoted Ana Costa, a former inspector, as saying"
        quoted = next((n for n in range(at + 1, min(at + _QUOTED, high)) if words[n].folded == "saying"), at)
        if quoted > at and words[quoted - 1].folded == "as":
            return not any(at - 6 < office < quoted for office in held)
        # What is said stands soon after who says it; whoever speaks before them is another.
        before = [verb for verb in verbs if verb < at]
        # "The former inspector who led the hunt for … told": what is said of the speaker may be long.
        has_clause = any(words[n].folded in _RELATIVE for n in range(at + 1, min(at + 6, high)))
        after = [verb for verb in verbs if at < verb <= at + (30 if has_clause else 12)]
        if has_clause:
            after = after[-1:]
        clause = next((n for n in range(at + 1, min(at + 6, high)) if words[n].folded in _RELATIVE), at + 6)
        if after and not before and not any(office < min(clause, after[0]) for office in held):
            return True
        is_inverted = bool(before) and inverted(words, before[-1]) and before[-1] >= at - 3
        is_inverted = is_inverted and not any(words[n].folded == "that" for n in range(before[-1], at))
        if is_inverted and before[-1] > low + 3 and not any(before[-1] < o < at + 4 for o in held):
            return not any(office < before[-1] for office in held)
    return False
