"""The reading screen: what keys and clicks do. See `reading_moves` for ways, `reading_dialogs` for questions."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on

from content.errors import ContentError
from content.model import EntryId
from tui.screens import reading_dialogs as dialogs
from tui.screens.layout import Arrangement
from tui.screens.reading_across import ReadingAcross
from tui.screens.reading_parts import ENTRIES, NOTES, REVIEW, SOURCE
from tui.settings import ENTRIES_WIDTHS
from tui.widgets.bars import TabStrip
from tui.widgets.entry_items import EntryItems
from tui.widgets.line_view import LineView
from tui.widgets.row_items import RowItems

WIDTH_STEP = 4
"""By how many percent of the screen the entries get narrower or wider."""


class ReadingScreen(ReadingAcross):
    """Shows one briefing. Keys come here first: `on_key` finds the command, an `action_…` method carries it out."""

    # -- keys

    def answered(self) -> None:
        self.keep_soon()

    def takes_key(self, event: events.Key) -> bool:
        if self._await_letter is None:
            return False
        self._take_letter(event)
        return True

    # -- keeping

    def action_copy(self) -> None:
        from content.exports.citation import entry_with_citation, sentence_with_citation, words_with_citation

        if self.selection is not None:
            self._copy(words_with_citation(self.briefing, self.selection), "The words with their citation")
            self.end_selection()
        elif self.side == ENTRIES and self.entry is not None:
            self._copy(entry_with_citation(self.briefing, self.entry), "The entry with its citation")
        elif self.sentence:
            self._copy(
                sentence_with_citation(self.briefing, self.sentence), f"Sentence {self.sentence} with its citation"
            )

    def action_copy_citation(self) -> None:
        from content.exports.citation import citation_only, sentence_citation, words_citation

        if self.selection is not None:
            self._copy(words_citation(self.briefing, self.selection), "The citation of the words")
            self.end_selection()
        elif self.side == ENTRIES and self.entry is not None:
            self._copy(citation_only(self.briefing, self.entry), "The citation")
        elif self.sentence:
            self._copy(sentence_citation(self.briefing, self.sentence), f"The citation of sentence {self.sentence}")

    def _copy(self, text: str, what: str) -> None:
        try:
            notice = self.app.copy_text(text)
        except ContentError as error:
            self.status.say(str(error), warning=True)
        else:
            self.status.say(f"{what}: {notice}")

    def action_toggle_read(self) -> None:
        entry = self.entry
        if entry is None:
            self.status.say("Read and unread belong to entries.")
            return
        self.read.symmetric_difference_update({entry.id})
        self.entries_view.redraw_item(self.entries_view.cursor)
        self._show_footing()
        self.entries_view.sync()
        self.status.say("Read." if entry.id in self.read else "Unread.")
        self._keep_read([entry.id], read=entry.id in self.read)

    def action_mark_pane_read(self) -> None:
        items = self.entries_view.items
        if not isinstance(items, EntryItems):
            self.status.say("Read and unread belong to entries.")
            return
        unread = [entry.id for entry in items.entries if entry.id not in self.read]
        self.read.update(unread)
        self._show_footing()
        self.entries_view.repaint()
        self.status.say("Every entry of this pane is marked as read.")
        self._keep_read(unread, read=True)

    def _keep_read(self, entries: Sequence[EntryId], *, read: bool) -> None:
        """Keep at once, so that it can be undone, what the reader marked by hand; take it back where that fails."""
        try:
            self.app.library.mark_read(self.briefing.id, entries, read=read)
        except ContentError as error:
            self.read.symmetric_difference_update(entries)
            self._show_footing()
            self.entries_view.repaint()
            self.status.say(str(error), warning=True)

    # -- view

    def action_zen(self) -> None:
        self.zen = not self.zen
        self.arrange_parts()
        self._set_side(self.side)

    def action_narrower(self) -> None:
        self._widen(-WIDTH_STEP)

    def action_wider(self) -> None:
        self._widen(WIDTH_STEP)

    def _widen(self, by: int) -> None:
        if self.shape.arrangement is not Arrangement.WIDE:
            self.status.say("Widths count where both sides stand side by side.")
            return
        wanted = min(max(self.entries_percent + by, ENTRIES_WIDTHS.start), ENTRIES_WIDTHS.stop - 1)
        if wanted != self.entries_percent:
            self.entries_percent = wanted
            self.arrange_parts()
        self.status.say(f"The entries take {wanted} % of the width; entries_width in the settings keeps that.")

    # -- dialogs of the program

    async def action_details(self) -> None:
        if self.entry is None:
            self.status.say("Details belong to entries.")
        else:
            await self.ask(dialogs.details(self, self.entry))

    def action_close(self) -> None:
        """Close what is open, the innermost first; only q leaves the program."""
        if self.selection is not None:
            self.end_selection()
        elif self._finder is not None:
            self._clear_find()
        elif self.tab == NOTES and self.clear_note_filter():
            pass
        elif self.zen:
            self.action_zen()
        elif self.tab == REVIEW:
            self.action_review()
        elif self.app.can_return:
            self.app.pages.return_to_them()
        elif self.key_pressed == "escape":
            key = self.app.shown_key("close")
            self.status.say(f"Nothing is open; {key} leaves the program.")
        else:
            self.leave()

    # -- the mouse

    @on(LineView.Scrolled)
    def _scrolled(self) -> None:
        self.keep_soon()

    @on(LineView.Clicked)
    async def _item_clicked(self, event: LineView.Clicked) -> None:
        view = event.view
        self.pointed()
        if view is self.overlay.list:
            view.go(event.index)
            self.overlay.accept()
        elif view is self.details_view:
            row = self.details_view.items.rows[event.index] if isinstance(self.details_view.items, RowItems) else None
            if row is not None and row.target is not None:
                self.jump(row.target)
        elif view in (self.entries_view, self.source_view):
            side = SOURCE if view is self.source_view else ENTRIES
            again = event.again and side == self.side and self.selection is None
            self.end_selection()
            self._set_side(side)
            if again:
                await self.action_follow()
            else:
                view.go(event.index)
                self._moved()

    @on(TabStrip.Clicked)
    def _tab_clicked(self, event: TabStrip.Clicked) -> None:
        self.pointed()
        self.show_tab(event.tab)

    def pointed(self) -> None:
        self._forget_letter()
        self.keep_soon()
