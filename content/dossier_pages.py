"""A dossier that is looked at a page at a time: what each briefing says of somebody, under the briefing's title.

How many briefings there are is known at once, so that any page can be asked for without those before it.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from content.dossiers import Dossiers, Item, PageKey
from content.errors import LibraryError, UnknownBriefing
from content.model import BriefingId
from content.name_keys import name_key
from content.register import Book, Identity, Register, UnknownName
from content.store.documents import shown_title
from content.store.reading import ReadConnection
from content.store.schema import BRIEFINGS


class Leaf(NamedTuple):
    """What one briefing says of somebody; `day` is ISO 8601, as much as is known of it."""

    briefing: BriefingId
    day: str
    title: str
    publisher: str
    items: tuple[Item, ...]


class Contents(NamedTuple):
    """Whose dossier it is, and where it has a page.

    `ends` has the day and the number of every briefing in order of time: a page begins after one of them. `waiting`
    counts the briefings whose bodies and states the index has not read yet.
    """

    identity: Identity
    ends: tuple[PageKey, ...]
    waiting: int


class DossierPages(Dossiers):
    """Dossiers for a screen, from a connection of its own that only reads. Every method raises LibraryError.

    It belongs to the thread that opened it, but for `interrupt`.
    """

    def __init__(self, folder: Path) -> None:
        self._file = ReadConnection(folder)
        super().__init__(self._file, Register(self._file, None))

    def interrupt(self) -> None:
        """Give up what is asked now, from any thread: who waits for the answer gets Interrupted."""
        self._file.interrupt()

    def close(self) -> None:
        """Let the library go."""
        self._file.close()

    def contents(self, *whose: str, within: BriefingId | None = None) -> Contents:
        """The dossier of the first of these ids or names that is known. Raises UnknownName where none is.

        `within` is the briefing that has the name: whose it is there, the reader may have said.
        """
        unknown: UnknownName | None = None
        for who in whose:
            try:
                with self._storage.snapshot():
                    book = self._register.book()
                    identity = self._register.resolve(self._owner(who, within, book), book)
                    shelved, _ = self._register.briefings_of(identity, book)
                    waiting = self._register.behind()
                return Contents(identity, tuple([(each.day, each.id) for each in shelved]), waiting)
            except UnknownName as error:
                unknown = unknown or error
        raise unknown or LibraryError("nobody is asked for", where="dossier", remedy="give a name")

    def _owner(self, who: str, within: BriefingId | None, book: Book) -> str:
        """Whose a name is in a briefing, where the reader took it apart; else the name itself."""
        if within is None or name_key(who) not in book.claimed:
            return who
        try:
            return book.owner(name_key(who), self._register.index.briefing_with(within))
        except UnknownBriefing:  # removed by another window
            return who

    def leaves(self, who: str, after: PageKey | None, limit: int) -> tuple[Leaf, ...]:
        """What at most `limit` briefings after the end of a page say of somebody, the earliest first."""
        with self._storage.snapshot():
            items = self.of(who, after=after, limit=limit).items
            book = self._register.book()
            shelved, _ = self._register.briefings_of(self._register.resolve(who, book), book, after=after, limit=limit)
            documents = [self._index.document(BRIEFINGS, each.doc) for each in shelved]
        facts = {each["key"]: each for each in documents if each is not None}
        return tuple(
            [
                Leaf(
                    briefing,
                    found[0].day,
                    shown_title(facts[briefing]) if briefing in facts else briefing,
                    facts[briefing]["source"].get("publisher", "") if briefing in facts else "",
                    found,
                )
                for briefing, found in ((id, tuple(group)) for id, group in groupby(items, lambda item: item.briefing))
            ]
        )
