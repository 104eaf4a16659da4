"""Files into a library: each is read, drafted into a briefing and kept, and one bad file holds up no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from time import monotonic
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
    from content.library import Library


KEPT_WITHIN = 0.2
"""Seconds that a drafted article waits at most for others, to be kept together with them."""
MOST_TOGETHER, MOST_TEXT = 32, 1 << 20
"""How many articles are kept together, and how many code points they have: other windows wait as long as that takes."""

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


def take_in_files(library: Library, paths: Iterable[Path], *, desk: str = "world") -> Iterator[Taken]:
    """What becomes of each article, in order; what was told is on the disk.

    A feed holds several articles. A few at a time are kept together, within `KEPT_WITHIN`, and told then. To stop,
    ask for no more; where drafting is interrupted (KeyboardInterrupt), what was drafted before is kept and told first.
    Raises ContentError where the desk cannot be read, and LibraryError where the library cannot be written: then no
    other file would fare better.
    """
    load_desk(desk)  # before anything is read: a wrong desk is no fault of the files
    waiting = Waiting(library)
    try:
        for path in paths:
            waiting.put(str(path), _read(library, path, desk))
            if waiting.is_due:
                yield from waiting.kept()
    except KeyboardInterrupt:
        yield from waiting.kept()
        raise
    yield from waiting.kept()


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
    for each in drafted:
        yield keep(library, each, name)


class Waiting:
    """What was made of files and is not in the library yet: kept a few at a time, as each time waits for the disk."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._made: list[tuple[str, Drafted | Taken]] = []
        self._size, self._since = 0, 0.0

    def put(self, name: str, made: list[Drafted] | Taken) -> None:
        """Add what was made of a file: what was drafted from it, or what is known to become of it."""
        if not self._made:
            self._since = monotonic()
        each: Drafted | Taken
        for each in [made] if isinstance(made, Taken) else made:
            self._made.append((name, each))
            self._size += 0 if isinstance(each, Taken) else len(each.briefing.text)

    @property
    def is_due(self) -> bool:
        """Whether it is time to keep it, see `KEPT_WITHIN`."""
        if not self._made:
            return False
        is_much = len(self._made) >= MOST_TOGETHER or self._size >= MOST_TEXT
        return is_much or monotonic() - self._since >= KEPT_WITHIN

    def kept(self) -> list[Taken]:
        """What became of it, on the disk. Raises LibraryError; nothing of it is kept then."""
        made, self._made, self._size = self._made, [], 0
        if all(isinstance(each, Taken) for _, each in made):
            return [each for _, each in made if isinstance(each, Taken)]
        with self._library.together():
            return [each if isinstance(each, Taken) else keep(self._library, each, name) for name, each in made]


def _read(library: Library, path: Path, desk: str) -> list[Drafted] | Taken:
    try:
        data = read_plain_file(path)
        return known_file(library, data, str(path), desk=desk) or drafted_from(data, str(path), desk=desk)
    except LibraryError:
        raise
    except ContentError as error:
        return Taken(str(path), Outcome.REFUSED, reason=str(error))


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
    if is_briefing(data):
        briefing = load_briefing(data, where=name)
        return [Drafted(briefing, len(cover(briefing).uncited), True)]
    rules, articles = load_desk(desk), read(data, name)
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
