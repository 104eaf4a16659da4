"""The reading screen: what keys and clicks do. See `reading_moves` for ways, `reading_dialogs` for questions."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on

from content.errors import ContentError
from content.model import EntryId
from tui.commands import Command, command_named
from tui.screens import reading_dialogs as dialogs
from tui.screens.layout import Arrangement
from tui.screens.reading_article import ReadingArticle
from tui.screens.reading_parts import ENTRIES, NOTES, REVIEW, SOURCE
from tui.settings import ENTRIES_WIDTHS
from tui.widgets.bars import StatusBar, TabStrip
from tui.widgets.entry_items import EntryItems
from tui.widgets.line_view import LineView
from tui.widgets.overlay import Dialog
from tui.widgets.row_items import RowItems

WIDTH_STEP = 4
"""By how many percent of the screen the entries get narrower or wider."""


class ReadingScreen(ReadingArticle):
    """Shows one briefing. Keys come here first: `on_key` finds the command, an `action_…` method carries it out."""

    # -- keys

    async def on_key(self, event: events.Key) -> None:
        await self._answer(event)
        self.keep_soon()

    async def _answer(self, event: events.Key) -> None:
        command = self.app.keymap.command_for(event.key, event.character, self.scope)
        is_tiny = self.shape.arrangement is Arrangement.TINY
        writer = self.writer
        if writer is not None:
            event.stop()
            event.prevent_default()
            if command is not None and command.id == "quit" and not event.is_printable:
                self.leave()
            else:
                self.stay()
                if not is_tiny:
                    writer.press(event.key, event.character)
            return
        if is_tiny:
            if command is not None and command.id in ("close", "quit") and event.key != "escape":
                event.stop()
                self.leave()
            else:
                self.stay()
            return
        if event.key == "ctrl+c":
            event.stop()
            self.status.say(f"{self.app.shown_key('close')} leaves the program.")
            return
        if self._await_letter is not None:
            event.stop()
            event.prevent_default()
            self._take_letter(event)
            return
        if self.overlay.dialog is not None:
            if self._key_in_dialog(event):
                event.stop()
                event.prevent_default()
            return
        if command is not None:
            event.stop()
            event.prevent_default()
            self.pen.hurries = not self.app.is_started
            if self.status.message:
                self.status.say("")
            self._key = event.key
            await self.run_command(command)

    _key = ""

    async def run_command(self, command: Command) -> None:
        """Carry a command out."""
        if command.id not in ("close", "quit", "palette"):
            self.stay()
        method = getattr(self, command.method)
        with self.entries_view.drawn_once(), self.details_view.drawn_once(), self.source_view.drawn_once():
            result = method(command.argument) if command.argument else method()
            if result is not None:
                await result
        self.pen.flush()

    def _key_in_dialog(self, event: events.Key) -> bool:
        """Whether a key means something to the open dialog; what it does not take goes to the line to type in."""
        overlay, dialog = self.overlay, self.overlay.dialog
        assert dialog is not None
        typing = dialog.prompt is not None
        key = event.key
        command = self.app.keymap.command_for(key, event.character, dialog.scope)
        if command is not None and command.id == "quit" and not (typing and event.is_printable):
            self.leave()
        elif key == "escape":
            overlay.dismiss()
        elif key == "enter":
            overlay.accept()
        elif key == "tab" and typing and overlay.complete():
            pass
        elif key in ("down", "ctrl+n") or (key == "tab" and typing):
            overlay.step(1)
        elif key in ("up", "ctrl+p") or (key == "shift+tab" and typing):
            overlay.step(-1)
        elif key in ("pagedown", "pageup"):
            overlay.page(1 if key == "pagedown" else -1)
        elif typing:
            overlay.take(key, event.character)
        elif dialog.by_letter and event.character and any(row.lead == event.character for row in dialog.rows):
            overlay.choose_by(event.character)
        elif command is not None:
            self._command_in_dialog(command, dialog)
        return True

    def on_paste(self, event: events.Paste) -> None:
        writer = self.writer
        if writer is not None:
            if self.shape.arrangement is not Arrangement.TINY:
                writer.paste(event.text)
        else:
            self.overlay.paste(event.text)

    def _command_in_dialog(self, command: Command, dialog: Dialog) -> None:
        overlay = self.overlay
        pages = {"page-down": 1.0, "page-up": -1.0, "half-page-down": 0.5, "half-page-up": -0.5}
        if command.id in dialog.commands:
            dialog.commands[command.id](overlay.row)
        elif command.id == "close" or command.id in dialog.close_commands:
            overlay.dismiss()
        elif command.id in ("next", "previous"):
            overlay.step(1 if command.id == "next" else -1)
        elif command.id in ("first", "last"):
            overlay.end(command.id == "last")
        elif command.id in pages:
            overlay.page(pages[command.id])
        elif command.id == "follow":
            overlay.accept()

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

    async def action_theme(self) -> None:
        await self.ask(dialogs.themes(self.app))

    async def action_briefings(self) -> None:
        await self.ask(dialogs.briefings(self.app, self.briefing.id, self.open_briefing))

    async def action_help(self) -> None:
        await self.ask(dialogs.help_on_keys(self.app))

    async def action_palette(self) -> None:
        await self.ask(dialogs.palette(self.app, self._run_chosen))

    def _run_chosen(self, id: str) -> None:
        self.call_next(self.run_command, command_named(id))

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
        elif self._key == "escape":
            key = self.app.shown_key("close")
            self.status.say(f"Nothing is open; {key} leaves the program.")
        else:
            self.leave()

    def action_quit(self) -> None:
        self.leave()

    # -- the mouse

    @on(LineView.Scrolled)
    def _scrolled(self) -> None:
        self.keep_soon()

    @on(LineView.Clicked)
    async def _item_clicked(self, event: LineView.Clicked) -> None:
        view = event.view
        self._forget_letter()
        self.keep_soon()
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
        self._forget_letter()
        self.show_tab(event.tab)
        self.keep_soon()

    @on(StatusBar.Clicked)
    async def _hint_clicked(self, event: StatusBar.Clicked) -> None:
        self._forget_letter()
        self.keep_soon()
        await self.run_command(command_named(event.command))

    async def on_click(self, event: events.Click) -> None:
        if (
            self.overlay.dialog is not None
            and event.widget is not None
            and self.overlay not in event.widget.ancestors_with_self
        ):
            self.overlay.dismiss()
