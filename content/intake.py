"""Files into a library: each is read, drafted into a briefing and kept, and one bad file holds up no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from content.drafting.desk_file import load_desk
from content.drafting.draft import draft
from content.errors import ContentError, LibraryError
from content.importers.briefing_file import load_briefing
from content.importers.files import is_briefing, read_bytes, read_plain_file
from content.model import Briefing, BriefingId

if TYPE_CHECKING:
    from content.library import Library


class Outcome(StrEnum):
    """What became of an article."""

    ADDED = "added"
    ALREADY_THERE = "already there"
    REFUSED = "refused"


class Taken(NamedTuple):
    """What became of one article of one file.

    `briefing` is None where it was refused; `reason` says why then. `unfiled` is how many sentences no entry cites,
    and `is_understood` is false where the text is in a language for which there are no rules. `to_review` is how many
    entries of one just added are as the program drafted them, and nobody has looked at them yet.
    """

    name: str
    outcome: Outcome
    briefing: BriefingId | None = None
    title: str = ""
    entries: int = 0
    unfiled: int = 0
    is_understood: bool = True
    reason: str = ""
    to_review: int = 0


def take_in_files(library: Library, paths: Iterable[Path], *, desk: str = "world") -> Iterator[Taken]:
    """What becomes of each article, one after another; what was told is on the disk.

    A feed holds several articles. To stop between two of them, ask for no more. Raises ContentError where the desk
    cannot be read, and LibraryError where the library cannot be written: then no other file would fare better.
    """
    load_desk(desk)  # before anything is read: a wrong desk is no fault of the files
    for path in paths:
        try:
            drafted = drafted_from_file(path, desk=desk)
        except ContentError as error:
            yield Taken(str(path), Outcome.REFUSED, reason=str(error))
            continue
        for briefing, unfiled, is_understood in drafted:
            yield keep(library, briefing, str(path), unfiled, is_understood)


def take_in(library: Library, data: bytes, name: str, *, desk: str = "world") -> Iterator[Taken]:
    """What becomes of each article in the bytes of a file; `name` is its name in what is told."""
    try:
        drafted = drafted_from(data, name, desk=desk)
    except ContentError as error:
        yield Taken(name, Outcome.REFUSED, reason=str(error))
        return
    for briefing, unfiled, is_understood in drafted:
        yield keep(library, briefing, name, unfiled, is_understood)


def drafted_from_file(path: Path, *, desk: str = "world") -> list[tuple[Briefing, int, bool]]:
    """What is drafted from a file, see `drafted_from`. Raises as that does, and where the file cannot be read."""
    return drafted_from(read_plain_file(path), str(path), desk=desk)


def drafted_from(data: bytes, name: str, *, desk: str = "world") -> list[tuple[Briefing, int, bool]]:
    """The briefings in the bytes of a file, how many sentences of each no entry cites, and whether it was understood.

    One in Readout's own format is taken as it is. Raises ImportRefused or BriefingFileError.
    """
    if is_briefing(data):
        from content.check import cover

        briefing = load_briefing(data, where=name)
        return [(briefing, len(cover(briefing).uncited), True)]
    rules = load_desk(desk)
    drafts = [draft(article, rules) for article in read_bytes(data, name)]
    return [(each.briefing, len(each.unfiled), each.is_understood) for each in drafts]


def keep(library: Library, briefing: Briefing, name: str, unfiled: int, is_understood: bool) -> Taken:
    """What became of a drafted article; what was told is on the disk. `name` is that of its file.

    Raises LibraryError where the library cannot be written.
    """
    # Where the reader has changed its entries since, it is the same article all the same.
    outcome, to_review = Outcome.ALREADY_THERE, 0
    if not (library.has(briefing.id) and library.briefing(briefing.id).text == briefing.text):
        try:
            library.add(briefing)
        except LibraryError:
            raise
        except ContentError as error:
            return Taken(name, Outcome.REFUSED, reason=str(error), title=briefing.title)
        outcome, to_review = Outcome.ADDED, sum(entry.is_to_review for entry in briefing.entries)
    return Taken(
        name,
        outcome,
        briefing.id,
        briefing.title,
        len(briefing.entries),
        unfiled,
        is_understood,
        to_review=to_review,
    )
