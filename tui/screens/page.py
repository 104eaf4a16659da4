"""What the screens beside that of reading have in common: a list, beside it more of what its cursor is on, and a line
to type in above both.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.widget import Widget

from tui.keymap import shown_key
from tui.screens.keyed import PAGES, KeyedScreen
from tui.screens.layout import Arrangement, shape_of
from tui.widgets.line_view import LineView
from tui.widgets.prompt import Prompt

LIST, SIDE = "list", "side"
"""The two sides: one of them has the keys."""

GONE = "This briefing is not in the library any more."
"""What is said by a page about a briefing that was removed."""

_STEPS = {"down": 1, "ctrl+n": 1, "up": -1, "ctrl+p": -1}
_LEAPS = {"pagedown": PAGES["page-down"], "pageup": PAGES["page-up"]}
"""What keys do to the list while the line is typed into."""

_FUNCTION_KEY = re.compile(r"f\d{1,2}")
"""Keys that no line to type in has a use for."""


class Parts(Widget, inherit_css=False):
    """Holds the lists of a page. All its style is in `page.tcss`."""


class Page(KeyedScreen, inherit_css=False):
    """A list with a cursor and what is told beside it.

    A page says what it lists by `list_view.show`, answers `moved`, `typed` and `entered`, and opens what it leads to
    by `app.pages.read`. While `is_typing`, letters go to the line above; arrows move the list all the same.
    """

    CSS_PATH = os.path.join(os.path.dirname(__file__), "page.tcss")  # noqa: PTH118, PTH120  beside this, for every page

    list_share = 50
    """How many percent of the width the list takes where both sides stand side by side."""
    placeholder = ""
    """Stands in the line to type in while nothing is typed; a page without such a line leaves it empty."""
    line_label = ""
    """Stands in front of what is typed."""

    def __init__(self) -> None:
        super().__init__()
        ink = self.app.ink
        self.list_view = LineView(ink, id="list")
        self.side_view = LineView(ink, id="side")
        self.line = Prompt(ink, id="line")
        self.line.start("", self.placeholder, label=self.line_label)
        self.line.is_idle = True
        self.page = Parts(self.list_view, self.side_view, id="page")
        self.serve(self.line, self.list_view, self.side_view)
        self.side = LIST
        self.is_typing = False

    def compose(self) -> ComposeResult:
        yield self.title_bar
        yield self.line
        yield self.page
        yield self.status

    @property
    def lists(self) -> Sequence[LineView]:
        return (self.list_view, self.side_view)

    def on_mount(self) -> None:
        self.arrange_parts()
        self.set_side(self.side)

    def repaint(self) -> None:
        super().repaint()
        self.line.ink = self.app.ink
        self.line.repaint()

    # -- layout

    def arrange_parts(self) -> None:
        size = self.app.size
        self.shape = shape_of(size.width, size.height)
        arrangement = self.shape.arrangement
        tiny, single = arrangement is Arrangement.TINY, arrangement is Arrangement.SINGLE
        self.title_bar.display = self.shape.title and not tiny
        self.status.display = self.page.display = not tiny
        self.line.display = bool(self.placeholder) and not tiny
        self.small.display = tiny
        if tiny:
            self.show_too_small()
            return
        self.overlay.display = self.overlay.dialog is not None
        stacked = arrangement is Arrangement.STACKED
        self.page.styles.layout = "vertical" if stacked else "horizontal"
        self.list_view.styles.width = f"{self.list_share}%" if arrangement is Arrangement.WIDE else "100%"
        for view in self.lists:
            view.styles.height = "1fr" if stacked else "100%"
            view.framed = self.shape.frames
        self.list_view.display = not single or self.side == LIST
        self.side_view.display = not single or self.side == SIDE
        self.reshaped()
        self.fit_dialogs()

    def reshaped(self) -> None:
        """Show in the new shape what depends on it."""

    def set_side(self, side: str) -> None:
        """Send the keys to the list or to what is beside it."""
        self.side = side
        self.list_view.set_active(side == LIST)
        self.side_view.set_active(side == SIDE)
        if self.shape.arrangement is Arrangement.SINGLE:
            self.list_view.display = side == LIST
            self.side_view.display = side == SIDE
        self.show_hints()

    @property
    def view(self) -> LineView:
        """The list that keys go to."""
        return self.side_view if self.side == SIDE else self.list_view

    # -- what a page answers

    def moved(self) -> None:
        """Show what belongs to the item that the cursor is on now."""

    def typed(self) -> None:
        """Show what belongs to what stands in the line now."""

    def entered(self) -> None:
        """Follow what the cursor is on, after enter in the line."""
        self.stop_typing()

    # -- typing

    def start_typing(self) -> None:
        """Send letters to the line."""
        self.is_typing, self.line.is_idle = True, False
        self.set_side(LIST)  # which names the keys as well
        self.line.repaint()

    def stop_typing(self) -> None:
        """Send letters to the commands again."""
        self.is_typing, self.line.is_idle = False, True
        self.line.repaint()
        self.show_hints()

    def show_hints(self) -> None:
        """Name the keys that work now: while letters are typed, none that would be."""
        if not self.is_typing:
            super().show_hints()
            return
        keymap, unicode = self.app.keymap, self.app.unicode
        shown = [(f"{shown_key('down', unicode=unicode)} {shown_key('up', unicode=unicode)}", "move", "next")]
        command = keymap.command_for("enter", None, self.scope)
        if command is not None and self.has_command(command):
            shown.append((shown_key("enter", unicode=unicode), self.hint_word(command), command.id))
        untyped = [key for key in keymap.keys_of("help") if _FUNCTION_KEY.fullmatch(key)]
        if untyped:
            shown.append((shown_key(untyped[0], unicode=unicode), "help", "help"))
        shown.append((shown_key("escape", unicode=unicode), "commands", "close"))
        if shown != self.status.hints:
            self.status.hints = shown
            self.status.repaint()

    def takes_key(self, event: events.Key) -> bool:
        if not self.is_typing or self.overlay.dialog is not None:
            return False
        key = event.key
        if self.status.message:
            self.status.say("")
        if key == "escape":
            self.stop_typing()
        elif key == "enter":
            self.entered()
        elif key in ("tab", "shift+tab"):
            self.stop_typing()
        elif key in _STEPS:
            self.list_view.step(_STEPS[key])
            self.moved()
        elif key in _LEAPS:
            self.list_view.page(_LEAPS[key])
            self.moved()
        else:
            before = self.line.value
            if not self.line.press(key, event.character):
                return False
            if self.line.value != before:
                self.typed()
        self.pen.flush()
        return True

    def on_paste(self, event: events.Paste) -> None:
        if self.is_typing and self.overlay.dialog is None and self.writer is None:
            self.line.insert(event.text)
            self.typed()
        else:
            super().on_paste(event)

    # -- moving

    def action_next(self) -> None:
        self.view.step(1)
        self._moved()

    def action_previous(self) -> None:
        self.view.step(-1)
        self._moved()

    def action_first(self) -> None:
        self.view.first()
        self._moved()

    def action_last(self) -> None:
        self.view.last()
        self._moved()

    def action_page_down(self) -> None:
        self._leap("page-down")

    def action_page_up(self) -> None:
        self._leap("page-up")

    def action_half_page_down(self) -> None:
        self._leap("half-page-down")

    def action_half_page_up(self) -> None:
        self._leap("half-page-up")

    def _leap(self, command: str) -> None:
        self.view.page(PAGES[command])
        self._moved()

    def _moved(self) -> None:
        if self.side == LIST:
            self.moved()

    def action_other_side(self) -> None:
        self.set_side(LIST if self.side == SIDE else SIDE)

    # -- going away

    def action_back(self) -> None:
        self.app.pages.go_back()

    def action_close(self) -> None:
        """Go back from the line and the side to the list, and from the page to what was shown before it."""
        if self.is_typing:
            self.stop_typing()
        elif self.side == SIDE and self.shape.arrangement is Arrangement.SINGLE:
            self.set_side(LIST)
        else:
            self.app.pages.go_back()

    def words_on_interrupt(self) -> str:
        begin = f"{shown_key('escape', unicode=self.app.unicode)}, then " if self.is_typing else ""
        return f"{begin}{self.app.shown_key('close')} goes back, {self.app.shown_key('quit')} leaves the program."

    # -- the mouse

    @on(LineView.Clicked)
    async def _item_clicked(self, event: LineView.Clicked) -> None:
        view = event.view
        self.pointed()
        if view is self.overlay.list:
            view.go(event.index)
            self.overlay.accept()
        elif view in self.lists:
            side = SIDE if view is self.side_view else LIST
            again = event.again and side == self.side
            self.stop_typing()
            self.set_side(side)
            if again:
                self.entered()
            else:
                view.go(event.index)
                self._moved()
        self.pen.flush()
