"""Which part of a list is in view, and where its cursor is: anchored to an item and a line inside it.

Not to a virtual height, as Textual's own scrolling is: so nothing has to be wrapped in advance, and 5 MB of text
starts like one page.
"""

from __future__ import annotations

from textual.geometry import Size

from content.model import Place
from tui.widgets.items import Items, NoItems
from tui.widgets.pen import Served


class Viewport(Served):
    """A list of items of which some lines are in view.

    `cursor` is the item that the cursor is on, `top` the first item in view, `line` how many of its lines are
    scrolled off.
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.items: Items = NoItems()
        self.cursor = 0
        self.top = 0
        self.line = 0
        self._at: list[tuple[int, int]] = []
        self._given: Size | None = None

    # -- what the drawing tells

    @property
    def extent(self) -> Size:
        """The size that lines are drawn for."""
        return self._given or self.outer_size

    def take_size(self, size: Size) -> None:
        """Draw for this size until Textual gives the list one."""
        self._given = size

    @property
    def inner_height(self) -> int:
        """How many lines of items are in view."""
        raise NotImplementedError

    def height_of(self, index: int) -> int:
        """How many lines an item takes."""
        raise NotImplementedError

    def lay_out(self) -> None:
        """Fill `_at` with the item, and the line of it, of every line in view."""
        raise NotImplementedError

    def sync(self) -> None:
        """Draw what changed since the last time."""
        raise NotImplementedError

    # -- places

    def put(self, place: Place) -> None:
        """Put cursor and view where `place` says, as far as the items reach."""
        last = max(0, len(self.items) - 1)
        self.cursor = min(max(0, place.item), last)
        self.top = min(max(0, place.top), last)
        self.line = max(0, place.line)
        if len(self.items) and not self.items.selectable(self.cursor):
            self.cursor = self._selectable_from(self.cursor, 1)
        if self.extent.width:
            self.line = min(self.line, self.height_of(self.top) - 1) if len(self.items) else 0
            self.fill_end()
            self.reveal(self.cursor)
        self.sync()

    @property
    def place(self) -> Place:
        """Where cursor and view are, to be put there again later."""
        return Place(self.cursor, self.top, self.line)

    # -- moving

    def step(self, by: int) -> bool:
        """Move the cursor one item on or back (`by` is 1 or -1), or scroll inside an item that is taller than the view.

        Returns whether anything moved.
        """
        if not len(self.items):
            return False
        if self._scroll_within(by):
            return True
        target = self._selectable_from(self.cursor + by, by)
        if target == self.cursor or not self.items.selectable(target):
            return self.scroll_by(by)
        self.go(target)
        return True

    def go(self, index: int, *, context: bool = False) -> None:
        """Put the cursor on an item in view; `context` leaves lines above it where it was out of view."""
        self.cursor = min(max(0, index), max(0, len(self.items) - 1))
        self.reveal(self.cursor, context=context)
        self.sync()

    def first(self) -> None:
        """Go to the first item."""
        self.top = self.line = 0
        self.go(self._selectable_from(0, 1))
        self.top = self.line = 0
        self.reveal(self.cursor)
        self.sync()

    def last(self) -> None:
        """Go to the last item."""
        self.go(self._selectable_from(len(self.items) - 1, -1))
        self.top, self.line = max(0, len(self.items) - 1), 1 << 30
        self.fill_end()
        self.sync()

    def page(self, share: float) -> None:
        """Move by a share of the view's height: 1 is a page down, -0.5 half a page up."""
        if not len(self.items):
            return
        lines = max(1, int(self.inner_height * abs(share)) - (1 if abs(share) == 1 else 0))
        row = self._row_of(self.cursor)
        moved = self.scroll_by(lines if share > 0 else -lines)
        if not moved:
            self.cursor = self._selectable_from(len(self.items) - 1 if share > 0 else 0, -1 if share > 0 else 1)
            self.reveal(self.cursor)
        else:
            self.lay_out()
            # An item of which only the end is in view would hide the cursor if that end is a blank line.
            begun = [y for y, (item, line) in enumerate(self._at) if not line and self.items.selectable(item)]
            row = min(begun, key=lambda y: abs(y - row)) if begun else min(max(0, row), len(self._at) - 1)
            wanted = self._at[row][0] if self._at else self.top
            self.cursor = self._selectable_from(wanted, 1 if share > 0 else -1)
        self.sync()

    def _selectable_from(self, index: int, step: int) -> int:
        count = len(self.items)
        while 0 <= index < count:
            if self.items.selectable(index):
                return index
            index += step
        return self.cursor if 0 <= self.cursor < count else 0

    def _scroll_within(self, by: int) -> bool:
        height = self.height_of(self.cursor)
        if height <= self.inner_height:
            return False
        if by > 0 and self.top == self.cursor and self.line + self.inner_height < height:
            self.line = min(self.line + max(1, self.inner_height // 2), height - self.inner_height)
        elif by < 0 and self.top == self.cursor and self.line > 0:
            self.line = max(0, self.line - max(1, self.inner_height // 2))
        else:
            return False
        self.sync()
        return True

    def scroll_by(self, lines: int) -> bool:
        """Scroll the view, the cursor left where it is. Returns whether anything moved."""
        before = (self.top, self.line)
        if lines > 0:
            self.line += lines
            while self.top < len(self.items) - 1 and self.line >= self.height_of(self.top):
                self.line -= self.height_of(self.top)
                self.top += 1
            self.fill_end()
        else:
            self.line += lines
            while self.line < 0 and self.top > 0:
                self.top -= 1
                self.line += self.height_of(self.top)
            self.line = max(0, self.line)
        self.sync()
        return (self.top, self.line) != before

    def fill_end(self) -> None:
        """Move the view up where it would show nothing below the last item."""
        if not len(self.items):
            self.top = self.line = 0
            return
        self.line = min(self.line, self.height_of(self.top) - 1)
        left = self.height_of(self.top) - self.line
        index = self.top + 1
        while left < self.inner_height and index < len(self.items):
            left += self.height_of(index)
            index += 1
        missing = self.inner_height - left
        while missing > 0 and (self.top, self.line) != (0, 0):
            if self.line > 0:
                taken = min(self.line, missing)
                self.line -= taken
                missing -= taken
            else:
                self.top -= 1
                self.line = self.height_of(self.top)

    def reveal(self, index: int, *, context: bool = False) -> None:
        """Scroll no further than needed to bring an item into view."""
        height = self.inner_height
        if not len(self.items) or height <= 0 or not self.extent.width:
            return
        own = self.height_of(index)
        if index < self.top or (index == self.top and self.line > 0 and own <= height):
            self._anchor(index, height // 4 if context else 0)
            return
        below = -self.line
        if index - self.top > height:
            below = height
        else:
            for i in range(self.top, index):
                below += self.height_of(i)
        if below + own <= height or (own > height and below <= 0 < below + own):
            return
        self._anchor(index, height // 4 if context else height - own)

    def reveal_line(self, index: int, line: int) -> None:
        """Scroll no further than needed to bring one line of an item into view."""
        if not len(self.items) or not self.extent.width:
            return
        self.lay_out()
        if (index, line) in self._at:
            return
        is_above = (index, line) < (self.top, self.line)
        self.top, self.line = index, line
        if is_above:
            self.sync()
        else:
            self.scroll_by(1 - self.inner_height)

    def _anchor(self, index: int, above: int) -> None:
        """Put the view so that `above` lines are seen before the item, fewer at the start or before a tall item."""
        above = max(0, min(above, self.inner_height - self.height_of(index)))
        self.top, self.line = index, 0
        while above > 0 and self.top > 0:
            self.top -= 1
            height = self.height_of(self.top)
            self.line = max(0, height - above)
            above -= height
        self.fill_end()

    def _row_of(self, index: int) -> int:
        for row, (item, _) in enumerate(self._at):
            if item == index:
                return row
        return 0

    def jump_to_fraction(self, fraction: float) -> None:
        """Bring into view what is so far into the whole, from 0 to 1."""
        low, high = 0, max(0, len(self.items) - 1)
        while low < high:
            middle = (low + high + 1) // 2
            if self.items.fraction(middle) <= fraction:
                low = middle
            else:
                high = middle - 1
        self.top, self.line = low, 0
        self.fill_end()
        self.sync()
