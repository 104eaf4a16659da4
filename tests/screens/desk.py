"""A desk to write at in tests: it opens the note editor, and keeps or refuses what is saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual import events

from content.notes import NoteKind
from tui.widgets.writing import Draft, Writing

NOTE = Draft(kind=NoteKind.NOTE)
ENTRY = Draft(title="")


class Desk:
    """What stands behind the editor in a test: it keeps what is saved, or refuses to."""

    def __init__(self, reader: Any) -> None:
        self.reader = reader
        self.saved: list[Draft] = []
        self.said: list[str] = []
        self.copied: list[str] = []
        self.refusal = ""
        self.asked = 0

    def save(self, draft: Draft) -> str:
        if not self.refusal:
            self.saved.append(draft)
        return self.refusal

    def tags(self) -> Mapping[str, int]:
        self.asked += 1
        return {"Forecast": 9, "forest": 4, "trade": 3, "trade-war": 1}

    def copy(self, text: str) -> str:
        self.copied.append(text)
        return "copied to the clipboard"

    async def write(self, draft: Draft = NOTE, key: str = "here", heading: str = "Note on sentence 8") -> Any:
        """Open the editor; it is given back."""
        screen = self.reader.app.reading
        await screen.write(Writing(heading, key, draft, self.save, self.said.append, self.tags, self.copy))
        await self.reader.settle()
        return screen.note_editor

    async def paste(self, text: str) -> None:
        event = events.Paste(text)
        event.set_sender(self.reader.app)
        self.reader.app._driver.send_message(event)
        await self.reader.settle()
