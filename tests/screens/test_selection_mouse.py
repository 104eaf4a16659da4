"""Words of the source are selected with the mouse, cell by cell, and whatever is done the selection is whole."""

from __future__ import annotations

import random
import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import split_graphemes
from textual import events

from content.links import CitationGraph
from content.notes import Note, NoteId, NoteKind, on_sentence
from tui.terminal_text import clean_line
from tui.widgets.items import Spot
from tui.widgets.note_marks import marks_of
from tui.widgets.source_items import SourceItems
from tui.wrap import width_of


def sentence(reader: Any, number: int) -> str:
    return str(reader.screen.briefing.words_of(number))


def drawn_selected(reader: Any) -> str:
    return str(reader.drawn_in(reader.app.ink.markers.selected, reader.source))


# -- with the mouse


async def test_dragging_selects_from_word_to_word(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("#", "8", "enter")
        x, y = reader.place_of("predicted", reader.source)
        await reader.drag((x + 3, y), (x + 8, y), (x + 14, y))
        assert reader.selected == "predicted on Tuesday" == drawn_selected(reader)
        assert reader.screen.side == "source" and reader.screen.sentence == 8
        await reader.drag((x + 14, y), (x + 3, y))
        assert reader.selected == "predicted on Tuesday"
        reader.check()


async def test_dragging_goes_over_lines_and_sentences_both_ways(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        await reader.press("#", "8", "enter")
        one = reader.place_of("predicted", reader.source)
        other = reader.place_of("According", reader.source)
        for way in ([one, other], [other, one], [one, (one[0], one[1] + 1), other]):
            await reader.drag(*way)
            assert reader.selected == f"{sentence(reader, 8)[len('Mishustin ') :]} According"
            reader.check()


async def test_what_is_dragged_over_is_selected_before_the_button_is_let_go(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        x, y = reader.place_of("Since the invasion", reader.source)
        await reader.drag((x, y), (x + 7, y), release=False)
        assert reader.selected == "Since the"
        await reader.drag((x, y), (x, y), (x + 7, y), (x + 1, y))
        assert reader.selected == "Since"


async def test_a_press_without_a_move_is_a_click(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        x, y = reader.place_of("Since the invasion", reader.source)
        await reader.drag((x, y))
        assert (reader.selected, reader.screen.side, reader.screen.sentence) == (None, "source", 7)


async def test_a_click_ends_a_selection_and_only_that_and_moves_the_cursor(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        x, y = reader.place_of("Since the invasion", reader.source)
        await reader.drag((x, y), (x + 7, y))
        await reader.click(x + 1, y)
        assert (reader.selected, reader.screen.side, reader.screen.sentence) == (None, "source", 7)


async def test_a_double_click_selects_a_word(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        x, y = reader.place_of("invasion", reader.source)
        await reader.click(x + 2, y, times=2)
        assert (reader.selected, reader.screen.side) == ("invasion", "source")
        await reader.press("l")
        assert reader.selected == "began"


async def test_beyond_the_edge_the_view_scrolls_and_the_selection_grows(reading: Any) -> None:
    async with reading(size=(120, 20)) as reader:
        await reader.press("tab", "g")
        source = reader.source
        x, y = source.region.x + 10, source.region.y + 2
        below = [(x, source.region.bottom + n % 2) for n in range(12)]
        await reader.drag((x, y), (x, y + 1), *below, release=False)
        assert source.top > 0 or source.line > 0
        grown = len(reader.selected or "")
        while len(reader.selected or "") == grown:  # by itself, the mouse held still
            await reader.pilot.pause()
        reader._point(events.MouseUp, x, source.region.bottom, button=1)
        await reader.settle()
        assert source._beyond is None and reader.app.mouse_captured is None
        assert reader.selected is not None and reader.selected in reader.screen.briefing.text
        top = (source.top, source.line)
        await reader.drag((x, y + 3), (x, source.region.y - 1), (x, source.region.y))
        assert (source.top, source.line) < top
        reader.check()


async def test_the_mouse_let_go_unseen_ends_the_drag_at_the_next_move(reading: Any) -> None:
    async with reading(size=(120, 36)) as reader:
        x, y = reader.place_of("Since the invasion", reader.source)
        await reader.drag((x, y), (x + 7, y), release=False)
        reader._point(events.MouseMove, x + 20, y, button=0)
        await reader.settle()
        assert reader.app.mouse_captured is None and reader.selected == "Since the"
        reader._point(events.MouseMove, x + 21, y, button=1)
        await reader.settle()
        assert reader.selected == "Since the"


async def test_nothing_is_dragged_in_entries_under_a_dialog_or_on_the_scroll_bar(reading: Any) -> None:
    async with reading(size=(120, 20)) as reader:
        x, y = reader.entries.region.x + 5, reader.entries.region.y + 2
        await reader.drag((x, y), (x + 9, y))
        assert reader.selected is None
        right = reader.source.region.right - 1
        await reader.drag((right, y), (right, y + 3))
        assert reader.selected is None
        await reader.press("?")
        x, y = reader.source.region.right - 4, reader.source.region.bottom - 2
        await reader.drag((x, y), (x - 4, y))
        assert reader.selected is None


# -- from a cell to the text and back

CHARACTERS = [
    "a",
    "Z",
    " ",
    " ",
    "’",
    "–",
    "é",
    "e\u0301",
    "中",
    "字",
    "𝔸",
    "👍🏽",
    "👨‍👩‍👧",
    "क्षि",
    "1️⃣",
    "\u200b",
    "한",
]
sentences = st.lists(st.sampled_from(CHARACTERS), min_size=1, max_size=30).map("".join)


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=st.lists(sentences, min_size=1, max_size=4), width=st.integers(8, 60))
def test_the_text_is_found_at_the_cells_that_it_is_drawn_on(made: list[str], width: int, make: Any) -> None:
    briefing = make.briefing(made)
    items = SourceItems(briefing, CitationGraph(briefing))
    for number, text in enumerate(made):
        start = briefing.sentences.starts[number]
        shown = clean_line(text)
        for first, last, cells in split_graphemes(shown)[0]:
            spot = items.spot_of(start + first, width)
            back = items.position_at(spot, width)
            assert spot.item == number
            if cells and not (shown[first:last] == " " and back != start + first):
                assert back == start + first
                for cell in range(cells):
                    assert items.position_at(Spot(number, spot.line, spot.cell + cell), width) == start + first


@pytest.mark.parametrize(
    "text", ["中文字かな 한국 字中", "e\u0301te\u0301 na\u0308ive", "𝔸𝔹 👍🏽👍🏽 𝔸", "a\u200b1️⃣ क्षि b"]
)
async def test_selecting_by_word_never_tears_a_character(text: str, reading: Any, make: Any) -> None:
    async with reading(size=(60, 20), briefing=make.briefing([text, text])) as reader:
        await reader.press("w")
        for key in "wwlwWllhhwwlWhw":
            await reader.press(key)
            assert reader.selected
            span, end = reader.screen.selection, reader.screen.briefing.sentences.ends[0]
            for position in span:
                inside = position - (0 if position <= end else end + 1)
                edges = {0, *(last for _, last, _ in split_graphemes(clean_line(text))[0])}
                assert inside in edges, (text, span)
            reader.check()


async def test_a_drag_over_wide_and_joined_characters_selects_what_is_under_the_mouse(reading: Any, make: Any) -> None:
    text = "中文 cafe\u0301s 👍🏽 𝔸𝔹 end"
    async with reading(size=(120, 20), briefing=make.briefing([text])) as reader:
        await reader.press("tab")
        left, y = reader.place_of("中", reader.source)
        at = left + width_of("中文 ca")
        await reader.drag((at, y), (at + 1, y))
        assert reader.selected == "cafe\u0301s"
        at = left + width_of(text[: text.index("𝔸") + 1])
        await reader.drag((left + 3, y), (at, y))
        assert reader.selected == "文 cafe\u0301s 👍🏽 𝔸𝔹"
        assert all(unicodedata.category(c) != "Mn" for c in reader.selected[:1])


# -- whatever is done

WALKED = [*"vvwwwwWWhlhljkjkjkgGbncJ0236]", "tab", "tab", "enter", "backspace", "escape", "space", "ctrl+d", "drag",
          "drag", "drag", "click", "double", "marks", "marks", "wheel", "resize"]  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
async def test_whatever_is_done_the_selection_is_whole_and_drawn_as_it_is(seed: int, reading: Any, make: Any) -> None:
    chance = random.Random(seed)
    texts = ["One two, three.", "中文 cafe\u0301 👍🏽 end", "… —", "Word after word " * 12, "Last 𝔸𝔹."] * 4
    briefing = make.briefing(texts, [("trade", f"Entry {n}", [1 + n, 2 + n]) for n in range(9)])
    async with reading(size=(100, 24), briefing=briefing) as reader:
        done = []
        for _ in range(45):
            key = chance.choice(WALKED)
            done.append(key)
            await _do(key, reader, chance)
            if reader.dialog is not None:
                await reader.press("escape")
            span = reader.screen.selection
            if span is not None:
                assert 0 <= span.start < span.end <= len(briefing.text), done
                assert reader.screen.side == "source", done
                for at, end in zip(briefing.sentences.starts, briefing.sentences.ends, strict=True):
                    edges = {0, *(b for _, b, _ in split_graphemes(clean_line(briefing.text[at:end]))[0])}
                    assert all(p - at in edges for p in span if at <= p <= end), (done, span)
            for view in (reader.entries, reader.source):
                shown = [list(row) for row in view._rows]
                view.forget()
                assert shown == [list(row) for row in view._compose_rows()], (view.id, done)
            in_view = reader.screen.view.cursor in {item for item, _ in reader.screen.view._at}
            assert in_view or span is None or reader.message or key not in {*"vwjkGg"}, done
            if in_view:  # the wheel and the scroll bar leave the cursor where it is
                reader.check()


async def _do(key: str, reader: Any, chance: random.Random) -> None:
    source, briefing = reader.source, reader.screen.briefing
    places = [(chance.randrange(reader.app.size.width), chance.randrange(reader.app.size.height)) for _ in range(3)]
    if key == "drag":
        await reader.drag(*places)
    elif key in ("click", "double"):
        await reader.click(*places[0], times=2 if key == "double" else 1)
    elif key == "wheel":
        await reader.wheel(source if source.display else reader.entries, chance.choice((-2, 2)))
    elif key == "resize":
        await reader.resize(*chance.choice([(100, 24), (120, 36), (60, 20), (40, 12), (20, 6)]))
    elif key == "marks":
        kinds = chance.sample(range(1, 1 + len(briefing.sentences)), chance.choice((0, 1, 3)))
        notes = [
            Note(NoteId(str(n)), briefing.id, on_sentence(briefing, n), chance.choice(list(NoteKind))) for n in kinds
        ]
        reader.screen.show_note_marks(marks_of(briefing, notes))
        await reader.settle()
    else:
        await reader.press(key)
