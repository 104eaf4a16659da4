"""What the mouse does in a list: it clicks an item, turns the wheel, goes along the scroll bar, or drags over cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

from tui.widgets.items import Spot
from tui.widgets.viewport import Viewport

if TYPE_CHECKING:
    from textual.timer import Timer

WHEEL_LINES = 3
DRAG_SCROLL = 0.05
"""Seconds after which a list scrolls on by a line while the mouse is held beyond its edge."""


class Pointing(Viewport):
    """A list that reports what the mouse does in it; what follows from that is decided by the screen."""

    framed = True
    """Whether a frame with the heading is drawn; without one there is more room, and still a scroll thumb."""
    draggable = False
    """Whether dragging over the lines is reported, and a double click."""

    _pressed: tuple[int, int, Spot] | None = None
    """Where the button went down and is still held: a cell of the widget, and what was there."""
    _is_dragged = False
    _pointed = (0, 0)
    _beyond: Timer | None = None
    """Scrolls on while the mouse is beyond the upper or the lower edge."""

    class Clicked(Message):
        """An item was clicked; `again` where the cursor was on it already."""

        def __init__(self, view: Pointing, index: int, again: bool) -> None:
            self.view, self.index, self.again = view, index, again
            super().__init__()

    class Scrolled(Message):
        """The view was scrolled with the mouse, the cursor left where it was."""

    class Dragged(Message):
        """The mouse was dragged from one spot to another, or double-clicked a spot; `done` when it was let go."""

        def __init__(self, view: Pointing, start: Spot, end: Spot, done: bool) -> None:
            self.view, self.start, self.end, self.done = view, start, end, done
            super().__init__()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_by(WHEEL_LINES)
        self.post_message(self.Scrolled())

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_by(-WHEEL_LINES)
        self.post_message(self.Scrolled())

    def on_click(self, event: events.Click) -> None:
        if self.is_covered or self._is_dragged:
            return
        row = event.y - self._margin
        if event.x == self.extent.width - 1 and 0 <= row < self.inner_height:
            self.jump_to_fraction(row / max(1, self.inner_height - 1))
            self.post_message(self.Scrolled())
        elif 0 <= row < len(self._at):
            index, line = self._at[row]
            if self.draggable and event.chain > 1:
                spot = Spot(index, line, event.x - self._margin)
                self.post_message(self.Dragged(self, spot, spot, True))
            elif self.items.selectable(index):
                self.post_message(self.Clicked(self, index, index == self.cursor))

    # -- dragging

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self._is_dragged = False
        inside = 0 <= event.y - self._margin < len(self._at) and event.x < self.extent.width - 1
        if self.draggable and inside and event.button == 1 and not self.is_covered:
            self._pressed = (event.x, event.y, self._spot_at(event.x, event.y))
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._pressed is None:
            return
        if not event.button:  # it was let go where no terminal saw it
            self._let_go()
        elif self._is_dragged or (event.x, event.y) != self._pressed[:2]:
            self._is_dragged = True
            self._pointed = (event.x, event.y)
            self._drag()
            self._watch_edge()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self._pressed is not None:
            self._let_go()

    def on_unmount(self) -> None:
        self._stop_scrolling()

    def _let_go(self) -> None:
        self._stop_scrolling()
        self.release_mouse()
        if self._is_dragged:
            self._drag(done=True)
        self._pressed = None

    def _drag(self, *, done: bool = False) -> None:
        """Report where the mouse has come to; beyond an edge the view scrolls on by a line."""
        if self._pressed is None or self.is_covered or not self._at:
            return
        x, y = self._pointed
        by = self._side_of(y)
        if by and not done:
            self.scroll_by(by)
        self.post_message(self.Dragged(self, self._pressed[2], self._spot_at(x, y), done))

    def _watch_edge(self) -> None:
        if not self._side_of(self._pointed[1]):
            self._stop_scrolling()
        elif self._beyond is None:
            self._beyond = self.set_interval(DRAG_SCROLL, self._drag)

    def _stop_scrolling(self) -> None:
        if self._beyond is not None:
            self._beyond.stop()
            self._beyond = None

    def _side_of(self, y: int) -> int:
        """-1 where a line of the widget is above the list's lines, 1 where it is below them, else 0."""
        row = y - self._margin
        return -1 if row < 0 else 1 if row >= self.inner_height else 0

    def _spot_at(self, x: int, y: int) -> Spot:
        """The spot at a cell of the widget, or the nearest: below the last item it is the end of that."""
        row = y - self._margin
        if row >= len(self._at) and self._side_of(y) == 0:
            x = self.extent.width
        item, line = self._at[max(0, min(row, len(self._at) - 1))]
        return Spot(item, line, x - self._margin)

    @property
    def _margin(self) -> int:
        return 1 if self.framed else 0
