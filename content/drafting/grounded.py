"""The verifier: what a draft says beyond the sentences that it cites is left out of it."""

from __future__ import annotations

import re
from collections import defaultdict

from content.check import findings_of
from content.denials import may_deny
from content.drafting.titles import beginning
from content.grounding import Fault, Finding
from content.model import Briefing, Entry, EntryId

_PARTS = re.compile(r"…|: ")


def keep_grounded(briefing: Briefing) -> Briefing:
    """The briefing without what a check finds anything in, and without links to entries that it had to leave out.

    A title that says what its sentences do not becomes their first words, a figure or quotation that stands elsewhere
    is left out of its entry, and so is a speaker who is not near the words. What is wrong after that is no entry.
    The text is read twice at most, so that the work grows with the text and the entries.
    """
    wrong = _faults(briefing)
    if not wrong:
        return briefing
    entries = [_mended(entry, wrong[entry.id]) if entry.id in wrong else entry for entry in briefing.entries]
    mended = briefing._replace(entries=tuple([entry for entry in entries if entry.id in wrong]))
    still = _faults(mended).keys()
    kept = [entry for entry in entries if entry.id not in still]
    links = [tuple([link for link in entry.links if link not in still]) for entry in kept]
    return briefing._replace(
        entries=tuple([entry._replace(links=linked) for entry, linked in zip(kept, links, strict=True)])
    )


def _faults(briefing: Briefing) -> dict[EntryId, list[Finding]]:
    """What a check finds, by entry. Text that is word for word that of the cited sentences says no more than they."""
    faults: dict[EntryId, list[Finding]] = defaultdict(list)
    looked_at = [_own_words(entry) for entry in briefing.entries]
    for finding in findings_of(briefing._replace(entries=tuple(looked_at))):
        faults[finding.entry].append(finding)
    return dict(faults)


def _own_words(entry: Entry) -> Entry:
    """The entry without a text and a title that stand word for word in what it cites."""
    words = [word for citation in entry.citations for word in citation.quote.split()]
    if entry.text.split() != words:
        return entry
    return entry._replace(text="", title="" if _stands(entry.title, " ".join(words)) else entry.title)


def _stands(title: str, cited: str) -> bool:
    """Whether the parts of a title stand whole in what is cited, with no denial and no number that was cut near."""
    parts = [part.strip(" “”") for part in _PARTS.split(title)]
    for part in parts:
        if not part:
            continue
        at = max(cited.find(part), cited.find(part[:1].lower() + part[1:]))
        if at < 0 or cited[at + len(part) : at + len(part) + 1].isalnum() or part[-1:].isdigit():
            return False
    return not may_deny(cited)


def _mended(entry: Entry, findings: list[Finding]) -> Entry:
    """The entry without the parts that findings are about; as it was where they are not about parts of it."""
    told = {(finding.fault, finding.words) for finding in findings}
    figures = [f for f in entry.figures if not told & {(Fault.FIGURE, f.text), (Fault.ALTERED, f.text)}]
    quotations = [q for q in entry.quotations if not told & {(Fault.QUOTATION, q.text), (Fault.ALTERED, q.text)}]
    silent = [q._replace(speaker=None) if (Fault.SPEAKER, q.speaker) in told else q for q in quotations]
    title = beginning(entry.text) if entry.pane != "people" else entry.title
    return entry._replace(title=title, figures=tuple(figures), quotations=tuple(silent))
