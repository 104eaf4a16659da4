"""What was written is never lost: not to a failing disk, and not to another window that changed the same."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from content.errors import LibraryError
from content.library import Library
from content.model import EntryId, SentenceNumber
from content.notes import NoteKind, on_sentence
from tui import external_editor
from tui.paths import Paths

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


# -- two windows


@pytest.fixture
def other(library: Library, paths: Paths) -> Iterator[Library]:
    """The library as another window has it open."""
    with Library.open(paths.library, now=library.now, random=os.urandom) as opened:
        yield opened


async def test_tags_colour_and_kind_leave_the_words_of_another_window_alone(
    reading: Open, library: Library, other: Library
) -> None:
    async with reading() as reader:
        id = reader.screen.briefing.id
        await reader.press("tab", "g", "*")
        (note,) = library.notebook.of(id)
        await reader.press("t")
        other.notebook.change(note.id, body="from elsewhere")
        await reader.type("mine")
        await reader.press("enter", "C")
        other.notebook.change(note.id, body="from elsewhere again", tags=("theirs",))
        await reader.press("t", "e")
        other.notebook.change(note.id, body="and again")
        await reader.press("tab", "tab", "left", "enter")
        (note,) = library.notebook.of(id)
        assert (note.body, note.tags, note.kind) == ("and again", ("theirs",), NoteKind.QUESTION)


async def test_a_note_that_another_window_changed_is_replaced_only_when_it_is_saved_again(
    reading: Open, library: Library, other: Library
) -> None:
    async with reading() as reader:
        briefing = reader.screen.briefing
        note = library.notebook.annotate(briefing.id, on_sentence(briefing, SentenceNumber(1)), body="mine")
        reader.screen.take_notes()
        await reader.press("tab", "g", "e")
        await reader.type("!")
        other.notebook.change(note.id, body="theirs")
        await reader.press("enter")
        assert reader.screen.is_writing and "another window changed" in reader.text
        assert library.notebook.note(note.id).body == "theirs"
        other.notebook.change(note.id, body="theirs, once more")
        await reader.press("enter")
        assert reader.screen.is_writing, "what came after the first refusal was not seen either"
        await reader.press("enter")
        assert not reader.screen.is_writing and library.notebook.note(note.id).body == "mine!"


async def test_an_entry_that_another_window_changed_is_replaced_only_when_it_is_saved_again(
    reading: Open, library: Library, other: Library
) -> None:
    async with reading() as reader:
        id = reader.screen.briefing.id
        await reader.press("2", "e")
        await reader.type("!")
        other.editor.edit(id, EntryId("t1"), text="Theirs")
        await reader.press("enter")
        assert reader.screen.is_writing and "another window changed" in reader.text
        await reader.press("enter")
        entry = next(each for each in library.entries(id) if each.id == "t1")
        assert entry.title.endswith("!") and entry.text == "Theirs"


async def test_tagging_an_entry_in_the_editor_leaves_the_words_of_another_window_alone(
    reading: Open, library: Library, other: Library
) -> None:
    async with reading() as reader:
        id = reader.screen.briefing.id
        await reader.press("2", "e")
        other.editor.edit(id, EntryId("t1"), title="Theirs", text="And this")
        await reader.press("tab", "tab")
        await reader.type("mine")
        await reader.press("enter")
        entry = next(each for each in library.entries(id) if each.id == "t1")
        assert (entry.title, entry.text, entry.tags[-1]) == ("Theirs", "And this", "mine")


async def test_the_cursor_stays_on_its_note_when_another_window_writes_one_before_it(
    reading: Open, library: Library, other: Library
) -> None:
    async with reading() as reader:
        briefing = reader.screen.briefing
        for number in (5, 9):
            library.notebook.annotate(briefing.id, on_sentence(briefing, SentenceNumber(number)), body=f"on {number}")
        reader.screen.take_notes()
        reader.screen.notice_others()
        await reader.press("6", "j")
        other.notebook.annotate(briefing.id, on_sentence(briefing, SentenceNumber(1)), body="theirs")
        reader.screen.notice_others()
        await reader.settle()
        assert "theirs" in reader.shown(reader.entries)
        reader.check()
        await reader.press("x")
        assert {note.body for note in library.notebook.of(briefing.id)} == {"on 5", "theirs"}


async def test_the_place_in_the_source_stays_when_another_window_writes_a_note(
    reading: Open, library: Library, other: Library
) -> None:
    async with reading(size=(160, 48)) as reader:
        briefing = reader.screen.briefing
        library.notebook.annotate(briefing.id, on_sentence(briefing, SentenceNumber(5)), body="mine")
        reader.screen.take_notes()
        reader.screen.notice_others()
        await reader.press("6", "tab", "G")
        other.notebook.annotate(briefing.id, on_sentence(briefing, SentenceNumber(1)), body="theirs")
        reader.screen.notice_others()
        assert reader.screen.side == "source" and reader.screen.sentence == 18


async def test_what_is_selected_stays_so_when_another_window_changes_something(
    reading: Open, library: Library, other: Library
) -> None:
    async with reading(size=(160, 48)) as reader:
        briefing = reader.screen.briefing
        reader.screen.notice_others()
        await reader.press("6", "#", "8", "enter", "w", "w")
        selected = reader.selected
        assert selected == "Mishustin predicted"
        other.editor.edit(briefing.id, EntryId("t1"), title="Renamed elsewhere")
        other.notebook.annotate(briefing.id, on_sentence(briefing, SentenceNumber(1)), body="theirs")
        reader.screen.notice_others()
        await reader.settle()
        assert reader.selected == selected
        assert reader.drawn_in(reader.app.ink.markers.selected, reader.source) == selected
        reader.check()
        await reader.press("w", "*")
        assert library.notebook.of(briefing.id)[-1].target.selector.exact == "Mishustin predicted on"
