"""What becomes of an article that arrives at a library: it is new, there already, or a new text of one there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from content.errors import ContentError, LibraryError
from content.revisions import Revision
from content.twins import Kinship, Twin

if TYPE_CHECKING:
    from content.library import Library
    from content.model import Briefing, BriefingId
    from content.originals import Original


class Outcome(StrEnum):
    """What became of an article."""

    ADDED = "added"
    ALREADY_THERE = "already there"
    REVISED = "revised"
    REFUSED = "refused"


def in_counts(outcomes: Iterable[Outcome]) -> str:
    """How often each came about, in words; what is rare only where it did."""
    found = Counter(outcomes)
    return ", ".join([f"{found[each]:,} {each}" for each in Outcome if found[each] or each is not Outcome.REVISED])


class Arrival(NamedTuple):
    """What became of an article: as which briefing it is in the library, None where it was refused.

    `reason` says in a sentence why it was refused, what it is much the same as, or what it is a revision of; empty
    where there is nothing to say. `revision` is what came of a changed article.
    """

    outcome: Outcome
    briefing: BriefingId | None
    reason: str = ""
    revision: Revision | None = None


def receive(
    library: Library, briefing: Briefing, *, original: Original | None = None, is_alone: bool = True
) -> Arrival:
    """What became of a drafted article, or of a briefing in Readout's own format, which comes without an `original`.

    An article whose text or file is there already is not added again. One that changed since it was added from the
    same source becomes a revision of that. `is_alone` says that nothing else was in the file. Raises LibraryError
    where the library cannot be written.
    """
    # Where the reader has changed its entries since, it is the same article all the same.
    if library.has(briefing.id) and library.briefing(briefing.id).text == briefing.text:
        return Arrival(Outcome.ALREADY_THERE, briefing.id)
    twin = library.twins.find(briefing, original if is_alone else None)
    is_own_format = original is None
    try:
        if twin is not None and not is_own_format:
            if twin.kinship in (Kinship.SAME_TEXT, Kinship.SAME_FILE):
                return Arrival(Outcome.ALREADY_THERE, twin.briefing, _known(library, twin))
            revised = _revised(library, twin, briefing, original)
            if revised is not None:
                return revised
        library.add(briefing, original=original)
    except LibraryError:
        raise
    except ContentError as error:
        return Arrival(Outcome.REFUSED, None, str(error))
    return Arrival(Outcome.ADDED, briefing.id, "" if twin is None else f"{twin}")


def _revised(library: Library, twin: Twin, briefing: Briefing, original: Original | None) -> Arrival | None:
    """The article as a revision of the one from its source; None where it is to be added beside it.

    Under another desk it is another briefing: what the reader has filed would find no pane.
    """
    latest = library.revisions.latest(twin.briefing)
    if twin.kinship is not Kinship.SAME_SOURCE or library.briefing(latest).desk != briefing.desk:
        return None
    revision = library.revisions.revise(latest, briefing, original=original)
    return Arrival(Outcome.REVISED, revision.briefing, told(revision), revision)


def told(revision: Revision) -> str:
    """What a revision is of and what came of it, in a sentence without a full stop."""
    counts = ((len(revision.moved), "moved"), (len(revision.changed), "changed"), (len(revision.lost), "lost"))
    fates = ", ".join(f"{count:,} {fate}" for count, fate in counts if count)
    drafted = f", {revision.drafted:,} new entr{'y' if revision.drafted == 1 else 'ies'}" if revision.drafted else ""
    ground = f"of what you have on it {fates}, to be confirmed" if fates else "what you have on it stands as it was"
    return f"a changed text of {revision.revision_of}: {ground}{drafted}"


def _known(library: Library, twin: Twin) -> str:
    latest = library.revisions.latest(twin.briefing)
    later = f", which has a later revision, {latest}" if latest != twin.briefing else ""
    return f"it is {twin.kinship} as {twin.briefing} ({twin.title}){later}"
