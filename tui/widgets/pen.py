"""Writes changed lines straight to the terminal: a key's answer then costs a third of a pass through the compositor.

Textual's way (message, idle, timer, compositor over the union of what changed) is right for everything else, and is
taken whenever something lies over the lines, a layout is due, or there is no terminal. What is written here and what
the compositor would write are the same strips; `tests/screens/test_terminal.py` holds the two against each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.control import Control
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual.app import App
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.light import Light

if TYPE_CHECKING:
    from textual.screen import Screen

BLACK = Color(0, 0, 0)


class Served(Light, Widget, inherit_css=False):
    """A widget that fills its region with lines and draws them with a `Pen` where it is given one."""

    pen: Pen | None = None

    @property
    def is_covered(self) -> bool:
        """Whether a dialog lies over the screen: a click beside it closes it, and does no more."""
        return self.pen is not None and self.pen.covered


class Pen:
    """Collects changed lines of one screen and writes them together.

    `covered` is set by the screen while a dialog lies over its lines, `overlapped` while one of them lies over others
    (the compositor alone knows which is seen); `hurries` while the program starts: where a
    layout is due then, it is made at once, so that a key typed ahead does not wait 16 ms for Textual's next frame.
    """

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._lines: list[tuple[Widget, int, Strip]] = []
        self._due = False
        self._parts: list[Served] = []
        self.covered = False
        self.overlapped = False
        self.hurries = False

    def serve(self, widget: Served) -> None:
        """Draw for a widget; those served fill the screen together."""
        widget.pen = self
        self._parts.append(widget)

    def draw(self, widget: Widget, lines: list[tuple[int, Strip]]) -> None:
        """Draw lines of a widget (line of the widget, strip of its whole width), at the latest when it is idle."""
        if not self._may_write():
            width = widget.size.width
            widget.refresh(*(Region(0, y, width, 1) for y, _ in lines))
            return
        # The compositor asks the widget again when it next draws these lines.
        widget._styles_cache.set_dirty(*(Region(0, y, strip.cell_length, 1) for y, strip in lines))
        self._lines += [(widget, y, strip) for y, strip in lines]
        if not self._due:
            self._due = True
            self._screen.call_next(self.flush)

    def _may_write(self) -> bool:
        app = self._screen.app
        return not (self.covered or self.overlapped or app.is_headless or app._driver is None or app._batch_count) and (
            self._screen.is_current
        )

    def flush(self) -> None:
        """Write what was collected."""
        self._due = False
        if not self._lines:
            return
        lines, self._lines = self._lines, []
        app = self._screen.app
        widgets = {widget for widget, _, _ in lines}
        driver = app._driver
        is_due = self._layout_is_due(widgets)
        if is_due and self.hurries and self._may_write():
            self._screen._refresh_layout()
            is_due = False
        if driver is None or not self._may_write() or is_due:
            for widget in widgets:
                widget.refresh()
            return
        console = app.console
        latest: dict[tuple[int, int], str] = {}
        for widget, y, strip in lines:
            x, top, width, height = widget.region
            if y < height and strip.cell_length == width:
                latest[x, top + y] = Control.move_to(x, top + y).segment.text + strip.render(console)
        self._write("".join(latest.values()))

    def _write(self, drawn: str) -> None:
        """Write to the terminal, in one piece: as one update, where the terminal knows such."""
        app = self._screen.app
        if app._driver is not None:
            app._driver.write(f"{SYNC_START}{drawn}{SYNC_END}" if app._sync_available else drawn)
            app._driver.flush()

    def sketch(self, region: Region, lines: list[Strip]) -> None:
        """Write lines where Textual will put them in a moment, to show them that much sooner."""
        app = self._screen.app
        if app.is_headless or app._driver is None:
            return
        move_to, console = Control.move_to, app.console
        drawn = [
            move_to(region.x, region.y + y).segment.text + strip.render(console)
            for y, strip in enumerate(lines[: region.height])
        ]
        self._write("".join(drawn))

    def whole(self) -> str:
        """What draws every line of the screen, whatever lies over it now."""
        console = self._screen.app.console
        drawn: list[str] = []
        for widget in self._parts:
            if widget.region.area and widget.is_on_screen:
                x, top, _, height = widget.region
                for y in range(height):
                    drawn.append(Control.move_to(x, top + y).segment.text + widget.render_line(y).render(console))
        return "".join(drawn)

    def uncover(self) -> None:
        """Draw every line of the screen: what lay over them is gone, perhaps before Textual had seen it."""
        self.covered = False
        if self._may_write():
            self._write(self.whole())
        elif self.overlapped:
            self._screen.refresh()

    def _layout_is_due(self, widgets: set[Widget]) -> bool:
        """Whether a line might be elsewhere, or of another width, in a moment."""
        nodes = {node for widget in widgets for node in widget.ancestors_with_self if isinstance(node, Widget)}
        # That the screen is to be drawn anew, as at the start, moves no line.
        return any(node._layout_required or (node._repaint_required and node is not self._screen) for node in nodes)


def finished(strip: Strip, app: App[object]) -> Strip:
    """A line as it goes to the terminal, passed through the app's filters: nothing a terminal obeys."""
    for line_filter in app.get_line_filters():
        strip = strip.apply_filter(line_filter, BLACK)
    return strip.simplify()
