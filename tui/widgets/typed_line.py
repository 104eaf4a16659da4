"""A line of text that is typed into, with a cursor: what keys do to it, whatever it is drawn on."""

from __future__ import annotations

from rich.cells import split_graphemes

from tui.render import Ink, Piece
from tui.terminal_text import clean_line, is_typed
from tui.wrap import width_of

LONGEST = 1000
"""How much can be typed, in code points."""


class TypedLine:
    """A line that is typed into. `value` is what was typed, `cursor` a position in it, both in code points."""

    value = ""
    cursor = 0
    digits_only = False
    is_fresh = False
    """Whether the line still holds what it began with: the first character typed takes its place."""

    def begin(self, value: str, *, fresh: bool = False) -> None:
        """Hold `value`, the cursor at its end."""
        self.value, self.cursor, self.is_fresh = value, len(value), fresh and bool(value)
        self.edited()

    def edited(self) -> None:
        """Called after every change."""

    def insert(self, text: str) -> int:
        """Put text in at the cursor, on one line and safe to show; how many code points there was no room for."""
        text = clean_line(text)
        if self.digits_only:
            text = "".join(c for c in text if c.isascii() and c.isdigit())
        if self.is_fresh:
            self.value, self.cursor = "", 0
        self.is_fresh = False
        room = max(0, LONGEST - len(self.value))
        left_out = max(0, len(text) - room)
        text = text[:room]
        self.value = self.value[: self.cursor] + text + self.value[self.cursor :]
        self.cursor += len(text)
        self.edited()
        return left_out

    def press(self, key: str, character: str | None) -> bool:
        """Whether a key means something to the line; keys are those of Textual and of readline."""
        if character and is_typed(character) and "+" not in key[:-1]:
            self.insert(character)
            return True
        edit = _EDITS.get(key)
        if edit is None:
            return False
        self.is_fresh = False
        edit(self)
        self.edited()
        return True

    def pieces(self, room: int, ink: Ink, *, active: bool = True) -> list[Piece]:
        """The line as it is drawn on `room` cells: what is left of the cursor is cut off where there is no room."""
        if not active:
            return [(self.value, ink.text)]
        style = ink.found if self.is_fresh else ink.text
        before, after = self.value[: self.cursor], self.value[self.cursor :]
        under = next((after[:end] for _, end, _ in split_graphemes(after)[0]), " ")
        while before and width_of(before) > room:
            before = before[1:]
        return [(before, style), (under, ink.text_cursor), (after[len(under) :], ink.text)]

    # -- what keys do

    def _left(self) -> None:
        self.cursor = max((at for at in self._stops() if at < self.cursor), default=0)

    def _right(self) -> None:
        self.cursor = min((at for at in self._stops() if at > self.cursor), default=len(self.value))

    def _home(self) -> None:
        self.cursor = 0

    def _end(self) -> None:
        self.cursor = len(self.value)

    def _word_left(self) -> None:
        self.cursor = self._word_start()

    def _word_right(self) -> None:
        rest = self.value[self.cursor :]
        blanks = len(rest) - len(rest.lstrip())
        space = rest.find(" ", blanks)
        self.cursor = len(self.value) if space < 0 else self.cursor + space

    def _erase_left(self) -> None:
        end = self.cursor
        self._left()
        self.value = self.value[: self.cursor] + self.value[end:]

    def _erase_right(self) -> None:
        start = self.cursor
        self._right()
        self.value, self.cursor = self.value[:start] + self.value[self.cursor :], start

    def _erase_word(self) -> None:
        start = self._word_start()
        self.value, self.cursor = self.value[:start] + self.value[self.cursor :], start

    def _erase_to_start(self) -> None:
        self.value, self.cursor = self.value[self.cursor :], 0

    def _erase_to_end(self) -> None:
        self.value = self.value[: self.cursor]

    def _stops(self) -> list[int]:
        """Where the cursor may stand: never inside a grapheme."""
        return [0, *(end for _, end, _ in split_graphemes(self.value)[0])]

    def _word_start(self) -> int:
        return self.value[: self.cursor].rstrip().rfind(" ") + 1


def column_at(text: str, cells: int) -> int:
    """The position in a line that is so many cells from its start."""
    at = 0
    for _, end, width in split_graphemes(text)[0]:
        if cells < width:
            return at
        cells -= width
        at = end
    return at


_EDITS = {
    "left": TypedLine._left,
    "right": TypedLine._right,
    "home": TypedLine._home,
    "end": TypedLine._end,
    "ctrl+left": TypedLine._word_left,
    "ctrl+right": TypedLine._word_right,
    "backspace": TypedLine._erase_left,
    "delete": TypedLine._erase_right,
    "ctrl+w": TypedLine._erase_word,
    "ctrl+u": TypedLine._erase_to_start,
    "ctrl+k": TypedLine._erase_to_end,
    "ctrl+e": TypedLine._end,
}
