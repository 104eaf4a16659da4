"""What the reading screen is made of, and how its parts are arranged for a size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from tui.screens.layout import SMALLEST, Arrangement, Shape, shape_of
from tui.widgets.bars import StatusBar, TabStrip, TitleBar
from tui.widgets.line_view import LineView
from tui.widgets.overlay import Dialog, Overlay
from tui.widgets.pen import Pen
from tui.widgets.row_items import Row, RowItems

if TYPE_CHECKING:
    from tui.app import ReaderApp
    from tui.widgets.form import Filling, Form
    from tui.widgets.note_editor import NoteEditor
    from tui.widgets.writing import Writing

ENTRIES, SOURCE = "entries", "source"
"""The two sides: one of them has the keys."""
OVERVIEW, NOTES, REVIEW = "overview", "notes", "review-of-drafts"
"""The tabs that are not panes of the desk."""

TO_CONFIRM = "to confirm"
"""The key of the Overview's row that leads to what changed."""

LEAVING = "Unsaved words: the same key again leaves without them."
"""What a screen says that is too small to say whose."""


class Box(Widget, inherit_css=False):
    """Holds lists. All its style is in `reading.tcss`: Textual's for containers and widgets takes 5 ms to read."""


class ReadingParts(Screen[None], inherit_css=False):
    """The bars and lists of the reading screen, side by side, stacked, or one at a time."""

    BINDINGS = []
    AUTO_FOCUS = None
    ALLOW_SELECT = False
    ESCAPE_TO_MINIMIZE = False
    app: ReaderApp

    def __init__(self) -> None:
        super().__init__()
        app = self.app
        ink = app.ink
        self.pen = Pen(self)
        self.title_bar = TitleBar(ink, id="title")
        self.tab_strip = TabStrip(ink, id="tabs")
        self.status = StatusBar(ink, id="status")
        self.entries_view = LineView(ink, id="entries")
        self.details_view = LineView(ink, id="details", has_cursor=False)
        self.source_view = LineView(ink, id="source", empty="The source text is empty.")
        self.overlay = Overlay(ink, self.pen, id="overlay")
        self.note_editor: NoteEditor | None = None
        self.form: Form | None = None
        self.small = LineView(ink, id="small", has_cursor=False)
        self.left = Box(self.entries_view, self.details_view, id="left")
        self.body = Box(self.left, self.source_view, id="body")
        for part in (
            self.title_bar,
            self.tab_strip,
            self.entries_view,
            self.details_view,
            self.source_view,
            self.status,  # it may lie over those before it
        ):
            self.pen.serve(part)
        self.entries_percent = app.settings.entries_width
        self.zen = False
        self.shape: Shape = shape_of(*app.size)
        self.side = ENTRIES
        self.tab = OVERVIEW

    def compose(self) -> ComposeResult:
        yield self.title_bar
        yield self.tab_strip
        yield self.body
        yield self.status

    _is_due = False
    """Whether it is time to draw the screen as a whole."""

    def _compositor_refresh(self) -> None:
        # While starting, Textual draws the whole screen as it lays it out, and in a moment once more. Where the page
        # stands there already, from the last session, the first key is answered before that: 6 ms sooner.
        if self._is_due or not self.app.is_painted:
            super()._compositor_refresh()

    def _on_timer_update(self) -> None:
        self._is_due = True
        super()._on_timer_update()

    async def ask(self, dialog: Dialog) -> None:
        """Show a dialog; the first one pays for the box it is shown in."""
        if not self.overlay.is_attached:
            await self.mount(self.overlay)
        self.overlay.open(dialog)
        if self.shape.arrangement is Arrangement.TINY:
            self.overlay.display = False  # it is shown when there is room again

    async def write(self, writing: Writing) -> None:
        """Show the dialog in which something is written; the first one pays for what it is made of."""
        if self.note_editor is None:
            from tui.widgets.note_editor import NoteEditor

            self.note_editor = NoteEditor(self.app.ink, self.pen, id="note-editor")
            await self.mount(self.note_editor)
        self.note_editor.open(writing)

    async def fill(self, filling: Filling) -> None:
        """Show the dialog in which fields are filled in; the first one pays for it."""
        if self.form is None:
            from tui.widgets.form import Form

            self.form = Form(self.app.ink, self.pen, id="form")
            await self.mount(self.form)
        self.form.open(filling)

    @property
    def writers(self) -> Sequence[NoteEditor | Form]:
        """The dialogs that are written in, those that were opened yet."""
        return [each for each in (self.note_editor, self.form) if each is not None]

    @property
    def writer(self) -> NoteEditor | Form | None:
        """That of them which is open: every key is for it then."""
        return next((each for each in self.writers if each.writing is not None), None)

    @property
    def is_writing(self) -> bool:
        """Whether one of them is open."""
        return self.writer is not None

    leaving = ""
    """What was said of unsaved words when the reader wanted to leave; empty once something else is done."""

    def leave(self) -> None:
        """Leave the program; where words would be lost, say so first and leave when it is asked for again."""
        unsaved = next((each.unsaved for each in self.writers if each.unsaved), "")
        if not unsaved or unsaved == self.leaving:
            self.app.leave()
            return
        self.leaving = unsaved
        if self.shape.arrangement is Arrangement.TINY:
            self.arrange_parts()
        elif self.writer is not None:
            self.writer.warn(unsaved)
        else:
            if self.overlay.dialog is not None:
                self.overlay.dismiss()  # it may lie over the line that this is said in
            self.status.say(unsaved, warning=True)

    def stay(self) -> None:
        """Forget that the reader wanted to leave."""
        if self.leaving:
            self.leaving = ""
            if self.shape.arrangement is Arrangement.TINY:
                self.arrange_parts()

    def repaint(self) -> None:
        """Draw everything anew, as after a change of theme."""
        ink = self.app.ink
        for bar in (self.title_bar, self.tab_strip, self.status, self.overlay.prompt):
            bar.ink = ink
            bar.repaint()
        for view in (self.entries_view, self.details_view, self.source_view, self.small, self.overlay.list):
            view.ink = ink
            view.repaint()
        for writer in self.writers:
            writer.take_ink(ink)

    # -- layout

    def on_resize(self, event: events.Resize) -> None:
        self.arrange_parts()

    def arrange_parts(self) -> None:
        """Arrange the lists for the screen's size."""
        size = self.app.size
        before, self.shape = self.shape, shape_of(size.width, size.height, zen=self.zen)
        shape, arrangement = self.shape, self.shape.arrangement
        tiny, single = arrangement is Arrangement.TINY, arrangement is Arrangement.SINGLE
        wide = arrangement is Arrangement.WIDE
        self.title_bar.display = shape.title and not tiny
        self.tab_strip.display = self.status.display = self.body.display = not tiny
        self.small.display = tiny
        if tiny:
            self.small.framed = False
            if not self.small.is_attached:
                self.mount(self.small)
            columns, lines = SMALLEST
            rows = [Row(LEAVING, style="warning")] if self.leaving else []
            self.small.show(RowItems([*rows, Row(f"Too small: {columns} columns and {lines} lines are needed.")]))
            self.overlay.display = False
            for writer in self.writers:
                writer.display = False
            return
        self.overlay.display = self.overlay.dialog is not None
        self.body.styles.layout = "vertical" if arrangement is Arrangement.STACKED else "horizontal"
        self.left.display = not single or self.side == ENTRIES
        self.source_view.display = not single or self.side == SOURCE
        self.left.styles.width = f"{self.entries_percent}%" if wide else "100%"
        self.left.styles.height = "1fr" if arrangement is Arrangement.STACKED else "100%"
        self.source_view.styles.height = "1fr" if arrangement is Arrangement.STACKED else "100%"
        self.show_details_box()
        for view in (self.entries_view, self.details_view, self.source_view):
            view.framed = shape.frames
        self.reshaped(before)
        self.overlay.fit()
        for writer in self.writers:
            writer.display = writer.writing is not None
            writer.fit()

    def reshaped(self, before: Shape) -> None:
        """Show in the new shape what depends on it."""

    def show_details_box(self) -> None:
        lines = self.shape.details if self.tab not in (OVERVIEW, NOTES) else 0
        self.details_view.display = lines > 0
        if lines:
            self.details_view.styles.height = lines
