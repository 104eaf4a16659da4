"""What rested on a text, put on its new version: citations, figures, quotations and notes.

Words in a sentence that stayed or moved go with it, exactly. In a sentence that changed they are looked for there;
what stood in one that is gone is looked for in the whole text, see `anchors`. What is found nowhere is not guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from content.anchors import SURE, Anchor, find, select
from content.differences import Kind, SentenceChange
from content.model import Briefing, Citation, Entry, Figure, Quotation, SentenceNumber, Span
from content.notes import NoteTarget, sentence_at

GUESS = 0.4
"""The confidence from which words are taken for others that are gone: below it they are no place for what was there."""

_AROUND = 200
"""Code points on either side of a changed sentence in which its words are looked for as well."""

_WORK = 40_000_000
"""Code points that are searched for words whose sentence is gone, in all; then such words count as lost."""


class Fate(StrEnum):
    """What became of the ground of a citation, an entry or a note."""

    KEPT = "kept"
    MOVED = "moved"
    CHANGED = "changed"
    LOST = "lost"


_WORD = re.compile(r"(?!(?:the|of|and)\b)\b[^\W\d_]{2,}")
"""What may tell one speaker from another."""

_WORST = {Fate.KEPT: 0, Fate.MOVED: 1, Fate.CHANGED: 2, Fate.LOST: 3}


class Regrounded(NamedTuple):
    """An entry on the new text and what became of its ground; `confidence` goes from 0 to 1, as that of an anchor."""

    entry: Entry
    fate: Fate
    confidence: float


class Retargeted(NamedTuple):
    """The target of a note on the new text, what became of its words, and where they are taken to be: a guess where
    the target still has the words of the old text. `confidence` goes from 0 to 1."""

    target: NoteTarget
    fate: Fate
    confidence: float
    guess: Span | None


class Regrounding:
    """From one text to its new version, given what became of each sentence."""

    def __init__(self, old: Briefing, new: Briefing, sentences: Iterable[SentenceChange]) -> None:
        self._old, self._new = old, new
        self._changes = {change.old: change for change in sentences if change.old is not None}
        self._stayed = sorted(old for old, change in self._changes.items() if change.new is not None)
        self._work = _WORK

    def entry(self, entry: Entry) -> Regrounded:
        """The entry with citations, figures and quotations in the new text; without those that are nowhere.

        It is lost where none of its citations is left, moved where one stands elsewhere and none was changed. Each
        span gives the very words of its quote. One that cited nothing is kept as it is.
        """
        found: list[Citation] = []
        fates: list[Fate] = []
        confidence = 1.0
        for citation in entry.citations:
            fate, parts, share = self._citation(citation)
            fates.append(fate)
            found += [part for part in parts if part not in found]
            confidence = min(confidence, share)
        worst = max(fates, key=_WORST.__getitem__, default=Fate.KEPT)
        if worst is Fate.LOST and found:
            worst = Fate.CHANGED
        cited = {citation.sentence for citation in found}
        figures = [self._figure(figure) for figure in entry.figures]
        quotations = [self._quotation(quotation) for quotation in entry.quotations]
        moved = entry._replace(
            citations=tuple(found),
            figures=tuple([each for each in figures if each is not None and self._number(each.span) in cited]),
            quotations=tuple([each for each in quotations if each is not None and self._number(each.span) in cited]),
        )
        is_less = any(
            each is None or each.speaker != quotation.speaker
            for each, quotation in zip(quotations, entry.quotations, strict=True)
        )
        if worst in (Fate.KEPT, Fate.MOVED) and (is_less or None in figures):
            worst = Fate.CHANGED
        return Regrounded(moved, worst, round(confidence, 3))

    def note(self, target: NoteTarget) -> Retargeted:
        """The target of a note in the new text.

        Where its words are not surely found the target keeps those of the old text: the note is an orphan then, near
        the place where it stood, until the reader says where it belongs. A note on an entry goes with the entry.
        """
        selector = target.selector
        if target.entry is not None:
            return Retargeted(target, Fate.KEPT, 1.0, None)
        if selector is None:
            number = None if target.sentence is None else self.near(target.sentence)
            return Retargeted(target._replace(sentence=number), Fate.KEPT, 1.0, None)
        there = find(selector, self._old.text)
        span = there.span if there.is_sure else None
        anchor, fate = Anchor(None, 0.0, False), Fate.LOST
        if span is not None:
            anchor, fate = self._words(span)
        elif self._may_search():  # it was an orphan before: perhaps its words have come back
            anchor = find(selector, self._new.text)
            fate = _fate_of(anchor)
        if anchor.span is None:
            near = self.near(target.sentence or SentenceNumber(1))
            return Retargeted(target._replace(sentence=near), Fate.LOST, 0.0, None)
        number = sentence_at(self._new, anchor.span)
        if fate is Fate.CHANGED and not anchor.is_sure:
            return Retargeted(target._replace(sentence=number), fate, anchor.confidence, anchor.span)
        is_span = number is None or anchor.span != self._new.sentences[number - 1].span
        words = select(self._new.text, anchor.span)
        return Retargeted(NoteTarget(None, number, words, is_span), fate, anchor.confidence, anchor.span)

    # -- where words went

    def _words(self, span: Span) -> tuple[Anchor, Fate]:
        """Where the words at a span of the old text stand in the new one, and what became of them."""
        first = sentence_at(self._old, span)
        change = None if first is None else self._changes.get(first)
        if first is None or change is None or change.new is None:
            return self._search(span)
        ours, theirs = self._old.sentences[first - 1].span, self._new.sentences[change.new - 1].span
        is_inside = ours.start <= span.start and span.end <= ours.end
        if change.kind is not Kind.CHANGED:
            shifted = Span(span.start - ours.start + theirs.start, span.end - ours.start + theirs.start)
            if shifted.start >= 0 and shifted.of(self._new.text) == span.of(self._old.text):
                return Anchor(shifted, 1.0, True), Fate.MOVED if change.kind is Kind.MOVED else Fate.KEPT
        if is_inside and span == ours:
            fate = {Kind.SAME: Fate.KEPT, Kind.MOVED: Fate.MOVED}.get(change.kind, Fate.CHANGED)
            share = min(change.likeness, SURE - 0.01) if fate is Fate.CHANGED else 1.0
            return Anchor(theirs, share, False), fate
        return self._search(span, theirs)

    def _search(self, span: Span, near: Span | None = None) -> tuple[Anchor, Fate]:
        """The words looked for around a sentence of the new text, or without one in all of it."""
        selector = select(self._old.text, span)
        if near is None:
            if not self._may_search():
                return Anchor(None, 0.0, False), Fate.LOST
            anchor = find(selector, self._new.text)
            if anchor.confidence < GUESS:
                return Anchor(None, 0.0, False), Fate.LOST
        else:
            low = max(0, near.start - _AROUND - span.end + span.start)
            window = self._new.text[low : near.end + _AROUND + span.end - span.start]
            place = near.start + span.start - self._old.sentences[(sentence_at(self._old, span) or 1) - 1].span.start
            start = max(0, place - low)
            anchor = find(selector._replace(start=start, end=start + len(selector.exact)), window)
            if anchor.span is None or anchor.confidence < GUESS:
                anchor = Anchor(near, GUESS / 2, False)  # the sentence is there, and its reader finds the place
            else:
                anchor = anchor._replace(span=Span(anchor.span.start + low, anchor.span.end + low))
        fate = _fate_of(anchor)
        if fate is Fate.MOVED and near is not None:
            fate = Fate.KEPT  # the same words in the same sentence, which changed around them
        return anchor, fate

    def _may_search(self) -> bool:
        self._work -= len(self._new.text)
        return self._work >= 0

    def _citation(self, citation: Citation) -> tuple[Fate, list[Citation], float]:
        """A citation in the new text: one for each sentence that its words touch now."""
        if not citation.span.start < citation.span.end <= len(self._old.text):
            return Fate.LOST, [], 0.0
        anchor, fate = self._words(citation.span)
        if anchor.span is None:
            return Fate.LOST, [], 0.0
        if fate is Fate.KEPT and self._is_changed(citation.span):
            fate = Fate.CHANGED  # words that stayed may say the opposite in a sentence that turned around them
        parts: list[Citation] = []
        number = sentence_at(self._new, anchor.span)
        for index in range((number or 1) - 1, len(self._new.sentences) if number else 0):
            sentence = self._new.sentences[index].span
            if sentence.start >= anchor.span.end:
                break
            part = Span(max(sentence.start, anchor.span.start), min(sentence.end, anchor.span.end))
            if part.start < part.end:
                parts.append(Citation(SentenceNumber(index + 1), part, part.of(self._new.text)))
        return (fate if parts else Fate.LOST), parts, anchor.confidence

    def _is_changed(self, span: Span) -> bool:
        """Whether any sentence that words of the old text touch is another one now."""
        first = sentence_at(self._old, span)
        for index in range((first or 1) - 1, len(self._old.sentences) if first else 0):
            if self._old.sentences.starts[index] >= span.end:
                break
            change = self._changes.get(SentenceNumber(index + 1))
            if change is None or change.kind in (Kind.CHANGED, Kind.DROPPED):
                return True
        return False

    def _figure(self, figure: Figure) -> Figure | None:
        span = self._exactly(figure.span)
        return None if span is None else figure._replace(span=span)

    def _quotation(self, quotation: Quotation) -> Quotation | None:
        span = self._exactly(quotation.span)
        if span is None:
            return None
        is_theirs = quotation.speaker is None or self._is_still_named(quotation.speaker, quotation.span, span)
        return quotation._replace(span=span, speaker=quotation.speaker if is_theirs else None)

    def _is_still_named(self, speaker: str, before: Span, after: Span) -> bool:
        """Whether somebody who was named around words of the old text is so around the same words in the new one.

        What names them in the sentence must do so there; otherwise in the paragraph. Who was named in neither is
        known from elsewhere.
        """
        names = set(_WORD.findall(speaker.casefold()))
        for old, new in zip(_around(self._old, before), _around(self._new, after), strict=True):
            if names.intersection(_WORD.findall(old.casefold())):
                return bool(names.intersection(_WORD.findall(new.casefold())))
        return True

    def _exactly(self, span: Span) -> Span | None:
        """Where words stand in the sentence that theirs became, unchanged; None where they do not."""
        first = sentence_at(self._old, span) if span.start < span.end else None
        change = None if first is None else self._changes.get(first)
        if first is None or change is None or change.new is None:
            return None
        ours, theirs = self._old.sentences[first - 1].span, self._new.sentences[change.new - 1].span
        words, wanted = span.of(self._old.text), span.start - ours.start + theirs.start
        if change.kind is not Kind.CHANGED and wanted >= 0 and self._new.text.startswith(words, wanted):
            return Span(wanted, wanted + len(words))
        places: list[int] = []
        at = self._new.text.find(words, theirs.start, theirs.end)
        while at >= 0:
            if not self._is_torn(at, len(words)):
                places.append(at)
            at = self._new.text.find(words, at + 1, theirs.end)
        nearest = min(places, key=lambda at: abs(at - wanted), default=None)
        return None if nearest is None else Span(nearest, nearest + len(words))

    def _is_torn(self, at: int, size: int) -> bool:
        """Whether words begin or end inside another word or figure."""
        text, end = self._new.text, at + size
        return (text[at].isalnum() and text[max(0, at - 1) : at].isalnum()) or (
            text[end - 1].isalnum() and text[end : end + 1].isalnum()
        )

    def _number(self, span: Span) -> SentenceNumber | None:
        return sentence_at(self._new, span)

    def near(self, number: SentenceNumber) -> SentenceNumber:
        """The sentence that one became, or else that the nearest before it became, which is still there."""
        place = bisect_right(self._stayed, number)
        found = self._changes[self._stayed[place - 1]].new if place else None
        return found or SentenceNumber(1)


def _around(briefing: Briefing, span: Span) -> tuple[str, str]:
    """What stands around words in their sentence, and in the paragraph of that, both without the words themselves."""
    number = sentence_at(briefing, span) or SentenceNumber(1)
    sentences, index = briefing.sentences, number - 1
    paragraph = sentences.paragraphs[index]
    low, high = bisect_left(sentences.paragraphs, paragraph), bisect_right(sentences.paragraphs, paragraph)
    return tuple(  # type: ignore[return-value]
        [
            f"{briefing.text[start : span.start]} {briefing.text[span.end : end]}"
            for start, end in (
                (sentences.starts[index], sentences.ends[index]),
                (sentences.starts[low], sentences.ends[high - 1]),
            )
        ]
    )


def _fate_of(anchor: Anchor) -> Fate:
    if anchor.span is None:
        return Fate.LOST
    return Fate.MOVED if anchor.is_sure else Fate.CHANGED
