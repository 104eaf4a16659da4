"""Every size draws something whole, at once and after a change of size, with every dialog and in zen; and the mouse."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from tui.screens.layout import Arrangement, shape_of
from tui.settings import Glyphs, Settings

SIZES = [(160, 48), (120, 36), (100, 30), (99, 30), (80, 24), (60, 20), (59, 20), (40, 12), (20, 6), (19, 5)]
DIALOGS = {
    "?": "Keys",
    ":": "Commands",
    "/": "Find",
    "#": "Go to sentence",
    "enter": "Which sentence?",
    "c": "Who cites sentence 1?",
    "L": "Linked entries",
    "ctrl+t": "Theme",
}
ARRANGEMENTS = {
    (160, 48): Arrangement.WIDE,
    (120, 36): Arrangement.WIDE,
    (100, 30): Arrangement.WIDE,
    (99, 30): Arrangement.STACKED,
    (80, 24): Arrangement.STACKED,
    (60, 20): Arrangement.STACKED,
    (59, 20): Arrangement.SINGLE,
    (40, 12): Arrangement.SINGLE,
    (20, 6): Arrangement.SINGLE,
    (19, 5): Arrangement.TINY,
}


def size_name(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


every_size = pytest.mark.parametrize("size", SIZES, ids=size_name)


def every_pair(sizes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A walk over the sizes that goes from each to each other once."""
    left = {one: [other for other in reversed(sizes) if other != one] for one in sizes}
    walk, path = [], [sizes[0]]
    while path:  # Hierholzer: every step that can be taken is taken once
        if left[path[-1]]:
            path.append(left[path[-1]].pop())
        else:
            walk.append(path.pop())
    return walk


def test_the_walk_over_the_sizes_goes_from_each_to_each_other() -> None:
    walk = every_pair(SIZES)
    assert sorted(pairwise(walk)) == sorted((a, b) for a in SIZES for b in SIZES if a != b)


@every_size
async def test_every_tab_and_both_sides_are_whole_at_every_size(size: tuple[int, int], reading: Any) -> None:
    async with reading(size=size) as reader:
        assert reader.screen.shape.arrangement is ARRANGEMENTS[size]
        for key in "0123456":
            await reader.press(key)
            reader.check()
            await reader.press("G")
            reader.check()
            await reader.press("tab")
            reader.check()
            await reader.press("G")
            reader.check()


@every_size
async def test_every_dialog_is_whole_at_every_size_and_closes(size: tuple[int, int], reading: Any) -> None:
    async with reading(size=size) as reader:
        for key, title in DIALOGS.items():
            await reader.press("1", "g", key)
            if ARRANGEMENTS[size] is Arrangement.TINY:
                assert reader.dialog is None
                continue
            assert reader.dialog.title == title
            lines = reader.check()
            # A line to type in alone has no frame that a title could stand in.
            if reader.screen.overlay.list.display and size[0] >= 40:
                assert any(f" {title} " in line for line in lines)
            await reader.press("end")
            reader.check()
            await reader.press("escape")
            assert reader.dialog is None and reader.entry_id == "p1"
            reader.check()


@pytest.mark.parametrize("keys", ["", "tab G", "0 G", "4 G z"], ids=["entries", "source", "overview", "zen"])
async def test_nothing_breaks_between_any_two_sizes(keys: str, reading: Any) -> None:
    async with reading(size=SIZES[0]) as reader:
        await reader.press(*keys.split())
        kept = (reader.screen.tab, reader.screen.side, reader.entries.cursor, reader.source.cursor)
        walk = every_pair(SIZES) if not keys else [*SIZES[1:], SIZES[0], SIZES[-1], SIZES[4], SIZES[6]]
        for size in walk:
            await reader.resize(*size)
            reader.check()
            assert (reader.screen.tab, reader.screen.side, reader.entries.cursor, reader.source.cursor) == kept


@pytest.mark.parametrize("key", list(DIALOGS))
async def test_a_dialog_outlives_every_change_of_size_and_still_answers(key: str, reading: Any) -> None:
    async with reading(size=SIZES[0]) as reader:
        await reader.press(key)
        for size in [*SIZES[1:], SIZES[1], SIZES[7], SIZES[0]]:
            await reader.resize(*size)
            reader.check()
            assert reader.dialog is not None and reader.dialog.title == DIALOGS[key]
        if reader.dialog.prompt is not None:
            await reader.type("1")
            assert reader.typed == "1"
        elif key != "?":
            await reader.press("j")
            assert reader.screen.overlay.list.cursor == (1 if key != "ctrl+t" else reader.dialog.cursor + 1)
        await reader.press("escape")
        assert reader.dialog is None
        reader.check()


async def test_too_small_a_screen_says_so_and_only_leaving_is_left(reading: Any) -> None:
    async with reading(size=(19, 5)) as reader:
        assert " ".join(reader.text.split()) == "Too small: 20 columns and 6 lines are needed."
        await reader.press("j", "4", "?", "z", "tab")
        await reader.resize(120, 36)
        assert (reader.entry_id, reader.dialog, reader.screen.side) == ("p1", None, "entries")
        await reader.resize(19, 5)
        await reader.press("q")
        assert reader.app.return_code == 0


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (3, 2), (8, 4), (300, 3), (5, 100), (300, 100)], ids=size_name)
async def test_even_absurd_sizes_draw(size: tuple[int, int], reading: Any) -> None:
    async with reading(size=size) as reader:
        reader.check()
        await reader.press("?")
        reader.check()


async def test_side_by_side_stacked_and_one_at_a_time(reading: Any) -> None:
    async with reading(size=(100, 30)) as reader:
        assert reader.entries.region.y == reader.source.region.y
        assert reader.entries.region.right == reader.source.region.x
        await reader.resize(99, 30)
        assert reader.entries.region.x == reader.source.region.x == 0
        assert reader.entries.region.bottom == reader.source.region.y
        await reader.resize(59, 30)
        assert not reader.source.display and reader.entries.region.width == 59
        await reader.press("tab")
        assert reader.source.display and not reader.screen.left.display and reader.source.region.width == 59
        await reader.press("backspace", "tab")
        assert not reader.source.display


def test_a_wider_or_higher_screen_never_shows_less() -> None:
    order = [Arrangement.TINY, Arrangement.SINGLE, Arrangement.STACKED, Arrangement.WIDE]
    for width in range(1, 130):
        for height in range(1, 60):
            here = shape_of(width, height)
            for other in (shape_of(width + 1, height), shape_of(width, height + 1)):
                assert order.index(other.arrangement) >= order.index(here.arrangement)
                assert (other.frames, other.title) >= (here.frames, here.title)


async def test_zen_hides_the_other_side_and_details_and_follows_the_keys(reading: Any) -> None:
    async with reading(size=(160, 48)) as reader:
        await reader.press("z")
        reader.check()
        assert reader.entries.region.width == 160 and not reader.screen.details_view.display
        await reader.press("2", "j", "enter")
        assert reader.source.region.width == 160 and reader.screen.sentence == 7
        reader.check()
        await reader.press("backspace")
        assert reader.entries.display and reader.entry_id == "t2"
        await reader.press("z")
        assert reader.screen.details_view.display and reader.source.display
        reader.check()


async def test_widths_stop_at_their_bounds_and_are_refused_where_nothing_stands_side_by_side(reading: Any) -> None:
    async with reading(size=(120, 36), settings=Settings(entries_width=30)) as reader:
        assert reader.entries.region.width == 36
        await reader.press(*"---")
        assert reader.message == "The entries take 20 % of the width; entries_width in the settings keeps that."
        assert reader.entries.region.width == 24
        reader.check()
        await reader.press(*"================")
        assert reader.message == "The entries take 80 % of the width; entries_width in the settings keeps that."
        assert reader.entries.region.width == 96
        reader.check()
        await reader.resize(80, 24)
        await reader.press("=")
        assert reader.message == "Widths count where both sides stand side by side."
        await reader.resize(120, 36)
        assert reader.entries.region.width == 96


async def test_plain_glyphs_are_all_that_the_program_draws_where_there_is_no_unicode(reading: Any, make: Any) -> None:
    words = "A rather long sentence of plain words that has to be wrapped and cut wherever there is no room for it."
    briefing = make.briefing(
        [words] * 12,
        [("people", words, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), ("people", "Short", [2]), ("elsewhere", words, [])],
        title=words,
    )
    for size, others in [((120, 36), [(80, 24)]), ((40, 12), [(20, 6)])]:
        async with reading(briefing=briefing, size=size, settings=Settings(glyphs=Glyphs.ASCII)) as reader:
            for keys in ("", "tab", "0", "6", "l", "1", "?", "escape", ":", "escape", "c", "escape", "B", "escape",
                         "ctrl+t", "escape", "enter", "escape", "/", "w", "enter", "#", "escape", "z"):  # fmt: skip
                await reader.press(*keys.split())
                lines = reader.check()
                assert "".join(lines).isascii(), [line for line in lines if not line.isascii()]
            for other in others:
                for keys in ("z", "0", "?", "escape", "1"):
                    await reader.press(keys)
                    await reader.resize(*other)
                    lines = reader.check()
                    assert "".join(lines).isascii(), [line for line in lines if not line.isascii()]


async def test_a_click_on_a_tab_an_entry_a_sentence_or_a_hint_does_what_it_says(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.click_on("4 NATO", reader.screen.tab_strip)
        assert reader.screen.tab == "nato-g7"
        await reader.click_on("Russia on the G7", reader.entries)
        assert reader.entry_id == "n2" and reader.screen.sentence == 5
        await reader.click_on("Russia on the G7", reader.entries)
        assert (reader.screen.side, reader.screen.sentence) == ("source", 5)
        await reader.click_on(" 6  The declarations", reader.source)
        assert reader.screen.sentence == 6 and reader.screen.side == "source"
        await reader.click_on(" 7  Since the invasion", reader.source)
        await reader.click_on("Since the invasion", reader.source)
        assert (reader.screen.tab, reader.entry_id) == ("trade", "t2")
        await reader.click_on("? help", reader.screen.status)
        assert reader.dialog.title == "Keys"
        await reader.click(1, 34)
        assert reader.dialog is None
        reader.check()


async def test_a_first_click_on_the_other_side_only_moves_the_keys_there(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.click_on(" 1  As part", reader.source)
        assert (reader.screen.side, reader.screen.sentence, reader.dialog) == ("source", 1, None)


async def test_a_double_click_follows(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("2")
        x, y = reader.place_of("Trade up since", reader.entries)
        await reader.click(x, y, times=2)
        assert (reader.screen.side, reader.screen.sentence) == ("source", 7)


async def test_a_click_in_a_chooser_chooses_and_one_beside_it_closes_it(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("enter")
        await reader.click_on("After the G7 leaders", reader.screen.overlay.list)
        assert (reader.dialog, reader.screen.side, reader.screen.sentence) == (None, "source", 4)
        await reader.press("c")
        await reader.click(2, 2)
        assert (reader.dialog, reader.screen.side, reader.screen.sentence) == (None, "source", 4)


async def test_a_click_on_a_link_in_the_details_goes_there(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.click_on("Bilateral agreements", reader.screen.details_view)
        assert (reader.screen.tab, reader.entry_id) == ("trade", "t1")
        await reader.press("backspace")
        assert reader.entry_id == "p1"


async def test_the_wheel_scrolls_the_list_under_it_and_leaves_the_cursor_alone(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.wheel(reader.source, 3)
        assert reader.source.place.top > 0 and reader.source.cursor == 0 and reader.screen.side == "entries"
        await reader.wheel(reader.source, -4)
        assert (reader.source.top, reader.source.line) == (0, 0)
        await reader.wheel(reader.entries, 90)
        assert reader.entries.cursor == 0
        assert "deputy foreign minister" in reader.shown(reader.entries)
        await reader.press("j")
        assert reader.entry_id == "p2"
        reader.check()


async def test_a_click_on_the_scroll_bar_goes_to_that_part(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        right = reader.source.region.right - 1
        await reader.click(right, reader.source.region.bottom - 2)
        assert "close ties to Russia." in reader.shown(reader.source)
        assert reader.source.cursor == 0 and reader.screen.side == "entries"
        await reader.click(right, reader.source.region.y + 1)
        assert reader.source.top == 0
        await reader.click(right, reader.source.region.y + reader.source.inner_height // 2)
        assert 2 < reader.source.top < 14


async def test_a_click_on_the_scroll_bar_goes_to_that_part_where_there_is_no_frame(reading: Any) -> None:
    async with reading(size=(30, 8)) as reader:
        await reader.press("0")
        view = reader.entries
        assert not view.framed
        await reader.click(view.region.right - 1, view.region.bottom - 1)
        assert view._at[-1][0] == len(view.items) - 1
        await reader.click(view.region.right - 1, view.region.y)
        assert (view.top, view.line) == (0, 0)


# -- other keys


async def test_dialogs_obey_and_name_the_keys_that_the_settings_give(reading: Any) -> None:
    keys = {"close": ("x",), "help": ("q",), "quit": ("Q",), "follow": ("o",), "set-mark": ("e",)}
    async with reading(size=(120, 36), settings=Settings(keys=keys)) as reader:
        await reader.press("q")
        assert "x closes" in reader.dialog.footing and "x closes" in reader.text
        await reader.press("x")
        assert reader.dialog is None
        await reader.press("o")
        assert reader.dialog.title == "Which sentence?"
        assert "o go there" in reader.dialog.footing and "x stay here" in reader.dialog.footing
        await reader.press("j", "o")
        assert (reader.dialog, reader.screen.side, reader.screen.sentence) == (None, "source", 2)
        await reader.press("'", "z")
        assert reader.message == "No mark is set yet; e sets one."
        await reader.press("q", "Q")
        assert reader.app.return_code == 0
