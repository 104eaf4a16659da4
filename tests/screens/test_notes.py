"""Notes are written in one key, shown where they belong, changed, and undone."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

from content.anchors import Selector
from content.bundled import bundled_briefing
from content.errors import LibraryError
from content.library import Library
from content.model import BriefingId, EntryId, SentenceNumber
from content.notes import Colour, NoteKind, NoteTarget, on_sentence
from tui.paths import Paths
from tui.settings import Settings

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


async def test_a_note_is_there_at_the_next_start(reading: Open, library: Library) -> None:
    async with reading() as reader:
        await reader.press("2", "a")
        await reader.type("kept")
        await reader.press("tab")
        await reader.type("later")
        await reader.press("enter")
    async with reading() as reader:
        await reader.press("6")
        assert "kept #later" in reader.shown(reader.entries)
        await reader.press("enter")
        assert (reader.screen.tab, reader.entry_id) == ("trade", "t1")


async def test_several_notes_on_one_sentence_are_told_apart(reading: Open, library: Library) -> None:
    async with reading() as reader:
        await reader.press("tab", "g")
        for words in ("one", "two"):
            await reader.press("a")
            await reader.type(words)
            await reader.press("enter")
        assert "2 notes on sentence 1" in reader.text
        await reader.press("x")
        assert "Which note to delete?" in reader.text
        await reader.press("j", "enter")
        assert [note.body for note in library.notebook.of(reader.screen.briefing.id)] == ["one"]
        await reader.press("u")
        assert len(library.notebook.of(reader.screen.briefing.id)) == 2


async def test_what_was_written_stays_where_it_cannot_be_saved(
    reading: Open, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as reader:
        await reader.press("2", "a")
        await reader.type("precious")

        def refuse(*arguments: Any, **options: Any) -> None:
            raise LibraryError("the disk is full", where="library.db", remedy="make room")

        with monkeypatch.context() as patch:
            patch.setattr(library.notebook, "annotate", refuse)
            await reader.press("enter")
            assert "the disk is full" in reader.text and "precious" in reader.text
        await reader.press("enter")
        assert library.notebook.of(reader.screen.briefing.id)[0].body == "precious"


async def test_an_editor_put_away_keeps_its_words_for_the_same_target(reading: Open) -> None:
    async with reading() as reader:
        await reader.press("2", "a")
        await reader.type("half a tho")
        await reader.press("escape")
        assert reader.screen.notes == ()
        await reader.press("a")
        assert "half a tho" in reader.text
        await reader.type("ught")
        await reader.press("enter")
        assert reader.screen.notes[0].body == "half a thought"


async def test_undo_and_redo_go_on_after_a_restart(reading: Open, library: Library) -> None:
    async with reading() as reader:
        await reader.press("2", "e")
        await reader.type("!")
        await reader.press("enter", "tab", "*")
    async with reading() as reader:
        await reader.press("u")
        assert reader.screen.notes == () and "Undone: highlight" in reader.message
        await reader.press("u")
        assert not reader.screen.graph.entry("t1").title.endswith("!")
        await reader.press("u")
        assert reader.message == "Nothing to undo."
        await reader.press("ctrl+r", "ctrl+r")
        assert reader.screen.graph.entry("t1").title.endswith("!") and len(reader.screen.notes) == 1


async def test_undo_leaves_alone_what_was_done_to_another_briefing(reading: Open, library: Library) -> None:
    other = library.add(bundled_briefing()._replace(id=BriefingId("other"), title="The other one"))
    async with reading() as reader:
        reader.screen.open_briefing(other)
        await reader.press("*")
        assert len(reader.screen.notes) == 1
        reader.screen.open_briefing(bundled_briefing().id)
        await reader.press("u")
        assert reader.message == "Nothing to undo in this briefing; U lists what was done in others."
        reader.screen.open_briefing(other)
        await reader.press("u")
        assert reader.screen.notes == () and "Undone: highlight" in reader.message


async def test_what_another_window_writes_is_shown(reading: Open, library: Library, paths: Paths) -> None:
    with Library.open(paths.library, now=library.now, random=os.urandom) as other:
        async with reading() as reader:
            reader.screen.notice_others()
            briefing = reader.screen.briefing
            other.notebook.annotate(briefing.id, on_sentence(briefing, SentenceNumber(8)), body="from elsewhere")
            other.editor.edit(briefing.id, EntryId("t1"), title="Renamed elsewhere")
            reader.screen.notice_others()
            await reader.press("2")
            assert "Renamed elsewhere" in reader.shown(reader.entries)
            await reader.press("6")
            assert "from elsewhere" in reader.shown(reader.entries)


async def test_a_note_can_change_its_kind_colour_and_tags(reading: Open, library: Library) -> None:
    async with reading() as reader:
        await reader.press("tab", "g", "*", "C", "t", "t")
        await reader.type("again ")
        await reader.press("enter")
        (note,) = library.notebook.of(reader.screen.briefing.id)
        assert (note.kind, note.colour, note.tags) == (NoteKind.HIGHLIGHT, Colour.TEAL, ("again",))
        await reader.press("e")
        await reader.type("no longer")
        await reader.press("tab", "tab", "left", "enter")
        (note,) = library.notebook.of(reader.screen.briefing.id)
        assert (note.kind, note.body, note.colour) == (NoteKind.QUESTION, "no longer", None)


async def test_a_tag_in_use_is_completed(reading: Open, library: Library) -> None:
    async with reading() as reader:
        await reader.press("tab", "g", "a", "x", "tab")
        await reader.type("forecast")
        await reader.press("enter", "j", "t")
        await reader.type("fo")
        assert "forecast" in reader.text
        await reader.press("tab", "enter")
        assert reader.screen.notes[-1].tags == ("forecast",)


async def test_undoing_the_import_of_the_open_briefing_shows_another(
    reading: Open, library: Library, make: Any
) -> None:
    library.add(make.briefing(["One."], [("people", "E", [1])], id="added", title="Added"))
    async with reading(library=library) as reader:
        await reader.press("B", "/")
        await reader.type("Added")
        await reader.press("enter")
        assert reader.screen.briefing.id == "added"
        await reader.press("u")
        assert reader.screen.briefing.id == "added" and "u again takes it away" in reader.message
        await reader.press("j", "u")
        assert reader.screen.briefing.id == "added" and "u again takes it away" in reader.message
        await reader.press("u")
        assert reader.screen.briefing.id == "china-russia-mishustin" and "gone" in reader.message
        await reader.press("ctrl+r", "B")
        assert "Added" in reader.text


async def test_joiners_that_are_typed_are_kept(reading: Open, library: Library) -> None:
    words = "می\u200cخواهم क्\u200dष"
    async with reading() as reader:
        await reader.press("2", "a")
        await reader.type(words)
        await reader.press("enter")
        assert library.notebook.of(reader.screen.briefing.id)[0].body == words


async def test_a_word_that_stands_twice_in_a_sentence_is_highlighted_twice(
    reading: Open, library: Library, make: Any
) -> None:
    library.add(make.briefing(["Rain after rain, and rain again."], [("people", "E", [1])], id="wet", title="Wet"))
    async with reading(briefing=library.briefing(BriefingId("wet")), library=library) as reader:
        await reader.press("tab", "g", "w", "l", "l")
        assert reader.selected == "rain"
        await reader.press("*", "w", "l", "l", "l", "l")
        assert reader.selected == "rain"
        await reader.press("*")
        starts = [note.target.selector.start for note in library.notebook.of(BriefingId("wet"))]
        assert len(set(starts)) == 2


async def test_words_and_the_sentence_that_they_stand_in_are_highlighted_side_by_side(
    reading: Open, library: Library
) -> None:
    async with reading() as reader:
        await reader.press("tab", "g", "*", "w", "*")
        assert [note.target.is_span for note in library.notebook.of(reader.screen.briefing.id)] == [False, True]
        await reader.press("*")
        assert [note.target.is_span for note in library.notebook.of(reader.screen.briefing.id)] == [True]


@pytest.mark.parametrize("command", ["annotate", "question", "edit", "write-entry"])
async def test_the_key_that_takes_unsaved_words_up_again_is_named(reading: Open, command: str) -> None:
    async with reading(settings=Settings(keys={command: ("f7",)})) as reader:
        await reader.press("2", "f7")
        await reader.type("half")
        await reader.press("escape")
        assert reader.message == f"Not saved; {reader.app.shown_key(command)} takes it up again."
        await reader.press("f7")
        assert "half" in reader.text and reader.screen.is_writing


async def test_a_note_and_a_question_on_the_same_are_unsaved_side_by_side(reading: Open) -> None:
    async with reading() as reader:
        await reader.press("tab", "g", "a")
        await reader.type("a remark")
        await reader.press("escape", "Q")
        assert "a remark" not in reader.text
        await reader.type("who said so")
        await reader.press("escape", "a")
        assert "a remark" in reader.text and "who said so" not in reader.text


async def test_entries_begun_on_different_words_of_a_sentence_are_unsaved_side_by_side(reading: Open) -> None:
    async with reading() as reader:
        await reader.press("2", "tab", "g", "w", reader.app.shown_key("write-entry"))
        await reader.type("First")
        await reader.press("escape", "escape", "w", "w", reader.app.shown_key("write-entry"))
        assert reader.screen.is_writing and "First" not in reader.text


async def test_undoing_says_what_is_wrong_where_the_library_cannot_be_read_then(
    reading: Open, library: Library, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(make.briefing(["One."], [("people", "E", [1])], id="added", title="Added"))
    async with reading(library=library, briefing=library.briefing(BriefingId("added"))) as reader:

        def refuse(*arguments: Any, **options: Any) -> None:
            raise LibraryError("the disk is broken", where="library.db", remedy="mend it")

        reader.screen.brought = frozenset([BriefingId("added")])
        with monkeypatch.context() as patch:
            patch.setattr(library, "last_read", refuse)
            await reader.press("u")
            assert "the disk is broken" in reader.message and reader.screen.briefing.id == "added"
        await reader.press("ctrl+r")
        with monkeypatch.context() as patch:
            patch.setattr(library, "briefing", refuse)
            await reader.press("u")
            assert "the disk is broken" in reader.message and reader.screen.briefing.id == "added"


async def test_another_briefing_is_shown_when_another_window_removes_this_one(
    reading: Open, library: Library, paths: Paths, make: Any
) -> None:
    library.add(make.briefing(["One."], [("people", "E", [1])], id="added", title="Added"))
    with Library.open(paths.library, now=library.now, random=os.urandom) as other:
        async with reading(library=library, briefing=library.briefing(BriefingId("added"))) as reader:
            reader.screen.notice_others()
            await reader.press("tab", "a")
            await reader.type("words")
            other.history.undo()
            reader.screen.notice_others()
            await reader.press("enter")
            assert reader.screen.is_writing and "words" in reader.text, "what is written stays where it was begun"
            await reader.press("escape")
            reader.screen.notice_others()
            await reader.settle()
            assert reader.screen.briefing.id == "china-russia-mishustin"
            assert "“Added” was removed" in reader.message
            reader.check()


async def test_the_only_briefing_stays_on_the_screen_when_another_window_removes_it(
    reading: Open, paths: Paths, make: Any, clock: Any
) -> None:
    with (
        Library.open(paths.library, now=clock, random=os.urandom) as library,
        Library.open(paths.library, now=clock, random=os.urandom) as other,
    ):
        library.add(make.briefing(["One."], [("people", "E", [1])], id="added", title="Added"))
        async with reading(library=library, briefing=library.briefing(BriefingId("added"))) as reader:
            reader.screen.notice_others()
            other.history.undo()
            reader.screen.notice_others()
            assert "was removed" in reader.message
            other.history.redo()
            reader.screen.notice_others()
            await reader.press("tab")
            reader.screen.keep_position()
            assert library.position(BriefingId("added")).focus == "source"


async def test_what_cannot_be_kept_as_read_is_not_shown_as_read(
    reading: Open, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as reader:

        def refuse(*arguments: Any, **options: Any) -> None:
            raise LibraryError("the disk is full", where="library.db", remedy="make room")

        await reader.press("2")
        before = reader.screen.read.copy()
        monkeypatch.setattr(library, "mark_read", refuse)
        for command in ("toggle-read", "mark-pane-read"):
            await reader.press(reader.app.keymap.keys_of(command)[0])
            assert "the disk is full" in reader.message and reader.screen.read == before


async def test_what_is_found_wrong_with_the_library_meanwhile_is_told(reading: Open, library: Library) -> None:
    async with reading() as reader:
        library.notices.append("The library was damaged; the backup of noon is open.")
        await reader.press("2", "a")
        reader.screen.notice_others()
        await reader.settle()
        assert reader.dialog is None, "what is being written comes first"
        await reader.press("escape")
        reader.screen.notice_others()
        await reader.settle()
        assert "the backup of noon" in reader.text
        await reader.press("escape")
        reader.screen.notice_others()
        await reader.settle()
        assert reader.dialog is None, "it is told once"


async def test_a_whole_tag_is_not_made_longer_in_the_line_for_tags_either(reading: Open) -> None:
    async with reading() as reader:
        await reader.press("tab", "g", "a", "x", "tab")
        await reader.type("trade trade-war")
        await reader.press("enter", "j", "t")
        await reader.type("trade")
        await reader.press("right", "enter")
        assert reader.screen.notes[-1].tags == ("trade",)


async def test_a_note_whose_words_are_gone_says_so_and_is_put_elsewhere_by_hand(
    reading: Open, library: Library
) -> None:
    async with reading() as reader:
        await reader.press("tab", "g", "a", "x", "enter", "j", "a", "y", "enter")
        briefing, (lost, _) = reader.screen.briefing, library.notebook.of(reader.screen.briefing.id)
        gone = NoteTarget(sentence=SentenceNumber(1), selector=Selector("zqx vwq", "jj", "kk", 3, 10))
        library.notebook.change(lost.id, target=gone)
        reader.screen.take_notes()
        await reader.press("6")
        assert "confirm the place" in reader.shown(reader.entries)
        await reader.press("tab", "G", "P")
        assert "whose words are gone" in reader.text and len(reader.dialog.rows) == 1
        await reader.press("enter")
        assert [note.target.sentence for note in library.notebook.of(briefing.id)] == [18, 2]
        assert "confirm the place" not in reader.shown(reader.entries)
