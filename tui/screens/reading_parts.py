"""What the reading screen is made of, and how its parts are arranged for a size."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widget import Widget

from tui.screens.keyed import KeyedScreen
from tui.screens.layout import Arrangement, Shape, shape_of
from tui.widgets.bars import TabStrip
from tui.widgets.line_view import LineView

ENTRIES, SOURCE = "entries", "source"
"""The two sides: one of them has the keys."""
OVERVIEW, NOTES, REVIEW = "overview", "notes", "review-of-drafts"
"""The tabs that are not panes of the desk."""

TO_CONFIRM = "to confirm"
"""The key of the Overview's row that leads to what changed."""


class Box(Widget, inherit_css=False):
    """Holds lists. All its style is in `reading.tcss`: Textual's for containers and widgets takes 5 ms to read."""


class ReadingParts(KeyedScreen, inherit_css=False):
    """The bars and lists of the reading screen, side by side, stacked, or one at a time."""

    def __init__(self) -> None:
        super().__init__()
        app = self.app
        ink = app.ink
        self.tab_strip = TabStrip(ink, id="tabs")
        self.entries_view = LineView(ink, id="entries")
        self.details_view = LineView(ink, id="details", has_cursor=False)
        self.source_view = LineView(ink, id="source", empty="The source text is empty.")
        self.left = Box(self.entries_view, self.details_view, id="left")
        self.body = Box(self.left, self.source_view, id="body")
        self.serve(self.tab_strip, self.entries_view, self.details_view, self.source_view)
        self.entries_percent = app.settings.entries_width
        self.zen = False
        self.side = ENTRIES
        self.tab = OVERVIEW

    def compose(self) -> ComposeResult:
        yield self.title_bar
        yield self.tab_strip
        yield self.body
        yield self.status

    @property
    def lists(self) -> Sequence[LineView]:
        return (self.entries_view, self.details_view, self.source_view)

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

    def repaint(self) -> None:
        super().repaint()
        self.tab_strip.ink = self.app.ink
        self.tab_strip.repaint()

    # -- layout

    def arrange_parts(self) -> None:
        size = self.app.size
        before, self.shape = self.shape, shape_of(size.width, size.height, zen=self.zen)
        shape, arrangement = self.shape, self.shape.arrangement
        tiny, single = arrangement is Arrangement.TINY, arrangement is Arrangement.SINGLE
        wide = arrangement is Arrangement.WIDE
        self.title_bar.display = shape.title and not tiny
        self.tab_strip.display = self.status.display = self.body.display = not tiny
        self.small.display = tiny
        if tiny:
            self.show_too_small()
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
        self.fit_dialogs()

    def reshaped(self, before: Shape) -> None:
        """Show in the new shape what depends on it."""

    def show_details_box(self) -> None:
        lines = self.shape.details if self.tab not in (OVERVIEW, NOTES) else 0
        self.details_view.display = lines > 0
        if lines:
            self.details_view.styles.height = lines
