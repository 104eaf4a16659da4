"""The way of a key to the command that it runs, the same on every screen."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack

from textual import events, on

from content.model import BriefingId
from tui.commands import Command, command_named
from tui.keymap import shown_key
from tui.screens.asking import AskingScreen
from tui.screens.layout import Arrangement
from tui.widgets.bars import StatusBar
from tui.widgets.overlay import Dialog

PARTNERS = {"next": "previous", "pane-left": "pane-right"}
"""Commands that the footer names together with their opposite."""

PAGES = {"page-down": 1.0, "page-up": -1.0, "half-page-down": 0.5, "half-page-up": -0.5}
"""By which share of its height the commands for pages move a list."""


class KeyedScreen(AskingScreen, inherit_css=False):
    """A screen with keys: `on_key` finds a key's command, an `action_…` method carries it out.

    A command of the table that a screen has no method for is none of its commands: neither its help nor its palette
    names it.
    """

    @property
    def scope(self) -> str:
        """The scope of the keys that are bound here alone."""
        return ""

    def has_command(self, command: Command) -> bool:
        """Whether a command does something on this screen."""
        return hasattr(self, command.method)

    # -- keys

    async def on_key(self, event: events.Key) -> None:
        shown = self.app.screen
        if shown is not self and isinstance(shown, KeyedScreen):
            # It was typed after the key that led there, and came before that was answered.
            event.stop()
            event.prevent_default()
            shown.post_message(events.Key(event.key, event.character))
            return
        await self._answer(event)
        self.answered()

    def answered(self) -> None:
        """Called after every key."""

    def takes_key(self, event: events.Key) -> bool:
        """Whether the screen itself has a use for a key, before dialogs and commands have."""
        return False

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
            self.status.say(self.words_on_interrupt())
            return
        if self.takes_key(event):
            event.stop()
            event.prevent_default()
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
            self.key_pressed = event.key
            await self.run_command(command)

    key_pressed = ""
    """The key of the last command."""

    def words_on_interrupt(self) -> str:
        """What is said to somebody who presses ctrl+c."""
        return f"{self.app.shown_key('close')} leaves the program."

    async def run_command(self, command: Command) -> None:
        """Carry a command out, or say that it does nothing on this screen."""
        if command.id not in ("close", "quit", "palette"):
            self.stay()
        method = getattr(self, command.method, None)
        if method is None:
            self.status.say(f"“{command.label}” does nothing here.")
            return
        with ExitStack() as held:
            for view in self.lists:
                held.enter_context(view.drawn_once())
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

    def _command_in_dialog(self, command: Command, dialog: Dialog) -> None:
        overlay = self.overlay
        if command.id in dialog.commands:
            dialog.commands[command.id](overlay.row)
        elif command.id == "close" or command.id in dialog.close_commands:
            overlay.dismiss()
        elif command.id in ("next", "previous"):
            overlay.step(1 if command.id == "next" else -1)
        elif command.id in ("first", "last"):
            overlay.end(command.id == "last")
        elif command.id in PAGES:
            overlay.page(PAGES[command.id])
        elif command.id == "follow":
            overlay.accept()

    def on_paste(self, event: events.Paste) -> None:
        writer = self.writer
        if writer is not None:
            if self.shape.arrangement is not Arrangement.TINY:
                writer.paste(event.text)
        else:
            self.overlay.paste(event.text)

    # -- commands of every screen

    async def action_theme(self) -> None:
        from tui.screens import program_dialogs as dialogs

        await self.ask(dialogs.themes(self.app))

    async def action_help(self) -> None:
        from tui.screens import program_dialogs as dialogs

        await self.ask(dialogs.help_on_keys(self))

    async def action_palette(self) -> None:
        from tui.screens import program_dialogs as dialogs

        await self.ask(dialogs.palette(self, self._run_chosen))

    def action_search(self) -> None:
        from tui.screens.search import SearchPage

        self.app.pages.show(SearchPage).start_anew()

    def _run_chosen(self, id: str) -> None:
        self.call_next(self.run_command, command_named(id))

    def action_library(self) -> None:
        from tui.screens.library import LibraryPage

        self.app.pages.show(LibraryPage)

    async def action_dossier(self) -> None:
        from tui.screens import dossier_dialogs as dialogs

        names = self.named_here()
        within = next((id for id, _ in self.briefings_meant()), None) if names else None
        await dialogs.ask_whose(self, names, lambda who: self.open_dossier(who, within))

    def named_here(self) -> Sequence[str]:
        """Who and what is named under the cursor."""
        return ()

    def open_dossier(self, who: str, within: BriefingId | None = None) -> None:
        """Show the dossier of a name or an id; `within` is the briefing that has the name."""
        from tui.screens.dossier import DossierPage

        keeps = self.app.can_return
        self.app.pages.show(DossierPage).open(who, keep=keeps, within=within)

    def briefings_meant(self) -> Sequence[tuple[BriefingId, str]]:
        """The briefings that a command is about, each with its title: those chosen, or the one under the cursor."""
        briefing = self.app.reading.briefing
        return [(briefing.id, briefing.title)]

    def action_timeline(self) -> None:
        from content.gathered import Choice
        from tui.screens.timeline import TimelinePage

        meant = self.briefings_meant()
        if meant:
            choice = Choice(tuple([id for id, _ in meant]))
            self.app.pages.show(TimelinePage).open(choice, _called(meant))

    def action_figures(self) -> None:
        from content.gathered import Choice
        from tui.screens.figures import FiguresPage

        meant = self.briefings_meant()
        if meant:
            self.app.pages.show(FiguresPage).open(Choice(tuple([id for id, _ in meant])), _called(meant))

    def action_related(self) -> None:
        from tui.screens.related import RelatedPage

        meant = self.briefings_meant()
        if meant:
            self.app.pages.show(RelatedPage).open(*meant[0])

    def action_quit(self) -> None:
        self.leave()

    def others_changed(self, tables: frozenset[str]) -> None:
        """Show what another window changed in these tables."""

    def returned(self) -> None:
        """Called when the screen is shown again after another one was."""
        self.show_hints()

    # -- the footer

    def hint_order(self) -> Sequence[str]:
        """The commands of the footer, the most useful first; the last one is always shown."""
        return ("help",)

    def is_of_use(self, id: str) -> bool:
        """Whether the footer should offer a command here."""
        return True

    def hint_word(self, command: Command) -> str:
        """The word of the footer for a command."""
        return command.hint

    def show_hints(self) -> None:
        """Name the most useful keys in the footer."""
        keymap, unicode = self.app.keymap, self.app.unicode
        shown: list[tuple[str, str, str]] = []
        for command in keymap.commands:
            if command.hint and command.keys and self.has_command(command) and self.is_of_use(command.id):
                key = shown_key(command.keys[0], unicode=unicode)
                partner = keymap.keys_of(PARTNERS[command.id]) if command.id in PARTNERS else ()
                if partner:
                    key += " " + shown_key(partner[0], unicode=unicode)
                shown.append((key, self.hint_word(command), command.id))
        *order, last = self.hint_order()
        shown.sort(key=lambda hint: (hint[2] == last, order.index(hint[2]) if hint[2] in order else len(order)))
        if shown != self.status.hints:
            self.status.hints = shown
            self.status.repaint()

    # -- the mouse

    @on(StatusBar.Clicked)
    async def _hint_clicked(self, event: StatusBar.Clicked) -> None:
        self.pointed()
        await self.run_command(command_named(event.command))

    def pointed(self) -> None:
        """Called before what a click does."""

    async def on_click(self, event: events.Click) -> None:
        if (
            self.overlay.dialog is not None
            and event.widget is not None
            and self.overlay not in event.widget.ancestors_with_self
        ):
            self.overlay.dismiss()


def _called(briefings: Sequence[tuple[BriefingId, str]]) -> str:
    """What several briefings are called together, or one."""
    return briefings[0][1] if len(briefings) == 1 else f"{len(briefings):,} briefings"
