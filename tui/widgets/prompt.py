"""The line that a dialog is typed into: drawn like every other line, so that opening it moves no focus.

Textual's Input has to be focused, which restyles the screen twice: 47 ms against 4 to open a dialog.
"""

from __future__ import annotations

from textual.strip import Strip

from content.notes import begun_tag, completions
from tui.render import Ink, line_of
from tui.terminal_text import clean_line
from tui.widgets.bars import Bar
from tui.widgets.typed_line import TypedLine
from tui.wrap import fit, width_of


class Prompt(TypedLine, Bar):
    """A line of text with a cursor, for a dialog."""

    def __init__(self, ink: Ink, *, id: str) -> None:
        super().__init__(ink, id=id)
        self.placeholder = ""
        self.label = ""
        self.completions: tuple[str, ...] | None = None
        self.is_idle = False
        """Whether keys go elsewhere: no cursor is drawn then."""

    def start(
        self,
        value: str,
        placeholder: str,
        *,
        label: str = "",
        digits_only: bool = False,
        completions: tuple[str, ...] | None = None,
    ) -> None:
        """Begin with `value`, the cursor at its end; `placeholder` is shown while nothing is typed, `label` always.

        Where words are completed the value is a list to be added to; else the first character typed replaces it.
        """
        self.placeholder, self.label, self.digits_only = placeholder, label, digits_only
        self.completions = completions
        self.begin(value, fresh=completions is None)

    @property
    def completion(self) -> str:
        """What is missing of the first completion of the word before the cursor; empty where there is none."""
        if self.cursor < len(self.value) or self.is_fresh or not self.completions:
            return ""
        found = completions(self.value, self.cursor, self.completions)
        return found[0][len(begun_tag(self.value, self.cursor)) :] if found else ""

    def complete(self) -> bool:
        """Put in what is missing of the completion; whether there was one."""
        missing = self.completion
        if missing:
            self.insert(missing + " ")
        return bool(missing)

    def retype(self, text: str) -> None:
        """Put a text in the place of all that stands before the cursor."""
        self.value, self.cursor, self.is_fresh = self.value[self.cursor :], 0, False
        self.insert(text)

    def press(self, key: str, character: str | None) -> bool:
        if key in ("right", "end", "ctrl+e") and self.complete():
            return True
        return super().press(key, character)

    def edited(self) -> None:
        self.repaint()

    # -- drawing

    def paint(self, width: int) -> Strip:
        ink, back = self.ink, self.ink.sheet
        sign = (f" {clean_line(self.label)}: " if self.label and width >= 40 else " > ", ink.accent)
        room = max(1, width - width_of(sign[0]) - 2)
        if self.is_idle:
            shown, style = (self.value, ink.text) if self.value else (self.placeholder, ink.dim)
            return line_of([sign, (fit(clean_line(shown), room, ink.glyphs.ellipsis), style)], width, back)
        if not self.value:
            hint = fit(clean_line(self.placeholder), room, ink.glyphs.ellipsis)
            return line_of([sign, (hint[:1] or " ", ink.text_cursor), (hint[1:], ink.dim)], width, back)
        pieces, missing = self.pieces(room, ink), self.completion
        if missing:
            pieces[1:] = [(missing[:1], ink.text_cursor), (missing[1:], ink.dim)]
        return line_of([sign, *pieces], width, back)
