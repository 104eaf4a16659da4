"""Files into a library: each is read, drafted into a briefing and kept, and one bad file holds up no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from content.arrivals import Outcome as Outcome
from content.arrivals import receive
from content.drafting.desk_file import load_desk
from content.drafting.draft import draft
from content.errors import ContentError, ImportRefused
from content.importers.briefing_file import load_briefing
from content.importers.files import is_briefing, read_bytes, read_plain_file
from content.model import Briefing, BriefingId
from content.originals import Original

if TYPE_CHECKING:
    from content.library import Library


class Taken(NamedTuple):
    """What became of one article of one file.

    `briefing` is None where it was refused. `reason` says why then; for others it says what they are much the same
    as or a revision of, empty where there is nothing to say. `unfiled` is how many sentences no entry cites, and
    `is_understood` is false where the text is in a language for which there are no rules. Of a revision, `moved`,
    `changed` and `lost` are how many of the reader's entries and notes did so.
    """

    name: str
    outcome: Outcome
    briefing: BriefingId | None = None
    title: str = ""
    entries: int = 0
    unfiled: int = 0
    is_understood: bool = True
    reason: str = ""
    moved: int = 0
    changed: int = 0
    lost: int = 0


class Drafted(NamedTuple):
    """A briefing made of a file, as it is to be added: how many sentences no entry cites, and whether it was
    understood. `original` is the file; None for a briefing in Readout's own format, which loses nothing."""

    briefing: Briefing
    unfiled: int
    is_understood: bool
    original: Original | None


def take_in_files(library: Library, paths: Iterable[Path], *, desk: str = "world") -> Iterator[Taken]:
    """What becomes of each article, one after another; what was told is on the disk.

    A feed holds several articles. To stop between two of them, ask for no more. Raises ContentError where the desk
    cannot be read, and LibraryError where the library cannot be written: then no other file would fare better.
    """
    load_desk(desk)  # before anything is read: a wrong desk is no fault of the files
    for path in paths:
        try:
            data = read_plain_file(path)
        except ContentError as error:
            yield Taken(str(path), Outcome.REFUSED, reason=str(error))
            continue
        yield from take_in(library, data, str(path), desk=desk)


def take_in(library: Library, data: bytes, name: str, *, desk: str = "world") -> Iterator[Taken]:
    """What becomes of each article in the bytes of a file; `name` is its name in what is told."""
    try:
        drafted = articles_from(data, name, desk=desk)
    except ContentError as error:
        yield Taken(name, Outcome.REFUSED, reason=str(error))
        return
    for each in drafted:
        yield _keep(library, each, name, is_alone=len(drafted) == 1)


def drafted_from(data: bytes, name: str, *, desk: str = "world") -> list[tuple[Briefing, int, bool]]:
    """The briefings in the bytes of a file, how many sentences of each no entry cites, and whether it was understood.

    Raises as `articles_from` does.
    """
    return [(each.briefing, each.unfiled, each.is_understood) for each in articles_from(data, name, desk=desk)]


def articles_from(data: bytes, name: str, *, desk: str = "world") -> list[Drafted]:
    """The briefings in the bytes of a file.

    One in Readout's own format is taken as it is. Raises ImportRefused or BriefingFileError.
    """
    if is_briefing(data):
        from content.check import cover

        briefing = load_briefing(data, where=name)
        return [Drafted(briefing, len(cover(briefing).uncited), True, None)]
    rules = load_desk(desk)
    found: list[Drafted] = []
    for article in read_bytes(data, name):
        each, file = draft(article, rules), Original(article.original, article.media_type, Path(name).name)
        found.append(Drafted(each.briefing, len(each.unfiled), each.is_understood, file))
    return found


def only_article(path: Path, *, desk: str = "world") -> Drafted:
    """The one briefing in a file. Raises ImportRefused where there are several, otherwise as `articles_from` does."""
    found = articles_from(read_plain_file(path), str(path), desk=desk)
    if len(found) != 1:
        remedy = "save the one that is meant by itself"
        raise ImportRefused(f"it has {len(found):,} articles", where=str(path), remedy=remedy)
    return found[0]


def _keep(library: Library, drafted: Drafted, name: str, *, is_alone: bool) -> Taken:
    briefing = drafted.briefing
    arrived = receive(library, briefing, original=drafted.original, is_alone=is_alone)
    entries, unfiled = len(briefing.entries), drafted.unfiled
    counts = {}
    if arrived.revision is not None:
        from content.check import cover

        kept = library.briefing(arrived.revision.briefing)
        entries, unfiled = len(kept.entries), len(cover(kept).uncited)
        revision = arrived.revision
        counts = {"moved": len(revision.moved), "changed": len(revision.changed), "lost": len(revision.lost)}
    return Taken(
        name,
        arrived.outcome,
        arrived.briefing,
        briefing.title,
        entries,
        unfiled,
        drafted.is_understood,
        arrived.reason,
        **counts,
    )
