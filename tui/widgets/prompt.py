"""The line that a dialog is typed into: drawn like every other line, so that opening it moves no focus.

Textual's Input has to be focused, which restyles the screen twice: 47 ms against 4 to open a dialog.
"""

from __future__ import annotations

from textual.strip import Strip

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

    def start(self, value: str, placeholder: str, *, label: str = "", digits_only: bool = False) -> None:
        """Begin with `value`, the cursor at its end; `placeholder` is shown while nothing is typed, `label` always."""
        self.placeholder, self.label, self.digits_only = placeholder, label, digits_only
        self.begin(value, fresh=True)

    def edited(self) -> None:
        self.repaint()

    # -- drawing

    def paint(self, width: int) -> Strip:
        ink, back = self.ink, self.ink.sheet
        sign = (f" {clean_line(self.label)}: " if self.label and width >= 40 else " > ", ink.accent)
        room = max(1, width - width_of(sign[0]) - 2)
        if not self.value:
            hint = fit(clean_line(self.placeholder), room, ink.glyphs.ellipsis)
            return line_of([sign, (hint[:1] or " ", ink.text_cursor), (hint[1:], ink.dim)], width, back)
        return line_of([sign, *self.pieces(room, ink)], width, back)
