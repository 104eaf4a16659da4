"""What was written is never lost: not to a failing disk, and not to another window that changed the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from content.errors import LibraryError
from content.library import Library
from content.model import SentenceNumber
from content.notes import on_sentence
from tui import external_editor

Open = Callable[..., Any]


def refuse(*arguments: Any, **options: Any) -> None:
    raise LibraryError("the disk is full", where="library.db", remedy="make room")


@pytest.fixture
def edited_outside(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Lets the reader's own editor leave this text."""

    def leave(text: str) -> None:
        monkeypatch.setattr(external_editor, "edit_in_editor", lambda app, given: external_editor.EditedText(text))

    return leave


# -- written outside


async def test_a_note_written_outside_that_cannot_be_saved_stays_to_be_saved_again(
    reading: Open, library: Library, edited_outside: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as reader:
        briefing = reader.screen.briefing
        library.notebook.annotate(briefing.id, on_sentence(briefing, SentenceNumber(1)), body="short")
        reader.screen.take_notes()
        edited_outside("an hour of work")
        await reader.press("tab", "g")
        with monkeypatch.context() as patch:
            patch.setattr(library.notebook, "change", refuse)
            await reader.press("E")
            assert "the disk is full" in reader.text and "an hour of work" in reader.text
            await reader.press("escape")
            assert "Not saved" in reader.message
        await reader.press("e")
        assert "an hour of work" in reader.text
        await reader.press("enter")
        assert library.notebook.of(briefing.id)[0].body == "an hour of work"


async def test_an_entry_written_outside_that_cannot_be_saved_stays_to_be_saved_again(
    reading: Open, library: Library, edited_outside: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as reader:
        await reader.press("2")
        edited_outside("New title\n\nNew text\n")
        with monkeypatch.context() as patch:
            patch.setattr(library.editor, "edit", refuse)
            await reader.press("E")
            assert "the disk is full" in reader.text and "New title" in reader.text
        await reader.press("enter")
        entry = reader.screen.graph.entry("t1")
        assert (entry.title, entry.text) == ("New title", "New text")
