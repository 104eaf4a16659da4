"""What a machine can hold a briefing to: how much of the text is cited, and whether entries rest on what they cite."""

from __future__ import annotations

import re
from dataclasses import dataclass

from content.allowance import Allowance
from content.desk import desk_named
from content.grounding import Fault as Fault
from content.grounding import Finding as Finding
from content.grounding import ground as ground
from content.grounding import stands_in as stands_in
from content.language import is_in_english
from content.model import Briefing, Entry, EntryId, PaneId, SentenceNumber

PEOPLE = PaneId("people")
_ROLE = r"(?:role|office|title|position|post|function|rank|job)s?"
_NO_ROLE = re.compile(
    rf"\b(?:no|not|without|never|nor|neither)\b[^.;]{{0,60}}\b{_ROLE}\b|\b{_ROLE} (?:is |are )?not\b", re.I
)
_OF_SOURCE = re.compile(
    r"\b(?:the|this) (?:source|text|article|report)\b|\b(?:stated|given|named|said|mentioned)\b", re.I
)


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


@dataclass(frozen=True, slots=True)
class Report:
    """The ledger and the findings of a briefing.

    `without_role` are the entries of people of whom no role is told: worth knowing, and no fault. `unchecked` are those
    whose words were not looked at, or not at all of them, since that would take too long. Where the text is not in
    English, `is_english` is false and names, denials, speakers and numbers in words were not looked at.
    """

    coverage: Coverage
    findings: tuple[Finding, ...]
    without_role: tuple[EntryId, ...] = ()
    unchecked: tuple[EntryId, ...] = ()
    is_english: bool = True


def check(briefing: Briefing) -> Report:
    """The coverage of a briefing and everything in it that is not grounded."""
    allowance = Allowance.of(briefing)
    findings = findings_of(briefing, allowance)
    unchecked = tuple(dict.fromkeys(allowance.unchecked))
    is_english = is_in_english(briefing.language, briefing.text)
    return Report(cover(briefing), findings, people_without_role(briefing), unchecked, is_english)


def findings_of(briefing: Briefing, allowance: Allowance | None = None) -> tuple[Finding, ...]:
    """Every fault of the entries of a briefing, in reading order: of their spans first, then of their own words.

    What the allowance is too small for is noted there; without one, there is enough for any briefing but one that was
    made to take long.
    """
    from content.claims import doubt

    spans, words = ground(briefing), doubt(briefing, allowance or Allowance.of(briefing))
    place = {entry.id: index for index, entry in enumerate(briefing.entries)}
    told: set[Finding] = set(spans)
    more = [finding for finding in words if finding not in told]
    return tuple(sorted([*spans, *more], key=lambda finding: place[finding.entry]))


def people_without_role(briefing: Briefing) -> tuple[EntryId, ...]:
    """The entries of people whose text is empty or says that the source tells no role."""
    return tuple([entry.id for entry in briefing.entries if entry.pane == PEOPLE and _has_no_role(entry)])


def _has_no_role(entry: Entry) -> bool:
    if not entry.text.strip():
        return True
    said = re.split(r"(?<=[.;])\s", entry.text)
    return any(_NO_ROLE.search(words) and _OF_SOURCE.search(words) for words in said)


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
