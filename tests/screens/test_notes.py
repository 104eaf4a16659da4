"""Notes are written in one key, shown where they belong, changed, and undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from content.library import Library
from content.notes import Colour, NoteKind

Open = Callable[..., Any]


@pytest.mark.parametrize("size", [(160, 48), (100, 30), (60, 20)])
async def test_a_note_is_written_with_one_key_and_saved_with_another(
    reading: Open, library: Library, size: tuple[int, int]
) -> None:
    async with reading(size=size) as reader:
        await reader.press("2", "a")
        await reader.type("Who says so?")
        await reader.press("enter")
        assert "Saved" in reader.message
        (note,) = library.notebook.of(reader.screen.briefing.id)
        assert (note.body, note.kind, note.target.entry) == ("Who says so?", NoteKind.NOTE, reader.entry_id)
        await reader.press("6")
        assert "Who says so?" in reader.shown(reader.entries)
        reader.check()
