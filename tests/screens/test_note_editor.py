"""Writing a note or an entry: every key of the dialog, what is kept, and what is shown at every size."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from textual import events

from content.errors import LibraryError
from content.notes import Colour, NoteKind
from tui.settings import Glyphs, Settings
from tui.widgets.note_editor import LONGEST_PASTE, Draft, Writing
from tui.widgets.note_form import Part

NOTE = Draft(kind=NoteKind.NOTE)
ENTRY = Draft(title="")
SIZES = [(160, 48), (100, 30), (80, 24), (60, 20), (40, 12), (30, 8), (20, 6)]
HOSTILE = "[red]a[/] \x1b[31mb\x1b]0;t\x07 \u202ec \x00d \u200be 漢字 e\u0301 👩‍👩‍👧 ❤️ [@click=app.quit]f[/]"


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


# --- pasting ---------------------------------------------------------------------------------------------------------


async def test_pasted_text_is_clean_in_every_field(reading: Any) -> None:
    async with reading() as reader:
        desk = Desk(reader)
        editor = await desk.write(Draft(title=""))
        await reader.press("tab")
        await desk.paste("a\r\nb\x1b[31m\x00\rc")
        assert editor.body.text == "a\nb␛[31m␀\nc"
        await reader.press("tab")
        await desk.paste("one\ntwo\x1b")
        assert editor.fields.tags.value == "one two␛"
        await reader.press("tab")
        assert editor.active is Part.TITLE
        await desk.paste("A title\nof two lines")
        assert editor.fields.title.value == "A title of two lines"
        reader.check()


async def test_what_is_too_long_to_paste_is_cut_with_a_word_why(reading: Any) -> None:
    async with reading() as reader:
        desk = Desk(reader)
        editor = await desk.write(Draft(title=""))
        await reader.press("tab")
        await desk.paste("word\n" * (LONGEST_PASTE // 5) + "more")
        assert len(editor.body.text) == LONGEST_PASTE
        assert "4 characters of what was pasted were left out" in reader.text
        await reader.press("shift+tab")
        await desk.paste("x" * 1300)
        assert len(editor.fields.title.value) == 1000
        assert "300 characters of what was pasted were left out" in reader.text


# --- the mouse -------------------------------------------------------------------------------------------------------


async def test_a_click_goes_where_it_points(reading: Any) -> None:
    async with reading() as reader:
        desk = Desk(reader)
        editor = await desk.write(Draft("Title", "some words", ("tag",), NoteKind.HIGHLIGHT, Colour.BLUE))
        await reader.click_on("Title", editor)
        await reader.type("X")
        assert editor.fields.title.value == "XTitle"
        await reader.click_on("words", editor)
        await reader.type("X")
        assert editor.body.text == "some Xwords"
        await reader.click_on("#tag", editor)
        await reader.type("X")
        assert editor.fields.tags.value == "X#tag "
        await reader.click_on("orange", editor)
        assert editor.fields.colour is Colour.ORANGE and editor.active is Part.COLOUR
        await reader.click_on("question", editor)
        assert editor.fields.kind is NoteKind.QUESTION and editor.active is Part.KIND


async def test_a_long_text_is_scrolled_with_the_wheel_and_shows_how_far(reading: Any) -> None:
    async with reading() as reader:
        desk = Desk(reader)
        editor = await desk.write(NOTE._replace(body="\n".join(f"line {n}." for n in range(60))))
        assert "line 59." in reader.text and "line 0." not in reader.text
        thumb = editor.body.thumb
        assert [row for row, line in enumerate(reader.lines_of(editor.body)) if line] and thumb[1] > thumb[0]
        before = editor.body.scroll_offset.y
        await reader.wheel(editor.body, -2)
        assert editor.body.scroll_offset.y == before - 6
        assert "line 59." not in reader.text
        await reader.wheel(editor.body, -40)
        assert "line 0." in reader.text and editor.body.thumb[0] == 0
        signs = [line[-1] for line in reader.lines_of(editor)]
        assert signs[1] == "┃" and signs[editor.body.size.height] == "│"
        await reader.type("x")
        assert "line 59.x" in reader.text, "what is typed is in view"


async def test_words_are_selected_by_dragging(reading: Any) -> None:
    async with reading() as reader:
        desk = Desk(reader)
        editor = await desk.write(NOTE._replace(body="some words here"))
        x, y = reader.place_of("words", editor.body)
        reader._point(events.MouseDown, x, y, button=1)
        reader._point(events.MouseMove, x + 5, y, button=1)
        reader._point(events.MouseUp, x + 5, y, button=1)
        await reader.settle()
        await reader.type("X")
        assert editor.body.text == "some X here"


async def test_a_click_beside_the_editor_loses_nothing(reading: Any) -> None:
    async with reading() as reader:
        desk = Desk(reader)
        before = reader.entry_id
        await desk.write()
        await reader.type("x")
        for place in ((2, 8), (3, 1), (2, 35), (60, 35), (110, 30)):
            await reader.click(*place)
        assert reader.app.reading.is_writing and reader.entry_id == before
        await reader.press("enter")
        assert desk.saved[0].body == "x"


# --- sizes, themes, hostile text -------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_field_can_be_reached_and_read_at_every_size(reading: Any, size: tuple[int, int]) -> None:
    async with reading(size=size) as reader:
        desk = Desk(reader)
        for draft in (Draft(kind=NoteKind.HIGHLIGHT, body="Who?"), Draft(title="Entry", body="Who?")):
            editor = await desk.write(draft)
            for part in editor.fields.parts:
                editor.activate(part)
                await reader.settle()
                lines = "\n".join(reader.lines_of(editor))
                assert "Who?" in lines and (part is Part.BODY or f"▌{part}" in lines)
                assert "save" in lines
                reader.check()
            editor.activate(Part.TAGS)
            await reader.type("for")
            assert "forecast" in "\n".join(reader.lines_of(editor))
            await reader.press("enter")
        assert len(desk.saved) == 2


async def test_at_the_smallest_size_a_reason_can_be_read(reading: Any) -> None:
    async with reading(size=(20, 6)) as reader:
        desk = Desk(reader)
        desk.refusal = "/lib: the disk is full; make room"
        editor = await desk.write(Draft(title="Entry", kind=NoteKind.HIGHLIGHT))
        await reader.press("tab")
        await reader.type("text")
        await reader.press("enter")
        assert "/lib: the disk is full; make room" in reader.shown(editor)
        assert "text" in reader.text
        reader.check()


async def test_a_new_size_keeps_the_text_and_the_cursor(reading: Any) -> None:
    async with reading() as reader:
        desk = Desk(reader)
        editor = await desk.write(NOTE._replace(body="\n".join(f"line {n} of a longer text" for n in range(40))))
        await reader.press("ctrl+home", *["down"] * 20)
        await reader.type("here ")
        place = editor.body.cursor_location
        for size in ((60, 20), (20, 6), (15, 4), (160, 48), (40, 12)):
            await reader.resize(*size)
            reader.check()
            if size == (15, 4):
                await reader.press("x", "q", "escape")
                continue
            assert editor.body.cursor_location == place
            assert "here" in "\n".join(reader.lines_of(editor))
        await reader.press("enter")
        assert "here line 20" in desk.saved[0].body


@pytest.mark.parametrize("size", [(120, 36), (60, 20), (20, 6)], ids=str)
async def test_hostile_text_shows_as_text_in_every_field(reading: Any, size: tuple[int, int]) -> None:
    long = HOSTILE + "x" * 100_000
    async with reading(size=size) as reader:
        desk = Desk(reader)
        given = Draft(HOSTILE, long, (HOSTILE, "t" * 5000), NoteKind.HIGHLIGHT, Colour.RED)
        editor = await desk.write(given, heading=f"Note on {HOSTILE}")
        for part in editor.fields.parts:
            editor.activate(part)
            await reader.settle()
            reader.check()
        editor.activate(Part.BODY)
        await reader.press("ctrl+home", "right", "right", "right", "right", "right", "right", "down", "up", "end")
        reader.check()
        await reader.type("y")
        reader.check()
        desk.refusal = HOSTILE
        await reader.press("enter")
        reader.check()
        desk.refusal = ""
        await reader.press("enter")
        assert desk.saved[0].title == HOSTILE and desk.saved[0].tags == given.tags
        assert "y" in desk.saved[0].body and "\x1b" not in desk.saved[0].body


async def test_hostile_text_is_legible_where_it_fits(reading: Any) -> None:
    async with reading() as reader:
        desk = Desk(reader)
        editor = await desk.write(Draft(body=HOSTILE))
        assert "[red]a[/] ␛[31mb␛]0;t␇ ⇤c ␀d ␣e" in "\n".join(reader.lines_of(editor))
        assert "[@click=app.quit]f[/]" in reader.shown(editor)


async def test_words_with_wide_signs_are_shown_to_the_last(reading: Any) -> None:
    async with reading(size=(40, 12)) as reader:
        desk = Desk(reader)
        editor = await desk.write(Draft(body="❤️" * 60 + "漢字" * 20 + "👩‍👩‍👧" * 20))
        await reader.press("ctrl+home")
        shown = "".join(line[2:-2] for line in reader.lines_of(editor) if line.startswith("│"))
        assert shown.count("❤️") == 60
        reader.check()


@pytest.mark.parametrize("theme", ["readout-dark", "readout-light"])
async def test_a_change_of_theme_draws_the_editor_anew(reading: Any, theme: str) -> None:
    async with reading(settings=Settings(theme="nord")) as reader:
        desk = Desk(reader)
        editor = await desk.write()
        await reader.type("x")
        reader.app.show_theme(theme)
        await reader.settle()
        ink = reader.app.ink
        assert editor.ink == ink and editor.body.ink == ink
        x, y = reader.place_of("x", editor.body)
        paper = {s.style.bgcolor for s in reader._strips()[y].crop(x, x + 1)}
        assert paper == {ink.sheet.bgcolor}


async def test_without_unicode_it_is_drawn_in_plain_signs(reading: Any) -> None:
    async with reading(settings=Settings(glyphs=Glyphs.ASCII)) as reader:
        desk = Desk(reader)
        editor = await desk.write(Draft("Title", "\n" * 30 + "text", ("a",), NoteKind.HIGHLIGHT, Colour.BLUE))
        await reader.press("tab")
        assert all(line.isascii() for line in reader.lines_of(editor))
        assert "enter save" in reader.text


async def test_without_colours_the_cursor_and_what_is_selected_still_show(reading: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading() as reader:
        desk = Desk(reader)
        editor = await desk.write()
        await reader.type("abc")
        await reader.press("left", "shift+left")
        x, y = reader.place_of("abc", editor.body)
        a, b, c = (next(iter(reader._strips()[y].crop(x + n, x + n + 1))).style for n in range(3))
        assert not a.reverse and b.reverse
        assert a.color is None and a.bgcolor is None
        assert b != c
