"""What becomes of an article that arrives at a library: it is new, there already, or a new text of one there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from content.errors import ContentError, LibraryError
from content.model import BriefingId
from content.plurals import counted
from content.revisions import Revision
from content.twins import Kinship, Twin

if TYPE_CHECKING:
    from content.library import Library
    from content.model import Briefing
    from content.originals import Original


_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?!\d)", re.ASCII)

_LONGEST = 80
"""Code points of an id that are kept where another one is made of it."""


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

    An article whose text or file is there already under its desk is not added again. One that changed since it was
    added from the same source becomes a revision of that; an earlier text of it, or one that was cut short, is added
    beside it. So is a briefing in Readout's own format of a text that is there with other entries. `is_alone` says
    that nothing else was in the file. Raises LibraryError where the library cannot be written.
    """
    try:
        if library.has(briefing.id):
            there = library.briefing(briefing.id)
            if original is None and there.text == briefing.text:
                return _in_own_format(library, briefing)
            if original is not None and there.text == briefing.text:
                # Where the reader has changed its entries since, it is the same article all the same.
                if there.desk == briefing.desk:
                    return Arrival(Outcome.ALREADY_THERE, briefing.id)
                briefing = _renamed(briefing, briefing.desk.encode())
        twin = library.twins.find(briefing, original if is_alone else None)
        reason = "" if twin is None else f"{twin}"
        if twin is not None and original is not None and twin.desk == briefing.desk:
            if twin.kinship in (Kinship.SAME_TEXT, Kinship.SAME_FILE):
                return Arrival(Outcome.ALREADY_THERE, twin.briefing, _known(library, twin))
            latest = library.revisions.latest(twin.briefing)
            of = library.briefing(latest)
            # Under another desk what the reader has filed would find no pane.
            if twin.kinship is Kinship.WHOLE:
                reason = f"a shorter copy of {twin.briefing} ({twin.title}), in which all of it stands"
            elif twin.kinship is Kinship.SAME_SOURCE and is_before(briefing.source.issued, of.source.issued):
                dates = f"{briefing.source.issued}, before {of.source.issued}"
                reason = f"an earlier text of {latest} ({dates})"
            elif twin.kinship is Kinship.SAME_SOURCE and of.desk == briefing.desk:
                revision = library.revisions.revise(latest, briefing, original=original)
                return Arrival(Outcome.REVISED, revision.briefing, told(revision), revision)
        library.add(briefing, original=original)
    except LibraryError:
        raise
    except ContentError as error:
        return Arrival(Outcome.REFUSED, None, str(error))
    return Arrival(Outcome.ADDED, briefing.id, reason)


def _in_own_format(library: Library, briefing: Briefing) -> Arrival:
    """What becomes of a briefing whose id is there with the same text: a colleague may have filed that otherwise."""
    from content.exports.briefing_json import dump

    try:
        library.add(briefing)  # which writes nothing where it is the same, as it was added or as it is now
    except LibraryError:
        raise
    except ContentError:
        beside = _renamed(briefing, dump(briefing.unreviewed()))
    else:
        return Arrival(Outcome.ALREADY_THERE, briefing.id)
    reason = f"it has the text of {briefing.id} and other entries, and stands beside it"
    outcome = Outcome.ALREADY_THERE if library.has(beside.id) else Outcome.ADDED
    library.add(beside)
    return Arrival(outcome, beside.id, reason)


def _renamed(briefing: Briefing, told_by: bytes) -> Briefing:
    """The briefing under an id of its own, which follows from the one that it has and what tells it from others."""
    digest = sha256(told_by).hexdigest()[:8]
    return briefing._replace(id=BriefingId(f"{briefing.id[:_LONGEST]}-{digest}"))


def is_before(one: str, other: str) -> bool:
    """Whether a date in ISO 8601 is surely before another one; either may be shortened, or unknown."""
    if not (_DATE.match(one) and _DATE.match(other)):
        return False
    known = min(len(one), len(other), len("2023-05-24"))
    return one[:known] < other[:known]


def told(revision: Revision) -> str:
    """What a revision is of and what came of it, in a sentence without a full stop."""
    counts = ((len(revision.moved), "moved"), (len(revision.changed), "changed"), (len(revision.lost), "lost"))
    fates = ", ".join(f"{count:,} {fate}" for count, fate in counts if count)
    drafted = f", {counted(revision.drafted, 'new entry')}" if revision.drafted else ""
    ground = f"of what you have on it {fates}, to be confirmed" if fates else "what you have on it stands as it was"
    return f"a changed text of {revision.revision_of}: {ground}{drafted}"


def _known(library: Library, twin: Twin) -> str:
    latest = library.revisions.latest(twin.briefing)
    later = f", which has a later revision, {latest}" if latest != twin.briefing else ""
    return f"it is {twin.kinship} as {twin.briefing} ({twin.title}){later}"
