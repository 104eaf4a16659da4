"""The verifier: what a draft says beyond the sentences that it cites is left out of it."""

from __future__ import annotations

from content.check import ground
from content.model import Briefing


def keep_grounded(briefing: Briefing) -> Briefing:
    """The briefing without the entries that a check finds anything in, and without links to them."""
    while wrong := {finding.entry for finding in ground(briefing)}:
        kept = [entry for entry in briefing.entries if entry.id not in wrong]
        briefing = briefing._replace(
            entries=tuple([e._replace(links=tuple([link for link in e.links if link not in wrong])) for e in kept])
        )
    return briefing
