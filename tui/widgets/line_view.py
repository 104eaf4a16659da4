"""A framed list that draws only the lines in view, whatever its length: items are drawn when they are first seen.

It is drawn line by line (Textual's line API). Only changed lines are refreshed: a line that is the same object as
before is not drawn again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter
from textual.geometry import NULL_SIZE, Region
from textual.strip import Strip

from content.model import Place
from tui.render import Ink, line_of
from tui.terminal_text import clean_line
from tui.widgets.items import Items, Look
from tui.widgets.pen import finished
from tui.widgets.pointing import Pointing
from tui.wrap import fit, width_of, wrap

CACHED_ITEMS = 3000
KEPT_LISTS = 60


class LineView(Pointing):
    """A framed, scrolling list with a cursor. It reports clicks; what moves the cursor is decided by the screen."""

    DEFAULT_CSS = ""
    can_focus = False
    ALLOW_SELECT = False

    def __init__(self, ink: Ink, *, id: str, empty: str = "", has_cursor: bool = True, raised: bool = False) -> None:
        super().__init__(id=id)
        self.ink = ink
        self.has_cursor = has_cursor
        self.raised = raised
        self.empty = empty
        self.active = False
        self.marked: Callable[[int], bool] = _nothing
        self.most_kept = CACHED_ITEMS
        """How many drawn items are kept: where most are seen once, many would only be gone through by the collector."""
        self.heading = ""
        self.footing = ""
        self._drawn: dict[tuple[int, int], list[Strip]] = {}
        self._kept: dict[str, dict[tuple[int, int], list[Strip]]] = {}
        self._framed: dict[tuple[int, bool], tuple[Strip, Strip]] = {}
        self._rows: list[Strip] = []
        self._head: tuple[object, Strip] | None = None
        self._foot: tuple[object, Strip] | None = None
        self._drawn_for: tuple[int, bool] = (0, False)
        self._held = 0
        self._key = ""
        self._had_size = False
        self._rows_for = NULL_SIZE

    @property
    def paper(self) -> Style:
        """What everything is drawn on."""
        return self.ink.sheet if self.raised else self.ink.page

    # -- size

    def lines(self) -> list[Strip]:
        """The lines as they are on the screen, or will be, the frame included."""
        return self._compose_rows()

    @property
    def inner_width(self) -> int:
        """The cells of a line between the frame's sides."""
        return max(1, self.extent.width - (2 if self.framed else 1))

    @property
    def inner_height(self) -> int:
        """The lines between the frame's top and bottom."""
        return max(0, self.extent.height - (2 if self.framed else 0))

    # -- what is shown

    def show(self, items: Items, place: Place | None = None, heading: str = "", *, key: str = "") -> None:
        """Show other items, with the cursor and the view where `place` says.

        Lines drawn under the same `key` are used again, until `repaint` or another width; an empty key keeps nothing.
        """
        self.items = items
        self.heading = heading
        if key and len(self._kept) > KEPT_LISTS:
            self._kept.clear()
        if not self._key or len(self._framed) > self.most_kept:
            self._framed.clear()  # what was drawn without a key is never shown again
        self._key = key
        self._drawn = self._kept.setdefault(key, {}) if key else {}
        self.put(place or Place())

    def repaint(self) -> None:
        """Draw everything anew: the ink or what the items show has changed."""
        self.forget()
        self.sync()

    def redraw_item(self, index: int) -> None:
        """Draw one item anew, its height unchanged."""
        for key in [key for key in self._drawn if key[0] == index]:
            del self._drawn[key]
        self.sync()

    def redraw_items(self, changed: Callable[[int], bool]) -> None:
        """Draw anew the items that have changed, perhaps in height; what is kept of other lists is dropped."""
        for key in [key for key in self._drawn if key[0] >= 0 and changed(key[0])]:
            del self._drawn[key]
        self._kept = {self._key: self._drawn} if self._key else {}
        if self.extent.width and len(self.items):
            self.fill_end()
        self.sync()

    def forget(self) -> None:
        """Keep nothing of what was drawn; what is on the screen stays until it is drawn anew."""
        self._drawn = {}
        self._kept = {self._key: self._drawn} if self._key else {}
        self._framed.clear()
        self._head = self._foot = None

    # -- drawing

    def _lines(self, index: int) -> list[Strip]:
        # In plain numbers: this is asked a hundred times a key, and adding flags is slow.
        marked = self.marked(index)
        if index == self.cursor and self.has_cursor:
            look = 1 | (2 if self.active else 0) | (4 if marked else 0)
        else:
            look = 4 | (2 if self.active else 0) if marked else 0
        drawn = self._drawn.get((index, look))
        if drawn is None:
            if len(self._drawn) > self.most_kept:
                self.forget()
            drawn = self._drawn[index, look] = self.items.draw(index, self.inner_width, self.ink, Look(look))
        return drawn

    def height_of(self, index: int) -> int:
        return len(self._lines(index))

    def _lines_in_view(self) -> list[Strip]:
        """The lines in view; fills `_at` with the item and line of each."""
        rows: list[Strip] = []
        at: list[tuple[int, int]] = []
        index, line, height = self.top, self.line, self.inner_height
        count = len(self.items)
        while index < count and len(rows) < height:
            lines = self._lines(index)
            part = lines[line : line + height - len(rows)]
            rows.extend(part)
            at.extend((index, line + n) for n in range(len(part)))
            index, line = index + 1, 0
        self._at = at
        return rows

    def lay_out(self) -> None:
        self._lines_in_view()

    @contextmanager
    def drawn_once(self) -> Iterator[None]:
        """Within it nothing is drawn; at its end, what changed."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1
            self.sync()

    def sync(self) -> None:
        """Draw what changed since the last time."""
        if self._held or not self.is_mounted or not self.extent.width:
            return
        before, self._rows = self._rows, self._compose_rows()
        if not before and self.pen is not None:  # nothing was drawn yet: a key came before Textual's first frame
            changed = list(enumerate(self._rows))
        elif len(before) != len(self._rows):
            self.refresh()
            return
        else:
            changed = [(y, b) for y, (a, b) in enumerate(zip(before, self._rows, strict=True)) if a is not b]
        if not changed:
            return
        if self.pen is not None:
            self.pen.draw(self, changed)
        else:
            width = self.extent.width
            self.refresh(*(Region(0, y, width, 1) for y, _ in changed))

    def compose_lines(self) -> None:
        """Make the lines what they should be now, without drawing them."""
        self._rows = self._compose_rows()

    def _compose_rows(self) -> list[Strip]:
        width, height = self.extent
        if self._drawn_for != (width, self.framed):
            self.forget()
            self._drawn_for = (width, self.framed)
        if self._rows_for != self.extent:
            self._rows_for = self.extent
            self._fit_extent()
        if width < 3 or (self.framed and height < 2):
            return [Strip.blank(width, self.paper)] * height
        lines = self._lines_in_view()
        first, last = self._thumb(lines)
        rows = [self._head_row()] if self.framed else []
        for y in range(self.inner_height):
            if y < len(lines):
                rows.append(self._frame_row(lines[y], first <= y < last))
            else:
                rows.append(self._empty_row(y))
        if self.framed:
            rows.append(self._foot_row())
        return rows

    def _thumb(self, lines: list[Strip]) -> tuple[int, int]:
        """The rows of the scroll thumb, end exclusive; (0, 0) where everything is in view."""
        height = self.inner_height
        if not lines or not height:
            return (0, 0)
        last_item, last_line = self._at[-1]
        at_end = last_item == len(self.items) - 1 and last_line == self.height_of(last_item) - 1
        if (self.top, self.line) == (0, 0) and at_end:
            return (0, 0)
        first = self._fraction(self.top, self.line)
        last = 1.0 if at_end else self._fraction(last_item, last_line + 1)
        size = max(1, round((last - first) * height))
        if at_end:
            return (height - size, height)
        start = min(int(first * height), height - size - 1)
        return (max(0, start), max(0, start) + size)

    def _fraction(self, index: int, line: int) -> float:
        here = self.items.fraction(index)
        after = self.items.fraction(index + 1) if index + 1 < len(self.items) else 1.0
        return here + (after - here) * line / max(1, self.height_of(index))

    def _frame_row(self, strip: Strip, thumb: bool) -> Strip:
        key = (id(strip), thumb)
        kept = self._framed.get(key)
        if kept is not None and kept[0] is strip:
            return kept[1]
        ink = self.ink
        style = ink.frame_active if self.active else ink.frame
        if not self.framed:
            right = Segment(ink.glyphs.thumb, ink.mark_sign) if thumb else Segment(" ")
            framed = Strip([*strip, right], strip.cell_length + 1)
        else:
            right = Segment(ink.glyphs.thumb, ink.mark_sign) if thumb else Segment(ink.glyphs.down, style)
            framed = Strip([Segment(ink.glyphs.down, style), *strip, right], strip.cell_length + 2)
        framed = finished(framed.apply_style(self.paper), self.app)
        self._framed[key] = (strip, framed)
        return framed

    def _empty_row(self, y: int) -> Strip:
        drawn = self._drawn.get((-1 - y, 0))
        if drawn is None:
            drawn = self._drawn[-1 - y, 0] = [self._words_of_nothing(y)]
        return self._frame_row(drawn[0], False)

    def _words_of_nothing(self, y: int) -> Strip:
        """A line below the last item: blank, or part of what is said where there are no items."""
        lines = wrap(self.empty, max(1, self.inner_width - 4)) if self.empty and not len(self.items) else []
        if not 1 <= y <= len(lines):
            return Strip.blank(self.inner_width)
        start, end = lines[y - 1]
        return line_of([("  ", self.ink.dim), (self.empty[start:end], self.ink.dim)], self.inner_width)

    def _head_row(self) -> Strip:
        key = (self.heading, self.active, self.extent.width)
        if self._head is None or self._head[0] != key:
            self._head = (key, self._edge(self.heading, "", self.ink.glyphs.corners[:2]))
        return self._head[1]

    def _foot_row(self) -> Strip:
        key = (self.footing, self.active, self.extent.width)
        if self._foot is None or self._foot[0] != key:
            self._foot = (key, self._edge("", self.footing, self.ink.glyphs.corners[2:]))
        return self._foot[1]

    def _edge(self, left: str, right: str, corners: str) -> Strip:
        ink, width = self.ink, self.inner_width
        style = ink.frame_active if self.active else ink.frame
        name = ink.frame_title_active if self.active else ink.frame_title
        across = ink.glyphs.across
        left = f" {fit(clean_line(left), width - 4, ink.glyphs.ellipsis)} " if left and width > 6 else ""
        right = f" {right} " if right and width > len(right) + 6 else ""
        fill = max(0, width - width_of(left) - width_of(right) - (1 if left else 0) - (1 if right else 0))
        pieces = [(corners[0], style)]
        if left:
            pieces += [(across, style), (left, name)]
        pieces.append((across * fill, style))
        if right:
            pieces += [(right, ink.frame_title), (across, style)]
        pieces.append((corners[1], style))
        return finished(line_of(pieces, width + 2).apply_style(self.paper), self.app)

    def set_active(self, active: bool) -> None:
        """Show whether keys go to this list."""
        if active != self.active:
            self.active = active
            self._framed.clear()
            self.sync()

    def get_line_filters(self) -> Sequence[LineFilter]:
        # Each line has passed the filters when it was framed, once; Textual would pass it at every frame.
        return ()

    def render_line(self, y: int) -> Strip:
        if self._rows_for != self.extent or not self._rows:
            self._rows = self._compose_rows()
        return self._rows[y] if y < len(self._rows) else Strip.blank(self.extent.width, self.paper)

    # -- the outside

    def on_resize(self) -> None:
        self._given = None
        self.sync()

    def _fit_extent(self) -> None:
        """Show for a new size what was shown for the last one. Before the first line of it is drawn, not after."""
        if len(self.items):
            self.line = min(self.line, self.height_of(self.top) - 1)
            self.fill_end()
            if self.active or self._had_size:  # at first a list is where it was left, its cursor in view or not
                self.reveal(self.cursor)
        self._had_size = True


def _nothing(index: int) -> bool:
    return False
