"""New files in watched folders: found by looking, and offered for import.

Whoever watches looks now and then. The systems' own ways of being told of changes differ from one to the other, need a
library for each, are silent on network drives, and miss what came while the program was closed, so that one would have
to look all the same; and a look costs little: the names in the folders and the sizes and times of those files that may
be articles. Only what is new there is opened.

A file is offered when it is written: when it was of the same size and time at an earlier look, or has not been changed
for some seconds. It is offered until it is imported, dismissed, or refused; changed after that, it is new again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from content.errors import ImportRefused
from content.importers.disk import ENDINGS, MAX_BYTES, is_looked_for, read_plain_file
from content.originals import id_of
from content.store import DocumentStore
from content.store.schema import ORIGINALS
from content.store.watched_files import Watched, WatchedFiles

SETTLED = 10.0
"""How long a file must not have been changed to count as written at the first look, in seconds."""

MAX_SEEN = 20_000
"""How many files and folders of any kind are looked at in one watched folder."""

MAX_DEPTH = 5
"""How deep in a watched folder files may lie: 1 is in the folder itself."""

MAX_READ, MAX_READ_BYTES = 200, 256 * 1024 * 1024
"""How many new files are read at one look, and how many bytes of them in all; the next look goes on."""

MAX_OFFERS = 500
"""How many files are offered at once."""


class State(StrEnum):
    """What becomes of a file in a watched folder: it was only seen and may still be written, it is offered, or it was
    imported, refused or dismissed, and is not offered again as it is."""

    SEEN = "seen"
    OFFERED = "offered"
    KNOWN = "known"
    REFUSED = "refused"
    DISMISSED = "dismissed"


class Offer(NamedTuple):
    """A new file: where it is, its size in bytes, when it was changed, in nanoseconds as the system has it, and the
    SHA-256 of its bytes in hexadecimal."""

    path: Path
    size: int
    changed: int
    digest: str


class Look(NamedTuple):
    """What a look found: what is offered, in the order of the paths; how many files may still be written or could not
    all be read this time; and a sentence for each folder or file that cannot be looked at."""

    offers: tuple[Offer, ...]
    waiting: int
    problems: tuple[str, ...]


class Watching:
    """Looks into folders for what a library does not have. Raises LibraryError where it cannot be written."""

    def __init__(self, store: DocumentStore) -> None:
        self._store = store
        self._files = WatchedFiles(store.storage)

    def look(self, folders: Iterable[Path], now: datetime) -> Look:
        """What is new in the folders and those below. May take seconds the first time: for a thread in the background.

        Hidden files and folders are passed over, and links are not followed. `now` has a time zone.
        """
        look = _Looking(self._store, self._files, now.timestamp())
        for folder in dict.fromkeys(os.path.abspath(each) for each in folders):  # noqa: PTH100  (no links followed)
            look.into(folder)
        if look.changes:
            self._files.put(look.changes)
        if look.gone:
            self._files.forget(look.gone)
        return Look(tuple(look.offers[path] for path in sorted(look.offers)), look.waiting, tuple(look.problems))

    def offers(self, folders: Iterable[Path], now: datetime) -> list[Offer]:
        """The files that a look finds."""
        return list(self.look(folders, now).offers)

    def dismiss(self, *offers: Offer) -> None:
        """Offer these files no more, under whatever name, until they are changed."""
        self.remember(offers, State.DISMISSED)

    def remember(self, offers: Iterable[Offer], state: State) -> None:
        """Keep what became of files that were offered."""
        self._files.put([Watched(str(each.path), each.size, each.changed, each.digest, state) for each in offers])


class _Looking:
    """One look."""

    def __init__(self, store: DocumentStore, files: WatchedFiles, now: float) -> None:
        self._store, self._files, self._now = store, files, now
        self._left, self._bytes_left = MAX_READ, MAX_READ_BYTES
        self._digests: set[str] = set()
        self.offers: dict[str, Offer] = {}
        self.waiting = 0
        self.changes: list[Watched] = []
        self.gone: list[str] = []
        self.problems: list[str] = []

    def into(self, folder: str) -> None:
        """Look into a folder."""
        remembered = self._files.under(folder)
        there: set[str] = set()
        is_whole = True
        for entry in self._entries(folder):
            if entry is None:
                is_whole = False
                continue
            there.add(entry.path)
            if entry.path not in self.offers and len(self.offers) < MAX_OFFERS:
                self._consider(entry, remembered.get(entry.path))
        # A drive that is away for a while takes its files with it: what was decided of them is kept.
        undecided = (State.SEEN, State.OFFERED)
        if is_whole:
            self.gone += [path for path, each in remembered.items() if path not in there and each.state in undecided]

    def _entries(self, folder: str) -> Iterator[os.DirEntry[str] | None]:
        """The files in a folder and those below that may be articles; None where some may be missing."""
        waiting, seen = [(folder, 1)], 0
        while waiting:
            here, depth = waiting.pop()
            try:
                with os.scandir(here) as entries:
                    for entry in entries:
                        seen += 1
                        if seen > MAX_SEEN:
                            self.problems.append(f"{folder}: only {MAX_SEEN:,} of what it holds is looked at")
                            yield None
                            return
                        if entry.name.startswith(".") or entry.is_symlink():
                            continue
                        if entry.is_dir(follow_symlinks=False):
                            if depth < MAX_DEPTH:
                                waiting.append((entry.path, depth + 1))
                        elif _may_be_article(entry.name) and entry.is_file(follow_symlinks=False):
                            yield entry
            except OSError as error:
                self.problems.append(_unreadable(here, error))
                yield None

    def _consider(self, entry: os.DirEntry[str], before: Watched | None) -> None:
        try:
            found = entry.stat(follow_symlinks=False)
        except OSError:  # it has gone meanwhile
            return
        now = Watched(entry.path, found.st_size, found.st_mtime_ns, "", State.SEEN)
        is_same = before is not None and (before.size, before.changed) == (now.size, now.changed)
        if before is not None and is_same and before.state != State.SEEN:
            if before.state == State.OFFERED:
                self._offer(before)
            return
        is_written = is_same or self._now - found.st_mtime >= SETTLED
        if is_written and 0 < now.size <= MAX_BYTES:
            is_read = self._left > 0 and self._bytes_left >= min(now.size, MAX_READ_BYTES)
            if is_read:
                self._read(entry, now)
                return
        self.waiting += now.size <= MAX_BYTES
        if not is_same:
            self.changes.append(now)

    def _read(self, entry: os.DirEntry[str], seen: Watched) -> None:
        self._left -= 1
        self._bytes_left -= seen.size
        try:
            # Most of what ends so is no article, and a look at its head tells.
            is_article = is_looked_for(entry)
            digest = sha256(read_plain_file(Path(entry.path))).hexdigest() if is_article else ""
            after = os.stat(entry.path, follow_symlinks=False)  # noqa: PTH116
        except (ImportRefused, OSError) as error:
            self.problems.append(str(error) if isinstance(error, ImportRefused) else _unreadable(entry.path, error))
            return
        if (after.st_size, after.st_mtime_ns) != (seen.size, seen.changed):
            self.waiting += 1
            self.changes.append(seen)
        elif not is_article:
            self.changes.append(seen._replace(state=State.REFUSED))
        else:
            self._offer(seen._replace(digest=digest, state=State.OFFERED), is_new=True)

    def _offer(self, file: Watched, *, is_new: bool = False) -> None:
        """Offer a file, unless its bytes are known by now."""
        state = State.OFFERED
        if self._store.table(ORIGINALS).contains(doc_id=id_of(file.digest)):  # type: ignore[arg-type]
            state = State.KNOWN
        else:
            for decided in (State.DISMISSED, State.REFUSED, State.KNOWN):
                if self._files.has(file.digest, decided):
                    state = decided
        if is_new or state != file.state:
            self.changes.append(file._replace(state=state))
        if state == State.OFFERED and file.digest not in self._digests:
            self._digests.add(file.digest)
            self.offers[file.path] = Offer(Path(file.path), file.size, file.changed, file.digest)


def _may_be_article(name: str) -> bool:
    return os.path.splitext(name)[1].lower() in ENDINGS  # noqa: PTH122  (for each name at each look)


def _unreadable(path: str, error: OSError) -> str:
    reason = (error.strerror or type(error).__name__).lower()
    return f"{path}: it cannot be looked at ({reason}); check that it is there and your rights to it"
