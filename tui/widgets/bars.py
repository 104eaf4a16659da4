"""The three lines around the lists: what is read, which panes there are, and what the keys do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.filter import LineFilter
from textual.message import Message
from textual.strip import Strip

from tui.render import Ink, Piece, justified, line_of
from tui.terminal_text import clean_line
from tui.widgets.pen import Served, finished
from tui.wrap import fit, width_of, wrap

MOST_LINES = 3
"""How many lines a message takes at most."""


class Bar(Served):
    """One painted line."""

    DEFAULT_CSS = ""
    can_focus = False
    ALLOW_SELECT = False

    def __init__(self, ink: Ink, *, id: str) -> None:
        super().__init__(id=id)
        self.ink = ink
        self._painted: Strip | None = None
        self._given = 0

    def repaint(self) -> None:
        """Draw the line anew."""
        self._painted = None
        if self.pen is not None and self.is_mounted and self.size.width:
            self.pen.draw(self, [(0, self.render_line(0))])
        else:
            self.refresh()

    def on_resize(self) -> None:
        self._painted = None
        self._given = 0

    def paint(self, width: int) -> Strip:
        """The line at `width` cells."""
        raise NotImplementedError

    def get_line_filters(self) -> Sequence[LineFilter]:
        return ()  # the line has passed them when it was painted

    def take_width(self, width: int) -> None:
        """Paint for this width, in terminal cells, until Textual gives the line one."""
        self._given = width

    def line(self) -> Strip:
        """The line as it is on the screen, or will be."""
        return self.render_line(0)

    def render_line(self, y: int) -> Strip:
        width = self._given or self.size.width
        if self._painted is None or self._painted.cell_length != width:
            self._painted = finished(self.paint(width).apply_style(self.ink.page), self.app)
        return self._painted


class TitleBar(Bar):
    """The program, the briefing's title, and its measure at the right end where there is room."""

    title = ""
    measure: Sequence[str] = ()

    def paint(self, width: int) -> Strip:
        ink = self.ink
        title = clean_line(self.title)
        brand = " Readout  " if width >= 40 else " "
        for measure in (*self.measure, ""):
            right: list[Piece] = [(measure + " ", ink.dim)] if measure else []
            if width_of(brand) + width_of(title) + width_of(measure) + 3 <= width or not measure:
                return justified([(brand, ink.brand), (title, ink.title)], right, width, None, ink.glyphs.ellipsis)
        return Strip.blank(width)


class Tab(NamedTuple):
    """One tab: its id, the key that shows it, its titles, and how many items it has (None: it is not counted)."""

    id: str
    key: str
    title: str
    short: str
    items: int | None = None


class TabStrip(Bar):
    """The tabs on one line: full titles where they fit, then short ones, then numbers around the open tab."""

    tabs: Sequence[Tab] = ()
    current = ""
    citing: frozenset[str] = frozenset()
    """Tabs that hold entries which cite the sentence under the cursor."""

    class Clicked(Message):
        """A tab was clicked."""

        def __init__(self, tab: str) -> None:
            self.tab = tab
            super().__init__()

    def __init__(self, ink: Ink, *, id: str) -> None:
        super().__init__(ink, id=id)
        self._spans: list[tuple[int, int, str]] = []

    def _label(self, tab: Tab, size: int) -> str:
        if size == 0 and tab.id != self.current:
            return tab.key
        name = clean_line(
            tab.title if size == 2 else tab.short
        )  # a pane that the desk lacks has its title from outside
        count = f" {tab.items}" if tab.items is not None and (size or tab.id == self.current) else ""
        return f"{tab.key} {name}{count}"

    def paint(self, width: int) -> Strip:
        for size in (2, 1, 0):
            labels = [self._label(tab, size) for tab in self.tabs]
            if sum(width_of(label) + 2 for label in labels) <= width:
                break
        pieces: list[Piece] = []
        self._spans = []
        at = 0
        if sum(width_of(label) + 2 for label in labels) > width:
            shown = [(t, label) for t, label in zip(self.tabs, labels, strict=True) if t.id == self.current]
        else:
            shown = list(zip(self.tabs, labels, strict=True))
        for tab, label in shown:
            label = fit(label, max(1, width - 2), self.ink.glyphs.ellipsis)
            citing = tab.id in self.citing
            text = f"{self.ink.glyphs.unread if citing else ' '}{label} "
            style = self.ink.tab_active if tab.id == self.current else self.ink.accent if citing else self.ink.tab
            cells = width_of(text)
            pieces.append((text, style))
            self._spans.append((at, at + cells, tab.id))
            at += cells
        return line_of(pieces, width)

    def on_click(self, event: events.Click) -> None:
        for start, end, tab in () if self.is_covered else self._spans:
            if start <= event.x < end:
                self.post_message(self.Clicked(tab))


class StatusBar(Bar):
    """What the keys do; or, after a command that has something to say, what it says, until the next key.

    A message that is longer than the line lies over the last lines of the lists as well, up to `MOST_LINES`.
    """

    hints: Sequence[tuple[str, str, str]] = ()
    """(key as shown, word, command id), the most useful first; the last one is always shown."""
    message = ""
    warning = False
    trail = ""
    """Stands at the right end: the count of matches, what a key is waited for."""

    class Clicked(Message):
        """A hint was clicked."""

        def __init__(self, command: str) -> None:
            self.command = command
            super().__init__()

    def __init__(self, ink: Ink, *, id: str) -> None:
        super().__init__(ink, id=id)
        self._spans: list[tuple[int, int, str]] = []
        self._lines = 1

    def say(self, message: str, *, warning: bool = False) -> None:
        """Show a message in place of the hints."""
        if (message, warning) != (self.message, self.warning):
            self.message, self.warning = clean_line(message), warning
            self.repaint()

    def repaint(self) -> None:
        width = self._given or self.size.width
        lines = len(self._said(width)) if self.message and width else 1
        if lines != self._lines:
            self._lines = lines
            self.styles.height = lines
            if self.pen is not None:
                self.pen.overlapped = True  # until Textual has laid it out
        super().repaint()
        if lines > 1:
            self.refresh()

    def on_resize(self) -> None:
        super().on_resize()
        if self.pen is not None:
            self.pen.overlapped = self.size.height > 1
        if self._lines > 1:
            self.repaint()

    def _said(self, width: int) -> list[str]:
        """The message as lines; of one that is too long the middle is left out, for it ends with what to do."""
        room = max(1, width - 2 - (width_of(self._right) if self._right else 0))
        words, ellipsis = self.message, self.ink.glyphs.ellipsis
        spans = wrap(words, room)
        if len(spans) > MOST_LINES:
            head, tail = words[: spans[0][1]], words[-room * MOST_LINES :]
            while len(spans) > MOST_LINES:
                tail = tail.partition(" ")[2] or tail[room // 2 :]
                words = f"{head} {ellipsis} {tail}"
                spans = wrap(words, room)
        return [words[start:end] for start, end in spans]

    @property
    def _right(self) -> str:
        return clean_line(self.trail) + " " if self.trail else ""

    def render_line(self, y: int) -> Strip:
        if self._lines == 1 or self.size.height == 1:
            return super().render_line(0)
        ink, width = self.ink, self.size.width
        said = self._said(width)
        if y >= len(said):
            return Strip.blank(width)
        style = ink.warning if self.warning else ink.text
        right: list[Piece] = [(self._right, ink.bar_key)] if self._right and y == len(said) - 1 else []
        line = justified([(" ", ink.bar), (said[y], style)], right, width, ink.bar_back, ink.glyphs.ellipsis)
        return finished(line.apply_style(ink.page), self.app)

    def paint(self, width: int) -> Strip:
        ink = self.ink
        self._spans = []
        right: list[Piece] = [(self._right, ink.bar_key)] if self._right else []
        if self.message:
            style = ink.warning if self.warning else ink.text
            said: list[Piece] = [(" ", ink.bar), (self.message, style)]
            return justified(said, right, width, ink.bar_back, ink.glyphs.ellipsis)
        room = width - sum(width_of(text) + 1 for text, _ in right) - 1
        labels = [(key, word, id, width_of(key) + 1 + width_of(word) + 2) for key, word, id in self.hints]
        if not labels:
            return justified([], right, width, ink.bar_back)
        shown = []
        left = room - labels[-1][3]
        for label in labels[:-1]:
            if label[3] > left:
                break
            shown.append(label)
            left -= label[3]
        pieces: list[Piece] = [(" ", ink.bar)]
        at = 1
        for key, word, id, cells in [*shown, labels[-1]]:
            pieces += [(key, ink.bar_key), (f" {word}  ", ink.bar)]
            self._spans.append((at, at + cells - 1, id))
            at += cells
        return justified(pieces, right, width, ink.bar_back, ink.glyphs.ellipsis)

    def on_click(self, event: events.Click) -> None:
        for start, end, id in () if self.is_covered else self._spans:
            if start <= event.x < end:
                self.post_message(self.Clicked(id))
