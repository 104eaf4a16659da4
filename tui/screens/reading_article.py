"""The article behind a briefing: brought in, described, and followed where its text changes.

What the commands do is in `importing`, `describing` and `confirming`: a start has no use for it.
"""

from __future__ import annotations

import sys
from collections.abc import Container
from threading import Thread
from typing import TYPE_CHECKING

from content.errors import ContentError
from content.model import BriefingId, EntryId, Span
from content.notes import NoteFilter, NoteId, sentence_at
from content.store.schema import BRIEFINGS, REVISIONS
from tui.screens.reading_drafts import ReadingDrafts
from tui.screens.reading_parts import ENTRIES, NOTES, OVERVIEW, TO_CONFIRM
from tui.widgets.row_items import Target

if TYPE_CHECKING:
    from content.revisions import Item
    from tui.screens.importing import Importing


class ReadingArticle(ReadingDrafts):
    """The actions of the reading screen that concern the article that a briefing was made from."""

    importing: Importing | None = None
    """The import that is under way."""

    gone_to = ""
    """The id of what was gone to last, of all that changed: the list begins there."""

    # -- brought in

    async def action_import(self) -> None:
        from tui.screens.importing import ask_for_files

        await ask_for_files(self)

    # -- what is known of it

    async def action_describe(self) -> None:
        from tui.screens.describing import describe

        await describe(self, self.briefing.id, self.take_facts)

    async def action_edit(self) -> None:
        if self.tab == OVERVIEW and self.side == ENTRIES:
            await self.action_describe()
        else:
            await super().action_edit()

    def take_facts(self) -> None:
        """Show title and source as the library has them now. Raises ContentError where it cannot be read."""
        library, id = self.app.library, self.briefing.id
        title, source = library.facts(id)
        row = library.catalogue.row(id)
        if row is not None and row.is_renamed:  # the facts are those of the article
            title = row.title
        if (title, source) != (self.briefing.title, self.briefing.source):
            self.briefing = self.briefing._replace(title=title, source=source)
            self._show_measure()
            if self.tab == OVERVIEW:
                self._show_changed()

    # -- what changed in it

    async def action_confirm(self) -> None:
        from tui.screens.confirming import show_changes

        await show_changes(self)

    async def action_follow(self) -> None:
        if self.side == ENTRIES and self.tab == OVERVIEW and self._row_key() == TO_CONFIRM:
            await self.action_confirm()
        else:
            await super().action_follow()

    def count_to_confirm(self, *, tell: bool = False) -> None:
        """Look how much of a revision is to be confirmed, and show it; with `tell`, say so in the status line.

        What is needed for that is imported aside first, as no key is to wait for it.
        """
        library, id = self.app.library, self.briefing.id
        try:
            if not library.is_unconfirmed(id):
                count = 0
            elif "content.revisions" in sys.modules:
                count = len(library.revisions.pending(id))
            else:
                Thread(target=self._import_and_count, args=(tell,), name="revisions", daemon=True).start()
                return
        except ContentError:
            return  # the next action says what is wrong with the library
        self.show_to_confirm(count)
        if tell and count and not self.status.message:
            self.status.say(self.what_to_confirm())

    def _import_and_count(self, tell: bool) -> None:
        import content.revisions  # noqa: F401

        self.app.call_later(self.count_to_confirm, tell=tell)

    def show_to_confirm(self, count: int) -> None:
        """Show how much of a revision is to be confirmed."""
        before, self.to_confirm = self.to_confirm, count
        if count != before:
            self.show_hints()
            if self.tab == OVERVIEW:
                self._show_changed()

    def what_to_confirm(self) -> str:
        """A sentence about how much of a revision is to be confirmed; empty where nothing is."""
        key = self.app.shown_key("confirm")
        return f"{self.to_confirm:,} to confirm: {key} lists what changed." if self.to_confirm else ""

    def is_of_use(self, id: str) -> bool:
        return self.to_confirm > 0 if id == "confirm" else super().is_of_use(id)

    def go_to_item(self, item: Item) -> None:
        """Put the keys on an entry or a note whose ground changed, the words that it rests on now in view."""
        self.gone_to = item.id
        if not item.is_note:
            if not self.has_entry(EntryId(item.id)):
                self.status.say(f"“{item.title}” is here no more.")
                return
            self.jump(Target(entry=EntryId(item.id)))
        else:
            self.note_filter, self.note_filter_typed = NoteFilter(), ""
            self.jump(Target(tab=NOTES))
            self.show_notes()
            self._go_to_row(NoteId(item.id))
        self._bring_into_view(item.span)
        self.status.say(self.what_to_confirm())

    def _bring_into_view(self, span: Span | None) -> None:
        number = None if span is None else sentence_at(self.briefing, span)
        if number is not None:
            self.source_view.go(number - 1, context=True)
            self._show_source_footing()

    # -- kept in step

    def open_briefing(self, id: BriefingId) -> None:
        before = self.briefing.id
        super().open_briefing(id)
        if self.briefing.id != before:
            self.gone_to = ""
            self.count_to_confirm(tell=True)

    def take_entries(self) -> None:
        super().take_entries()
        self.count_to_confirm()

    def take_notes(self) -> None:
        super().take_notes()
        self.count_to_confirm()

    def take_over(self, tables: Container[str]) -> None:
        super().take_over(tables)
        if BRIEFINGS in tables:
            try:
                self.take_facts()
                self.take_aside()
            except ContentError as error:
                self.status.say(str(error), warning=True)
        if REVISIONS in tables:
            self.count_to_confirm()
