"""The line to type in of a dialog. Loaded when the first is opened: its parent takes 5 ms."""

from __future__ import annotations

from textual.widgets import Input
from textual.widgets.input import Selection

from tui.terminal_text import clean_line


class TypingLine(Input):
    """One line of text. What is pasted into it becomes text that can be shown."""

    def validate_value(self, value: str) -> str:
        return clean_line(value)

    def select_whole(self) -> None:
        """Select what stands in it, so that the next key typed replaces it."""
        self.selection = Selection(0, len(self.value))
