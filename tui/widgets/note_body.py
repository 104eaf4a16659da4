"""The lines of text in the note editor: Textual's TextArea edits, wraps and undoes; keys and lines are our own.

It is never focused: that would restyle the screen twice. It draws its lines itself, so that a cursor never stands
inside a grapheme and no line is ever wider than it may be. Imported when a note is first written.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from rich.cells import split_graphemes
from textual import events
from textual.document._document import Document, Location, Selection
from textual.document._document_navigator import DocumentNavigator
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import TextArea

from tui.render import Ink, line_of
from tui.terminal_text import clean, is_typed
from tui.widgets.pointing import WHEEL_LINES
from tui.widgets.wrapped_text import WrappedText
from tui.wrap import is_plain


class NoteBody(TextArea, inherit_css=False):
    """A text of several lines with a cursor.

    Args:
        touched: called when the mouse is pressed on the text.
        scrolled: called when other lines came into view.
    """

    DEFAULT_CSS = ""
    can_focus = False
    ALLOW_SELECT = False

    def __init__(self, ink: Ink, *, id: str, touched: Callable[[], None], scrolled: Callable[[], None]) -> None:
        super().__init__(id=id, soft_wrap=True, highlight_cursor_line=False)
        self.cursor_blink = False
        self.ink = ink
        self.active = False
        self._touched, self._scrolled = touched, scrolled

    def _set_document(self, text: str, language: str | None) -> None:
        self._highlight_query = None
        self.document = Document(text)
        self.wrapped_document = WrappedText(self.document)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    # -- the text

    def put(self, text: str) -> None:
        """Hold another text, the cursor at its end; nothing of the one before can be undone into it."""
        self.load_text(safe(text))
        self.move_cursor(self.document.end)

    def replace_all(self, text: str) -> None:
        """Put another text in the place of the whole; that can be undone."""
        self.history.checkpoint()
        self.replace(safe(text), (0, 0), self.document.end, maintain_selection_offset=False)
        self.history.checkpoint()

    def type(self, text: str) -> None:
        """Put a text in at the cursor, in place of what is selected."""
        result = self.replace(safe(text), *self.selection, maintain_selection_offset=False)
        self.move_cursor(result.end_location)

    def press(self, key: str, character: str | None) -> bool:
        """Whether a key means something to the text."""
        if character and is_typed(character) and "+" not in key[:-1]:
            # Not `type`: moving the cursor would make each character one step of undo.
            self.replace(character, *self.selection, maintain_selection_offset=False)
            return True
        edit = _EDITS.get(key)
        if edit is None:
            return False
        edit(self)
        return True

    def show_active(self, active: bool) -> None:
        """Show whether keys go to the text."""
        if active != self.active:
            self.active = active
            self.refresh()

    @property
    def thumb(self) -> tuple[int, int]:
        """The rows of the scroll thumb, end exclusive; (0, 0) where everything is in view."""
        rows, lines = self.size.height, self.wrapped_document.height
        if not rows or lines <= rows:
            return (0, 0)
        size = max(1, rows * rows // lines)
        start = round(self.scroll_offset.y / (lines - rows) * (rows - size))
        start = min(max(start, 0), rows - size)
        return (start, start + size)

    # -- where the cursor may stand

    def _edges(self, location: Location) -> tuple[int, int]:
        """The start and end of the grapheme that a location is in or before, as columns of its line."""
        row, column = location
        line = self.document[row]
        if is_plain(line[max(0, column - 1) : column + 2]):
            return column, min(column + 1, len(line))
        start = max(0, column - 64)
        for begin, end, _ in split_graphemes(line[start : column + 64])[0]:
            if start + begin <= column < start + end:
                return start + begin, start + end
        return column, len(line)

    def _validate_selection(self, selection: Selection) -> Selection:
        start, end = super()._validate_selection(selection)
        return Selection((start[0], self._edges(start)[0]), (end[0], self._edges(end)[0]))

    def get_cursor_right_location(self) -> Location:
        row, column = super().get_cursor_right_location()
        here, at = self.cursor_location
        return (row, column) if row != here else (row, self._edges((row, at))[1])

    def get_cursor_left_location(self) -> Location:
        row, column = super().get_cursor_left_location()
        return row, self._edges((row, column))[0]

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        return None

    # -- drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        return ScrollView.render_lines(self, crop)  # TextArea would ask the style sheet for its colours

    def render_line(self, y: int) -> Strip:
        ink, width, wrapped = self.ink, self.size.width, self.wrapped_document
        back = ink.sheet
        number = y + self.scroll_offset.y
        if number >= wrapped.height:
            return line_of([], width, back)
        row, section = wrapped._offset_to_line_info[number]
        line = self.document[row]
        breaks = [0, *wrapped.get_offsets(row), len(line)]
        start, end = breaks[section], breaks[section + 1]
        first, last = sorted(self.selection)
        cuts = {start, end}
        selected = (0, 0)
        if first != last and first[0] <= row <= last[0]:
            selected = (first[1] if first[0] == row else 0, last[1] if last[0] == row else len(line))
            cuts.update(selected)
        under = (-1, -1)
        if self.active and self.cursor_location[0] == row:
            under = self._edges(self.cursor_location)
            cuts.update(under)
        places = sorted(at for at in cuts if start <= at <= end)
        pieces = []
        for a, b in pairwise(places):
            style = ink.text_cursor if (a, b) == under else ink.found if selected[0] <= a < selected[1] else ink.text
            pieces.append((line[a:b], style))
        if under[0] == len(line) and section == len(breaks) - 2:
            pieces.append((" ", ink.text_cursor))
        return line_of(pieces, width, back)

    def _on_resize(self) -> None:
        super()._on_resize()
        self.scroll_cursor_visible()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._scrolled()

    # -- the mouse

    async def _on_mouse_down(self, event: events.MouseDown) -> None:
        self._touched()
        await super()._on_mouse_down(event)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(event, WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(event, -WHEEL_LINES)

    def _wheel(self, event: events.MouseEvent, by: int) -> None:
        event.stop()
        event.prevent_default()
        self.scroll_to(y=self.scroll_offset.y + by, animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        event.stop()


def safe(text: str) -> str:
    """A text as it can be edited: line feeds between lines, and no control characters."""
    return clean(text.replace("\r\n", "\n").replace("\r", "\n"))


def _begin_line(body: NoteBody) -> None:
    body.type("\n")


_EDITS: dict[str, Callable[[NoteBody], object]] = {
    # Terminals without the kitty protocol cannot tell shift+enter from enter.
    **dict.fromkeys(("ctrl+j", "alt+enter", "shift+enter"), _begin_line),
    "up": NoteBody.action_cursor_up,
    "down": NoteBody.action_cursor_down,
    "left": NoteBody.action_cursor_left,
    "right": NoteBody.action_cursor_right,
    "ctrl+left": NoteBody.action_cursor_word_left,
    "ctrl+right": NoteBody.action_cursor_word_right,
    "home": NoteBody.action_cursor_line_start,
    "end": NoteBody.action_cursor_line_end,
    "ctrl+a": NoteBody.action_cursor_line_start,
    "ctrl+e": NoteBody.action_cursor_line_end,
    "ctrl+home": lambda body: body.move_cursor((0, 0)),
    "ctrl+end": lambda body: body.move_cursor(body.document.end),
    "pageup": NoteBody.action_cursor_page_up,
    "pagedown": NoteBody.action_cursor_page_down,
    "shift+up": lambda body: body.action_cursor_up(True),
    "shift+down": lambda body: body.action_cursor_down(True),
    "shift+left": lambda body: body.action_cursor_left(True),
    "shift+right": lambda body: body.action_cursor_right(True),
    "shift+home": lambda body: body.action_cursor_line_start(True),
    "shift+end": lambda body: body.action_cursor_line_end(True),
    "ctrl+shift+left": lambda body: body.action_cursor_word_left(True),
    "ctrl+shift+right": lambda body: body.action_cursor_word_right(True),
    "backspace": NoteBody.action_delete_left,
    "delete": NoteBody.action_delete_right,
    "ctrl+w": NoteBody.action_delete_word_left,
    "ctrl+u": NoteBody.action_delete_to_start_of_line,
    "ctrl+k": NoteBody.action_delete_to_end_of_line,
    "ctrl+z": NoteBody.action_undo,
    "ctrl+y": NoteBody.action_redo,
}
