"""The library: every briefing, to be found and read, and what leads out of the list and into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.model import Briefing, BriefingId
from content.store.schema import BRIEFINGS
from tui.screens.library_deeds import LibraryDeeds
from tui.screens.library_side import PERSON
from tui.screens.page import SIDE
from tui.widgets.row_items import RowItems, Target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.screens.importing import Importing

HINTS = (
    "open-briefing",
    "filter-briefings",
    "sort-briefings",
    "group-briefings",
    "star-briefing",
    "delete",
    "undo",
    "choose-briefing",
    "rename-briefing",
    "archive",
    "review",
)
"""The commands of the footer, the most useful first."""

CHOSEN_HINTS = ("choose-briefing", "star-briefing", "archive", "delete", "undo", "timeline", "figures")
"""Those while several are chosen."""


class LibraryPage(LibraryDeeds):
    """Lists the briefings of the library, and orders them."""

    importing: Importing | None = None
    """The import that was begun here and is under way."""

    # -- opened

    def entered(self) -> None:
        self.stop_typing()
        self.action_open_briefing()

    def action_open_briefing(self) -> None:
        row = self.row
        if row is None:
            self.status.say("No briefing is here.")
            return
        target: Target | None = None
        if self.side == SIDE and isinstance(self.side_view.items, RowItems):
            target = self.side_view.items.rows[self.side_view.cursor].target
        self.app.pages.read(row.id, target)

    def briefings_meant(self) -> Sequence[tuple[BriefingId, str]]:
        return [(row.id, row.title) for row in self._targets()]

    def action_review(self) -> None:
        row = self.row
        if row is None:
            self.status.say("No briefing is here.")
            return
        self.app.pages.read(row.id)
        reading = self.app.reading
        if self.app.shown is reading and not reading.is_reviewing:
            reading.action_review()

    # -- what leads across briefings

    def named_here(self) -> Sequence[str]:
        items = self.side_view.items
        if self.side != SIDE or not isinstance(items, RowItems) or not items.rows:
            return ()
        row = items.rows[self.side_view.cursor]
        return (row.text,) if row.key == PERSON else ()

    # -- described

    async def action_describe(self) -> None:
        from tui.screens.describing import describe

        row = self.row
        if row is None:
            self.status.say("No briefing is here.")
        else:
            await describe(self, row.id, lambda: self._took(frozenset((BRIEFINGS,)), row.id))

    # -- brought in

    async def action_import(self) -> None:
        from tui.screens.importing import ask_for_files

        await ask_for_files(self)

    @property
    def briefing(self) -> Briefing:
        """The briefing that is being read."""
        return self.app.reading.briefing

    def open_briefing(self, id: BriefingId) -> None:
        """Read a briefing; going back leads here."""
        self.app.pages.read(id)

    def count_to_review(self) -> int:
        """How many entries of the briefing that is being read nobody has looked at."""
        return self.app.reading.count_to_review()

    def show_tab(self, tab: str) -> None:
        """Show a tab of the briefing that is being read."""
        self.app.reading.show_tab(tab)

    def what_to_confirm(self) -> str:
        """A sentence about how much of the briefing that is being read is to be confirmed; empty where nothing is."""
        return self.app.reading.what_to_confirm()

    # -- the footer

    def hint_order(self) -> Sequence[str]:
        first = CHOSEN_HINTS if self.chosen else HINTS
        rest = [command.id for command in self.app.keymap.commands if command.id not in (*first, "help")]
        return (*first, *rest, "help")

    def is_of_use(self, id: str) -> bool:
        return id not in ("library", "other-side")
