"""Looks now and then for new files in watched folders, in a thread that nobody waits for, and tells of them once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from content.errors import ContentError

if TYPE_CHECKING:
    from content.watching import Offer
    from tui.app import ReaderApp

FIRST_LOOK, NEXT_LOOK = 4.0, 30.0
"""Seconds from the start to the first look, and from one look to the next."""


class Watcher:
    """Watches the folders of an app's settings. `offers` are the files that were new there at the last look."""

    def __init__(self, app: ReaderApp) -> None:
        self._app = app
        self._folders = [Path(folder).expanduser() for folder in app.settings.watch]
        self._is_over = Event()
        self.offers: Sequence[Offer] = ()
        self.told: set[str] = set()
        """The digests of those that the reader was told of."""

    def start(self) -> None:
        """Begin to look."""
        Thread(target=self._work, name="watcher", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._is_over.set()

    def look(self) -> None:
        """Look once, in whatever thread; the app is told. Raises LibraryError where the library cannot be written."""
        with self._app.library.again() as library:
            offers = library.watching.look(self._folders, library.now()).offers
        if not self._is_over.is_set():
            self._app.call_later(self.take, offers)

    def _work(self) -> None:
        rest = FIRST_LOOK
        while not self._is_over.wait(rest):
            rest = NEXT_LOOK
            try:
                self.look()
            except ContentError:  # the library is busy or damaged: the next action says so, or the next look does it
                continue

    # -- in the app's thread

    def take(self, offers: Sequence[Offer]) -> None:
        """Take over what is new, and tell the reader of what they were not told of yet."""
        self.offers = offers
        if any(offer.digest not in self.told for offer in offers):
            from tui.screens.offers import tell

            tell(self._app, self)

    def drop(self, offers: Sequence[Offer]) -> None:
        """Offer these files no more, as something is done with them."""
        self.offers = [offer for offer in self.offers if offer not in offers]
