"""New files in watched folders: told of once, offered first where articles are taken in, and dismissed."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from content.errors import ContentError
from tui.screens.importing import Importing, ask_for_path
from tui.widgets.overlay import Dialog
from tui.widgets.row_items import Row

if TYPE_CHECKING:
    from content.intake import Taken
    from content.library import Library
    from content.watching import Offer
    from tui.app import ReaderApp
    from tui.screens.importing import Screen
    from tui.watcher import Watcher

ALL, OTHER = "all", "other"
"""The keys of the rows for all that is offered and for something else; those of files are their numbers."""


def tell(app: ReaderApp, watcher: Watcher) -> None:
    """Say in the status line what is new, once, where the reader is at a list and nothing else is said."""
    screen = app.shown
    new = [offer for offer in watcher.offers if offer.digest not in watcher.told]
    is_busy = screen.is_writing or screen.overlay.dialog is not None or screen.status.message
    if not new or is_busy or not hasattr(screen, "importing"):
        return
    watcher.told.update(offer.digest for offer in new)
    takes = f"{app.shown_key('import')} takes {'it' if len(new) == 1 else 'them'} in"
    screen.status.say(f"{_counted(new)}: {takes}.")


async def ask_of_offers(screen: Screen, watcher: Watcher) -> None:
    """Ask what to do with the new files: take them in, or one of them, or another one, or offer them no more."""
    app = screen.app
    offers = list(watcher.offers)
    rows = [Row(f"Take in {_counted(offers)}", key=ALL, style="title")]
    rows += [
        Row(offer.path.name, lead_width=3, key=str(number), tail=_size(offer)) for number, offer in enumerate(offers)
    ]
    rows += [Row("", heading=True), Row("Another file, folder or address", key=OTHER)]

    def meant(row: Row) -> list[Offer]:
        return [] if row.key == OTHER else offers if row.key == ALL else [offers[int(row.key)]]

    def choose(row: Row) -> None:
        if row.key == OTHER:
            screen.call_next(ask_for_path, screen)
        else:
            _begin(screen, watcher, meant(row))

    def dismiss(row: Row | None) -> None:
        if row is not None and meant(row):
            screen.overlay.close()
            _dismiss(screen, watcher, meant(row))

    enter, delete = app.shown_key("follow"), app.shown_key("delete")
    await screen.ask(
        Dialog(
            "New files",
            rows,
            choose=choose,
            commands={"delete": dismiss},
            footing=f"{enter} takes in  {delete} offers it no more",
            wide=True,
        )
    )


def _begin(screen: Screen, watcher: Watcher, offers: Sequence[Offer]) -> None:
    watcher.drop(offers)
    screen.importing = TakingOffers(screen, offers)
    screen.importing.start()


def _dismiss(screen: Screen, watcher: Watcher, offers: Sequence[Offer]) -> None:
    try:
        screen.app.library.watching.dismiss(*offers)
    except ContentError as error:
        screen.status.say(str(error), warning=True)
        return
    watcher.drop(offers)
    them = f"“{offers[0].path.name}” is" if len(offers) == 1 else f"{len(offers):,} files are"
    screen.status.say(f"{them} offered no more, until changed.")


class TakingOffers(Importing):
    """An import of files that were offered: what became of each is remembered, so that none is offered again."""

    def __init__(self, screen: Screen, offers: Sequence[Offer]) -> None:
        super().__init__(screen, shlex.join([str(offer.path) for offer in offers]))
        self._offers = offers

    def _taken_in(self, library: Library) -> Iterator[Taken]:
        from content.intake import Outcome
        from content.watching import State

        refused: dict[str, bool] = {}
        for taken in super()._taken_in(library):
            refused[taken.name] = taken.outcome is Outcome.REFUSED and refused.get(taken.name, True)
            yield taken
        for state in (State.REFUSED, State.KNOWN):
            is_refused = state is State.REFUSED
            library.watching.remember([o for o in self._offers if refused.get(str(o.path)) is is_refused], state)


def _counted(offers: Sequence[Offer]) -> str:
    """How many new files there are, and where."""
    files = "1 new file" if len(offers) == 1 else f"{len(offers):,} new files"
    folder = os.path.commonpath([offer.path.parent for offer in offers])
    home = str(Path.home())
    if folder == home or folder.startswith(home + os.sep):
        folder = "~" + folder[len(home) :]
    return f"{files} in {folder}"


def _size(offer: Offer) -> str:
    return f"{max(1, round(offer.size / 1000)):,} kB"
