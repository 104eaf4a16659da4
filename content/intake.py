"""A file into a library: it is read, drafted into briefings, and these are kept; of many at once, see `imports`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from content.arrivals import Outcome as Outcome
from content.arrivals import receive
from content.check import cover
from content.drafting.desk_file import load_desk
from content.drafting.draft import draft
from content.drafting.language import is_english
from content.errors import ContentError, ImportRefused, LibraryError
from content.importers.briefing_file import load_briefing
from content.importers.files import is_briefing, read_bytes, read_plain_file
from content.importers.source_text import SourceText
from content.model import Briefing, BriefingId
from content.originals import Original

if TYPE_CHECKING:
    from content.drafting.desk_file import DraftingDesk
    from content.library import Library


Read = Callable[[bytes, str], list[SourceText]]
"""The articles in the bytes of a file, whose name is for errors. Raises ImportRefused."""


class Taken(NamedTuple):
    """What became of one article of one file.

    `briefing` is None where it was refused. `reason` says why then; of others it says what they are much the same as
    or a revision of, empty where there is nothing to say. `unfiled` is how many sentences no entry cites, and
    `is_understood` is false where the text is in a language for which there are no rules. `to_review` is how many
    entries of one just added or revised are as the program drafted them, and nobody has looked at them yet. Of a
    revision, `moved`, `changed` and `lost` are how many of the reader's entries and notes did so.
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
    moved: int = 0
    changed: int = 0
    lost: int = 0


class Drafted(NamedTuple):
    """A briefing made of a file, as it is to be added.

    `unfiled` is how many of its sentences no entry cites; `is_understood` as in `Taken`. `original` is the file; None
    for a briefing in Readout's own format, which loses nothing. `is_alone` says that nothing else was in the file.
    """

    briefing: Briefing
    unfiled: int
    is_understood: bool
    original: Original | None = None
    is_alone: bool = True


def take_in(
    library: Library, data: bytes, name: str, *, desk: str = "world", read: Read = read_bytes
) -> Iterator[Taken]:
    """What becomes of each article in the bytes of a file; `name` is its name in what is told."""
    try:
        known = known_file(library, data, name, desk=desk) if read is read_bytes else None
        if known is not None:
            yield known
            return
        drafted = drafted_from(data, name, desk=desk, read=read)
    except LibraryError:
        raise
    except ContentError as error:
        yield Taken(name, Outcome.REFUSED, reason=str(error))
        return
    with library.importing():
        for each in drafted:
            yield keep(library, each, name)


def known_file(library: Library, data: bytes, name: str, *, desk: str = "world") -> Taken | None:
    """What becomes of a file that a briefing under this desk was read from: it is there already, and not read again.

    None for any other. Raises ContentError where the desk cannot be read, LibraryError where the library cannot be
    written.
    """
    id = library.twins.from_file(sha256(data).hexdigest(), load_desk(desk).desk.id)
    if id is None:
        return None
    there = library.briefing(id)
    unfiled, is_understood = len(cover(there).uncited), is_english(there.text)
    return Taken(name, Outcome.ALREADY_THERE, id, there.title, len(there.entries), unfiled, is_understood)


def drafted_from_file(path: Path, *, desk: str = "world") -> list[Drafted]:
    """What is drafted from a file, see `drafted_from`. Raises as that does, and where the file cannot be read."""
    return drafted_from(read_plain_file(path), str(path), desk=desk)


def only_article(path: Path, *, desk: str = "world") -> Drafted:
    """The one article in a file. Raises ImportRefused where there are several, otherwise as `drafted_from_file`."""
    found = drafted_from_file(path, desk=desk)
    if len(found) != 1:
        remedy = "save the one that is meant by itself"
        raise ImportRefused(f"it has {len(found):,} articles", where=str(path), remedy=remedy)
    return found[0]


def drafted_from(data: bytes, name: str, *, desk: str = "world", read: Read = read_bytes) -> list[Drafted]:
    """The briefings in the bytes of a file, at least one.

    One in Readout's own format is taken as it is. Raises ImportRefused or BriefingFileError.
    """
    return drafted_with(load_desk(desk), data, name, read=read)


def drafted_with(rules: DraftingDesk, data: bytes, name: str, *, read: Read = read_bytes) -> list[Drafted]:
    """What is drafted from the bytes of a file under a desk, see `drafted_from`. Raises as that does."""
    if is_briefing(data):
        briefing = load_briefing(data, where=name)
        return [Drafted(briefing, len(cover(briefing).uncited), True)]
    articles = read(data, name)
    found: list[Drafted] = []
    for article in articles:
        made = draft(article, rules)
        original = Original(article.original, article.media_type, Path(name).name)
        found.append(Drafted(made.briefing, len(made.unfiled), made.is_understood, original, len(articles) == 1))
    return found


def keep(library: Library, drafted: Drafted, name: str) -> Taken:
    """What became of a drafted article; what was told is on the disk. `name` is that of its file.

    Raises LibraryError where the library cannot be written.
    """
    briefing, unfiled = drafted.briefing, drafted.unfiled
    arrived = receive(library, briefing, original=drafted.original, is_alone=drafted.is_alone)
    outcome, revision = arrived.outcome, arrived.revision
    if arrived.briefing is not None and outcome is not Outcome.ADDED:  # what is there is not what was drafted just now
        briefing = library.briefing(arrived.briefing)
        unfiled = len(cover(briefing).uncited)
    is_new = outcome in (Outcome.ADDED, Outcome.REVISED)
    fates = (0, 0, 0) if revision is None else (len(revision.moved), len(revision.changed), len(revision.lost))
    return Taken(
        name,
        outcome,
        arrived.briefing,
        briefing.title,
        len(briefing.entries),
        unfiled,
        drafted.is_understood,
        arrived.reason,
        sum(entry.is_to_review for entry in briefing.entries) if is_new else 0,
        *fates,
    )
