"""The doors of a library to what most starts do not need: each is imported when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from content.model import BriefingId, SentenceNumber, Source
from content.shelf import Shelf
from content.store import DocumentStore
from content.store.documents import aside_of, from_source_facts
from content.store.journal import Journal
from content.store.schema import BRIEFINGS

if TYPE_CHECKING:
    from content.catalogue import Catalogue
    from content.dossiers import Dossiers
    from content.editing import Editor
    from content.history import History
    from content.identities import Identities
    from content.measured import Measured
    from content.originals import Originals
    from content.register import Register
    from content.related import Relations
    from content.review import Review
    from content.revisions import Revisions
    from content.search import Search
    from content.sessions import Sessions
    from content.timelines import Timelines
    from content.transfer import Transfer
    from content.twins import Twins
    from content.watching import Watching


class Doors:
    """What a library has beside briefings and notes, each under the name of what it does."""

    now: Callable[[], datetime]
    _store: DocumentStore
    _shelf: Shelf
    _journal: Journal

    @cached_property
    def catalogue(self) -> Catalogue:
        """Lists the briefings, and orders them."""
        from content.catalogue import Catalogue

        return Catalogue(self._store, self._shelf, self._journal)

    @cached_property
    def editor(self) -> Editor:
        """Changes entries, and where briefings come from."""
        from content.editing import Editor

        return Editor(self._store, self._shelf, self._journal)

    @cached_property
    def history(self) -> History:
        """Undoes what was done, and does it again."""
        from content.history import History

        return History(self._store, self._journal)

    @cached_property
    def review(self) -> Review:
        """Goes through what the program drafted."""
        from content.review import Review

        return Review(self._store, self._shelf, self._journal)

    @cached_property
    def originals(self) -> Originals:
        """The bytes that briefings were read from."""
        from content.originals import Originals

        return Originals(self._store, self._shelf)

    @cached_property
    def twins(self) -> Twins:
        """Knows an article again."""
        from content.twins import Twins

        return Twins(self._store, self._shelf)

    @cached_property
    def revisions(self) -> Revisions:
        """Puts a changed article in the place of an earlier one."""
        from content.revisions import Revisions

        return Revisions(self._store, self._shelf, self._journal)

    @cached_property
    def _register(self) -> Register:
        from content.register import Register

        storage = self._store.storage
        return Register(storage, None if storage.read_only else storage)

    @cached_property
    def dossiers(self) -> Dossiers:
        """Gathers what is said of somebody, or of a body, across briefings."""
        from content.dossiers import Dossiers

        return Dossiers(self._store.storage, self._register)

    @cached_property
    def identities(self) -> Identities:
        """Knows who is who, and puts names together by hand."""
        from content.identities import Identities

        return Identities(self._store, self._shelf, self._journal, self._register)

    @cached_property
    def timelines(self) -> Timelines:
        """Puts what entries say in order of time."""
        from content.timelines import Timelines

        return Timelines(self._store.storage, self._register, self.dossiers)

    @cached_property
    def measured(self) -> Measured:
        """Puts figures of one thing in a row."""
        from content.measured import Measured

        return Measured(self._store.storage, self._register, self.dossiers)

    @cached_property
    def relations(self) -> Relations:
        """Knows which briefings have to do with each other."""
        from content.related import Relations

        return Relations(self._store.storage, self._register)

    def is_empty(self, *, is_new: bool = False) -> bool:
        """Whether there is no briefing; where `is_new` is asked, whether there never was one."""
        briefings = self._store.table(BRIEFINGS)
        return not briefings.has_any("deleted", False) and not (is_new and briefings.has_any("deleted", True))

    def is_unconfirmed(self, id: BriefingId) -> bool:
        """Whether a briefing is a revision of which not everything that it lists was confirmed.

        Quick, and without all that `revisions` needs: asked at every opening. Items that need no confirming any more
        count here, too; `revisions.pending` tells them apart. Raises UnknownBriefing, LibraryError.
        """
        with self._store.snapshot():
            revision = self._shelf.revision(str(self._shelf.found(id).doc_id))
        return revision is not None and len(revision["items"]) > len(revision["confirmed"])

    def facts(self, id: BriefingId) -> tuple[str, Source]:
        """The title of a briefing and where its text comes from, as they are now; the text is not read.

        Raises UnknownBriefing, LibraryError.
        """
        with self._store.snapshot():
            document = self._shelf.found(id)
        return document["title"], from_source_facts(document["source"])

    def aside(self, id: BriefingId) -> frozenset[SentenceNumber]:
        """The sentences of a briefing that were set aside, as they are now. Raises UnknownBriefing, LibraryError."""
        with self._store.snapshot():
            return aside_of(self._shelf.found(id))

    @cached_property
    def search(self) -> Search:
        """Finds entries, sentences and notes by their words."""
        from content.search import Search

        return Search(self._store, self._journal)

    @cached_property
    def sessions(self) -> Sessions:
        """The sessions of study."""
        from content.sessions import Sessions

        return Sessions(self._store, self._shelf, self.now)

    @cached_property
    def watching(self) -> Watching:
        """Looks for new files in watched folders."""
        from content.watching import Watching

        return Watching(self._store)

    @property
    def transfer(self) -> Transfer:
        """The door for everything at once, out of this library and into it."""
        from content.transfer import Transfer

        return Transfer(self._store, self._shelf)
