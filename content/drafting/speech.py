"""The speech that a text reports: what stands in quotation marks, what the writer tells, and who speaks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from content.drafting.found import Person, QuotationKind, Speech
from content.drafting.quote_marks import Marked, find_marked
from content.drafting.quoted import (
    Setting,
    choose,
    is_before_noun,
    is_label,
    is_not_theirs,
    is_predicate,
    is_told,
    kind_of,
    signature,
)
from content.drafting.speakers import Speaker, Speakers
from content.drafting.speech_doubts import is_called_untrue
from content.drafting.speech_phrases import Phrase, may_speak
from content.drafting.speech_tokens import PRONOUNS, Token, read_tokens
from content.drafting.turns import Turn, find_turns
from content.model import Quotation, SentenceNumber, Sentences, Span

_NEAR = 30
"""How many words before a colon a name is looked for."""
_MOST_INSIDE = 6
"""How many speakers of one sentence are kept in mind: it bounds the time."""


class _Frame(NamedTuple):
    """Sentences that one quotation ties together (mostly one), by position, and the quotations in them."""

    first: int
    last: int
    quotes: tuple[int, ...]


def find_speech(text: str, sentences: Sentences, people: Sequence[Person]) -> tuple[Speech, ...]:
    """What a text reports as said, in order: quotations with their speakers, and speech in the writer's words.

    A quotation that runs over sentences is one; over a paragraph's end it is one for each paragraph. The time is
    linear in the length of the text.
    """
    if not len(sentences):
        return ()
    marked = find_marked(text)
    mentions = {
        mention.start: (mention.end, number)
        for number, person in enumerate(people)
        for mention in person.mentions
        if mention.start < mention.end
    }
    reader = _Reader(text, sentences, people, marked, mentions)
    for frame in _frames(sentences, marked):
        reader.read(frame)
    return tuple(sorted(reader.found, key=lambda one: (one.sentences, one.quotation is None)))


def _frames(sentences: Sentences, marked: Sequence[Marked]) -> list[_Frame]:
    """The sentences in order, those tied by a quotation together."""
    frames: list[_Frame] = []
    quote = 0
    at = 0
    while at < len(sentences):
        last = at
        held = []
        while quote < len(marked) and marked[quote].outer.start < sentences.ends[last]:
            inner = marked[quote].inner
            if inner.end > sentences.starts[at]:
                held.append(quote)
                while last + 1 < len(sentences) and sentences.starts[last + 1] < inner.end:
                    last += 1
            quote += 1
        frames.append(_Frame(at, last, tuple(held)))
        at = last + 1
    return frames


def _quoted_in_names(people: Sequence[Person], marked: Sequence[Marked]) -> frozenset[int]:
    """The quotations that are part of a name: Joe “Bongo” Smith."""
    starts = [one.outer.start for one in marked]
    found = set()
    for mention in (mention for person in people for mention in person.mentions):
        at = bisect_right(starts, mention.start)
        if at < len(marked) and marked[at].outer.end <= mention.end:
            found.add(at)
    return frozenset(found)


def _means_lead(tokens: Sequence[Token], lead: Phrase, phrase: Phrase) -> bool:
    """Whether "what it calls" and "what they called" mean the body or the group with which the sentence begins."""
    word = tokens[phrase.first]
    if word.key not in ("it", "they") or phrase.first < lead.last or lead.person >= 0:
        return False
    if tokens[phrase.first - 1].key not in ("what", "which") or tokens[lead.first].key in PRONOUNS:
        return False
    is_plural = tokens[lead.last - 1].key[-1] == "s" or any(t.key == "and" for t in tokens[lead.first : lead.last])
    return is_plural == (word.key == "they") and may_speak(tokens, lead)


class _Reader:
    """Reading frames in order and gathers the speech in `found`."""

    def __init__(
        self,
        text: str,
        sentences: Sentences,
        people: Sequence[Person],
        marked: Sequence[Marked],
        mentions: Mapping[int, tuple[int, int]],
    ) -> None:
        self.found: list[Speech] = []
        self._text = text
        self._sentences = sentences
        self._marked = marked
        self._mentions = mentions
        self._in_names = _quoted_in_names(people, marked)
        self._speakers = Speakers(text, people)
        self._turns: Mapping[int, Turn] = find_turns(text, sentences, people, mentions)
        self._turn: Turn | None = None
        self._spoken: Speaker | None = None
        """Who was quoted last."""
        self._waiting: list[tuple[int, bool]] = []
        """Quotations without a speaker so far, by their place in `found`, and whether they run on."""
        self._guessed = -1
        """The place in `found` of a quotation that was a sentence of its own, if it is the last."""
        self._paragraph = 0

    def read(self, frame: _Frame) -> None:
        """Adds the speech of some sentences."""
        start, end = self._sentences.starts[frame.first], self._sentences.ends[frame.last]
        paragraph = self._sentences.paragraphs[frame.first]
        if paragraph != self._paragraph:
            self._paragraph = paragraph
            self._begin_paragraph(frame)
        quotes = [(n, *self._marked[n].outer) for n in frame.quotes if n not in self._in_names]
        for n in frame.quotes:
            if n in self._in_names:
                self._add(self._marked[n], None, QuotationKind.SCARE)
        tokens = read_tokens(self._text, start, end, quotes, self._mentions)
        setting = Setting.of(tokens)
        speakers = self._who(setting)
        self._sign(tokens, frame.first)
        self._speakers.see(tokens, frame.first)
        used = self._quotations(frame, setting, speakers)
        if self._turn is None:
            self._indirect(setting, speakers, used)
        for at, speaker in enumerate(speakers):
            if speaker is not None and not setting.attributions[at].is_unsaid and not is_told(setting, at):
                self._speakers.spoke(speaker)
        lead = setting.lead
        if lead is not None and lead.person >= 0:
            self._speakers.subject = self._speakers.person(tokens[lead.first], frame.first)
        elif lead is not None and tokens[lead.first].key not in PRONOUNS and may_speak(tokens, lead) and not self._turn:
            span = Span(tokens[lead.first].start, tokens[lead.last - 1].end)
            self._speakers.topic = Speaker(" ".join(span.of(self._text).split()), span, -1, frame.first)

    def _begin_paragraph(self, frame: _Frame) -> None:
        turn = self._turns.get(self._paragraph)
        if turn is None:
            if self._turn is not None and not self._turn.goes_on:
                self._turn = None
        else:
            self._turn = turn if turn.speaker else None
        if self._turn is not None:
            last = bisect_right(self._sentences.paragraphs, self._paragraph) - 1
            numbers = tuple([SentenceNumber(n + 1) for n in range(frame.first, last + 1)])
            self.found.append(Speech(numbers, self._turn.speaker, self._turn.span))

    def _who(self, setting: Setting) -> list[Speaker | None]:
        """The speaker of each attribution."""
        tokens, lead = setting.tokens, setting.lead
        speakers: list[Speaker | None] = []
        inside: list[Speaker] = []
        is_source = False
        for one in setting.attributions:
            at = bisect_right(self._sentences.starts, tokens[one.verb].start) - 1
            speaker: Speaker | None = None
            if one.phrase is not None:
                phrase = one.phrase
                if lead is not None and _means_lead(tokens, lead, phrase):
                    phrase = lead
                speaker = self._speakers.resolve(tokens, phrase, at, inside)
                if self._turn is not None and tokens[one.phrase.first].key in ("i", "we"):
                    speaker = Speaker(self._turn.speaker, self._turn.span, -1, at)
            elif inside and not (is_source and lead is not None and lead.first < one.verb):
                speaker = inside[-1]
            elif lead is not None and (lead.first < one.verb or one.verb == 0):
                speaker = self._speakers.resolve(tokens, lead, at, ())
            speakers.append(speaker)
            # "Criticised by X, he said": he is not X.
            is_agent = one.phrase is not None and any(t.key == "by" for t in tokens[one.verb + 1 : one.phrase.first])
            if speaker is not None and not is_agent:
                # "According to the agency, X went there and said": X said it.
                is_source = tokens[one.verb].key == "according"
                inside = [*inside[-_MOST_INSIDE:], speaker]
        return speakers

    def _quotations(self, frame: _Frame, setting: Setting, speakers: Sequence[Speaker | None]) -> set[int]:
        """Adds the quotations of a frame; the attributions that only say who speaks a whole clause."""
        used: set[int] = set()
        partial: set[int] = set()
        previous: Speaker | None = None
        is_unsaid = False
        for at, token in enumerate(setting.tokens):
            if token.quote < 0:
                continue
            marked = self._marked[token.quote]
            speaker: Speaker | None = None
            chosen = choose(setting, at, self._text, marked.inner, speakers)
            kind = kind_of(self._text, marked.inner, setting, at, chosen is not None)
            if is_label(self._text, marked.inner, setting, at, chosen):
                kind = QuotationKind.SCARE
            elif is_called_untrue(setting.tokens, at) or (
                chosen is not None and is_not_theirs(setting, chosen, at, kind)
            ):
                is_unsaid = True
                used.update(() if chosen is None else (chosen,))
            elif chosen is not None:
                is_unsaid = False
                speaker = speakers[chosen]
                (used if kind is QuotationKind.DIRECT else partial).add(chosen)
            elif previous is not None:
                speaker = previous
                kind = QuotationKind.PARTIAL if kind is QuotationKind.SCARE else kind
            elif not is_unsaid:
                speaker, kind = self._understood(frame, setting, at, marked, kind)
            if speaker is None and kind is QuotationKind.PARTIAL:
                kind = QuotationKind.SCARE
            previous = None if is_unsaid else speaker or previous
            self._add(marked, speaker, kind, may_wait=not is_unsaid)
            self._guessed = len(self.found) - 1 if setting.is_alone else -1
        return used - partial

    def _understood(
        self, frame: _Frame, setting: Setting, at: int, marked: Marked, kind: QuotationKind
    ) -> tuple[Speaker | None, QuotationKind]:
        """Who speaks where the sentence does not say it: whoever spoke before, or began the sentence before."""
        tokens, lead = setting.tokens, setting.lead
        signed = signature(tokens, at + 1)
        if signed is not None and kind is QuotationKind.DIRECT:
            return self._speakers.person(tokens[signed], frame.first), kind
        if at and tokens[at - 1].key == ":":
            named = [token for token in tokens[max(0, at - _NEAR) : at] if token.person >= 0 and not token.is_owner]
            if named and (lead is None or lead.person < 0):
                return self._speakers.person(named[-1], frame.first), QuotationKind.DIRECT
            if lead is not None and lead.first < at:
                return self._speakers.resolve(tokens, lead, frame.first, ()), QuotationKind.DIRECT
        if setting.is_alone or kind is QuotationKind.DIRECT:
            # Where it runs on into the next paragraph, that one may say who speaks.
            return None if marked.runs_on else self._before(frame), QuotationKind.DIRECT
        if is_predicate(setting, at, marked.inner.of(self._text)) and lead is not None:
            return self._speakers.resolve(tokens, lead, frame.first, ()), QuotationKind.PARTIAL
        if at > 3 and tokens[0].key in ("for", "to") and tokens[1].person >= 0 and tokens[2].key == ",":
            return self._speakers.person(tokens[1], frame.first), QuotationKind.PARTIAL
        last = self._speakers.last
        if at and tokens[at - 1].key == "the" and len(marked.inner.of(self._text).split()) <= 3:
            return None, QuotationKind.SCARE
        if last is not None and frame.first - last.sentence <= 1 and self._is_same_paragraph(last, frame):
            return last, QuotationKind.PARTIAL
        words = len(marked.inner.of(self._text).split())
        if (
            words >= 4
            and not is_before_noun(tokens, at)
            and lead is not None
            and lead.first < at
            and may_speak(tokens, lead)
        ):
            return self._speakers.resolve(tokens, lead, frame.first, ()), QuotationKind.PARTIAL
        return None, QuotationKind.SCARE

    def _before(self, frame: _Frame) -> Speaker | None:
        """Who spoke last, or was named in the sentence before as one who acts."""
        last = self._spoken_or_last()
        subject, agent = self._speakers.subject, self._speakers.agent
        if (
            subject is not None
            and frame.first - subject.sentence <= 2
            and (last is None or subject.sentence > last.sentence)
        ):
            last = subject
        if agent is not None and agent.sentence == frame.first - 1 and (last is None or agent.sentence > last.sentence):
            return agent
        return last

    def _spoken_or_last(self) -> Speaker | None:
        last, spoken = self._speakers.last, self._spoken
        if last is None or (spoken is not None and spoken.sentence >= last.sentence):
            return spoken
        return last

    def _is_same_paragraph(self, speaker: Speaker, frame: _Frame) -> bool:
        return self._sentences.paragraphs[speaker.sentence] == self._sentences.paragraphs[frame.first]

    def _sign(self, tokens: Sequence[Token], sentence: int) -> None:
        """Gives a quotation that was a paragraph of its own the speaker whose name stands under it."""
        signed = signature(tokens, 0)
        if signed is None or not self.found:
            return
        is_above = self.found[-1].sentences[-1] == sentence
        if is_above and self._guessed == len(self.found) - 1:
            self._give(len(self.found) - 1, self._speakers.person(tokens[signed], sentence))

    def _add(self, marked: Marked, speaker: Speaker | None, kind: QuotationKind, *, may_wait: bool = True) -> None:
        inner = marked.inner
        first = max(0, bisect_right(self._sentences.starts, inner.start) - 1)
        last = max(first, bisect_left(self._sentences.starts, inner.end) - 1)
        numbers = tuple([SentenceNumber(n + 1) for n in range(first, last + 1)])
        name = None if speaker is None else speaker.name
        quotation = Quotation(inner.of(self._text), Span(*inner), name)
        self.found.append(Speech(numbers, name, None if speaker is None else speaker.span, quotation, kind))
        if speaker is not None:
            self._spoken = speaker._replace(sentence=last)
            for place, runs_on in self._waiting:
                if runs_on or first - self.found[place].sentences[-1] <= 1:
                    self._give(place, speaker)
            self._waiting.clear()
        elif kind is QuotationKind.DIRECT and may_wait:
            self._waiting.append((len(self.found) - 1, marked.runs_on))

    def _give(self, place: int, speaker: Speaker) -> None:
        """Gives a quotation the speaker who is named only after it."""
        speech = self.found[place]
        if speech.quotation is None:
            return
        quotation = speech.quotation._replace(speaker=speaker.name)
        self.found[place] = speech._replace(quotation=quotation, speaker=speaker.name)

    def _indirect(self, setting: Setting, speakers: Sequence[Speaker | None], used: set[int]) -> None:
        """Adds the speech that the writer's words report."""
        seen: set[tuple[int, str]] = set()
        for at, (one, speaker) in enumerate(zip(setting.attributions, speakers, strict=True)):
            if speaker is None or not one.is_speech or one.is_unsaid or at in used:
                continue
            number = bisect_right(self._sentences.starts, setting.tokens[one.verb].start)
            if (number, speaker.name) not in seen:
                seen.add((number, speaker.name))
                self.found.append(Speech((SentenceNumber(number),), speaker.name, speaker.span))
