"""What a machine can hold a briefing to: how much of the text is cited, and whether entries rest on what they cite."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum

from content.desk import desk_named
from content.model import Briefing, Entry, EntryId, PaneId, SentenceNumber, Sentences, Span


@dataclass(frozen=True, slots=True)
class PaneCoverage:
    """How many entries a pane has, and how many different sentences they cite."""

    pane: PaneId
    entries: int
    cited_sentences: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The ledger of a briefing: what is cited, and what is not.

    `share` is the part of all sentences that an entry cites, 0 to 1; 1 for a text without sentences. `panes` has every
    pane of the desk in its order, then panes that the desk does not know.
    """

    panes: tuple[PaneCoverage, ...]
    sentences: int
    cited: int
    share: float
    uncited: tuple[SentenceNumber, ...]
    unsupported: tuple[EntryId, ...]


class Fault(StrEnum):
    """What keeps an entry from being grounded."""

    NO_SUPPORT = "no support"
    FIGURE = "figure not in a cited sentence"
    QUOTATION = "quotation not in a cited sentence"
    ALTERED = "words altered"
    SENTENCE = "no such sentence"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing in an entry that does not rest on the source. `words` are the words that it is about."""

    entry: EntryId
    fault: Fault
    words: str


@dataclass(frozen=True, slots=True)
class Report:
    """The ledger and the findings of a briefing."""

    coverage: Coverage
    findings: tuple[Finding, ...]


def check(briefing: Briefing) -> Report:
    """The coverage of a briefing and everything in it that is not grounded."""
    return Report(cover(briefing), ground(briefing))


def cover(briefing: Briefing) -> Coverage:
    """How much of a briefing's text its entries cite, in one pass."""
    sentences = len(briefing.sentences)
    by_pane: dict[PaneId, tuple[list[EntryId], set[int]]] = {
        pane.id: ([], set()) for pane in desk_named(briefing.desk).panes
    }
    for entry in briefing.entries:
        found = by_pane.get(entry.pane)
        if found is None:
            found = by_pane[entry.pane] = ([], set())
        found[0].append(entry.id)
        found[1].update([c.sentence for c in entry.citations if 0 < c.sentence <= sentences])
    cited: set[int] = set().union(*[numbers for _, numbers in by_pane.values()])
    return Coverage(
        tuple([PaneCoverage(pane, len(ids), len(numbers)) for pane, (ids, numbers) in by_pane.items()]),
        sentences,
        len(cited),
        len(cited) / sentences if sentences else 1.0,
        tuple([SentenceNumber(n) for n in range(1, sentences + 1) if n not in cited]),
        tuple([entry.id for entry in briefing.entries if not entry.citations]),
    )


def ground(briefing: Briefing) -> tuple[Finding, ...]:
    """Everything in the entries of a briefing that does not rest on the sentences they cite, in reading order."""
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
        if outside or text[span.start : span.end] != citation.quote:
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
    if briefing.text[span.start : span.end] != words:
        return Fault.ALTERED
    return None if stands_in(briefing.sentences, span, numbers) else elsewhere
