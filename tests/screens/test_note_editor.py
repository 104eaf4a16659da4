"""Writing a note or an entry: every key of the dialog, and what is kept."""

from __future__ import annotations

from typing import Any

import pytest

from content.errors import LibraryError
from content.notes import Colour, NoteKind
from tests.screens.desk import ENTRY, NOTE, Desk
from tui.widgets.note_form import WIDEST, Part, box_for
from tui.widgets.writing import Draft

# --- keeping ---------------------------------------------------------------------------------------------------------


async def test_what_is_typed_is_what_is_kept(reading: Any) -> None:
    async with reading() as reader:
        desk = Desk(reader)
        await desk.write()
        assert "Note on sentence 8" in reader.text
        await reader.type("Who says? q")
        await reader.press("tab")
        await reader.type("#source, 2022 figures")
        await reader.press("tab", "right", "right", "tab", "t", "enter")
        assert desk.saved == [
            Draft(None, "Who says? q", ("source", "2022", "figures"), NoteKind.HIGHLIGHT, Colour.TEAL)
        ]
        assert not reader.app.reading.is_writing
        assert "Note on sentence 8" not in reader.text
        before = reader.entry_id
        await reader.press("j")
        assert reader.entry_id != before, "the keys do not go to the screen again"


@pytest.mark.parametrize("key", ["ctrl+j", "alt+enter", "shift+enter"])
async def test_a_new_line_is_begun_without_saving(reading: Any, key: str) -> None:
    async with reading() as reader:
        desk = Desk(reader)
        await desk.write()
        await reader.type("a")
        await reader.press(key)
        await reader.type("b")
        assert not desk.saved
        assert "ctrl+j new line" in reader.text
        await reader.press("enter")
        assert desk.saved[0].body == "a\nb"


async def test_an_entry_has_a_title_and_no_kind(reading: Any) -> None:
    async with reading() as reader:
        desk = Desk(reader)
        editor = await desk.write(ENTRY)
        assert editor.fields.parts == (Part.TITLE, Part.BODY, Part.TAGS)
        assert editor.active is Part.TITLE
        await reader.type("Trade  in May ")
        await reader.press("enter")
        assert desk.saved == [Draft("Trade  in May")]


async def test_what_is_changed_keeps_what_is_not(reading: Any) -> None:
    given = Draft("A title\x1b[0m", "A\x07 body\r\nin two lines", ("a tag", "b"), NoteKind.HIGHLIGHT, Colour.RED)
    async with reading() as reader:
        desk = Desk(reader)
        await desk.write(given)
        await reader.press("enter")
        await desk.write(given)
        await reader.press("tab", "tab")
        await reader.type("c")
        await reader.press("enter")
        assert desk.saved == [given, given._replace(tags=("a", "tag", "b", "c"))]


async def test_a_highlight_alone_has_a_colour(reading: Any) -> None:
    async with reading() as reader:
        desk = Desk(reader)
        editor = await desk.write(Draft(kind=NoteKind.HIGHLIGHT, colour=Colour.BLUE))
        assert Part.COLOUR in editor.fields.parts
        await reader.press("tab", "tab", "q", "enter")
        assert desk.saved == [Draft(kind=NoteKind.QUESTION)]


async def test_words_put_away_are_there_again_for_the_same_and_for_nothing_else(reading: Any) -> None:
    async with reading() as reader:
        desk = Desk(reader)
        await desk.write(key="first")
        await reader.type("half a thought")
        await reader.press("escape")
        assert desk.said == ["Not saved; a takes it up again."]
        assert not reader.app.reading.is_writing
        assert (await desk.write(key="second")).body.text == ""
        await reader.press("escape")
        assert desk.said[1:] == [""]
        editor = await desk.write(key="first")
        assert editor.body.text == "half a thought"
        assert "not saved" in reader.text
        await reader.press("enter")
        assert desk.saved[0].body == "half a thought"
        assert (await desk.write(key="first")).body.text == ""


async def test_words_that_cannot_be_kept_stay_and_can_be_saved_again_or_copied(reading: Any) -> None:
    async with reading() as reader:
        desk = Desk(reader)
        desk.refusal = "/library: the disk is full; make room"
        editor = await desk.write()
        await reader.type("worth keeping")
        await reader.press("enter")
        assert editor.body.text == "worth keeping" and reader.app.reading.is_writing
        assert "the disk is full; make room" in reader.text
        assert "save again" in reader.text and "ctrl+o copy out" in reader.text
        await reader.press("ctrl+o")
        assert desk.copied == ["worth keeping"]
        assert "copied to the clipboard" in reader.text
        desk.refusal = ""
        await reader.press("enter")
        assert [draft.body for draft in desk.saved] == ["worth keeping"]


async def test_a_copy_that_fails_says_so_and_the_words_stay(reading: Any) -> None:
    async with reading() as reader:
        desk = Desk(reader)

        def refuse(text: str) -> str:
            raise LibraryError("the folder cannot be written", where="/cache", remedy="make room")

        desk.copy = refuse  # type: ignore[method-assign]
        editor = await desk.write()
        await reader.type("x")
        await reader.press("ctrl+o")
        assert "the folder cannot be written" in reader.text
        assert editor.body.text == "x"


async def test_leaving_the_program_with_unsaved_words_takes_two_presses(reading: Any, monkeypatch: Any) -> None:
    async with reading() as reader:
        left: list[int] = []
        monkeypatch.setattr(type(reader.app), "leave", lambda self, status=0: left.append(status))
        desk = Desk(reader)
        await desk.write()
        await reader.press("q", "ctrl+q")
        assert not left and "not saved" in reader.text
        await reader.press("q", "ctrl+q")
        assert not left
        await reader.press("ctrl+q")
        assert left == [0]
        assert reader.app.reading.note_editor.body.text == "qq"


# --- fields ----------------------------------------------------------------------------------------------------------


async def test_tab_passes_over_the_fields_and_back(reading: Any) -> None:
    async with reading() as reader:
        desk = Desk(reader)
        editor = await desk.write(Draft(title="T", kind=NoteKind.HIGHLIGHT))
        seen = []
        for _ in editor.fields.parts:
            seen.append(editor.active)
            await reader.press("tab")
        assert seen == [Part.TITLE, Part.BODY, Part.TAGS, Part.KIND, Part.COLOUR]
        assert editor.active is Part.TITLE
        await reader.press("shift+tab")
        assert editor.active is Part.COLOUR
        await reader.press("up", "up", "down")
        assert editor.active is Part.KIND


async def test_the_part_with_the_keys_is_told_by_a_sign(reading: Any) -> None:
    async with reading() as reader:
        desk = Desk(reader)
        editor = await desk.write(Draft(title="T", kind=NoteKind.HIGHLIGHT))
        await reader.press("tab")
        for _ in range(4):
            await reader.press("tab")
            rows = [line for line in reader.lines_of(editor) if "▌" in line]
            assert len(rows) == 1 and f"▌{editor.active}" in rows[0]


async def test_tags_in_use_are_offered_while_typing_most_used_first(reading: Any) -> None:
    async with reading() as reader:
        desk = Desk(reader)
        editor = await desk.write()
        assert desk.asked == 0
        await reader.press("tab")
        await reader.type("#FO")
        assert "#Forecast  #forest" in reader.text
        assert desk.asked == 1
        await reader.press("tab")
        assert editor.fields.tags.value == "#Forecast "
        await reader.type("fo")
        assert "#Forecast  #" not in reader.text and "#forest" in reader.text
        await reader.press("right")
        await reader.type("tr")
        await reader.press("tab")
        assert editor.fields.tags.value == "#Forecast #forest #trade "
        await reader.type("new, trade-")
        await reader.press("right", "enter")
        assert desk.saved[0].tags == ("Forecast", "forest", "trade", "new", "trade-war")
        assert desk.asked == 1


async def test_a_tag_that_is_written_out_is_not_completed(reading: Any) -> None:
    async with reading() as reader:
        desk = Desk(reader)
        editor = await desk.write()
        await reader.press("tab")
        await reader.type("trade")
        await reader.press("tab")
        assert editor.fields.tags.value == "trade" and editor.active is Part.KIND


async def test_kinds_and_colours_are_chosen_by_arrow_blank_and_letter(reading: Any) -> None:
    async with reading() as reader:
        desk = Desk(reader)
        editor = await desk.write()
        await reader.press("tab", "tab")
        kinds = []
        for key in ("left", "right", "space", "h", "n", "q", "H"):
            await reader.press(key)
            kinds.append(editor.fields.kind.value[0])
        assert "".join(kinds) == "hnqhnqh"
        await reader.press("tab")
        for colour in Colour:
            await reader.press(colour.letter)
            assert editor.fields.colour is colour
            assert f"[{colour.value}]" in reader.text
        await reader.press("right")
        assert editor.fields.colour is Colour.YELLOW
        await reader.press("left", "left")
        assert editor.fields.colour is Colour.TEAL


async def test_typing_is_undone_and_redone(reading: Any) -> None:
    async with reading() as reader:
        desk = Desk(reader)
        editor = await desk.write(NOTE._replace(body="before"))
        await reader.type(" after")
        await reader.press("ctrl+z")
        assert editor.body.text == "before"
        await reader.press("ctrl+z")
        assert editor.body.text == "before", "what was there before it was opened cannot be undone"
        await reader.press("ctrl+y")
        assert editor.body.text == "before after"


async def test_the_text_is_moved_in_and_erased_with_the_usual_keys(reading: Any) -> None:
    async with reading() as reader:
        desk = Desk(reader)
        editor = await desk.write(NOTE._replace(body="one two\nthree"))
        await reader.press("home")
        await reader.type("a")
        await reader.press("up", "home", "delete", "ctrl+right", "ctrl+k", "ctrl+end", "ctrl+w")
        await reader.type("b")
        await reader.press("ctrl+home", "shift+right", "shift+right")
        await reader.type("c")
        assert editor.body.text == "c\nb"
        await reader.press("ctrl+end", "backspace", "backspace", "ctrl+u")
        assert editor.body.text == ""


async def test_the_cursor_passes_over_whole_graphemes(reading: Any) -> None:
    family, accented = "👩‍👩‍👧", "e\u0301"
    async with reading() as reader:
        desk = Desk(reader)
        editor = await desk.write(NOTE._replace(body=f"a{family}{accented}b"))
        places = []
        for _ in range(4):
            await reader.press("left")
            places.append(editor.body.cursor_location[1])
            reader.check()
        assert places == [1 + len(family + accented), 1 + len(family), 1, 0]
        await reader.press("right", "right", "backspace", "delete")
        assert editor.body.text == "ab"


def test_the_editor_leaves_the_source_in_view_where_the_screen_is_wide_enough() -> None:
    for width in (110, 120, 160, 300):
        box = box_for(width, 36)
        assert box.x == 0 and box.right <= width * 42 // 100 and box.width >= 46
    assert box_for(109, 36).width == WIDEST and box_for(60, 20).width == 60
