"""The speech that a text reports: what stands in quotation marks, what is told in the writer's words, and who speaks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from content.drafting.attribution import Attribution, Form, find_attributions, lead_subject
from content.drafting.found import Person, QuotationKind, Speech
from content.drafting.quote_marks import Marked, find_marked
from content.drafting.quoted import Setting, choose, is_label, kind_of
from content.drafting.speakers import Speaker, Speakers
from content.drafting.speech_phrases import Token, read_tokens
from content.drafting.turns import Turn, find_turns
from content.model import Quotation, SentenceNumber, Sentences, Span


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


class _Reader:
    """Reads frames in order and gathers the speech in `found`."""

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
        self._speakers = Speakers(text, people)
        self._turns: Mapping[int, Turn] = find_turns(text, sentences, people, mentions)
        self._turn: Turn | None = None
        self._spoken: Speaker | None = None
        """Who was quoted last."""
        self._waiting: list[int] = []
        """Quotations without a speaker so far, by their place in `found`."""
        self._paragraph = 0

    def read(self, frame: _Frame) -> None:
        """Adds the speech of some sentences."""
        start, end = self._sentences.starts[frame.first], self._sentences.ends[frame.last]
        paragraph = self._sentences.paragraphs[frame.first]
        if paragraph != self._paragraph:
            self._paragraph = paragraph
            self._begin_paragraph(frame)
        quotes = [(n, self._marked[n].outer.start, self._marked[n].outer.end) for n in frame.quotes]
        tokens = read_tokens(self._text, start, end, quotes, self._mentions)
        attributions = find_attributions(tokens)
        setting = Setting(tokens, attributions, lead_subject(tokens))
        speakers = self._who(frame, setting)
        self._speakers.see(tokens, frame.first)
        used = self._quotations(frame, setting, speakers)
        if self._turn is None:
            self._indirect(setting, speakers, used)
        for speaker in speakers:
            if speaker is not None:
                self._speakers.spoke(speaker)
        lead = setting.lead
        if lead is not None and lead.person >= 0:
            self._speakers.subject = self._speakers.person(tokens[lead.first], frame.first)

    def _begin_paragraph(self, frame: _Frame) -> None:
        turn = self._turns.get(self._paragraph)
        if turn is None:
            if self._turn is not None and not self._turn.goes_on:
                self._turn = None
        else:
            self._turn = turn
        if self._turn is not None:
            last = bisect_right(self._sentences.paragraphs, self._paragraph) - 1
            numbers = tuple([SentenceNumber(n + 1) for n in range(frame.first, last + 1)])
            self.found.append(Speech(numbers, self._turn.speaker, self._turn.span))

    def _who(self, frame: _Frame, setting: Setting) -> list[Speaker | None]:
        """The speaker of each attribution."""
        tokens = setting.tokens
        speakers: list[Speaker | None] = []
        for one in setting.attributions:
            at = bisect_right(self._sentences.starts, tokens[one.verb].start) - 1
            inside = [speaker for speaker in speakers if speaker is not None]
            if one.phrase is not None:
                speakers.append(self._speakers.resolve(tokens, one.phrase, at, inside))
            elif inside:
                speakers.append(inside[-1])
            else:
                lead = lead_subject(tokens)
                is_before = lead is not None and lead.first < one.verb
                speakers.append(
                    self._speakers.resolve(tokens, lead, at, ()) if lead is not None and is_before else None
                )
        return speakers

    def _quotations(self, frame: _Frame, setting: Setting, speakers: Sequence[Speaker | None]) -> set[int]:
        """Adds the quotations of a frame; the attributions that only say who speaks a whole clause."""
        used: set[int] = set()
        partial: set[int] = set()
        for at, token in enumerate(setting.tokens):
            if token.quote < 0:
                continue
            marked = self._marked[token.quote]
            speaker: Speaker | None = None
            chosen = choose(setting, at, self._text, marked.inner, speakers)
            kind = kind_of(self._text, marked.inner, setting, at, chosen is not None)
            if is_label(self._text, marked.inner, setting, at, chosen):
                kind = QuotationKind.SCARE
            elif chosen is not None:
                speaker = speakers[chosen]
                (used if kind is QuotationKind.DIRECT else partial).add(chosen)
            else:
                speaker, kind = self._understood(frame, setting, at, marked, kind)
            self._add(marked, speaker, kind)
        return used - partial

    def _understood(
        self, frame: _Frame, setting: Setting, at: int, marked: Marked, kind: QuotationKind
    ) -> tuple[Speaker | None, QuotationKind]:
        """Who speaks where the sentence does not say it: whoever spoke before, or began the sentence before."""
        if setting.is_alone(at) or kind is QuotationKind.DIRECT:
            last, subject = self._spoken_or_last(), self._speakers.subject
            if last is None or (subject is not None and subject.sentence > last.sentence):
                last = subject if subject is not None and frame.first - subject.sentence <= 2 else last
            return last, QuotationKind.DIRECT
        words = len(marked.inner.of(self._text).split())
        lead = setting.lead
        if words >= 4:
            last = self._speakers.last
            if last is not None and frame.first - last.sentence <= 1 and self._is_same_paragraph(last, frame):
                return last, QuotationKind.PARTIAL
            if lead is not None and lead.first < at and (lead.person >= 0 or words >= 6):
                return self._speakers.resolve(setting.tokens, lead, frame.first, ()), QuotationKind.PARTIAL
        return None, QuotationKind.SCARE

    def _spoken_or_last(self) -> Speaker | None:
        last, spoken = self._speakers.last, self._spoken
        if last is None or (spoken is not None and spoken.sentence >= last.sentence):
            return spoken
        return last

    def _is_same_paragraph(self, speaker: Speaker, frame: _Frame) -> bool:
        return self._sentences.paragraphs[speaker.sentence] == self._sentences.paragraphs[frame.first]

    def _add(self, marked: Marked, speaker: Speaker | None, kind: QuotationKind) -> None:
        inner = marked.inner
        first = max(0, bisect_right(self._sentences.starts, inner.start) - 1)
        last = max(first, bisect_left(self._sentences.starts, inner.end) - 1)
        numbers = tuple([SentenceNumber(n + 1) for n in range(first, last + 1)])
        name = None if speaker is None else speaker.name
        quotation = Quotation(inner.of(self._text), Span(*inner), name)
        self.found.append(Speech(numbers, name, None if speaker is None else speaker.span, quotation, kind))
        if speaker is not None:
            self._spoken = speaker._replace(sentence=last)
            for place in self._waiting:
                self._give(place, speaker)
            self._waiting.clear()
        elif kind is QuotationKind.DIRECT:
            self._waiting.append(len(self.found) - 1)

    def _give(self, place: int, speaker: Speaker) -> None:
        """Gives a quotation the speaker who is named only after it, in the same paragraph or the next."""
        speech = self.found[place]
        if speech.quotation is None or speaker.sentence - speech.sentences[-1] > 1:
            return
        quotation = speech.quotation._replace(speaker=speaker.name)
        self.found[place] = speech._replace(quotation=quotation, speaker=speaker.name)

    def _indirect(self, setting: Setting, speakers: Sequence[Speaker | None], used: set[int]) -> None:
        """Adds the speech that the writer's words report."""
        seen: set[tuple[int, str]] = set()
        for at, (one, speaker) in enumerate(zip(setting.attributions, speakers, strict=True)):
            if speaker is None or not one.is_speech or at in used or not _reports(one):
                continue
            number = bisect_right(self._sentences.starts, setting.tokens[one.verb].start)
            if (number, speaker.name) not in seen:
                seen.add((number, speaker.name))
                self.found.append(Speech((SentenceNumber(number),), speaker.name, speaker.span))


def _reports(one: Attribution) -> bool:
    return one.form is not Form.SAME or one.phrase is None
