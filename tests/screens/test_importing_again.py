"""An article that changed is taken in from the reader: its new text opens, the words say so, and undo takes it back."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from content.notes import on_entry
from tests.domain.articles import SHORT


async def _import(reader: Any, path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    await reader.press("i")
    reader.screen.overlay.paste(str(path))
    await reader.press("enter")
    async with asyncio.timeout(20):
        while reader.screen.importing is not None:
            await reader.settle()
    await reader.settle()


async def test_a_changed_article_opens_as_a_revision_and_undo_shows_what_was(reading: Any, tmp_path: Path) -> None:
    changed = SHORT.replace("$1.5 billion", "$1.6 billion")
    async with reading(size=(120, 36)) as reader:
        library = reader.app.library
        await _import(reader, tmp_path / "a.txt", SHORT)
        old = reader.screen.briefing
        cited = next(entry for entry in old.entries if "$1.5" in entry.text)
        library.notebook.annotate(old.id, on_entry(old, cited.id), body="Check this")
        await _import(reader, tmp_path / "b.txt", changed)
        assert reader.screen.briefing.text == changed.strip()
        told = f"A changed text of {old.id}: of what you have on it 1 changed, to be confirmed"
        assert reader.message.startswith(f"1 to confirm: ! lists what changed. {told}")
        assert [note.body for note in reader.screen.notes] == ["Check this"]
        assert [item.id for item in library.revisions.pending(reader.screen.briefing.id)] == [cited.id]
        reader.check()
        await reader.press("u")
        assert reader.screen.briefing.text == SHORT.strip()
        assert [note.body for note in reader.screen.notes] == ["Check this"]
        reader.check()
