"""Whether what an entry cites, counts and quotes stands word for word where it says: citations, figures, quotations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum

from content.model import Briefing, Entry, EntryId, Sentences, Span


class Fault(StrEnum):
    """What keeps an entry from being grounded."""

    NO_SUPPORT = "no support"
    FIGURE = "figure not in a cited sentence"
    NAME = "name not in a cited sentence"
    QUOTATION = "quotation not in a cited sentence"
    ALTERED = "words altered"
    SENTENCE = "no such sentence"
    NEGATION = "negation differs"
    SPEAKER = "speaker not near the words"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing in an entry that does not rest on the source. `words` are the words that it is about."""

    entry: EntryId
    fault: Fault
    words: str


def ground(briefing: Briefing) -> tuple[Finding, ...]:
    """Every span of the entries of a briefing that does not stand in the sentences they cite, in reading order."""
    findings: list[Finding] = []
    for entry in briefing.entries:
        if not entry.citations:
            findings.append(Finding(entry.id, Fault.NO_SUPPORT, entry.title))
        _ground(briefing, entry, findings)
    return tuple(findings)


def stands_in(sentences: Sentences, span: Span, numbers: Container[int]) -> bool:
    """Whether a span lies in the sentences with these numbers; a quotation may run on over several of them."""
    number = bisect_right(sentences.starts, span.start)
    while number and number in numbers:
        if span.end <= sentences.ends[number - 1]:
            return True
        number += 1
    return False


def _ground(briefing: Briefing, entry: Entry, findings: list[Finding]) -> None:
    text, starts, ends = briefing.text, briefing.sentences.starts, briefing.sentences.ends
    numbers: set[int] = set()
    for citation in entry.citations:
        number, span = citation.sentence, citation.span
        if not 0 < number <= len(starts):
            findings.append(Finding(entry.id, Fault.SENTENCE, citation.quote))
            continue
        numbers.add(number)
        outside = span.start < starts[number - 1] or span.end > ends[number - 1]
        if outside or not _stands_at(text, citation.quote, span):
            findings.append(Finding(entry.id, Fault.ALTERED, citation.quote))
    for figure in entry.figures:
        fault = _fault(briefing, figure.text, figure.span, numbers, Fault.FIGURE)
        if fault is not None:
            findings.append(Finding(entry.id, fault, figure.text))
    for quotation in entry.quotations:
        fault = _fault(briefing, quotation.text, quotation.span, numbers, Fault.QUOTATION)
        if fault is not None:
            findings.append(Finding(entry.id, fault, quotation.text))


def _fault(briefing: Briefing, words: str, span: Span, numbers: set[int], elsewhere: Fault) -> Fault | None:
    """What is wrong with words that claim to stand at a span."""
    if not _stands_at(briefing.text, words, span):
        return Fault.ALTERED
    return None if stands_in(briefing.sentences, span, numbers) else elsewhere


def _stands_at(text: str, words: str, span: Span) -> bool:
    """Whether words are those of a span; a span of any length costs no more than they."""
    return span.end - span.start == len(words) and text.startswith(words, span.start)
