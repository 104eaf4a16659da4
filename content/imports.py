"""Many files into a library: each is read, drafted and kept, one bad file holds up no other, and nobody waits long.

Drafting goes on in processes of its own where there are some; what was drafted is kept a few articles at a time.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from content import intake
from content.drafting.desk_file import load_desk
from content.errors import ContentError, LibraryError
from content.importers.files import read_plain_file
from content.intake import Drafted, Outcome, Taken
from content.watching import State

if TYPE_CHECKING:
    from content.drafters import Drafters
    from content.library import Library
    from content.watching import Offer

KEPT_WITHIN = 0.2
"""Seconds that a drafted article waits at most for others, to be kept together with them."""

MOST_TOGETHER = 32
"""How many articles are kept together at most."""

LARGE = 100_000
"""Code points from which on a text is kept by itself: what it is akin to is then looked for while others may write."""

WRITTEN_WITHIN = 0.03
"""Seconds after which a transaction takes no further article: so long other windows wait."""

WORTH_PROCESSES = 16
"""How many files are worth processes of their own, each of which takes as long to begin as some articles to draft."""

_MOST_AHEAD = 16 << 20
"""Bytes of files that are held while they are drafted."""

_MOST_PROCESSES = 8

Made = list[Drafted] | Taken
"""What was drafted from a file, or what is known to become of it."""


def processes_for(files: int) -> int:
    """How many processes are to draft so many files; 0 where that would gain nothing."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(processors, _MOST_PROCESSES) if files >= WORTH_PROCESSES and processors > 1 else 0


def take_in_files(
    library: Library,
    paths: Iterable[Path],
    *,
    desk: str = "world",
    drafters: Drafters | None = None,
    rest: Callable[[], object] = lambda: None,
) -> Iterator[Taken]:
    """What becomes of each article, in order; what was told is on the disk.

    All of it is undone as one. A feed holds several articles. A few at a time are kept together, within `KEPT_WITHIN`,
    and told then. To stop, let `paths` end: what was begun comes to its end. Where drafting is interrupted
    (KeyboardInterrupt), what was drafted before is kept and told first. Between two transactions there is a `rest`, for
    other windows to write.
    Raises ContentError where the desk cannot be read, and LibraryError where the library cannot be written: then no
    other file would fare better.
    """
    load_desk(desk)  # before anything is read: a wrong desk is no fault of the files
    waiting = _Waiting(library, rest)
    with library.importing():
        try:
            for made in _made(library, paths, desk, drafters):
                if made is not None:
                    waiting.put(*made)
                if waiting.is_due:
                    yield from waiting.kept()
        except KeyboardInterrupt:
            yield from waiting.kept()
            raise
        yield from waiting.kept()


def take_in_offers(library: Library, offers: Iterable[Offer], *, desk: str = "world") -> Iterator[Taken]:
    """What becomes of each article in new files of watched folders; none of these files is offered again as it is.

    All of it is undone as one. Raises as `take_in_files` does.
    """
    with library.importing():
        for offer in offers:
            taken: list[Taken] = []
            for each in take_in_files(library, [offer.path], desk=desk):
                taken.append(each)
                yield each
            is_refused = all(each.outcome is Outcome.REFUSED for each in taken)
            library.watching.remember([offer], State.REFUSED if is_refused else State.KNOWN)


def _made(
    library: Library, paths: Iterable[Path], desk: str, drafters: Drafters | None
) -> Iterator[tuple[str, Made] | None]:
    """What was made of each file, in order; None now and then while that is waited for."""
    ahead: deque[_Begun] = deque()
    for path in paths:
        ahead.append(_begin(library, path, desk, drafters))
        most = 0 if drafters is None else drafters.ahead
        while len(ahead) > most or (ahead and sum(each.size for each in ahead) > _MOST_AHEAD):
            yield from _ended(ahead.popleft())
    while ahead:
        yield from _ended(ahead.popleft())


class _Begun(NamedTuple):
    """A file that is being drafted from, and its size in bytes; or what was made of it."""

    name: str
    made: Made | Future[list[Drafted]]
    size: int = 0


def _begin(library: Library, path: Path, desk: str, drafters: Drafters | None) -> _Begun:
    name = str(path)
    try:
        data = read_plain_file(path)
        known = intake.known_file(library, data, name, desk=desk)
        if known is not None:
            return _Begun(name, known)
        if drafters is not None:
            return _Begun(name, drafters.put(data, name), len(data))
        return _Begun(name, intake.drafted_from(data, name, desk=desk))
    except LibraryError:
        raise
    except ContentError as error:
        return _Begun(name, Taken(name, Outcome.REFUSED, reason=str(error)))


def _ended(begun: _Begun) -> Iterator[tuple[str, Made] | None]:
    made = begun.made
    while isinstance(made, Future):
        try:
            made = made.result(KEPT_WITHIN)
        except TimeoutError:
            yield None
        except ContentError as error:
            made = Taken(begun.name, Outcome.REFUSED, reason=str(error))
    yield begun.name, made


class _Waiting:
    """What was made of files and is not in the library yet: kept a few at a time, as each time waits for the disk."""

    def __init__(self, library: Library, rest: Callable[[], object]) -> None:
        self._library, self._rest = library, rest
        self._made: deque[tuple[str, Drafted | Taken]] = deque()
        self._since = 0.0

    def put(self, name: str, made: Made) -> None:
        """Add what was made of a file."""
        if not self._made:
            self._since = monotonic()
        self._made += [(name, each) for each in ([made] if isinstance(made, Taken) else made)]

    @property
    def is_due(self) -> bool:
        """Whether it is time to keep it, see `KEPT_WITHIN`."""
        if not self._made:
            return False
        return len(self._made) >= MOST_TOGETHER or monotonic() - self._since >= KEPT_WITHIN

    def kept(self) -> Iterator[Taken]:
        """What became of it, on the disk. Raises LibraryError; nothing of what was not told is kept then."""
        while self._made:
            name, made = self._made[0]
            if isinstance(made, Taken):
                del self._made[0]
                yield made
            else:
                if len(made.briefing.text) >= LARGE:
                    del self._made[0]
                    taken = [intake.keep(self._library, made, name)]
                else:
                    taken = self._kept_together()
                self._rest()
                yield from taken

    def _kept_together(self) -> list[Taken]:
        taken: list[Taken] = []
        with self._library.together():
            until = monotonic() + WRITTEN_WITHIN
            while self._made and (not taken or monotonic() < until):
                name, made = self._made[0]
                if isinstance(made, Taken):
                    taken.append(made)
                elif len(made.briefing.text) >= LARGE:
                    break
                else:
                    taken.append(intake.keep(self._library, made, name))
                del self._made[0]
        return taken
