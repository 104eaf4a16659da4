"""The line that a dialog is typed into: drawn like every other line, so that opening it moves no focus.

Textual's Input has to be focused, which restyles the screen twice: 47 ms against 4 to open a dialog.
"""

from __future__ import annotations

from rich.cells import split_graphemes
from textual.strip import Strip

from tui.render import Ink, Piece, line_of
from tui.terminal_text import clean_line
from tui.widgets.bars import Bar
from tui.wrap import fit, width_of

LONGEST = 1000
"""How much can be typed, in code points."""


class Prompt(Bar):
    """A line of text with a cursor. `value` is what was typed, `cursor` a position in it, both in code points."""

    def __init__(self, ink: Ink, *, id: str) -> None:
        super().__init__(ink, id=id)
        self.value = ""
        self.cursor = 0
        self.placeholder = ""
        self.label = ""
        self.digits_only = False
        self.completions: tuple[str, ...] = ()
        self.is_fresh = False
        """Whether the line still holds what it began with: the first character typed takes its place."""

    def start(
        self,
        value: str,
        placeholder: str,
        *,
        label: str = "",
        digits_only: bool = False,
        completions: tuple[str, ...] = (),
    ) -> None:
        """Begin with `value`, the cursor at its end; `placeholder` is shown while nothing is typed, `label` always.

        Where words are completed the value is a list to be added to; else the first character typed replaces it.
        """
        self.value, self.placeholder, self.label, self.digits_only = value, placeholder, label, digits_only
        self.completions = completions
        self.cursor = len(value)
        self.is_fresh = bool(value) and not value.endswith(" ")
        self.repaint()

    @property
    def completion(self) -> str:
        """What is missing of the first completion of the word before the cursor; empty where there is none."""
        before = self.value[: self.cursor]
        if self.cursor < len(self.value) or self.is_fresh:
            return ""
        *held, word = before.replace(",", " ").split(" ")
        word = word.lstrip("#").casefold()
        there = {each.lstrip("#").casefold() for each in held}
        if word:
            for each in self.completions:
                if each.casefold().startswith(word) and each.casefold() not in there and len(each) > len(word):
                    return each[len(word) :]
        return ""

    def complete(self) -> bool:
        """Put in what is missing of the completion; whether there was one."""
        missing = self.completion
        if missing:
            self.insert(missing + " ")
        return bool(missing)

    def insert(self, text: str) -> None:
        """Put text in at the cursor, on one line and safe to show; what does not fit or belong is left out."""
        text = clean_line(text)
        if self.digits_only:
            text = "".join(c for c in text if c.isascii() and c.isdigit())
        if self.is_fresh:
            self.value, self.cursor = "", 0
        self.is_fresh = False
        text = text[: LONGEST - len(self.value)]
        self.value = self.value[: self.cursor] + text + self.value[self.cursor :]
        self.cursor += len(text)
        self.repaint()

    def press(self, key: str, character: str | None) -> bool:
        """Whether a key means something to the line; keys are those of Textual and of readline."""
        if character and character.isprintable() and "+" not in key[:-1]:
            self.insert(character)
            return True
        if key in ("right", "end", "ctrl+e") and self.complete():
            return True
        edit = _EDITS.get(key)
        if edit is None:
            return False
        self.is_fresh = False
        edit(self)
        self.repaint()
        return True

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

    # -- drawing

    def paint(self, width: int) -> Strip:
        ink, back = self.ink, self.ink.sheet
        sign = (f" {clean_line(self.label)}: " if self.label and width >= 40 else " > ", ink.accent)
        room = max(1, width - width_of(sign[0]) - 2)
        if not self.value:
            hint = fit(clean_line(self.placeholder), room, ink.glyphs.ellipsis)
            return line_of([sign, (hint[:1] or " ", ink.text_cursor), (hint[1:], ink.dim)], width, back)
        style = ink.found if self.is_fresh else ink.text
        before, after = self.value[: self.cursor], self.value[self.cursor :]
        under = next((after[:end] for _, end, _ in split_graphemes(after)[0]), " ")
        while before and width_of(before) > room:
            before = before[1:]
        missing = self.completion
        if missing:
            rest: list[Piece] = [(missing[:1], ink.text_cursor), (missing[1:], ink.dim)]
            return line_of([sign, (before, style), *rest], width, back)
        return line_of([sign, (before, style), (under, ink.text_cursor), (after[len(under) :], ink.text)], width, back)


_EDITS = {
    "left": Prompt._left,
    "right": Prompt._right,
    "home": Prompt._home,
    "end": Prompt._end,
    "ctrl+left": Prompt._word_left,
    "ctrl+right": Prompt._word_right,
    "backspace": Prompt._erase_left,
    "delete": Prompt._erase_right,
    "ctrl+w": Prompt._erase_word,
    "ctrl+u": Prompt._erase_to_start,
    "ctrl+k": Prompt._erase_to_end,
    "ctrl+e": Prompt._end,
}
