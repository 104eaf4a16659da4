"""What every screen has: its pen, its bars, the dialogs over it, and what it says when the reader leaves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.screen import Screen

from tui.light import Light
from tui.screens.layout import SMALLEST, Arrangement, Shape, shape_of
from tui.widgets.bars import StatusBar, TitleBar
from tui.widgets.line_view import LineView
from tui.widgets.overlay import Dialog, Overlay
from tui.widgets.pen import Pen, Served
from tui.widgets.row_items import Row, RowItems

if TYPE_CHECKING:
    from tui.app import ReaderApp
    from tui.widgets.form import Filling, Form
    from tui.widgets.note_editor import NoteEditor
    from tui.widgets.writing import Writing

LEAVING = "Unsaved words: the same key again leaves without them."
"""What a screen says that is too small to say whose."""


class AskingScreen(Light, Screen[None], inherit_css=False):
    """A screen of bars and line-drawn lists, which asks by dialogs over them. What keys do is in `keyed`."""

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
        self.status = StatusBar(ink, id="status")
        self.overlay = Overlay(ink, self.pen, id="overlay")
        self.note_editor: NoteEditor | None = None
        self.form: Form | None = None
        self.small = LineView(ink, id="small", has_cursor=False)
        self.shape: Shape = shape_of(*app.size)

    def serve(self, *parts: Served) -> None:
        """Draw these with the pen, between the bars."""
        for part in (self.title_bar, *parts, self.status):  # a long message lies over what comes before it
            self.pen.serve(part)

    @property
    def lists(self) -> Sequence[LineView]:
        """The lists of the screen, which draw once for each command; every kind of screen says which."""
        raise NotImplementedError

    # -- dialogs

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

    def show_problems(self, problems: Sequence[str]) -> None:
        """Show sentences about what was found wrong."""
        rows = [Row(problem, lead="!", lead_width=3, lead_style="warning") for problem in problems]
        self.call_next(
            self.ask,
            Dialog("Something is wrong", rows, footing=f"{self.app.shown_key('close')} closes", wide=True),
        )

    # -- leaving the program

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

    # -- layout

    def on_resize(self, event: events.Resize) -> None:
        self.arrange_parts()

    def arrange_parts(self) -> None:
        """Arrange the lists for the screen's size, as every kind of screen does in its own way."""
        raise NotImplementedError

    def show_too_small(self) -> None:
        """Say in place of everything else that the screen is too small."""
        self.small.framed = False
        if not self.small.is_attached:
            self.mount(self.small)
        columns, lines = SMALLEST
        rows = [Row(LEAVING, style="warning")] if self.leaving else []
        self.small.show(RowItems([*rows, Row(f"Too small: {columns} columns and {lines} lines are needed.")]))
        self.overlay.display = False
        for writer in self.writers:
            writer.display = False

    def fit_dialogs(self) -> None:
        """Let what lies over the screen take the size that suits it now."""
        self.overlay.fit()
        for writer in self.writers:
            writer.display = writer.writing is not None
            writer.fit()

    def repaint(self) -> None:
        """Draw everything anew, as after a change of theme."""
        ink = self.app.ink
        for bar in (self.title_bar, self.status, self.overlay.prompt):
            bar.ink = ink
            bar.repaint()
        for view in (*self.lists, self.small, self.overlay.list):
            view.ink = ink
            view.repaint()
        for writer in self.writers:
            writer.take_ink(ink)
