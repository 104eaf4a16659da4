"""The dialog in which notes are written: pasting, the mouse, and what it shows at every size."""

from __future__ import annotations

from typing import Any

import pytest
from textual import events

from content.notes import Colour, NoteKind
from tests.screens.desk import NOTE, Desk
from tui.settings import Glyphs, Settings
from tui.widgets.note_editor import LONGEST_PASTE
from tui.widgets.note_form import Part
from tui.widgets.writing import Draft

SIZES = [(160, 48), (100, 30), (80, 24), (60, 20), (40, 12), (30, 8), (20, 6)]
HOSTILE = "[red]a[/] \x1b[31mb\x1b]0;t\x07 \u202ec \x00d \u200be 漢字 e\u0301 👩‍👩‍👧 ❤️ [@click=app.quit]f[/]"

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
    async with reading(size=(100, 36)) as reader:
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
    async with reading(size=(100, 36)) as reader:
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
